package import Basics
import CSockets
import Glibc

/// What a read from a stream brought.
package enum StreamRead: Equatable, Sendable {
    case bytes([UInt8])
    case nothingYet
    /// The other side closed or was lost.
    case ended
}

/// Owns one non-blocking stream connection, over TCP or a Unix socket.
package struct ByteStream: ~Copyable, Sendable {
    package let descriptor: Int32

    /// Takes over a connected descriptor.
    package init(taking descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Gives the descriptor up to whoever takes it over.
    package consuming func release() -> Int32 {
        let descriptor = descriptor
        discard self
        return descriptor
    }

    /// Connects to the Unix socket at `path`; fails at once when nobody listens there.
    package init(connectingTo path: String) throws(SystemFailure) {
        descriptor = try UnixAddress.connect(path)
    }

    /// Begins to connect over TCP; the stream is writable once it is connected, and reads as ended if it cannot be.
    package init(connectingTo address: TransportAddress) throws(SystemFailure) {
        descriptor = try Self.open(address)
    }

    deinit {
        close(descriptor)
    }

    private static func open(_ address: TransportAddress) throws(SystemFailure) -> Int32 {
        let isIPv4 = address.v4 != nil
        let descriptor = socket(isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue) | socketFlags, 0)
        guard descriptor >= 0 else { throw SystemFailure(errno: errno, action: "make a TCP socket") }
        setOption(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        var storage = sockaddr_in6()
        let failure: Int32 = unsafe withUnsafeMutableBytes(of: &storage) { storage in
            let length = unsafe SocketAddress.write(address, storage.baseAddress!, isIPv4: isIPv4)
            let name = unsafe storage.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            return unsafe connect(descriptor, name, length) == 0 ? 0 : errno
        }
        guard failure == 0 || failure == EINPROGRESS else {
            close(descriptor)
            throw SystemFailure(errno: failure, action: "connect to TCP port \(address.port)")
        }
        return descriptor
    }

    package func read(atMost room: Int = 65_536) -> StreamRead {
        var failure: Int32 = 0
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
            repeat {
                count = unsafe recv(descriptor, buffer.baseAddress!, room, 0)
                failure = errno
            } while count < 0 && failure == EINTR
            filled = max(count, 0)
        }
        if count > 0 { return .bytes(bytes) }
        return count < 0 && (failure == EAGAIN || failure == ENOTCONN) ? .nothingYet : .ended
    }

    /// Writes as much as there is room for; returns how many bytes, 0 when there is none.
    package func write(_ bytes: Span<UInt8>) throws(SystemFailure) -> Int {
        guard !bytes.isEmpty else { return 0 }
        let (count, failure) = unsafe bytes.withUnsafeBufferPointer { bytes in
            let count = unsafe send(descriptor, bytes.baseAddress!, bytes.count, Int32(MSG_NOSIGNAL))
            return (count, errno)
        }
        if count >= 0 { return count }
        if [EAGAIN, EINTR, ENOTCONN].contains(failure) { return 0 }
        throw SystemFailure(errno: failure, action: "write to a stream")
    }
}

/// Two connected streams, to be taken out with `take()`.
package struct StreamPair: ~Copyable {
    package var first: ByteStream?
    package var second: ByteStream?

    package init() throws(SystemFailure) {
        let (one, other) = try Self.make()
        first = ByteStream(taking: one)
        second = ByteStream(taking: other)
    }

    private static func make() throws(SystemFailure) -> (Int32, Int32) {
        var pair: (Int32, Int32) = (-1, -1)
        let made = unsafe withUnsafeMutableBytes(of: &pair) { pair in
            let type = Int32(SOCK_STREAM.rawValue) | socketFlags
            return unsafe socketpair(AF_UNIX, type, 0, pair.baseAddress!.assumingMemoryBound(to: Int32.self))
        }
        guard made == 0 else { throw SystemFailure(errno: errno, action: "make a socket pair") }
        return pair
    }
}
