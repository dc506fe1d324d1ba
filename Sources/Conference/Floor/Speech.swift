package import Basics

/// What a site asks to speak for.
package enum SpeechKind: String, Codable, CaseIterable, Sendable {
    case intervention, pointOfOrder
}

/// How a turn ended.
package enum SpeechEnd: String, Codable, CaseIterable, Sendable {
    case yielded, revoked, lineDropped, replaced, recess, closed

    init(_ reason: RevocationReason) {
        self = switch reason {
        case .chair: .revoked
        case .lineDropped: .lineDropped
        case .recess: .recess
        }
    }
}

/// One finished turn (lượt phát biểu); an interruption does not split it, and the time set aside is not in it.
package struct Speech: Hashable, Codable, Sendable {
    package var site: SiteID
    package var delegate: DelegateID?
    package var item: ItemID?
    package var kind: SpeechKind
    package var start: WallTime
    /// Whole seconds actually spoken.
    package var seconds: Int
    package var allotted: Int
    /// Seconds beyond those allotted.
    package var over: Int
    package var end: SpeechEnd

    init(_ holder: FloorHolder, spoken milliseconds: Int, end: SpeechEnd) {
        site = holder.site
        delegate = holder.delegate
        item = holder.item
        kind = holder.kind
        start = holder.start
        seconds = milliseconds / 1_000
        allotted = holder.allotted
        over = max(0, seconds - allotted)
        self.end = end
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(site, forKey: .site)
        try container.encode(delegate, forKey: .delegate)
        try container.encode(item, forKey: .item)
        try container.encode(kind, forKey: .kind)
        try container.encode(start, forKey: .start)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(allotted, forKey: .allotted)
        try container.encode(over, forKey: .over)
        try container.encode(end, forKey: .end)
    }
}

/// What several speeches add up to.
package struct SpeechTotal: Hashable, Sendable {
    package var speeches = 0
    package var seconds = 0
    package var over = 0

    package init(speeches: Int = 0, seconds: Int = 0, over: Int = 0) {
        self.speeches = speeches
        self.seconds = seconds
        self.over = over
    }

    static func totals<Key: Hashable>(_ speeches: [Speech], by key: (Speech) -> Key?) -> [Key: SpeechTotal] {
        var totals: [Key: SpeechTotal] = [:]
        for speech in speeches {
            guard let key = key(speech) else { continue }
            totals[key, default: SpeechTotal()].add(speech)
        }
        return totals
    }

    private mutating func add(_ speech: Speech) {
        speeches += 1
        seconds += speech.seconds
        over += speech.over
    }
}

extension Conference {
    package var speechTotalsBySite: [SiteID: SpeechTotal] { SpeechTotal.totals(speeches) { $0.site } }
    package var speechTotalsByDelegate: [DelegateID: SpeechTotal] { SpeechTotal.totals(speeches) { $0.delegate } }

    /// A speech without a named delegate counts for the delegation of its site, if the site has exactly one.
    package var speechTotalsByDelegation: [DelegationID: SpeechTotal] {
        SpeechTotal.totals(speeches) { index.delegation(of: $0.delegate, at: $0.site) }
    }
}
