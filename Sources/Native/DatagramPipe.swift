import Basics
import COpenSSL

/// The two ends of a BIO that keeps datagram boundaries: one read per datagram fed, one datagram per write.
///
/// A memory BIO is a byte stream and would run the records of several datagrams together.
@safe
final class DatagramPipe {
    /// A flight is a handful of datagrams; more than this in one go is OpenSSL gone wrong.
    private static let outgoingMax = 32

    private var incoming: UnsafeBufferPointer<UInt8>?
    private var outgoing = BoundedQueue<[UInt8]>(capacity: outgoingMax)

    func next() -> [UInt8]? { outgoing.popFirst() }

    /// Makes `datagram` readable while `body` runs, and no longer.
    func offering(_ datagram: Span<UInt8>, _ body: () -> Void) {
        unsafe datagram.withUnsafeBufferPointer { bytes in
            unsafe (incoming = bytes)
            body()
            unsafe (incoming = nil)
        }
    }

    private func read(into buffer: UnsafeMutablePointer<CChar>, room: Int) -> Int? {
        guard let datagram = unsafe incoming else { return nil }
        unsafe (incoming = nil)
        let count = min(room, datagram.count)
        unsafe UnsafeMutableRawPointer(buffer).copyMemory(from: datagram.baseAddress!, byteCount: count)
        return count
    }

    private func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        // The network may lose a datagram too; the flight is sent again.
        _ = unsafe outgoing.append(Array(bytes))
    }

    /// A BIO over this pipe, which must outlive it.
    func makeBIO(_ method: OpaquePointer) -> OpaquePointer? {
        guard let bio = unsafe BIO_new(method) else { return nil }
        unsafe BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        unsafe BIO_set_init(bio, 1)
        return unsafe bio
    }

    static func makeMethod() -> OpaquePointer? {
        let type = BIO_get_new_index() | BIO_TYPE_SOURCE_SINK
        guard let method = unsafe BIO_meth_new(type, "datagrams") else { return nil }
        unsafe BIO_meth_set_read(method) { bio, buffer, room in
            unsafe BIO_clear_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY)
            guard let buffer = unsafe buffer, room > 0 else { return 0 }
            if let count = unsafe DatagramPipe.of(bio).read(into: buffer, room: Int(room)) { return Int32(count) }
            unsafe BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
            return -1
        }
        unsafe BIO_meth_set_write(method) { bio, buffer, count in
            unsafe BIO_clear_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY)
            guard let buffer = unsafe buffer, count > 0 else { return 0 }
            let bytes = unsafe UnsafeRawBufferPointer(start: buffer, count: Int(count))
            unsafe DatagramPipe.of(bio).write(bytes.assumingMemoryBound(to: UInt8.self))
            return count
        }
        unsafe BIO_meth_set_ctrl(method) { _, command, _, _ in
            // Nothing is ever pending here, and the MTU is ours to say; only the flush must succeed.
            command == BIO_CTRL_FLUSH ? 1 : 0
        }
        return unsafe method
    }

    private static func of(_ bio: OpaquePointer?) -> DatagramPipe {
        unsafe Unmanaged.fromOpaque(BIO_get_data(bio)).takeUnretainedValue()
    }
}
