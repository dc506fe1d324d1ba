import Basics

/// What every hall sees, in the order of video slots; with fewer slots the last pictures fall away.
enum Stage {
    static func pictures(of conference: Conference, halls: [SiteID: RoutablePeer]) -> [Picture] {
        guard conference.phase != .closed else { return [] }
        switch conference.stage {
        case .speaker: return speakers(of: conference)
        case .speakerAndPresentation: return presentation(of: conference, halls: halls)
        case .chairAndSpeaker: return chairAndSpeakers(of: conference)
        case .gallery: return gallery(of: conference)
        }
    }

    /// Who stands on the stage: the holders, and the central hall while there are none.
    static func speakers(in conference: Conference) -> [SiteID] {
        conference.floor.isEmpty ? [conference.central] : conference.floor.map(\.site)
    }

    private static func speakers(of conference: Conference) -> [Picture] {
        let sites = speakers(in: conference)
        // Two pictures side by side are half as wide: the largest layer would be thrown away.
        let upTo: Layer = sites.count == 1 ? .high : .middle
        return zip(sites, [.stage, .second] as [Place]).map { Picture(site: $0, place: $1, upTo: upTo) }
    }

    private static func presentation(of conference: Conference, halls: [SiteID: RoutablePeer]) -> [Picture] {
        var pictures = speakers(of: conference)
        let presenter = speakers(in: conference).first { halls[$0]?.feeds.contains(.presentation) ?? false }
        guard let presenter else { return pictures }
        for index in pictures.indices { pictures[index].upTo = .middle }
        // Before the second holder: whoever has but two slots sees the presentation.
        pictures.insert(
            Picture(site: presenter, source: .presentation, place: .presentation, upTo: .high), at: 1)
        return pictures
    }

    private static func chairAndSpeakers(of conference: Conference) -> [Picture] {
        let holders = conference.floor.map(\.site)
        guard holders != [], holders != [conference.central] else { return speakers(of: conference) }
        var sites = holders
        if !holders.contains(conference.central) { sites.insert(conference.central, at: 1) }
        return zip(sites, [.stage, .second, .tile] as [Place]).map { Picture(site: $0, place: $1, upTo: .middle) }
    }

    private static func gallery(of conference: Conference) -> [Picture] {
        var sites: [SiteID] = []
        func add(_ site: SiteID) {
            if sites.count < Limits.galleryTiles, !sites.contains(site) { sites.append(site) }
        }
        conference.floor.forEach { add($0.site) }
        add(conference.central)
        // In a recess no hall is shown that does not know of it.
        if conference.phase != .recess {
            conference.queue.forEach { add($0.site) }
            conference.plan.sites.lazy.map(\.id).filter(conference.isPresent).prefix(Limits.galleryTiles).forEach(add)
        }
        return sites.map { Picture(site: $0, place: .tile, upTo: sites.count == 1 ? .high : .middle) }
    }
}
