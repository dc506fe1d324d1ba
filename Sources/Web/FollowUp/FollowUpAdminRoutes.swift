import Basics
package import Conference
package import FollowUp
import Foundation
import Hummingbird

/// Links to the follow-up to be made.
package struct FollowUpLinkWish: Codable, Sendable {
    package var hours: Int
    /// Whom each is for: the secretariat, an agency, or somebody who only looks.
    package var bearers: [FollowUpActor]
    /// One for each province that there is today, besides.
    package var allProvinces: Bool?

    package init(hours: Int, bearers: [FollowUpActor], allProvinces: Bool? = nil) {
        self.hours = hours
        self.bearers = bearers
        self.allProvinces = allProvinces
    }
}

/// One link to the follow-up, with the path that is told only once.
package struct MadeFollowUpLink: Codable, Sendable {
    package var id: String
    package var bearer: FollowUpActor
    package var name: Text?
    package var path: String
}

/// `/api/admin/follow-up/`: for whoever may read the token in the data folder.
struct FollowUpAdminRoutes: Sendable {
    let inbox: FollowUpInbox
    let access: Access
    let counters: Counters

    func register(in admin: RouterGroup<Visit>, _ authorise: @escaping @Sendable (Request) throws -> Void) {
        admin.post("follow-up/commands") { request, _ in
            try authorise(request)
            let command = try await request.decoded(FollowUpRequest.self, atMost: Limits.planBytes)
            return try await inbox.answer(command, by: .secretariat(), counters)
        }
        admin.post("follow-up/links") { request, _ in
            try authorise(request)
            return jsonResponse(try await links(try await request.decoded(FollowUpLinkWish.self)), status: .created)
        }
    }

    private func links(_ wish: FollowUpLinkWish) async throws -> [MadeFollowUpLink] {
        let named: [(bearer: FollowUpActor, name: Text?)] = try await inbox.read { followUp, _, today in
            let provinces = wish.allProvinces == true ? followUp.agencies.provinces(on: today) : []
            return try (wish.bearers + provinces.map { .agency($0.id) }).map { bearer in
                guard let id = bearer.agency else { return (bearer, nil) }
                guard let agency = followUp.agencies[id] else { throw Problem(.unknownAgency as FollowUpRefusal) }
                return (bearer, agency.name)
            }
        }
        var made: [MadeFollowUpLink] = []
        for (bearer, name) in named {
            guard let actor = bearer.bearer else { throw Problem.malformed }
            let (link, path) = try await access.create(.followUp, actor, wallTime().advanced(bySeconds: wish.hours * 3_600))
            made.append(MadeFollowUpLink(id: link.id, bearer: bearer, name: name, path: path))
        }
        return made
    }
}
