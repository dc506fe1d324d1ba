import Basics
import Synchronization

/// A ring of packets from one thread to one other, without a lock: a header that is copied as it is, and a payload.
///
/// One thread pushes and one pops; nothing else may touch it. Full means that the packet is refused.
@safe package final class PacketPipe<Header: BitwiseCopyable & Sendable>: @unchecked Sendable {
    private let capacity: Int
    private let payloads: UnsafeMutableRawPointer
    private let headers: UnsafeMutablePointer<Header>
    private let lengths: UnsafeMutablePointer<Int32>
    /// Each side writes one of them; they lie apart so that the sides do not fight over a cache line.
    private let pushed = Atomic<Int>(0)
    private let apart: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
    private let popped = Atomic<Int>(0)

    private static var stride: Int { Limits.datagramBytes }

    package init(capacity: Int, empty: Header) {
        precondition(capacity > 0, "a pipe without room")
        self.capacity = capacity
        unsafe payloads = .allocate(byteCount: capacity * Self.stride, alignment: 64)
        unsafe headers = .allocate(capacity: capacity)
        unsafe headers.initialize(repeating: empty, count: capacity)
        unsafe lengths = .allocate(capacity: capacity)
        unsafe lengths.initialize(repeating: 0, count: capacity)
    }

    deinit {
        unsafe payloads.deallocate()
        unsafe headers.deallocate()
        unsafe lengths.deallocate()
    }

    /// Returns `false` when there is no room, or the payload is larger than a datagram.
    package func push(_ header: Header, payload: Span<UInt8>) -> Bool {
        let next = pushed.load(ordering: .relaxed)
        guard next - popped.load(ordering: .acquiring) < capacity, payload.count <= Self.stride else { return false }
        let place = next % capacity
        unsafe headers[place] = header
        unsafe lengths[place] = Int32(payload.count)
        unsafe payload.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress {
                unsafe (payloads + place * Self.stride).copyMemory(from: start, byteCount: bytes.count)
            }
        }
        pushed.store(next + 1, ordering: .releasing)
        return true
    }

    /// Copies the oldest payload to the start of `payload` and gives its header and length, or `nil` when there is none.
    package func pop(into payload: inout MutableSpan<UInt8>) -> (header: Header, length: Int)? {
        let next = popped.load(ordering: .relaxed)
        guard next < pushed.load(ordering: .acquiring) else { return nil }
        let place = next % capacity
        let header = unsafe headers[place]
        let length = unsafe Int(lengths[place])
        precondition(payload.count >= length, "no room for a datagram")
        unsafe payload.withUnsafeMutableBytes { bytes in
            if let start = bytes.baseAddress {
                unsafe start.copyMemory(from: payloads + place * Self.stride, byteCount: length)
            }
        }
        popped.store(next + 1, ordering: .releasing)
        return (header, length)
    }
}
