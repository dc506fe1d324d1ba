package import Basics

extension Limits {
    /// Accounts of one installation: the staff of every ministry and province that holds conferences.
    package static let accounts = 5_000
    /// Rights of one account: a secretary of every session of two years.
    package static let rightsPerAccount = 200
    /// Ways into conferences that one account has open at a time.
    package static let entrancesPerAccount = 100
    /// Passkeys of one account: a telephone, a laptop, a key in the safe, and their successors.
    package static let passkeysPerAccount = 10
    /// Desk passes that are remembered; those that have expired make room.
    package static let deskPasses = 2_000
    /// Letters of a person's name with its titles.
    package static let accountNameLetters = 100
    /// Bytes of the name that somebody signs in with; an e-mail address fits.
    package static let signInNameBytes = 3...80
    /// Letters of a password: long enough to be no word, short enough to be no load.
    package static let passwordLetters = 12...128
    /// Bytes of what an authenticator sends: a key of 4,096 bits with its certificates is a quarter of it.
    package static let passkeyBytes = 16 * 1024
    /// How deep values may lie in one another in what an authenticator sends.
    package static let passkeyDepth = 8
}
