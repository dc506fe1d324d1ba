/// What happened to a datagram or packet; every case is counted under its own name.
package enum Disposition: Int, CaseIterable, Sendable {
    /// A media packet taken into its stream, whether or not anyone watches it now.
    case received
    /// A retransmission that filled a gap.
    case recovered
    /// A microphone without the floor: dropped before decryption.
    case notAudible
    /// A camera that nobody looks at.
    case notWatched
    case paddingOnly
    case duplicate
    case tooOld
    case unknownSource
    case unknownPeer
    case unknownPayload
    case authenticationFailed
    case malformed
    case connectivityCheck
    case unauthenticatedCheck
    /// An authentic check from an address where somebody else is.
    case addressTaken
    case handshake
    case handshakeOutOfPlace
    case controlPacket
    case notConnected
    case unrecognised
    /// Sent to a receiver.
    case forwarded
    /// Sent again to a receiver that asked.
    case resent
    /// Asked for again, but over the budget, sent a moment ago, or never received.
    case resendRefused
    /// Asked for again, but not kept so long; a key frame is asked for instead.
    case resendForgotten
    /// Waited for a receiver's line until there was no room for it any more.
    case overflowed
    /// Of a frame that a narrow line is spared, the others being decodable without it.
    case thinned
    /// Arrived after the slot had switched away from its stream.
    case afterSwitch

    /// The label in metrics, `snake_case`.
    package var label: String {
        var label = ""
        for character in "\(self)" {
            if character.isUppercase { label += "_" }
            label += character.lowercased()
        }
        return label
    }
}

/// One counter for each disposition.
package struct DispositionCounters: Sendable {
    private var counts = ContiguousArray<UInt64>(repeating: 0, count: Disposition.allCases.count)

    package init() {}

    package subscript(disposition: Disposition) -> UInt64 { counts[disposition.rawValue] }

    mutating func count(_ disposition: Disposition, by amount: UInt64 = 1) {
        counts[disposition.rawValue] &+= amount
    }
}
