package import Accounts
package import Basics
import Foundation
import GRDB

extension CredentialStore {
    /// How long a browser stays signed in: `idle` without being seen, `absolute` at all, both in seconds.
    package struct Lifetime: Sendable {
        package var idle: Int
        package var absolute: Int

        package init(idle: Int, absolute: Int) {
            self.idle = idle
            self.absolute = absolute
        }
    }

    /// Signs a browser in; beyond `limit` sessions of the account the one that was seen longest ago ends.
    package func start(
        _ account: AccountID, way: SignInWay, client: String, limit: Int, at now: WallTime,
        using random: inout some RandomNumberGenerator
    ) throws -> (session: AccountSession, cookie: Token) {
        let cookie = Token(using: &random)
        let session = AccountSession(
            id: randomText(bytes: 9, using: &random), account: account, way: way, client: client, created: now, seen: now)
        try journal.writing { db in
            try db.execute(
                sql: """
                    DELETE FROM account_session WHERE account = ? AND id NOT IN
                        (SELECT id FROM account_session WHERE account = ? ORDER BY seen DESC LIMIT ?)
                    """,
                arguments: [account.rawValue, account.rawValue, limit - 1])
            try db.execute(
                sql: "INSERT INTO account_session (id, cookie, account, way, client, created, seen) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    session.id, Data(cookie.hash), account.rawValue, way.rawValue, client, now.milliseconds, now.milliseconds,
                ])
        }
        return (session, cookie)
    }

    /// The session that the cookie is of, while it is good; that it was seen is kept once a minute.
    package func session(_ cookie: Token, lifetime: Lifetime, at now: WallTime) throws -> AccountSession? {
        let row = try journal.reading { db in
            try Row.fetchOne(db, sql: "SELECT * FROM account_session WHERE cookie = ?", arguments: [Data(cookie.hash)])
        }
        guard let session = row.flatMap(Self.session), Self.isGood(session, lifetime, now) else { return nil }
        if session.seen.advanced(bySeconds: 60) <= now {
            // Whoever is here stays here, also when the disk takes no more.
            try? journal.writing { db in
                try db.execute(
                    sql: "UPDATE account_session SET seen = ? WHERE id = ?", arguments: [now.milliseconds, session.id])
            }
        }
        return session
    }

    package func sessions(of account: AccountID, lifetime: Lifetime, at now: WallTime) throws -> [AccountSession] {
        try journal.reading { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM account_session WHERE account = ? ORDER BY seen DESC", arguments: [account.rawValue]
            ).compactMap(Self.session).filter { Self.isGood($0, lifetime, now) }
        }
    }

    package func end(_ session: String) throws {
        try journal.writing { db in
            try db.execute(sql: "DELETE FROM account_session WHERE id = ?", arguments: [session])
        }
    }

    /// Ends every session of the account but the one named.
    package func endSessions(of account: AccountID, but kept: String? = nil) throws {
        try journal.writing { db in
            try db.execute(
                sql: "DELETE FROM account_session WHERE account = ? AND id IS NOT ?", arguments: [account.rawValue, kept])
        }
    }

    private static func isGood(_ session: AccountSession, _ lifetime: Lifetime, _ now: WallTime) -> Bool {
        now < session.seen.advanced(bySeconds: lifetime.idle) && now < session.created.advanced(bySeconds: lifetime.absolute)
    }

    private static func session(_ row: Row) -> AccountSession? {
        guard let way = SignInWay(rawValue: row["way"]) else { return nil }
        return AccountSession(
            id: row["id"], account: AccountID(rawValue: row["account"]), way: way, client: row["client"],
            created: WallTime(milliseconds: row["created"]), seen: WallTime(milliseconds: row["seen"]))
    }
}
