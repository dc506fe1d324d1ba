package import Basics
package import Conference

/// What a conference concluded, before and after somebody is charged with it (kết luận).
package struct Conclusion: Hashable, Codable, Sendable {
    package var id: ConclusionID
    /// The conference whose conclusion it is, where this installation has it.
    package var conference: ConferenceID?
    /// The number it has in its document: `4` of nine tasks.
    package var number: String?
    package var text: String
    package var source: Source

    init(_ id: ConclusionID, _ draft: ConclusionDraft) {
        self.id = id
        conference = draft.conference
        number = draft.number
        text = draft.text
        source = draft.source ?? Source()
    }
}

/// That other words were recorded before, and why they did not stay; the source keeps the words it had.
package struct Correction: Hashable, Codable, Sendable {
    package var former: String
    package var reason: String
    package var by: FollowUpActor
    package var at: WallTime
}
