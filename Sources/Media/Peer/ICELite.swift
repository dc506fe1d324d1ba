import Basics
import Wire

struct ICECredentials: Equatable, Sendable {
    var fragment: String
    var password: String

    init(fragment: String, password: String) {
        self.fragment = fragment
        self.password = password
    }

    /// 48 bits of name behind the router's mark, and 144 bits of secret (RFC 8839 §5.4 asks for 24 and 128).
    static func random(mark: RouterMark, using random: inout some RandomNumberGenerator) -> Self {
        func text(_ count: Int) -> String {
            var text = ""
            for _ in 0..<count { text.append(RouterMark.alphabet[Int.random(in: 0..<64, using: &random)]) }
            return text
        }
        return ICECredentials(fragment: mark.text + text(8), password: text(24))
    }
}

/// The lite side of ICE for one peer: answers authenticated checks, and follows the latest nomination (RFC 8445 §2.5).
struct ICELite {
    enum Outcome: Equatable {
        case reply([UInt8])
        case unauthenticated
    }

    private struct Path {
        var address: TransportAddress
        var lastCheck: Instant
    }

    private let local: ICECredentials
    private let remote: ICECredentials
    private var paths: [Path] = []
    private(set) var selected: TransportAddress?
    private(set) var lastCheck: Instant?
    /// The path that had to go when the last check came.
    private(set) var dropped: TransportAddress?

    /// A browser has a few interfaces of two families; sixteen paths are plenty, the oldest goes.
    private static let pathsMax = 16

    init(local: ICECredentials, remote: ICECredentials) {
        self.local = local
        self.remote = remote
    }

    /// The path is gone: its connection was closed.
    mutating func lose(_ address: TransportAddress) {
        paths.removeAll { $0.address == address }
        guard selected == address else { return }
        // Until another path comes there is nowhere else to send to.
        selected = paths.max { $0.lastCheck < $1.lastCheck }?.address ?? address
    }

    /// Whether somebody proved lately that it is at `address`.
    func holds(_ address: TransportAddress, at now: Instant) -> Bool {
        paths.contains { $0.address == address && $0.lastCheck.duration(to: now) < Self.hold }
    }

    /// Two checks of a browser, one of which may be lost (RFC 7675 §5.1).
    private static let hold: Duration = .seconds(6)

    func isValid(_ address: TransportAddress) -> Bool { paths.contains { $0.address == address } }
    var addresses: [TransportAddress] { paths.map(\.address) }

    /// Answers one binding request; the address it came from becomes a valid path only if it is authentic.
    mutating func handle(
        _ message: STUNMessage, _ datagram: Span<UInt8>, from source: TransportAddress, at now: Instant,
        by cryptography: some Cryptography
    ) -> Outcome {
        dropped = nil
        let key = Array(local.password.utf8)
        guard message.isAuthentic(datagram, key: key, by: cryptography) else { return .unauthenticated }
        if message.controlled != nil {
            // Both ends cannot be controlled; a lite agent never controls (RFC 8445 §7.3.1.1).
            var refusal = STUNMessage(.bindingError, transaction: message.transaction)
            refusal.errorCode = 487
            return .reply(refusal.encoded(key: key, by: cryptography))
        }
        if let place = paths.firstIndex(where: { $0.address == source }) {
            paths[place].lastCheck = now
        } else {
            if paths.count == Self.pathsMax,
                let oldest = paths.indices.filter({ paths[$0].address != selected })
                    .min(by: { paths[$0].lastCheck < paths[$1].lastCheck })
            {
                dropped = paths.remove(at: oldest).address
            }
            paths.append(Path(address: source, lastCheck: now))
        }
        lastCheck = now
        // Before anything is nominated the first valid path is as good as any.
        if message.useCandidate || selected == nil { selected = source }
        var reply = STUNMessage(.bindingSuccess, transaction: message.transaction)
        reply.mappedAddress = source
        return .reply(reply.encoded(key: key, by: cryptography))
    }
}
