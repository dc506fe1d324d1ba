import Accounts
import Basics

/// The sign-ins and enrolments of all browsers that are half done.
actor PendingSignIns {
    /// What a challenge to an authenticator is for; the answer to one is none to another.
    enum Purpose: Hashable {
        case signIn
        case register(AccountID)
    }

    /// Somebody whose password was right.
    private struct HalfWay {
        var account: AccountID
        var attempts = 0
    }

    /// A trip to an organisation's sign-in and back.
    struct Trip {
        var nonce: String
        var verifier: String
        /// Who will be tied to the sign-in, if it is not to let in.
        var account: AccountID?
    }

    private var halfWay = PendingTable<HalfWay>()
    private var challenges = PendingTable<Purpose>()
    private var secrets = PendingTable<(account: AccountID, secret: [UInt8])>()
    private var trips = PendingTable<Trip>()
    private let now: @Sendable () -> Instant
    private var random = SystemRandomNumberGenerator()

    init(now: @escaping @Sendable () -> Instant) {
        self.now = now
    }

    func ticket(for account: AccountID) throws(Problem) -> String {
        try made(halfWay.add(HalfWay(account: account), at: now(), using: &random))
    }

    /// Whose code is tried; a ticket is good for a few.
    func attempt(_ ticket: String) -> AccountID? {
        halfWay.use(ticket, at: now()) { half in
            half.attempts += 1
            return half.attempts < Limits.codeAttempts
        }?.account
    }

    func end(_ ticket: String) { _ = halfWay.take(ticket, at: now()) }

    func challenge(for purpose: Purpose) throws(Problem) -> String {
        try made(challenges.add(purpose, at: now(), using: &random))
    }

    /// Whether the challenge was given for this and not answered yet.
    func answer(_ challenge: String, for purpose: Purpose) -> Bool { challenges.take(challenge, at: now()) == purpose }

    func offer(_ secret: [UInt8], to account: AccountID) throws(Problem) -> String {
        try made(secrets.add((account, secret), at: now(), for: Limits.pendingSignIn * 3, using: &random))
    }

    /// Still there afterwards: a code is mistyped easily.
    func secret(_ ticket: String, of account: AccountID) -> [UInt8]? {
        guard let offered = secrets.use(ticket, at: now(), { _ in true }), offered.account == account else { return nil }
        return offered.secret
    }

    func leave(_ trip: Trip) throws(Problem) -> String { try made(trips.add(trip, at: now(), using: &random)) }

    func comeBack(_ state: String) -> Trip? { trips.take(state, at: now()) }

    private func made(_ key: String?) throws(Problem) -> String {
        guard let key else { throw .busy }
        return key
    }
}
