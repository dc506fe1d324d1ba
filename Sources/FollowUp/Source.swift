package import Basics
package import Conference

/// Where something was said or written: a document and its words, or a programme item and a moment of the recording.
package struct Source: Hashable, Codable, Sendable {
    package var document: String?
    /// The words themselves, as they stand there.
    package var words: String?
    package var item: ItemID?
    package var moment: WallTime?

    package init(document: String? = nil, words: String? = nil, item: ItemID? = nil, moment: WallTime? = nil) {
        self.document = document
        self.words = words
        self.item = item
        self.moment = moment
    }

    var texts: [String] { [document, words].compactMap(\.self) }
}
