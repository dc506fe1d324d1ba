import CSockets
import Glibc

/// Owns a listening Unix socket that only this user can connect to; removes its file at the end.
package struct UnixListener: ~Copyable, Sendable {
    package let descriptor: Int32
    package let path: String

    /// Takes the place of a socket file that nobody answers on; fails when somebody does.
    package init(path: String) throws(SystemFailure) {
        descriptor = try Self.open(path)
        self.path = path
    }

    deinit {
        close(descriptor)
        unsafe unlink(path)
    }

    /// The next connection that is waiting, if any.
    package func accept() throws(SystemFailure) -> ByteStream? {
        let connection = csockets_accept(descriptor)
        if connection >= 0 { return ByteStream(taking: connection) }
        if [EAGAIN, EINTR, ECONNABORTED].contains(errno) { return nil }
        throw SystemFailure(errno: errno, action: "accept a connection on \(path)")
    }

    private static func open(_ path: String) throws(SystemFailure) -> Int32 {
        try removeStale(path)
        let descriptor = try UnixAddress.makeSocket()
        // The mask and not a later chmod: between bind and chmod anybody could connect.
        let mask = umask(0o177)
        var failure = unsafe UnixAddress.use(path) { unsafe bind(descriptor, $0, $1) == 0 ? 0 : errno }
        umask(mask)
        if failure == 0, listen(descriptor, 64) != 0 { failure = errno }
        guard failure == 0 else {
            close(descriptor)
            throw SystemFailure(errno: failure, action: "listen on \(path)")
        }
        return descriptor
    }

    private static func removeStale(_ path: String) throws(SystemFailure) {
        guard unsafe access(path, F_OK) == 0 else { return }
        do {
            let answering = try UnixAddress.connect(path)
            close(answering)
        } catch {
            unsafe unlink(path)
            return
        }
        throw SystemFailure(action: "listen on \(path)", reason: "another process answers there")
    }
}

/// Names of Unix sockets as the kernel wants them (unix(7)).
enum UnixAddress {
    static func makeSocket() throws(SystemFailure) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | socketFlags, 0)
        guard descriptor >= 0 else { throw SystemFailure(errno: errno, action: "make a Unix socket") }
        return descriptor
    }

    static func connect(_ path: String) throws(SystemFailure) -> Int32 {
        let descriptor = try makeSocket()
        let failure = unsafe use(path) { unsafe Glibc.connect(descriptor, $0, $1) == 0 ? 0 : errno }
        guard failure == 0 else {
            close(descriptor)
            throw SystemFailure(errno: failure, action: "connect to \(path)")
        }
        return descriptor
    }

    /// Returns what `body` returns, or the error number of a path that is too long.
    static func use(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // One byte stays for the zero at the end.
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return ENAMETOOLONG }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        return unsafe withUnsafeBytes(of: &address) { address in
            let name = unsafe address.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            return unsafe body(name, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
