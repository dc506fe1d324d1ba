package import Basics

extension STUNMessage {
    /// Whether the `datagram` that this was parsed from was made by one who knows `key` (RFC 8489 §14.5).
    package func isAuthentic(
        _ datagram: Span<UInt8>, key: [UInt8], by cryptography: some Cryptography
    ) -> Bool {
        guard let offset = integrityOffset else { return false }
        let end = offset + 4 + Self.integrityBytes
        guard end <= datagram.count else { return false }
        var covered = datagram.extracting(0..<offset).array
        // The length counts up to the end of MESSAGE-INTEGRITY, whatever follows it.
        let length = UInt16(truncatingIfNeeded: end - Self.headerBytes)
        covered[2] = UInt8(truncatingIfNeeded: length >> 8)
        covered[3] = UInt8(truncatingIfNeeded: length)
        let expected = cryptography.messageAuthenticationCode(key: key.span, over: covered.span)
        let received = datagram.extracting(offset + 4..<end).array
        return equalInConstantTime(expected, received)
    }

    /// The message on the wire, with FINGERPRINT, and with MESSAGE-INTEGRITY when there is a `key`.
    package func encoded(key: [UInt8]?, by cryptography: some Cryptography) -> [UInt8] {
        var writer = WireWriter(capacity: 160)
        writer.append(kind.rawValue)
        writer.append(0 as UInt16)
        writer.append(Self.magicCookie)
        writer.append(transaction.high)
        writer.append(transaction.low)
        appendAttributes(to: &writer)
        if let key {
            writer.patch(UInt16(writer.count + 4 + Self.integrityBytes - Self.headerBytes), at: 2)
            let code = cryptography.messageAuthenticationCode(key: key.span, over: writer.bytes.span)
            writer.append(attribute: STUNAttribute.messageIntegrity, code)
        }
        writer.patch(UInt16(writer.count + 8 - Self.headerBytes), at: 2)
        let fingerprint = Self.fingerprint(of: writer.bytes.span)
        writer.append(STUNAttribute.fingerprint)
        writer.append(4 as UInt16)
        writer.append(fingerprint)
        return writer.bytes
    }

    private func appendAttributes(to writer: inout WireWriter) {
        if let software {
            precondition(software.utf8.count <= Self.softwareBytes, "SOFTWARE is too long")
            writer.append(attribute: STUNAttribute.software, software.utf8)
        }
        if let errorCode {
            precondition(300...699 ~= errorCode, "not a STUN error code")
            let number = [0, 0, UInt8(errorCode / 100), UInt8(errorCode % 100)]
            writer.append(attribute: STUNAttribute.errorCode, number + Self.reason(errorCode).utf8)
        }
        if kind == .bindingError, !unknownRequired.isEmpty {
            // A peer that sends hundreds of them learns of the first few.
            let types = unknownRequired.prefix(16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            writer.append(attribute: STUNAttribute.unknownAttributes, types)
        }
        if let priority {
            writer.append(STUNAttribute.priority)
            writer.append(4 as UInt16)
            writer.append(priority)
        }
        if useCandidate { writer.append(attribute: STUNAttribute.useCandidate, []) }
        if let controlled { writer.append(tieBreaker: controlled, STUNAttribute.controlled) }
        if let controlling { writer.append(tieBreaker: controlling, STUNAttribute.controlling) }
        if let username {
            precondition(username.utf8.count <= Self.usernameBytes, "USERNAME is too long")
            writer.append(attribute: STUNAttribute.username, username.utf8)
        }
        if let mappedAddress {
            let isV4 = mappedAddress.v4 != nil
            writer.append(masked: mappedAddress.masked(by: transaction, isV4: isV4), isV4: isV4)
        }
    }

    private static func reason(_ errorCode: Int) -> String {
        switch errorCode {
        case 400: "Bad Request"
        case 401: "Unauthenticated"
        case 420: "Unknown Attribute"
        case 487: "Role Conflict"
        case 500: "Server Error"
        default: ""
        }
    }
}

extension WireWriter {
    fileprivate mutating func append(attribute type: UInt16, _ value: some Collection<UInt8>) {
        append(type)
        append(UInt16(value.count))
        append(value)
        padToWord()
    }

    fileprivate mutating func append(tieBreaker: UInt64, _ type: UInt16) {
        append(type)
        append(8 as UInt16)
        append(tieBreaker)
    }

    fileprivate mutating func append(masked address: TransportAddress, isV4: Bool) {
        append(STUNAttribute.xorMappedAddress)
        append(UInt16(isV4 ? 8 : 20))
        append(UInt16(isV4 ? 1 : 2))
        append(address.port)
        if isV4 {
            append(UInt32(truncatingIfNeeded: address.low))
        } else {
            append(address.high)
            append(address.low)
        }
    }
}
