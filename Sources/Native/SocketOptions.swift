import Basics
import CSockets
import Glibc

let socketFlags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)

/// Sets an integer option; `false` when the kernel refuses.
@discardableResult
func setOption(_ descriptor: Int32, _ level: Int32, _ name: Int32, _ value: Int32) -> Bool {
    var value = value
    return unsafe setsockopt(descriptor, level, name, &value, socklen_t(MemoryLayout<Int32>.size)) == 0
}

/// Asks beyond the system's limit first, which only a privileged process may.
func growBuffer(_ descriptor: Int32, forced: Int32, allowed: Int32, bytes: Int32) {
    if setOption(descriptor, SOL_SOCKET, forced, bytes) { return }
    setOption(descriptor, SOL_SOCKET, allowed, bytes)
}

/// Binds, and returns the port that was given.
func bindSocket(
    _ descriptor: Int32, to address: TransportAddress, isIPv4: Bool, kind: String
) throws(SystemFailure) -> UInt16 {
    var storage = sockaddr_in6()
    let (bound, failure) = unsafe withUnsafeMutableBytes(of: &storage) { storage in
        let length = unsafe SocketAddress.write(address, storage.baseAddress!, isIPv4: isIPv4)
        let bound = unsafe bind(descriptor, storage.baseAddress!.assumingMemoryBound(to: sockaddr.self), length)
        return (bound == 0, errno)
    }
    guard bound else {
        let action = "listen on \(kind) port \(address.port)"
        guard failure == EADDRINUSE else { throw SystemFailure(errno: failure, action: action) }
        let flag = kind == "UDP" ? "u" : "t"
        throw SystemFailure(
            action: action,
            reason: "another program uses this port; `ss -l\(flag)np 'sport = :\(address.port)'` says which"
        )
    }
    return try localAddress(descriptor).port
}

func localAddress(_ descriptor: Int32) throws(SystemFailure) -> TransportAddress {
    guard let address = unsafe readAddress(getsockname, of: descriptor) else {
        throw SystemFailure(errno: errno, action: "read a socket's address")
    }
    return address
}

/// Who is at the other end; `nil` when nobody is any more.
func peerAddress(_ descriptor: Int32) -> TransportAddress? {
    unsafe readAddress(getpeername, of: descriptor)
}

private func readAddress(
    _ read: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32, of descriptor: Int32
) -> TransportAddress? {
    var storage = sockaddr_in6()
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    return unsafe withUnsafeMutableBytes(of: &storage) { storage in
        let name = unsafe storage.baseAddress!.assumingMemoryBound(to: sockaddr.self)
        guard unsafe read(descriptor, name, &length) == 0 else { return nil }
        return unsafe SocketAddress.read(UnsafeRawPointer(name))
    }
}

extension SystemFailure {
    init(errno code: Int32, action: String) {
        self.init(action: action, reason: unsafe String(cString: strerror(code)))
    }
}
