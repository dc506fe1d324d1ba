import Basics
import Conference
import Foundation
import GRDB
import Testing

@testable import Journal

/// Who gets in by a link, and who does not.
struct LinkTests {
    private let folder: Folder
    private let journal: Journal
    private let links: LinkStore
    private let hall: NewLink
    private let tomorrow = noon.advanced(bySeconds: 86_400)
    private var random = SeededGenerator(seed: 7)

    init() throws {
        folder = try Folder()
        journal = try Journal(path: folder.path)
        links = LinkStore(journal)
        hall = try #require(try links.create(role: .operator, site: hue, expires: tomorrow, at: noon, using: &random))
    }

    private mutating func enter(
        _ link: NewLink? = nil, secret: Token? = nil, browser: Token? = nil, at now: WallTime = noon
    ) throws -> Entrance {
        let link = link ?? hall
        return try links.enter(link.record.id, secret: secret ?? link.secret, browser: browser, at: now, using: &random)
    }

    private mutating func entered() throws -> (session: SessionRecord, cookie: Token, browser: Token) {
        guard case .entered(let session, let cookie, let browser) = try enter() else {
            throw BrokenChain(entry: 0, reason: .missing)
        }
        return (session, cookie, browser)
    }

    @Test func `a fresh link is usable`() throws {
        #expect(try links.find(hall.record.id, secret: hall.secret, browser: nil, at: noon) == .usable(hall.record))
    }

    @Test mutating func `a link gives a session with its role and site`() throws {
        let (session, cookie, _) = try entered()
        #expect(session.actor == .operator(hue))
        #expect(try links.session(session.id, cookie: cookie, at: noon) == .usable(session))
    }

    @Test mutating func `a wrong secret and a wrong name are the same`() throws {
        #expect(try enter(secret: Token("x")) == .refused(.unknown))
        let stranger = LinkID(rawValue: "khong-co")
        #expect(try links.find(stranger, secret: hall.secret, browser: nil, at: noon) == .unknown)
    }

    @Test mutating func `a link expires`() throws {
        #expect(try enter(at: tomorrow) == .refused(.expired))
    }

    @Test mutating func `the first use binds the link to its browser`() throws {
        _ = try entered()
        #expect(try enter() == .refused(.boundElsewhere))
        #expect(try enter(browser: Token("another")) == .refused(.boundElsewhere))
    }

    @Test mutating func `the same browser gets its session back`() throws {
        let (session, cookie, browser) = try entered()
        #expect(try enter(browser: browser) == .entered(session, cookie: cookie, browser: browser))
    }

    @Test mutating func `after its session has ended the same browser gets a new one`() throws {
        let (session, cookie, browser) = try entered()
        try links.end(session.id, at: noon)
        #expect(try links.session(session.id, cookie: cookie, at: noon) == .ended)
        guard case .entered(let next, _, browser) = try enter(browser: browser) else {
            Issue.record("not let in again")
            return
        }
        #expect(next.id != session.id)
    }

    @Test mutating func `a browser's token of before means nothing to a fresh link`() throws {
        guard case .entered(_, _, let browser) = try enter(browser: Token("chosen by another")) else {
            Issue.record("not let in")
            return
        }
        #expect(browser != Token("chosen by another"))
    }

    @Test mutating func `a revoked link ends its sessions`() throws {
        let (session, cookie, browser) = try entered()
        #expect(try links.revoke(hall.record.id, at: noon) == [session.id])
        #expect(try links.session(session.id, cookie: cookie, at: noon) == .ended)
        #expect(try enter(browser: browser) == .refused(.revoked))
        #expect(try links.revoke(hall.record.id, at: noon) == [])
    }

    @Test mutating func `a session ends with its link's time`() throws {
        let (session, cookie, _) = try entered()
        #expect(try links.session(session.id, cookie: cookie, at: tomorrow) == .ended)
    }

    @Test mutating func `a session is nothing without its cookie`() throws {
        let (session, _, browser) = try entered()
        #expect(try links.session(session.id, cookie: browser, at: noon) == .unknown)
        #expect(try links.session(SessionID(rawValue: "khong-co"), cookie: browser, at: noon) == .unknown)
    }

