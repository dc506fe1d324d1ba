import Conference
import FollowUp
import Hummingbird

/// Which assignments are meant: by whose they are, and how they stand.
struct ListFilter: Sendable {
    var agency: AgencyID?
    var pillar: PillarID?
    var conference: ConferenceID?
    var statuses: Set<Status> = []
    var offset = 0

    init(_ request: Request) throws {
        let query = request.uri.queryParameters
        agency = query.get("agency").map { AgencyID(rawValue: $0) }
        pillar = query.get("pillar").map { PillarID(rawValue: $0) }
        conference = query.get("conference").map { ConferenceID(rawValue: $0) }
        for name in (query.get("status") ?? "").split(separator: ",") {
            statuses.insert(try required(Status(rawValue: String(name))))
        }
        offset = try query.get("offset").map { try required(Int($0).flatMap { $0 >= 0 ? $0 : nil }) } ?? 0
    }

    /// In the order of their urgency; the smallest index that helps is asked first.
    func ids(in followUp: FollowUp, on day: Day) -> [AssignmentID] {
        let from: [AssignmentID] = if let agency {
            followUp.led(by: agency, on: day)
        } else if let conference {
            followUp.assignments(of: conference)
        } else if let pillar {
            followUp.assignments(in: pillar)
        } else {
            followUp.assignments.map(\.id)
        }
        return followUp.inOrder(from.filter { isMeant($0, followUp, on: day) }, on: day)
    }

    private func isMeant(_ id: AssignmentID, _ followUp: FollowUp, on day: Day) -> Bool {
        guard let followed = followUp[id] else { return false }
        return (pillar.map(followed.assignment.pillars.contains) ?? true)
            && (conference.map { followed.assignment.conference == $0 } ?? true)
            && (statuses.isEmpty || statuses.contains(followed.status(on: day)))
    }
}
