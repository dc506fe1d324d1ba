import Basics
import Conference
import Convene
import Journal

/// What an audit is made of: every journal and every list of links, each under a name of its own.
actor AuditBook {
    struct Source: Sendable {
        var key: AuditKey
        /// What its acts were done to, for the reader.
        var place: @Sendable (Language) async -> String
        var acts: @Sendable (ActRange) throws -> [RecordedAct]
        /// The number of the last entry that a command made.
        var last: @Sendable (CommandID) throws -> Int?
        /// Names of what acts speak of, in the reader's language.
        var names: @Sendable (Language) async -> AuditNames
    }

    private var sources: [AuditKey: Source] = [:]

    func add(_ source: Source) { sources[source.key] = source }

    func source(_ key: AuditKey) -> Source? { sources[key] }

    func sources(of area: AuditArea?) -> [Source] {
        sources.values.filter { area == nil || $0.key.area == area }.sorted { $0.key.text < $1.key.text }
    }
}

enum AuditArea: String, Codable, CaseIterable {
    case accounts, preparation, conference, followUp, links
}

/// The name of one source, apart from all others and the same after a restart.
struct AuditKey: Hashable {
    var area: AuditArea
    var name = ""

    static let accounts = AuditKey(area: .accounts), followUp = AuditKey(area: .followUp)
    static func conference(_ id: ConferenceID) -> AuditKey { AuditKey(area: .conference, name: id.rawValue) }
    static func links(_ id: ConferenceID) -> AuditKey { AuditKey(area: .links, name: id.rawValue) }
    static func preparation(_ id: PreparationID) -> AuditKey { AuditKey(area: .preparation, name: id.rawValue) }

    var text: String { "\(area.rawValue):\(name)" }
}

/// What short names stand for; a name that is not here is shown by nothing but its kind.
struct AuditNames: Sendable {
    var sites: [String: String] = [:]
    /// Open items only.
    var items: [String: String] = [:]
    var delegates: [String: String] = [:]
    var agencies: [String: String] = [:]
    var accounts: [String: String] = [:]
}

/// Where a page of the audit ended: the next begins after it.
struct AuditPlace: Equatable {
    var at: WallTime
    var key: String
    var seq: Int

    init(at: WallTime, key: String, seq: Int) {
        self.at = at
        self.key = key
        self.seq = seq
    }

    /// `nil` for text that is no place.
    init?(_ text: String) {
        let parts = text.split(separator: "~", maxSplits: 2).map(String.init)
        guard parts.count == 3, let at = Int64(parts[0]), let seq = Int(parts[1]) else { return nil }
        self.init(at: WallTime(milliseconds: at), key: parts[2], seq: seq)
    }

    var text: String { "\(at.milliseconds)~\(seq)~\(key)" }

    /// What is left of a source; sources that happened in the same moment follow one another by their keys.
    func range(of source: String, from: WallTime?, limit: Int) -> ActRange {
        let seq = source < key ? 0 : source == key ? self.seq : Int.max
        return ActRange(before: (at, seq), from: from, limit: limit)
    }
}
