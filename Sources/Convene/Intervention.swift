package import Conference

/// An intervention text (tham luận) on its way to the programme.
package struct Intervention: Hashable, Codable, Sendable {
    package enum Stage: String, Codable, CaseIterable, Sendable {
        case submitted, returned, selected, spoken
        /// Not reached, and kept in the record as if it had been read.
        case inWriting
    }

    package var id: InterventionID
    package var delegation: DelegationID
    package var author: DelegateID?
    package var title: String
    package var text: String
    package var stage: Stage
    package var note: String?
    /// Where the selected ones stand among themselves, 1 first.
    package var place: Int?
    /// The item in which a selected one is to be read.
    package var item: ItemID?

    package init(
        id: InterventionID, delegation: DelegationID, author: DelegateID? = nil, title: String, text: String,
        stage: Stage = .submitted, note: String? = nil, place: Int? = nil, item: ItemID? = nil
    ) {
        self.id = id
        self.delegation = delegation
        self.author = author
        self.title = title
        self.text = text
        self.stage = stage
        self.note = note
        self.place = place
        self.item = item
    }
}
