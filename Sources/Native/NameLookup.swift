package import Basics
import CSockets
import Glibc

/// The addresses of a host name; blocks while the resolver works, so call it before a loop and not in it.
package func resolve(_ host: String, port: UInt16) throws(SystemFailure) -> [TransportAddress] {
    let (addresses, failure) = lookUp(host, port: port, numericOnly: false)
    guard !addresses.isEmpty else {
        let reason = failure == 0 ? "it has no address" : unsafe String(cString: gai_strerror(failure))
        throw SystemFailure(action: "find the host \(host)", reason: reason)
    }
    return addresses
}

extension TransportAddress {
    /// Reads an address in its usual text form, IPv4 or IPv6; never a name.
    package init?(numeric text: String, port: UInt16) {
        guard let address = lookUp(text, port: port, numericOnly: true).addresses.first else { return nil }
        self = address
    }
}

private func lookUp(
    _ host: String, port: UInt16, numericOnly: Bool
) -> (addresses: [TransportAddress], failure: Int32) {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_flags = numericOnly ? AI_NUMERICHOST : 0
    var list: UnsafeMutablePointer<addrinfo>?
    let failure = unsafe getaddrinfo(host, nil, &hints, &list)
    guard failure == 0 else { return ([], failure) }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [TransportAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
        unsafe (next = entry.pointee.ai_next)
        guard let name = unsafe entry.pointee.ai_addr,
            var address = unsafe SocketAddress.read(UnsafeRawPointer(name))
        else { continue }
        address.port = port
        addresses.append(address)
    }
    return (addresses, 0)
}
