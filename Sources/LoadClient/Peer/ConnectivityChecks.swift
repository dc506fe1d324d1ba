import Basics
import Wire

/// The controlling side of ICE against an ICE-lite server: checks that nominate, then consent (RFC 8445, RFC 7675).
struct ConnectivityChecks {
    private static let firstInterval: Duration = .milliseconds(50)
    private static let longestInterval: Duration = .milliseconds(1_600)
    private static let consentInterval: Duration = .milliseconds(2_500)
    /// Without an answer for this long we must not send any more (RFC 7675 §5.1).
    private static let consentLifetime: Duration = .seconds(30)

    private let username: String
    private let key: [UInt8]
    private let tieBreaker: UInt64
    private let candidates: [TransportAddress]
    private let priority: UInt32
    private var pending: [(transaction: TransactionID, target: TransportAddress)] = []
    private var interval = firstInterval
    private var lastAnswer: Instant
    private(set) var deadline: Instant
    /// The address that answered first, and is used from then on.
    private(set) var selected: TransportAddress?

    init(_ answer: PeerAnswer, _ identity: PeerIdentity, at now: Instant) {
        self.init(
            username: "\(answer.iceUfrag):\(identity.iceUfrag)", password: answer.icePwd,
            tieBreaker: identity.tieBreaker, candidates: answer.candidates, at: now
        )
    }

    /// `username` is the server's fragment, a colon, and ours (RFC 8445 §7.2.2).
    init(username: String, password: String, tieBreaker: UInt64, candidates: [TransportAddress], at now: Instant) {
        self.username = username
        key = Array(password.utf8)
        self.tieBreaker = tieBreaker
        self.candidates = candidates
        // A host candidate seen by the other side is peer-reflexive (RFC 8445 §5.1.2.1).
        priority = 110 << 24 | 0xFFFF << 8 | 255
        lastAnswer = now
        deadline = now
    }

    func hasExpired(at now: Instant) -> Bool {
        lastAnswer.advanced(by: Self.consentLifetime) <= now
    }

    /// The checks to send now.
    mutating func checks(
        at now: Instant, by cryptography: some Cryptography, using random: inout some RandomNumberGenerator
    ) -> [(bytes: [UInt8], target: TransportAddress)] {
        guard deadline <= now else { return [] }
        let targets = selected.map { [$0] } ?? candidates
        if selected == nil {
            deadline = now.advanced(by: interval)
            interval = min(interval * 2, Self.longestInterval)
        } else {
            // Between 0.8 and 1.2 of the interval, so that many peers do not keep step (RFC 7675 §5.1).
            deadline = now.advanced(by: Self.consentInterval * Int.random(in: 80...120, using: &random) / 100)
        }
        return targets.map { target in
            var check = STUNMessage(.bindingRequest, transaction: .random(using: &random))
            check.username = username
            check.priority = priority
            check.controlling = tieBreaker
            check.useCandidate = true
            pending.append((check.transaction, target))
            // Answers that never came are forgotten.
            if pending.count > 32 { pending.removeFirst() }
            return (check.encoded(key: key, by: cryptography), target)
        }
    }

    /// Takes a response; returns `true` when it selected the path.
    mutating func handle(
        _ datagram: Span<UInt8>, at now: Instant, by cryptography: some Cryptography
    ) -> Bool {
        guard let message = try? STUNMessage(parsing: datagram), message.kind == .bindingSuccess,
            let place = pending.firstIndex(where: { $0.transaction == message.transaction }),
            message.isAuthentic(datagram, key: key, by: cryptography)
        else { return false }
        let target = pending.remove(at: place).target
        lastAnswer = now
        guard selected == nil else { return false }
        selected = target
        deadline = now.advanced(by: Self.consentInterval)
        return true
    }
}
