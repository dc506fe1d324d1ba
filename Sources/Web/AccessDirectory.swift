import Basics
import Conference
import Journal
import NIOPosix

/// The links of all conferences, and the sessions that were asked for lately, so that a request reads no disk.
actor AccessDirectory {
    private struct Known {
        var cookie: Token
        var link: String
        var admission: Admission
        var expires: WallTime
    }

    private var stores: [(id: ConferenceID, links: LinkStore)] = []
    private var known: [String: Known] = [:]

    func add(_ links: LinkStore, of conference: ConferenceID) {
        stores.append((conference, links))
    }

    nonisolated var access: Access {
        Access(
            use: { try await self.use($0, $1, $2) },
            session: { try await self.session($0, $1) },
            isSessionValid: { try await self.isValid($0) },
            create: { try await self.create($0, $1, $2) },
            list: { try await self.list() },
            revoke: { try await self.revoke($0) }
        )
    }

    /// The link that a session came in by, of those that were asked for lately.
    func link(of session: String) -> String? { known[session]?.link }

    private func use(_ link: String, _ secret: String, _ browser: String?) async throws -> LinkUse {
        let now = wallTime()
        for (id, links) in stores {
            let entrance = try await blocking {
                var random = SystemRandomNumberGenerator()
                return try links.enter(
                    LinkID(rawValue: link), secret: Token(secret), browser: browser.map(Token.init), at: now, using: &random)
            }
            switch entrance {
            case .refused(.unknown), .refused(.usable): continue
            case .refused(.expired): return .refused(.expiredLink)
            case .refused(.revoked): return .refused(.revokedLink)
            case .refused(.boundElsewhere): return .refused(.boundLink)
            case .entered(let session, let cookie, let browser):
                guard let admission = Admission(session, of: id) else { return .refused(.unknownLink) }
                remember(Known(cookie: cookie, link: session.link.rawValue, admission: admission, expires: session.expires))
                return .admitted(admission, secret: cookie.text, browser: browser.text)
            }
        }
        return .refused(.unknownLink)
    }

    private func session(_ session: String, _ secret: String) async throws -> Admission? {
        let now = wallTime()
        if let known = known[session] {
            let isSame = equalInConstantTime(Array(known.cookie.text.utf8), Array(secret.utf8))
            return isSame && now < known.expires ? known.admission : nil
        }
        for (id, links) in stores {
            let state = try await blocking {
                try links.session(SessionID(rawValue: session), cookie: Token(secret), at: now)
            }
            guard case .usable(let record) = state, let admission = Admission(record, of: id) else { continue }
            remember(Known(cookie: Token(secret), link: record.link.rawValue, admission: admission, expires: record.expires))
            return admission
        }
        return nil
    }

    private func isValid(_ session: String) async throws -> Bool {
        let now = wallTime()
        for (_, links) in stores {
            let sessions = try await blocking { try links.sessions(at: now) }
            if sessions.contains(where: { $0.id.rawValue == session }) { return true }
        }
        return false
    }

    private func create(
        _ conference: ConferenceID, _ bearer: Actor, _ expires: WallTime
    ) async throws -> (link: LinkSummary, path: String) {
        guard let links = stores.first(where: { $0.id == conference })?.links else { throw Problem.notFound }
        guard let role = bearer.role else { throw Problem.notAllowed }
        let made = try await blocking {
            var random = SystemRandomNumberGenerator()
            return try links.create(
                role: role, site: bearer.site, delegate: bearer.delegate, channel: bearer.channel, expires: expires,
                at: wallTime(), using: &random)
        }
        guard let made else { throw Problem(.siteNotNamed) }
        return (LinkSummary(made.record, of: conference), "/l/\(made.record.id.rawValue)/\(made.secret.text)")
    }

    private func list() async throws -> [LinkSummary] {
        var all: [LinkSummary] = []
        for (id, links) in stores {
            all += try await blocking { try links.list() }.map { LinkSummary($0, of: id) }
        }
        return all
    }

    private func revoke(_ link: String) async throws -> (conference: ConferenceID, sessions: [String])? {
        let link = LinkID(rawValue: link)
        for (id, links) in stores {
            let ended: [SessionID]? = try await blocking {
                guard try links.list().contains(where: { $0.id == link }) else { return nil }
                return try links.revoke(link, at: wallTime())
            }
            guard let ended else { continue }
            for session in ended { known[session.rawValue] = nil }
            return (id, ended.map(\.rawValue))
        }
        return nil
    }

    private func remember(_ session: Known) {
        if known.count >= Limits.rememberedSessions { known = [:] }
        known[session.admission.member.session] = session
    }
}

/// Runs what waits for the disk on a thread that may wait.
func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await NIOThreadPool.singleton.runIfActive(work)
}

extension Admission {
    fileprivate init?(_ session: SessionRecord, of conference: ConferenceID) {
        guard let actor = session.actor else { return nil }
        self.init(conference: conference, member: Member(session: session.id.rawValue, actor: actor))
    }
}

extension LinkSummary {
    fileprivate init(_ record: LinkRecord, of conference: ConferenceID) {
        self.init(
            id: record.id.rawValue, conference: conference, role: record.role, site: record.site,
            delegate: record.delegate, channel: record.channel,
            expires: record.expires, isRevoked: record.revoked != nil, isUsed: record.isBound)
    }
}
