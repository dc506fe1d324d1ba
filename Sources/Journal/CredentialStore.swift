package import Accounts
package import Basics
import Foundation
import GRDB

/// The secrets of accounts, hashed where they can be, in tables beside their journal; never in an event.
package struct CredentialStore: Sendable {
    let journal: JournalFile

    package init(_ journal: AccountsJournal) {
        self.journal = journal.file
    }

    // MARK: Invitations

    /// Voids every former way of signing in, and makes an invitation; its secret is told this once.
    package func invite(
        _ account: AccountID, expires: WallTime, using random: inout some RandomNumberGenerator
    ) throws -> Token {
        let secret = Token(using: &random)
        try journal.writing { db in
            for table in ["account_password", "account_code", "account_passkey", "account_subject", "account_session"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE account = ?", arguments: [account.rawValue])
            }
            try db.execute(
                sql: "INSERT OR REPLACE INTO account_invitation (account, secret, expires) VALUES (?, ?, ?)",
                arguments: [account.rawValue, Data(secret.hash), expires.milliseconds])
        }
        return secret
    }

    /// Whether this is the account's invitation, and still good.
    package func isInvitation(_ secret: Token, of account: AccountID, at now: WallTime) throws -> Bool {
        try journal.reading { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT secret, expires FROM account_invitation WHERE account = ?", arguments: [account.rawValue])
            guard let row, secret.matches(Array(row["secret"] as Data)) else { return false }
            return now.milliseconds < row["expires"] as Int64
        }
    }

    /// An invitation is used once.
    package func endInvitation(of account: AccountID) throws {
        try journal.writing { db in
            try db.execute(sql: "DELETE FROM account_invitation WHERE account = ?", arguments: [account.rawValue])
        }
    }

    // MARK: Passwords and codes

    package func setPassword(_ password: PasswordHash, of account: AccountID) throws {
        try journal.writing { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO account_password (account, salt, hash, rounds, block_size, parallelism)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    account.rawValue, Data(password.salt), Data(password.hash), password.rounds, password.blockSize,
                    password.parallelism,
                ])
        }
    }

    package func password(of account: AccountID) throws -> PasswordHash? {
        try journal.reading { db in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM account_password WHERE account = ?", arguments: [account.rawValue])
            return row.map { row in
                PasswordHash(
                    salt: Array(row["salt"] as Data), hash: Array(row["hash"] as Data), rounds: row["rounds"],
                    blockSize: row["block_size"], parallelism: row["parallelism"])
            }
        }
    }

    /// `step` is the one whose code showed that the secret arrived; it is used with that.
    package func setCode(_ secret: [UInt8], step: Int64, of account: AccountID) throws {
        try journal.writing { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO account_code (account, secret, step) VALUES (?, ?, ?)",
                arguments: [account.rawValue, Data(secret), step])
        }
    }

    package func codeSecret(of account: AccountID) throws -> [UInt8]? {
        try journal.reading { db in
            try Data.fetchOne(db, sql: "SELECT secret FROM account_code WHERE account = ?", arguments: [account.rawValue]).map(Array.init)
        }
    }

    /// Uses up the code of one half minute, and says whether it was still there to be used.
    package func useStep(_ step: Int64, of account: AccountID) throws -> Bool {
        try journal.writing { db in
            try db.execute(
                sql: "UPDATE account_code SET step = ? WHERE account = ? AND step < ?", arguments: [step, account.rawValue, step])
            return db.changesCount == 1
        }
    }

    package func removePasswordAndCode(of account: AccountID) throws {
        try journal.writing { db in
            try db.execute(sql: "DELETE FROM account_password WHERE account = ?", arguments: [account.rawValue])
            try db.execute(sql: "DELETE FROM account_code WHERE account = ?", arguments: [account.rawValue])
        }
    }

    // MARK: Passkeys

    /// `false` when this passkey is somebody's already.
    package func add(_ passkey: StoredPasskey) throws -> Bool {
        try journal.writing { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO account_passkey (id, account, key, counter, label, created) VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    Data(passkey.id), passkey.account.rawValue, Data(passkey.key), Int64(passkey.counter), passkey.label,
                    passkey.created.milliseconds,
                ])
            return db.changesCount == 1
        }
    }

    package func passkeys(of account: AccountID) throws -> [StoredPasskey] {
        try journal.reading { db in
            try Row.fetchAll(db, sql: "SELECT * FROM account_passkey WHERE account = ? ORDER BY created, id", arguments: [account.rawValue])
                .map(Self.passkey)
        }
    }

    package func passkey(_ id: [UInt8]) throws -> StoredPasskey? {
        try journal.reading { db in
            try Row.fetchOne(db, sql: "SELECT * FROM account_passkey WHERE id = ?", arguments: [Data(id)]).map(Self.passkey)
        }
    }

    /// Notes a use; `false` when the counter did not grow, as that of a copy does not (WebAuthn §7.2, step 22).
    package func use(_ passkey: [UInt8], counter: UInt32, at now: WallTime) throws -> Bool {
        try journal.writing { db in
            try db.execute(
                sql: """
                    UPDATE account_passkey SET counter = ?, used = ? WHERE id = ? AND (counter < ? OR (counter = 0 AND ? = 0))
                    """,
                arguments: [Int64(counter), now.milliseconds, Data(passkey), Int64(counter), Int64(counter)])
            return db.changesCount == 1
        }
    }

    package func removePasskey(_ label: String, of account: AccountID) throws {
        try journal.writing { db in
            try db.execute(
                sql: "DELETE FROM account_passkey WHERE account = ? AND label = ?", arguments: [account.rawValue, label])
        }
    }

    private static func passkey(_ row: Row) -> StoredPasskey {
        StoredPasskey(
            id: Array(row["id"] as Data), account: AccountID(rawValue: row["account"]), key: Array(row["key"] as Data),
            counter: UInt32(clamping: row["counter"] as Int64), label: row["label"],
            created: WallTime(milliseconds: row["created"]), used: (row["used"] as Int64?).map(WallTime.init(milliseconds:)))
    }

    // MARK: The sign-in of organisations

    package func link(_ subject: String, of issuer: String, to account: AccountID) throws {
        try journal.writing { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO account_subject (issuer, subject, account) VALUES (?, ?, ?)",
                arguments: [issuer, subject, account.rawValue])
        }
    }

    package func account(of subject: String, at issuer: String) throws -> AccountID? {
        try journal.reading { db in
            try String.fetchOne(
                db, sql: "SELECT account FROM account_subject WHERE issuer = ? AND subject = ?", arguments: [issuer, subject]
            ).map(AccountID.init(rawValue:))
        }
    }

    package func unlink(_ issuer: String, of account: AccountID) throws {
        try journal.writing { db in
            try db.execute(
                sql: "DELETE FROM account_subject WHERE issuer = ? AND account = ?", arguments: [issuer, account.rawValue])
        }
    }
}
