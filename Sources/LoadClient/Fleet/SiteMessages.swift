import Basics

/// What a simulated site reads of the server's messages (docs/client-protocol.md); all else is passed over.
enum SiteMessages {
    struct State: Decodable {
        struct You: Decodable {
            var role: String
            var site: String?
        }

        struct Holder: Decodable {
            var site: String
        }

        var seq: Int
        var you: You
        var phase: String
        var queue: [Holder]
        var floor: [Holder]
    }

    struct Journal: Decodable {
        struct Event: Decodable {
            var type: String
            var site: String?
            var mode: String?
        }

        var seq: Int
        var event: Event
    }

    struct Wanted: Decodable {
        var peer: String
        var camera: [String]
        var presentation: [String]
    }

    struct Ended: Decodable {
        var reason: String
    }

    struct Command: Encodable {
        var id: String
        var type: String
    }
}

/// As much of the conference as a site needs in order to ask for the floor and yield it.
struct FloorView: Equatable {
    var site: String?
    var isOpen = false
    private(set) var holders: [String] = []
    private(set) var queue: [String] = []

    var holdsFloor: Bool { site.map(holders.contains) ?? false }
    var waits: Bool { site.map(queue.contains) ?? false }

    init() {}

    init(_ state: SiteMessages.State) {
        site = state.you.site
        isOpen = state.phase == "open"
        holders = state.floor.map(\.site)
        queue = state.queue.map(\.site)
    }

    /// Returns whether somebody got the floor.
    mutating func apply(_ event: SiteMessages.Journal.Event) -> Bool {
        let site = event.site ?? ""
        switch event.type {
        case "sessionOpened", "sessionResumed":
            isOpen = true
        case "sessionRecessed":
            isOpen = false
        case "conferenceClosed":
            isOpen = false
            holders = []
            queue = []
        case "floorRequested":
            queue.append(site)
        case "floorRequestWithdrawn":
            queue.removeAll { $0 == site }
        case "floorGranted":
            holders = (event.mode == "dialogue" ? holders : []) + [site]
            queue.removeAll { $0 == site }
            return true
        case "floorRevoked", "floorYielded":
            holders.removeAll { $0 == site }
        default:
            break
        }
        return false
    }
}
