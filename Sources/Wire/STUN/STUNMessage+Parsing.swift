import Basics

extension STUNMessage {
    /// Reads one whole datagram; integrity is checked apart, by ``isAuthentic(_:key:by:)``.
    package init(parsing datagram: Span<UInt8>) throws(Malformed) {
        var reader = WireReader(datagram)
        let type: UInt16 = try reader.read()
        let length: UInt16 = try reader.read()
        let cookie: UInt32 = try reader.read()
        guard cookie == Self.magicCookie, let kind = Kind(rawValue: type) else { throw .badValue }
        self.init(kind, transaction: TransactionID(high: try reader.read(), low: try reader.read()))
        guard length % 4 == 0, Int(length) == reader.remaining else { throw .badLength }

        while reader.remaining > 0 {
            let offset = reader.position
            let type: UInt16 = try reader.read()
            let length: UInt16 = try reader.read()
            let value = try reader.readBytes(Int(length))
            try reader.skip(-Int(length) & 3)
            if type == STUNAttribute.fingerprint {
                guard reader.remaining == 0 else { throw .badValue }
                try Self.checkFingerprint(value, of: datagram.extracting(0..<offset))
            } else if integrityOffset == nil {
                try take(type, value, at: offset)
            }
            // Whatever else follows MESSAGE-INTEGRITY is not protected by it and ignored (RFC 8489 §14.5).
        }
    }

    private mutating func take(_ type: UInt16, _ value: Span<UInt8>, at offset: Int) throws(Malformed) {
        var reader = WireReader(value)
        switch type {
        case STUNAttribute.username:
            username = try Self.text(value, atMost: Self.usernameBytes)
        case STUNAttribute.software:
            software = try Self.text(value, atMost: Self.softwareBytes)
        case STUNAttribute.priority:
            try Self.check(value, is: 4)
            priority = try reader.read()
        case STUNAttribute.useCandidate:
            useCandidate = true
        case STUNAttribute.controlling:
            try Self.check(value, is: 8)
            controlling = try reader.read()
        case STUNAttribute.controlled:
            try Self.check(value, is: 8)
            controlled = try reader.read()
        case STUNAttribute.xorMappedAddress:
            mappedAddress = try Self.address(value, in: transaction)
        case STUNAttribute.errorCode:
            try reader.skip(2)
            let hundreds: UInt8 = try reader.read()
            let rest: UInt8 = try reader.read()
            guard 3...6 ~= hundreds & 7, rest < 100 else { throw .badValue }
            errorCode = Int(hundreds & 7) * 100 + Int(rest)
        case STUNAttribute.messageIntegrity:
            try Self.check(value, is: Self.integrityBytes)
            integrityOffset = offset
        case STUNAttribute.mappedAddress, STUNAttribute.unknownAttributes,
            STUNAttribute.messageIntegritySHA256:
            break
        case ..<0x8000:
            unknownRequired.append(type)
        default:
            break
        }
    }

    private static func check(_ value: Span<UInt8>, is length: Int) throws(Malformed) {
        guard value.count == length else { throw .badLength }
    }

    private static func text(_ value: Span<UInt8>, atMost limit: Int) throws(Malformed) -> String {
        guard value.count <= limit else { throw .tooLong }
        guard let text = String(validating: value.array, as: UTF8.self) else { throw .badValue }
        return text
    }

    private static func address(
        _ value: Span<UInt8>, in transaction: TransactionID
    ) throws(Malformed) -> TransportAddress {
        var reader = WireReader(value)
        try reader.skip(1)
        let family: UInt8 = try reader.read()
        let port: UInt16 = try reader.read()
        switch family {
        case 1:
            try check(value, is: 8)
            return TransportAddress(v4: try reader.read(), port: port).masked(by: transaction, isV4: true)
        case 2:
            try check(value, is: 20)
            let masked = TransportAddress(high: try reader.read(), low: try reader.read(), port: port)
            return masked.masked(by: transaction, isV4: false)
        default:
            throw .badValue
        }
    }

    private static func checkFingerprint(_ value: Span<UInt8>, of covered: Span<UInt8>) throws(Malformed) {
        try check(value, is: 4)
        guard value.bigEndian32(at: 0) == fingerprint(of: covered) else { throw .badValue }
    }

    /// CRC-32 of everything before the attribute, masked against chance matches (RFC 8489 §14.7).
    static func fingerprint(of covered: Span<UInt8>) -> UInt32 {
        var remainder: UInt32 = 0xFFFF_FFFF
        for index in covered.indices {
            remainder ^= UInt32(covered[index])
            for _ in 0..<8 {
                remainder = remainder >> 1 ^ (remainder & 1 == 0 ? 0 : 0xEDB8_8320)
            }
        }
        return ~remainder ^ 0x5354_554E
    }
}
