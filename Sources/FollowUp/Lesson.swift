package import Conference

/// What a conference learned from what went before (bài học); nobody is charged with it.
package struct Lesson: Hashable, Codable, Sendable {
    package var id: LessonID
    package var conference: ConferenceID?
    /// The number it has in its document: `2` of five lessons.
    package var number: String?
    package var text: String
    package var source: Source

    init(_ id: LessonID, _ draft: ConclusionDraft) {
        self.id = id
        conference = draft.conference
        number = draft.number
        text = draft.text
        source = draft.source ?? Source()
    }
}
