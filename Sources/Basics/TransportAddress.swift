/// What carries datagrams: UDP, or a TCP connection that frames them (RFC 4571).
package enum Transport: UInt8, BitwiseCopyable, Sendable {
    case udp, tcp
}

/// A transport, IP address and port; IPv4 is held in its IPv6-mapped form (RFC 4291 §2.5.5.2), so that one type and one socket serve both.
package struct TransportAddress: BitwiseCopyable, Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64
    package var port: UInt16
    package var transport: Transport

    package init(high: UInt64, low: UInt64, port: UInt16, over transport: Transport = .udp) {
        self.high = high
        self.low = low
        self.port = port
        self.transport = transport
    }

    /// The same address and port over another transport.
    package func over(_ transport: Transport) -> TransportAddress {
        TransportAddress(high: high, low: low, port: port, over: transport)
    }

    /// The same address with another port.
    package func at(port: UInt16) -> TransportAddress {
        TransportAddress(high: high, low: low, port: port, over: transport)
    }

    /// An IPv4 address given as its 32 bits in host order.
    package init(v4 address: UInt32, port: UInt16) {
        self.init(high: 0, low: 0x0000_FFFF_0000_0000 | UInt64(address), port: port)
    }

    /// The 32 bits of a mapped IPv4 address, in host order.
    package var v4: UInt32? {
        high == 0 && low >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: low) : nil
    }

    /// The address as text without its port: dotted for IPv4, eight groups for IPv6 (RFC 4291 §2.2).
    package var addressText: String {
        if let v4 { return [24, 16, 8, 0].map { String(v4 >> UInt32($0) & 0xFF) }.joined(separator: ".") }
        return [high, low].flatMap { half in
            [48, 32, 16, 0].map { String(half >> UInt64($0) & 0xFFFF, radix: 16) }
        }.joined(separator: ":")
    }
}
