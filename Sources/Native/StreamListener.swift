package import Basics
import CSockets
import Glibc

/// Owns a listening TCP socket.
package struct StreamListener: ~Copyable, Sendable {
    package let descriptor: Int32
    package let localPort: UInt16

    /// Bound to an IPv4 address it speaks IPv4 only; bound to `::` it speaks both.
    package init(boundTo address: TransportAddress) throws(SystemFailure) {
        (descriptor, localPort) = try Self.open(address)
    }

    deinit {
        close(descriptor)
    }

    /// The next connection that is waiting, and from where; `nil` when there is none.
    package func accept() throws(SystemFailure) -> StreamArrival? {
        let connection = csockets_accept(descriptor)
        guard connection >= 0 else {
            // Out of descriptors, it waits in the kernel until one is free.
            if [EAGAIN, EINTR, ECONNABORTED, EMFILE, ENFILE].contains(errno) { return nil }
            throw SystemFailure(errno: errno, action: "accept a connection on TCP port \(localPort)")
        }
        guard let source = peerAddress(connection) else {
            close(connection)
            return nil
        }
        setOption(connection, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        // What waits in the kernel comes late: a small room lets the owner choose what to leave out.
        setOption(connection, SOL_SOCKET, SO_SNDBUF, Int32(Limits.streamBytes / 2))
        return StreamArrival(stream: ByteStream(taking: connection), source: source.over(.tcp))
    }

    private static func open(_ address: TransportAddress) throws(SystemFailure) -> (Int32, UInt16) {
        let isIPv4 = address.v4 != nil
        let descriptor = socket(isIPv4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue) | socketFlags, 0)
        guard descriptor >= 0 else { throw SystemFailure(errno: errno, action: "make a TCP socket") }
        if !isIPv4 { setOption(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        // A server that starts again need not wait for the connections of the one before.
        setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        do throws(SystemFailure) {
            let port = try bindSocket(descriptor, to: address, isIPv4: isIPv4, kind: "TCP")
            guard listen(descriptor, 256) == 0 else {
                throw SystemFailure(errno: errno, action: "listen on TCP port \(address.port)")
            }
            return (descriptor, port)
        } catch {
            close(descriptor)
            throw error
        }
    }
}

/// One connection that was accepted, and who opened it.
package struct StreamArrival: ~Copyable {
    private let stream: ByteStream
    package let source: TransportAddress

    init(stream: consuming ByteStream, source: TransportAddress) {
        self.stream = stream
        self.source = source
    }

    package var descriptor: Int32 { stream.descriptor }

    package consuming func take() -> ByteStream { stream }
}
