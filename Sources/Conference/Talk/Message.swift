package import Basics

/// Whom a message is for.
package enum Recipient: Hashable, Sendable {
    case site(SiteID)
    case secretariat
    case all

    package var site: SiteID? {
        if case .site(let site) = self { site } else { nil }
    }
}

extension Recipient: Codable {
    private enum Key: String, CodingKey { case site }
    private enum Name: String, Codable { case secretariat, all }

    package init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            self = .site(try container.decode(SiteID.self, forKey: .site))
            return
        }
        self = switch try decoder.singleValueContainer().decode(Name.self) {
        case .secretariat: .secretariat
        case .all: .all
        }
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .site(let site):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(site, forKey: .site)
        case .secretariat:
            var container = encoder.singleValueContainer()
            try container.encode(Name.secretariat)
        case .all:
            var container = encoder.singleValueContainer()
            try container.encode(Name.all)
        }
    }
}

/// A few words between a site and the centre.
package struct Message: Hashable, Codable, Sendable {
    /// The number of its entry; it tells two messages of one moment apart.
    package var seq: Int
    /// `nil` for the centre.
    package var from: SiteID?
    package var to: Recipient
    package var text: String
    package var at: WallTime

    package init(seq: Int, from: SiteID?, to: Recipient, text: String, at: WallTime) {
        self.seq = seq
        self.from = from
        self.to = to
        self.text = text
        self.at = at
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(seq, forKey: .seq)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
        try container.encode(text, forKey: .text)
        try container.encode(at, forKey: .at)
    }
}

/// What every hall reads on its screen.
package struct Announcement: Hashable, Codable, Sendable {
    package var text: String
    package var at: WallTime

    package init(text: String, at: WallTime) {
        self.text = text
        self.at = at
    }
}

/// The last messages, oldest first.
struct MessageLog: Hashable, Sendable {
    private var kept: [Message] = []

    mutating func append(_ message: Message) {
        kept.append(message)
        // Not one by one, since each time moves all the others.
        if kept.count > Limits.messages + 250 { kept.removeFirst(kept.count - Limits.messages) }
    }

    var messages: ArraySlice<Message> { kept.suffix(Limits.messages) }
}
