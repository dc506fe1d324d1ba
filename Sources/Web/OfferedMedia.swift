package import Conference

/// What an offer would send, read no further than to know whether its role may.
package struct OfferedMedia: Equatable, Sendable {
    package private(set) var sendsAudio = false
    package private(set) var sendsVideo = false

    package init(_ description: String) {
        var kind: Substring?
        // The session's direction is that of every section without its own, and both default to sending (RFC 8866 §6.7).
        var whole = true
        var own: Bool?
        func close(_ media: inout OfferedMedia) {
            guard let kind, own ?? whole else { return }
            if kind == "audio" { media.sendsAudio = true } else { media.sendsVideo = true }
        }
        for line in description.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("m=") {
                close(&self)
                kind = line.dropFirst(2).prefix { $0 != " " }
                own = nil
            } else if let sends = Self.sends[line] {
                if kind == nil { whole = sends } else { own = sends }
            }
        }
        close(&self)
    }

    private static let sends: [Substring: Bool] = [
        "a=sendrecv": true, "a=sendonly": true, "a=recvonly": false, "a=inactive": false,
    ]

    /// Halls send everything and interpreters their voice; all others only receive.
    package func isAllowed(to actor: Actor) -> Bool {
        switch actor {
        case .operator: true
        case .interpreter: !sendsVideo
        case .chair, .secretariat, .director, .delegate, .observer, .system: !sendsVideo && !sendsAudio
        }
    }
}
