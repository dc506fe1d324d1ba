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

    package init(
        id: ConclusionID, conference: ConferenceID? = nil, number: String? = nil, text: String, source: Source = Source()
    ) {
        self.id = id
        self.conference = conference
        self.number = number
        self.text = text
        self.source = source
    }
}
