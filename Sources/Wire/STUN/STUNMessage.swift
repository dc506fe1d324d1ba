package import Basics

/// A STUN Binding message with the attributes of ICE (RFC 8489, RFC 8445 §16.1).
package struct STUNMessage: Equatable, Sendable {
    /// Class and method in one; methods other than Binding are not ours (RFC 8489 §5).
    package enum Kind: UInt16, CaseIterable, Sendable {
        case bindingRequest = 0x0001
        case bindingIndication = 0x0011
        case bindingSuccess = 0x0101
        case bindingError = 0x0111
    }

    package var kind: Kind
    package var transaction: TransactionID
    package var username: String?
    package var priority: UInt32?
    package var useCandidate = false
    /// The tie-breaker of an agent that takes the controlling role (RFC 8445 §7.1.3).
    package var controlling: UInt64?
    /// The tie-breaker of an agent that takes the controlled role.
    package var controlled: UInt64?
    /// XOR-MAPPED-ADDRESS: where the server saw the request come from (RFC 8489 §14.2).
    package var mappedAddress: TransportAddress?
    package var errorCode: Int?
    package var software: String?
    /// Comprehension-required attributes that we do not know; sent back with error 420 (RFC 8489 §6.3.1).
    package var unknownRequired: [UInt16] = []
    /// Where MESSAGE-INTEGRITY begins in the datagram that this was parsed from.
    var integrityOffset: Int?

    package init(_ kind: Kind, transaction: TransactionID) {
        self.kind = kind
        self.transaction = transaction
    }

    package var hasIntegrity: Bool { integrityOffset != nil }

    /// Whether a datagram claims to be STUN: first byte 0 to 3 and the magic cookie (RFC 7983 §7).
    package static func looksLike(_ datagram: Span<UInt8>) -> Bool {
        datagram.count >= headerBytes && datagram[0] < 4 && datagram.bigEndian32(at: 4) == magicCookie
    }

    /// Two messages that say the same; where their integrity stood in a datagram is no part of it.
    package static func == (left: STUNMessage, right: STUNMessage) -> Bool {
        left.kind == right.kind && left.transaction == right.transaction && left.username == right.username
            && left.priority == right.priority && left.useCandidate == right.useCandidate
            && left.controlling == right.controlling && left.controlled == right.controlled
            && left.mappedAddress == right.mappedAddress && left.errorCode == right.errorCode
            && left.software == right.software && left.unknownRequired == right.unknownRequired
    }

    static let magicCookie: UInt32 = 0x2112_A442
    static let headerBytes = 20
    static let integrityBytes = 20
    static let usernameBytes = 513
    static let softwareBytes = 763
}

/// The attribute types that we know (RFC 8489 §18.3, RFC 8445 §16.1).
enum STUNAttribute {
    static let mappedAddress: UInt16 = 0x0001
    static let username: UInt16 = 0x0006
    static let messageIntegrity: UInt16 = 0x0008
    static let errorCode: UInt16 = 0x0009
    static let unknownAttributes: UInt16 = 0x000A
    static let messageIntegritySHA256: UInt16 = 0x001C
    static let xorMappedAddress: UInt16 = 0x0020
    static let priority: UInt16 = 0x0024
    static let useCandidate: UInt16 = 0x0025
    static let software: UInt16 = 0x8022
    static let fingerprint: UInt16 = 0x8028
    static let controlled: UInt16 = 0x8029
    static let controlling: UInt16 = 0x802A
}

extension TransportAddress {
    /// The address masked as XOR-MAPPED-ADDRESS carries it; masking twice gives it back (RFC 8489 §14.2).
    ///
    /// The family is told, because a masked IPv6 address can look like a mapped IPv4 one.
    func masked(by transaction: TransactionID, isV4: Bool) -> TransportAddress {
        let mask = port ^ UInt16(STUNMessage.magicCookie >> 16)
        if isV4 {
            return TransportAddress(
                v4: UInt32(truncatingIfNeeded: low) ^ STUNMessage.magicCookie, port: mask
            )
        }
        return TransportAddress(
            high: high ^ (UInt64(STUNMessage.magicCookie) << 32 | transaction.high >> 32),
            low: low ^ (transaction.high << 32 | UInt64(transaction.low)),
            port: mask
        )
    }
}
