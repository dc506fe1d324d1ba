package import Basics
import CSockets
import Glibc

/// The addresses of the interfaces that are up, loopback last, link-local ones left out; ports are 0.
package func interfaceAddresses() throws(SystemFailure) -> [TransportAddress] {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&list) == 0 else {
        throw SystemFailure(errno: errno, action: "list the network interfaces")
    }
    defer { unsafe freeifaddrs(list) }
    var outside: [TransportAddress] = []
    var loopback: [TransportAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
        unsafe (next = entry.pointee.ifa_next)
        let flags = unsafe Int32(bitPattern: entry.pointee.ifa_flags)
        guard flags & Int32(IFF_UP) != 0, let name = unsafe entry.pointee.ifa_addr,
            let address = unsafe SocketAddress.read(UnsafeRawPointer(name)), !address.isLinkLocal
        else { continue }
        if flags & Int32(IFF_LOOPBACK) != 0 {
            loopback.append(address)
        } else {
            outside.append(address)
        }
    }
    return outside + loopback
}

extension TransportAddress {
    /// 169.254/16 or fe80::/10.
    fileprivate var isLinkLocal: Bool {
        if let v4 { return v4 >> 16 == 0xA9FE }
        return high >> 54 == 0xFE80 >> 6
    }
}
