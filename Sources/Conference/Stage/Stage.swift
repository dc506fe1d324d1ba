import Basics

/// What every hall sees, in the order of video slots; with fewer slots the last pictures fall away.
enum Stage {
    static func pictures(of conference: Conference, halls: [SiteID: RoutablePeer]) -> [Picture] {
        guard conference.phase != .closed else { return [] }
        let pictures = switch conference.stage {
        case .speaker: subjects(of: conference)
        case .speakerAndPresentation: presentation(of: conference, halls: halls)
        case .chairAndSpeaker: chairAndSpeakers(of: conference)
        case .gallery: gallery(of: conference)
        case .pictureInPicture: pictureInPicture(of: conference)
        }
        // Behind closed doors nobody looks in from outside.
        return pictures.filter { conference.admits($0.site) }
    }

    /// Who stands on the stage: whom the director chose, else the holders, else the central hall.
    static func speakers(in conference: Conference) -> [SiteID] {
        let chosen = conference.shown.filter(conference.admits)
        if !chosen.isEmpty { return chosen }
        return conference.floor.isEmpty ? [conference.central] : conference.floor.map(\.site)
    }

    /// The sites whose screen is shown, if they share one.
    static func presenters(in conference: Conference) -> [SiteID] {
        guard let presentation = conference.presentation else { return speakers(in: conference) }
        // A document is not a stream: each page fetches its pages.
        return presentation.document == nil ? [presentation.site] : []
    }

    private static func subjects(of conference: Conference) -> [Picture] {
        let sites = speakers(in: conference)
        // Two pictures side by side are half as wide: the largest layer would be thrown away.
        let upTo: Layer = sites.count == 1 ? .high : .middle
        return zip(sites, [.stage, .second, .tile, .tile] as [Place]).map {
            Picture(site: $0, place: $1, upTo: upTo)
        }
    }

    private static func presentation(of conference: Conference, halls: [SiteID: RoutablePeer]) -> [Picture] {
        var pictures = subjects(of: conference)
        let presenter = presenters(in: conference).first { halls[$0]?.feeds.contains(.presentation) ?? false }
        let isDocument = conference.presentation?.document != nil
        guard presenter != nil || isDocument else { return pictures }
        for index in pictures.indices { pictures[index].upTo = .middle }
        guard let presenter else { return pictures }
        // Before the second holder: whoever has but two slots sees the presentation.
        pictures.insert(
            Picture(site: presenter, source: .presentation, place: .presentation, upTo: .high), at: 1)
        return pictures
    }

    private static func chairAndSpeakers(of conference: Conference) -> [Picture] {
        var sites = speakers(in: conference)
        guard sites != [conference.central] else { return subjects(of: conference) }
        if !sites.contains(conference.central) { sites.insert(conference.central, at: 1) }
        return zip(sites, [.stage, .second, .tile, .tile] as [Place]).map {
            Picture(site: $0, place: $1, upTo: .middle)
        }
    }

    private static func pictureInPicture(of conference: Conference) -> [Picture] {
        var pictures = subjects(of: conference)
        if !pictures.contains(where: { $0.site == conference.central }) {
            // After the first: whoever has but two slots sees the corner too.
            pictures.insert(Picture(site: conference.central, place: .inset, upTo: .low), at: 1)
        }
        return pictures
    }

    private static func gallery(of conference: Conference) -> [Picture] {
        let chosen = conference.shown.filter(conference.admits)
        let sites = chosen.isEmpty ? crowd(of: conference) : chosen
        return sites.map { Picture(site: $0, place: .tile, upTo: sites.count == 1 ? .high : .middle) }
    }

    private static func crowd(of conference: Conference) -> [SiteID] {
        var sites: [SiteID] = []
        func add(_ site: SiteID) {
            guard sites.count < Limits.galleryTiles, !sites.contains(site), conference.admits(site) else { return }
            sites.append(site)
        }
        conference.floor.forEach { add($0.site) }
        add(conference.central)
        // In a recess no hall is shown that does not know of it.
        if conference.phase != .recess {
            conference.queue.forEach { add($0.site) }
            for site in conference.plan.sites where sites.count < Limits.galleryTiles {
                if conference.isPresent(site.id) { add(site.id) }
            }
        }
        return sites
    }
}
