package import Basics

extension Limits {
    /// Passwords that are hashed at once: each takes 32 megabytes and a core.
    package static let passwordsAtOnce = 2
    /// Passwords waiting to be hashed; more is somebody who tries them all.
    package static let waitingPasswords = 64
    /// Attempts to sign in under one name: a typing error or five, then one every half minute.
    package static let signInRate = Rate(burst: 6, every: .seconds(30))
    /// Requests of one address before it is known who asks: a ministry behind one address begins its day.
    package static let knockRate = Rate(burst: 120, every: .milliseconds(500))
    /// Sign-ins, challenges and enrolments under way.
    package static let pendingSignIns = 20_000
    /// How long somebody may take for one of them.
    package static let pendingSignIn: Duration = .seconds(300)
    /// Codes that may be tried with one password.
    package static let codeAttempts = 5
    /// An invitation lies in a mailbox over a long weekend.
    package static let invitationDays = 7
    /// Seconds after which a browser that was not seen is signed out: a working day.
    package static let sessionIdle = 10 * 3_600
    /// Seconds after which everybody signs in again.
    package static let sessionAbsolute = 5 * 86_400
    /// Seconds after a sign-in within which the ways of signing in may be changed.
    package static let freshSignIn = 15 * 60
    /// Browsers of one account.
    package static let sessionsPerAccount = 20
    /// Seconds for which the way into a conference is good: one day's sitting.
    package static let entranceSeconds = 14 * 3_600
    /// What a browser calls itself, as far as it is shown.
    package static let clientLetters = 200
    /// Bytes of what a sign-in sends; an attestation in base64 is the largest.
    package static let signInBytes = 32 * 1024
}
