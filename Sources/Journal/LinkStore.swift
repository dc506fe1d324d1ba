package import Basics
package import Conference
import Foundation
import GRDB

/// The links that were handed out and the browsers that came in by them, in the journal's file.
package struct LinkStore: Sendable {
    let journal: JournalFile

    package init<Content>(_ journal: EventJournal<Content>) {
        self.journal = journal.file
    }

    /// A link of its own for one person or hall; `nil` when it does not name what its role needs.
    package func create(
        role: Role, site: SiteID?, delegate: DelegateID? = nil, channel: ChannelID? = nil, expires: WallTime,
        at now: WallTime, using random: inout some RandomNumberGenerator
    ) throws -> NewLink? {
        guard Actor(role: role, site: site, delegate: delegate, channel: channel) != nil else { return nil }
        let id = LinkID(rawValue: randomText(bytes: 9, using: &random)), secret = Token(using: &random)
        try journal.writing { db in
            try db.execute(
                sql: """
                    INSERT INTO link (id, secret, role, site, delegate, channel, created, expires)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id.rawValue, Data(secret.hash), role.rawValue, site?.rawValue, delegate?.rawValue,
                    channel?.rawValue, now.milliseconds, expires.milliseconds,
                ])
        }
        let record = LinkRecord(
            id: id, role: role, site: site, delegate: delegate, channel: channel, created: now, expires: expires,
            revoked: nil, isBound: false)
        return NewLink(record: record, secret: secret)
    }

    /// What the link is to the browser that bears `browser`, without using it.
    package func find(_ id: LinkID, secret: Token, browser: Token?, at now: WallTime) throws -> LinkState {
        try journal.reading { db in try Self.state(of: id, secret: secret, browser: browser, at: now, in: db) }
    }

    /// Uses the link: the first browser that does is bound to it, and comes back to the same session and cookie.
    package func enter(
        _ id: LinkID, secret: Token, browser: Token?, at now: WallTime,
        using random: inout some RandomNumberGenerator
    ) throws -> Entrance {
        let former = try journal.reading { db in
            try Self.comeBack(id, secret: secret, browser: browser, at: now, in: db)
        }
        // Whoever was here before gets in again even when the disk takes no more.
        if let former { return former }

        let fresh = Token(using: &random)
        let session = SessionID(rawValue: randomText(bytes: 16, using: &random))
        return try journal.writing { db in
            let state = try Self.state(of: id, secret: secret, browser: browser, at: now, in: db)
            guard case .usable(let link) = state else { return .refused(state) }
            // A bound link is usable only to the browser that bears its token.
            let bearer = (link.isBound ? browser : nil) ?? fresh
            let cookie = bearer.derived(for: session.rawValue)
            try db.execute(
                sql: "UPDATE link SET bound = ? WHERE id = ?", arguments: [Data(bearer.hash), id.rawValue])
            try db.execute(
                sql: "INSERT INTO session (id, link, cookie, created) VALUES (?, ?, ?, ?)",
                arguments: [session.rawValue, id.rawValue, Data(cookie.hash), now.milliseconds])
            let record = SessionRecord(
                id: session, link: id, role: link.role, site: link.site, delegate: link.delegate,
                channel: link.channel, created: now, expires: link.expires)
            return .entered(record, cookie: cookie, browser: bearer)
        }
    }

    /// The session that the bound browser already has, with the cookie that it was given then.
    private static func comeBack(
        _ id: LinkID, secret: Token, browser: Token?, at now: WallTime, in db: Database
    ) throws -> Entrance? {
        let state = try state(of: id, secret: secret, browser: browser, at: now, in: db)
        guard case .usable(let link) = state else { return .refused(state) }
        let rows = try Row.fetchAll(db, sql: sessionQuery + " WHERE link.id = ?", arguments: [id.rawValue])
        guard link.isBound, let browser, let stored = rows.compactMap(session).last(where: { !$0.isOver }) else {
            return nil
        }
        return .entered(stored.record, cookie: browser.derived(for: stored.record.id.rawValue), browser: browser)
    }

    /// The session for whoever bears its cookie.
    package func session(_ id: SessionID, cookie: Token, at now: WallTime) throws -> SessionState {
        try journal.reading { db in
            guard let stored = try Self.session(id, in: db), cookie.matches(stored.cookie) else { return .unknown }
            return stored.isOver || stored.record.expires <= now ? .ended : .usable(stored.record)
        }
    }

    /// Ends one session; its link stays bound and lets the same browser in again.
    package func end(_ id: SessionID, at now: WallTime) throws {
        try journal.writing { db in
            try db.execute(
                sql: "UPDATE session SET ended = ? WHERE id = ? AND ended IS NULL",
                arguments: [now.milliseconds, id.rawValue])
        }
    }

    /// Revokes the link for good and ends its sessions, which are returned: their media has to be cut too.
    package func revoke(_ id: LinkID, at now: WallTime) throws -> [SessionID] {
        try journal.writing { db in
            try db.execute(
                sql: "UPDATE link SET revoked = ? WHERE id = ? AND revoked IS NULL",
                arguments: [now.milliseconds, id.rawValue])
            return try Self.endSessions(of: id, at: now, in: db)
        }
    }

    /// Gives the link a new secret and lets another browser in; the former's sessions end and are returned.
    ///
    /// `nil` when there is no such link, or it was revoked.
    package func reissue(
        _ id: LinkID, at now: WallTime, using random: inout some RandomNumberGenerator
    ) throws -> (secret: Token, ended: [SessionID])? {
        let secret = Token(using: &random)
        return try journal.writing { db in
            try db.execute(
                sql: "UPDATE link SET secret = ?, bound = NULL WHERE id = ? AND revoked IS NULL",
                arguments: [Data(secret.hash), id.rawValue])
            guard db.changesCount == 1 else { return nil }
            return (secret, try Self.endSessions(of: id, at: now, in: db))
        }
    }

    /// Every link, in the order of their making.
    package func list() throws -> [LinkRecord] {
        try journal.reading { db in
            try Row.fetchAll(db, sql: "SELECT * FROM link ORDER BY created, rowid").compactMap(Self.link)
        }
    }

    /// The sessions that have not ended, with their roles and sites.
    package func sessions(at now: WallTime) throws -> [SessionRecord] {
        try journal.reading { db in
            try Row.fetchAll(db, sql: Self.sessionQuery + " ORDER BY session.created, session.rowid")
                .compactMap(Self.session)
                .filter { !$0.isOver && $0.record.expires > now }.map(\.record)
        }
    }

    private static func state(
        of id: LinkID, secret: Token, browser: Token?, at now: WallTime, in db: Database
    ) throws -> LinkState {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM link WHERE id = ?", arguments: [id.rawValue])
        guard let row, let link = link(row), secret.matches(bytes(row["secret"])) else { return .unknown }
        if link.revoked != nil { return .revoked }
        if link.expires <= now { return .expired }
        if link.isBound, !(browser?.matches(bytes(row["bound"])) ?? false) { return .boundElsewhere }
        return .usable(link)
    }

    private static func endSessions(of id: LinkID, at now: WallTime, in db: Database) throws -> [SessionID] {
        try String.fetchAll(
            db, sql: "UPDATE session SET ended = ? WHERE link = ? AND ended IS NULL RETURNING id",
            arguments: [now.milliseconds, id.rawValue]
        ).map(SessionID.init(rawValue:))
    }

    private static func link(_ row: Row) -> LinkRecord? {
        guard let role = Role(rawValue: row["role"]) else { return nil }
        return LinkRecord(
            id: LinkID(rawValue: row["id"]), role: role, site: (row["site"] as String?).map(SiteID.init(rawValue:)),
            delegate: (row["delegate"] as String?).map(DelegateID.init(rawValue:)),
            channel: (row["channel"] as String?).map(ChannelID.init(rawValue:)),
            created: WallTime(milliseconds: row["created"]), expires: WallTime(milliseconds: row["expires"]),
            revoked: (row["revoked"] as Int64?).map(WallTime.init(milliseconds:)),
            isBound: (row["bound"] as Data?) != nil)
    }

    private struct StoredSession {
        var record: SessionRecord
        var cookie: [UInt8]
        var isOver: Bool
    }

    private static let sessionQuery = """
        SELECT session.id, session.link, session.cookie, session.created, link.role, link.site, link.delegate,
            link.channel, link.expires, session.ended IS NOT NULL OR link.revoked IS NOT NULL AS isOver
        FROM session JOIN link ON link.id = session.link
        """

    private static func session(_ id: SessionID, in db: Database) throws -> StoredSession? {
        try Row.fetchOne(db, sql: sessionQuery + " WHERE session.id = ?", arguments: [id.rawValue]).flatMap(session)
    }

    private static func session(_ row: Row) -> StoredSession? {
        guard let role = Role(rawValue: row["role"]) else { return nil }
        let record = SessionRecord(
            id: SessionID(rawValue: row["id"]), link: LinkID(rawValue: row["link"]), role: role,
            site: (row["site"] as String?).map(SiteID.init(rawValue:)),
            delegate: (row["delegate"] as String?).map(DelegateID.init(rawValue:)),
            channel: (row["channel"] as String?).map(ChannelID.init(rawValue:)),
            created: WallTime(milliseconds: row["created"]), expires: WallTime(milliseconds: row["expires"]))
        return StoredSession(record: record, cookie: bytes(row["cookie"]), isOver: row["isOver"])
    }

    private static func bytes(_ data: Data?) -> [UInt8] { data.map(Array.init) ?? [] }
}
