package import Basics
import CSockets
import Glibc

/// Translation between our addresses and the kernel's.
enum SocketAddress {
    /// Writes `address` into room for a `sockaddr_in6`; returns how much of it counts.
    static func write(_ address: TransportAddress, _ target: UnsafeMutableRawPointer, isIPv4: Bool) -> socklen_t {
        if isIPv4 {
            var short = sockaddr_in()
            short.sin_family = sa_family_t(AF_INET)
            short.sin_port = address.port.bigEndian
            short.sin_addr.s_addr = (address.v4 ?? 0).bigEndian
            unsafe target.storeBytes(of: short, as: sockaddr_in.self)
            return socklen_t(MemoryLayout<sockaddr_in>.size)
        }
        var long = sockaddr_in6()
        long.sin6_family = sa_family_t(AF_INET6)
        long.sin6_port = address.port.bigEndian
        unsafe withUnsafeMutableBytes(of: &long.sin6_addr) { bytes in
            unsafe bytes.storeBytes(of: address.high.bigEndian, as: UInt64.self)
            unsafe bytes.storeBytes(of: address.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        unsafe target.storeBytes(of: long, as: sockaddr_in6.self)
        return socklen_t(MemoryLayout<sockaddr_in6>.size)
    }

    static func read(_ source: UnsafeRawPointer) -> TransportAddress? {
        switch unsafe Int32(source.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET:
            let short = unsafe source.loadUnaligned(as: sockaddr_in.self)
            return TransportAddress(
                v4: UInt32(bigEndian: short.sin_addr.s_addr), port: UInt16(bigEndian: short.sin_port)
            )
        case AF_INET6:
            let long = unsafe source.loadUnaligned(as: sockaddr_in6.self)
            return unsafe withUnsafeBytes(of: long.sin6_addr) { bytes in
                unsafe TransportAddress(
                    high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                    low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                    port: UInt16(bigEndian: long.sin6_port)
                )
            }
        default:
            return nil
        }
    }
}

extension TransportAddress {
    /// Every address of this machine, IPv4 and IPv6.
    package static func any(port: UInt16) -> TransportAddress {
        TransportAddress(high: 0, low: 0, port: port)
    }

    /// 127.0.0.1.
    package static func loopback(port: UInt16) -> TransportAddress {
        TransportAddress(v4: 0x7F00_0001, port: port)
    }
}
