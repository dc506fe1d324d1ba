package import Accounts
package import Basics

/// What is kept of a password: nothing that it could be read from, and how it was made.
package struct PasswordHash: Hashable, Sendable {
    package var salt: [UInt8]
    package var hash: [UInt8]
    /// The cost parameters of scrypt (RFC 7914 §2).
    package var rounds: Int
    package var blockSize: Int
    package var parallelism: Int

    package init(salt: [UInt8], hash: [UInt8], rounds: Int, blockSize: Int, parallelism: Int) {
        self.salt = salt
        self.hash = hash
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }
}

/// A passkey as the server knows it: its public half.
package struct StoredPasskey: Hashable, Sendable {
    package var id: [UInt8]
    package var account: AccountID
    /// The COSE key as the authenticator sent it.
    package var key: [UInt8]
    package var counter: UInt32
    package var label: String
    package var created: WallTime
    package var used: WallTime?

    package init(
        id: [UInt8], account: AccountID, key: [UInt8], counter: UInt32, label: String, created: WallTime, used: WallTime? = nil
    ) {
        self.id = id
        self.account = account
        self.key = key
        self.counter = counter
        self.label = label
        self.created = created
        self.used = used
    }
}

/// A browser in which somebody is signed in.
package struct AccountSession: Hashable, Sendable {
    package var id: String
    package var account: AccountID
    package var way: SignInWay
    /// What the browser calls itself, for its owner to tell it from others.
    package var client: String
    package var created: WallTime
    package var seen: WallTime
}
