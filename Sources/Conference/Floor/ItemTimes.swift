package import Basics

/// When an item of the programme first began, and when it last ended.
package struct ItemTimes: Hashable, Codable, Sendable {
    package var started: WallTime
    /// `nil` while it is under way.
    package var ended: WallTime?

    package init(started: WallTime, ended: WallTime? = nil) {
        self.started = started
        self.ended = ended
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(started, forKey: .started)
        try container.encode(ended, forKey: .ended)
    }
}

/// What the conference did not come to.
package struct NotReached: Hashable, Codable, Sendable {
    package var items: [ItemID] = []
    package var requests: [SpeechRequest] = []

    package init(items: [ItemID] = [], requests: [SpeechRequest] = []) {
        self.items = items
        self.requests = requests
    }
}
