package import Basics

/// What a conference is before anything happens in it: its title, sites, people and programme.
package struct ConferencePlan: Hashable, Codable, Sendable {
    package var id: ConferenceID
    package var title: Text
    package var host: Text
    package var theme: Text?
    package var day: Day
    /// When the first item begins.
    package var start: TimeOfDay?
    /// How its pictures are coded; one codec for all, since nothing is transcoded.
    package var video: VideoCodec
    package var sites: [Site]
    package var delegations: [Delegation]
    package var delegates: [Delegate]
    package var programme: [ProgrammeItem]
    package var channels: [Channel]
    package var quorum: Quorum?

    package init(
        id: ConferenceID, title: Text, host: Text, theme: Text? = nil, day: Day, start: TimeOfDay? = nil,
        video: VideoCodec = .vp8,
        sites: [Site], delegations: [Delegation] = [], delegates: [Delegate] = [],
        programme: [ProgrammeItem] = [], channels: [Channel] = [], quorum: Quorum? = nil
    ) {
        self.id = id
        self.title = title
        self.host = host
        self.theme = theme
        self.day = day
        self.start = start
        self.video = video
        self.sites = sites
        self.delegations = delegations
        self.delegates = delegates
        self.programme = programme
        self.channels = channels
        self.quorum = quorum
    }

    private enum CodingKeys: String, CodingKey {
        case id, title, host, theme, day, start, video, sites, delegations, delegates, programme, channels, quorum
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(ConferenceID.self, forKey: .id)
        title = try container.decode(Text.self, forKey: .title)
        host = try container.decode(Text.self, forKey: .host)
        theme = try container.decodeIfPresent(Text.self, forKey: .theme)
        day = try container.decode(Day.self, forKey: .day)
        start = try container.decodeIfPresent(TimeOfDay.self, forKey: .start)
        video = try container.decodeIfPresent(VideoCodec.self, forKey: .video) ?? .vp8
        sites = try container.decode([Site].self, forKey: .sites)
        delegations = try container.decodeIfPresent([Delegation].self, forKey: .delegations) ?? []
        delegates = try container.decodeIfPresent([Delegate].self, forKey: .delegates) ?? []
        programme = try container.decodeIfPresent([ProgrammeItem].self, forKey: .programme) ?? []
        channels = try container.decodeIfPresent([Channel].self, forKey: .channels) ?? []
        quorum = try container.decodeIfPresent(Quorum.self, forKey: .quorum)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode(host, forKey: .host)
        try container.encode(theme, forKey: .theme)
        try container.encode(day, forKey: .day)
        try container.encodeIfPresent(start, forKey: .start)
        try container.encode(video, forKey: .video)
        try container.encode(sites, forKey: .sites)
        // What a plan leaves out stays out, so that a file and what is told of it are the same.
        if !delegations.isEmpty { try container.encode(delegations, forKey: .delegations) }
        try container.encode(delegates, forKey: .delegates)
        try container.encode(programme, forKey: .programme)
        if !channels.isEmpty { try container.encode(channels, forKey: .channels) }
        try container.encodeIfPresent(quorum, forKey: .quorum)
    }

    package func delegate(_ id: DelegateID) -> Delegate? { delegates.first { $0.id == id } }
    package func item(_ id: ItemID) -> ProgrammeItem? { programme.first { $0.id == id } }
}