    @Test mutating func `the cookie of one session opens no other`() throws {
        let chair = try #require(try links.create(role: .chair, site: nil, expires: tomorrow, at: noon, using: &random))
        let (_, cookie, _) = try entered()
        guard case .entered(let other, _, _) = try enter(chair) else { return }
        #expect(try links.session(other.id, cookie: cookie, at: noon) == .unknown)
    }

    @Test mutating func `a link that is issued again lets another browser in, and the former out`() throws {
        let (session, _, browser) = try entered()
        let again = try #require(try links.reissue(hall.record.id, at: noon, using: &random))
        #expect(again.ended == [session.id])
        #expect(try enter(browser: browser) == .refused(.unknown))
        guard case .entered = try enter(secret: again.secret) else {
            Issue.record("not let in")
            return
        }
    }

    @Test mutating func `a revoked link is not issued again`() throws {
        _ = try links.revoke(hall.record.id, at: noon)
        #expect(try links.reissue(hall.record.id, at: noon, using: &random) == nil)
    }

    @Test mutating func `an operator's link names its site`() throws {
        #expect(try links.create(role: .operator, site: nil, expires: tomorrow, at: noon, using: &random) == nil)
    }

    @Test mutating func `a delegate's link names the delegate, an interpreter's the channel`() throws {
        let an = DelegateID(rawValue: "an"), english = ChannelID(rawValue: "en")
        let delegate = try #require(try links.create(
            role: .delegate, site: hue, delegate: an, expires: tomorrow, at: noon, using: &random))
        let interpreter = try #require(try links.create(
            role: .interpreter, site: nil, channel: english, expires: tomorrow, at: noon, using: &random))
        for (link, actor) in [(delegate, Actor.delegate(an, hue)), (interpreter, .interpreter(english))] {
            guard case .entered(let session, let cookie, _) = try enter(link) else { throw DiskProblem.damaged }
            #expect(session.actor == actor)
            #expect(try links.session(session.id, cookie: cookie, at: noon) == .usable(session))
        }
        #expect(try links.list().dropFirst().map(\.actor) == [.delegate(an, hue), .interpreter(english)])
        #expect(try links.create(role: .delegate, site: hue, expires: tomorrow, at: noon, using: &random) == nil)
        #expect(try links.create(role: .interpreter, site: hue, expires: tomorrow, at: noon, using: &random) == nil)
    }

    @Test mutating func `links and sessions are listed`() throws {
        let chair = try #require(try links.create(role: .chair, site: nil, expires: tomorrow, at: noon, using: &random))
        let (session, _, _) = try entered()
        var bound = hall.record
        bound.isBound = true
        #expect(try links.list() == [bound, chair.record])
        #expect(try links.sessions(at: noon) == [session])
        #expect(try links.sessions(at: tomorrow) == [])
    }

    @Test mutating func `links and sessions are there after reopening`() throws {
        let (session, cookie, _) = try entered()
        let reopened = LinkStore(try Journal(path: folder.path))
        #expect(try reopened.session(session.id, cookie: cookie, at: noon) == .usable(session))
    }

    @Test mutating func `no secret lies in the file`() throws {
        let (_, cookie, browser) = try entered()
        let files = try FileManager.default.contentsOfDirectory(at: folder.url, includingPropertiesForKeys: nil)
        for file in files {
            let bytes = try Data(contentsOf: file)
            for secret in [hall.secret, cookie, browser] { #expect(bytes.range(of: Data(secret.text.utf8)) == nil) }
        }
    }

    @Test mutating func `a full disk lets in who was in before`() throws {
        let (session, cookie, browser) = try entered()
        try journal.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = 1")
        }
        #expect(throws: DiskProblem.full) {
            let large = Event.queueReordered([SiteID](repeating: hue, count: 9_000))
            return try journal.append(
                [.conferenceCreated(plan)] + [Event](repeating: large, count: 9), by: .chair, at: noon, expecting: 0)
        }
        #expect(try enter(browser: browser) == .entered(session, cookie: cookie, browser: browser))
    }

    @Test mutating func `a token is 256 bits of base64url and does not print itself`() {
        let token = Token(using: &random)
        #expect(token.text.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        #expect("\(token)" == "Token")
    }
}
