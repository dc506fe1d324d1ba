import Accounts
import Basics
import Conference
import Convene
import Foundation
import Journal

/// One line of the audit, in words.
struct AuditLine: Encodable, Sendable {
    var at: WallTime
    var who: String
    var what: String
    var about: String?
    var `where`: String
    var area: AuditArea
}

/// What an audit is asked for.
struct AuditQuery: Sendable {
    var person: String?
    var area: AuditArea?
    var day: Day?
    var before: AuditPlace?
    var language: Language
}

/// Reads all journals together, newest first.
struct AuditReader: Sendable {
    let book: AuditBook
    let credentials: CredentialStore
    let board: AccountsBoard

    struct Page: Encodable, Sendable {
        var rows: [AuditLine]
        var next: String?
    }

    /// At most `limit` lines; a search for a person looks through so many acts and then says where to go on.
    func page(_ query: AuditQuery, limit: Int) async throws -> Page {
        let sources = await book.sources(of: query.area)
        var rows: [AuditLine] = [], place = query.before, looked = 0
        // A day in Việt Nam.
        let from = query.day.map { WallTime($0) }, end = from.map { $0.advanced(bySeconds: 86_400) }
        if let end, place.map({ $0.at > end }) ?? true { place = AuditPlace(at: end, key: "", seq: 0) }
        var names: [String: AuditNames] = [:], places: [String: String] = [:]
        let wanted = query.person.map { Folding.key($0) } ?? ""
        while looked < Limits.auditLooked {
            let (batch, isLast) = try await batch(sources, after: place, from: from, limit: limit)
            for (source, act, account) in batch {
                if names[source.key.text] == nil {
                    names[source.key.text] = await source.names(query.language)
                    places[source.key.text] = await source.place(query.language)
                }
                looked += 1
                place = AuditPlace(at: act.at, key: source.key.text, seq: act.seq)
                let line = AuditWords(source.key.area, names[source.key.text] ?? AuditNames(), query.language).line(
                    act, account: account, place: places[source.key.text] ?? "")
                guard wanted.isEmpty || Folding.key(line.who).contains(wanted) || Folding.key(line.about ?? "").contains(wanted) else { continue }
                rows.append(line)
                if rows.count == limit { return Page(rows: rows, next: place?.text) }
            }
            if isLast { return Page(rows: rows, next: nil) }
        }
        return Page(rows: rows, next: place?.text)
    }

    private typealias Found = (source: AuditBook.Source, act: RecordedAct, account: String?)

    /// The next acts of all sources together, with the accounts that they came from.
    private func batch(
        _ sources: [AuditBook.Source], after place: AuditPlace?, from: WallTime?, limit: Int
    ) async throws -> (acts: [Found], isLast: Bool) {
        let credentials = credentials
        let people = await board.accounts.accounts.mapValues(\.name)
        return try await blocking {
            var all: [Found] = [], isLast = true
            for source in sources {
                let range = place?.range(of: source.key.text, from: from, limit: limit) ?? ActRange(before: nil, from: from, limit: limit)
                let acts = try source.acts(range)
                if acts.count == limit { isLast = false }
                let signed = source.key.area == .conference || source.key.area == .followUp
                    ? try credentials.signatures(source.key.text, acts.map(\.last)) : [:]
                all += acts.map { act in (source, act, signed[act.last].flatMap { people[AccountID(rawValue: $0)] }) }
            }
            all.sort { left, right in
                if left.act.at != right.act.at { return left.act.at > right.act.at }
                return left.source.key != right.source.key ? left.source.key.text < right.source.key.text : left.act.seq > right.act.seq
            }
            if all.count > limit { isLast = false }
            return (Array(all.prefix(limit)), isLast)
        }
    }
}

extension Limits {
    /// Lines of one page of the audit.
    static let auditPage = 100
    /// Lines of one file: what a spreadsheet still opens at once.
    static let auditFile = 10_000
    /// Acts that one search looks through before it says how far it came.
    static let auditLooked = 20_000
}
