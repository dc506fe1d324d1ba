/// A language that everything is said in.
package enum Language: String, Codable, CaseIterable, Sendable {
    case vietnamese = "vi", english = "en"
}

/// The same words in Vietnamese and in English.
package struct Text: Hashable, Codable, Sendable {
    package var vi: String
    package var en: String

    package init(vi: String, en: String) {
        self.vi = vi
        self.en = en
    }

    package subscript(language: Language) -> String {
        switch language {
        case .vietnamese: vi
        case .english: en
        }
    }
}
