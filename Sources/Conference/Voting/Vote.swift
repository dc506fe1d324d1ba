package import Basics

/// What is put to the vote (biểu quyết), and to whom.
package struct Motion: Hashable, Codable, Sendable {
    package var id: VoteID
    package var title: String
    package var options: [String]
    package var unit: CountingUnit
    /// Whether nobody ever learns who voted how.
    package var isSecret: Bool
    /// The item that was under way when the vote was opened.
    package var item: ItemID?

    package init(
        id: VoteID, title: String, options: [String], unit: CountingUnit, isSecret: Bool, item: ItemID? = nil
    ) {
        self.id = id
        self.title = title
        self.options = options
        self.unit = unit
        self.isSecret = isSecret
        self.item = item
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode(options, forKey: .options)
        try container.encode(unit, forKey: .unit)
        try container.encode(isSecret, forKey: .isSecret)
        try container.encode(item, forKey: .item)
    }
}

/// A vote under way: who has voted and, unless it is secret, how.
package struct Vote: Hashable, Sendable {
    package let motion: Motion
    package private(set) var voted: Set<VoterID> = []
    /// Empty in a secret vote.
    package private(set) var ballots: [VoterID: Int] = [:]

    package init(_ motion: Motion) {
        self.motion = motion
    }

    mutating func cast(_ voter: VoterID, _ option: Int?) {
        voted.insert(voter)
        if let option { ballots[voter] = option }
    }

    /// How many chose each option, in an open vote.
    var counts: [Int] {
        var counts = motion.options.map { _ in 0 }
        for option in ballots.values { counts[option] += 1 }
        return counts
    }

    /// Whether `counts` can be what a secret vote came to.
    func isTally(_ counts: [Int]) -> Bool {
        // Each is checked before they are added, since a stranger's numbers could overflow.
        counts.count == motion.options.count && counts.allSatisfy { 0...voted.count ~= $0 }
            && counts.reduce(0, +) == voted.count
    }
}

extension Vote: Codable {
    private enum Key: String, CodingKey { case voted, ballots }

    package init(from decoder: any Decoder) throws {
        motion = try Motion(from: decoder)
        let container = try decoder.container(keyedBy: Key.self)
        voted = try container.decode(Set<VoterID>.self, forKey: .voted)
        ballots = try container.decodeIfPresent([VoterID: Int].self, forKey: .ballots) ?? [:]
    }

    package func encode(to encoder: any Encoder) throws {
        try motion.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(voted.sorted(), forKey: .voted)
        try container.encode(motion.isSecret ? nil : ballots, forKey: .ballots)
    }
}

/// What a vote came to.
package struct VoteResult: Hashable, Codable, Sendable {
    package var motion: Motion
    /// One for each option.
    package var counts: [Int]
    /// How many could have voted.
    package var eligible: Int
    package var at: WallTime

    package init(_ motion: Motion, counts: [Int], eligible: Int, at: WallTime) {
        self.motion = motion
        self.counts = counts
        self.eligible = eligible
        self.at = at
    }

    private enum Key: String, CodingKey { case counts, eligible, at }

    package init(from decoder: any Decoder) throws {
        motion = try Motion(from: decoder)
        let container = try decoder.container(keyedBy: Key.self)
        counts = try container.decode([Int].self, forKey: .counts)
        eligible = try container.decode(Int.self, forKey: .eligible)
        at = try container.decode(WallTime.self, forKey: .at)
    }

    package func encode(to encoder: any Encoder) throws {
        try motion.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(counts, forKey: .counts)
        try container.encode(eligible, forKey: .eligible)
        try container.encode(at, forKey: .at)
    }
}
