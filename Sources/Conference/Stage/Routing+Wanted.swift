package import Basics

/// The layers that a sender is asked for; an empty set asks it to stop.
package struct Wanted: Hashable, Sendable {
    package var camera: Set<Layer>
    package var presentation: Set<Layer>

    package init(camera: Set<Layer> = [], presentation: Set<Layer> = []) {
        self.camera = camera
        self.presentation = presentation
    }
}

extension Routing {
    /// What each hall should send, so that nothing is sent that nobody looks at.
    ///
    /// It goes by the site meant for a slot, not by the feed in it: a camera that was asked to stop has no feed.
    package static func wanted(
        _ table: [SlotAssignment], conference: Conference, peers: [RoutablePeer]
    ) -> [PeerID: Wanted] {
        let senders = peers.filter { $0.role == .operator && !$0.isTest }
        var wanted = Dictionary(senders.map { ($0.id, Wanted()) }) { first, _ in first }
        guard conference.phase != .closed else { return wanted }

        let halls = halls(of: peers)
        var cameras: [SiteID: Set<Layer>] = [:]
        for assignment in table where assignment.slot.kind == .video && assignment.source == .camera {
            guard let site = assignment.site else { continue }
            // The smallest is what a poor line falls back to.
            cameras[site, default: []].formUnion([.low, assignment.upTo])
        }
        // Kept warm, so that the next grant and the way back to the centre show at once.
        for site in [conference.central, conference.queue.first?.site] {
            if let site, conference.admits(site) { cameras[site, default: []].formUnion([.low, .high]) }
        }
        for (site, layers) in cameras {
            if let hall = halls[site] { wanted[hall.id]?.camera = layers }
        }
        guard conference.stage == .speakerAndPresentation else { return wanted }
        for site in Stage.presenters(in: conference) where conference.admits(site) {
            // A presentation is one stream without layers.
            if let hall = halls[site] { wanted[hall.id]?.presentation = [.high] }
        }
        return wanted
    }
}
