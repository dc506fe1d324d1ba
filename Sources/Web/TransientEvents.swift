import Basics
import Conference
import Control

/// The transient events of docs/client-protocol.md, as their JSON.
enum TransientEvent {
    struct Slots: Encodable, Equatable {
        /// Of a hall, or of an interpreter on a channel.
        struct Audio: Encodable, Equatable { var slot: Int, site: SiteID?, source: SourceKind, channel: ChannelID? }
        struct Video: Encodable, Equatable { var slot: Int, place: Place, site: SiteID, source: SourceKind }

        var peer: String
        var audio: [Audio] = []
        var video: [Video] = []

        init(peer: PeerID, _ assignments: some Sequence<SlotAssignment>) {
            self.peer = "\(peer.rawValue)"
            for assignment in assignments where assignment.feed != nil {
                switch assignment.slot.kind {
                case .audio:
                    guard assignment.site != nil || assignment.channel != nil else { continue }
                    audio.append(Audio(
                        slot: assignment.slot.index, site: assignment.site, source: assignment.source,
                        channel: assignment.channel))
                case .video:
                    guard let site = assignment.site else { continue }
                    video.append(Video(
                        slot: assignment.slot.index, place: assignment.place ?? .tile, site: site,
                        source: assignment.source))
                }
            }
        }
    }

    struct Switched: Encodable { var peer: String, kind: MediaKind, slot: Int, site: SiteID? }
    struct Limited: Encodable { var peer: String, kind: MediaKind, slot: Int, limit: SlotLimit }
    struct WantedNow: Encodable { var peer: String, camera: [String], presentation: [String] }
    struct SiteNow: Encodable, Equatable, Sendable {
        var connected = false
        var camera = false
        var microphone = false
        /// How what it receives and what it sends travels; left out while it is good.
        var down: LineGrade?
        var up: LineGrade?

        /// Of several connections of one site the worst counts.
        mutating func note(down otherDown: LineGrade, up otherUp: LineGrade) {
            if otherDown > down ?? .good { down = otherDown }
            if otherUp > up ?? .good { up = otherUp }
        }
    }
    struct Presence: Encodable { var sites: [SiteID: SiteNow] }
    struct Levels: Encodable { var sites: [SiteID: Int] }

    static func wanted(_ peer: PeerID, _ wanted: Wanted) -> ServerEvent {
        func names(_ layers: Set<Layer>) -> [String] { layers.sorted().map(\.rid) }
        return ServerEvent("wanted", data: json(WantedNow(
            peer: "\(peer.rawValue)", camera: names(wanted.camera), presentation: names(wanted.presentation))))
    }
}

extension Layer {
    /// The RID that browsers send it under.
    var rid: String {
        switch self {
        case .low: "l"
        case .middle: "m"
        case .high: "h"
        }
    }
}
