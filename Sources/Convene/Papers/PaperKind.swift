/// What a file is, by its first bytes and by its name, which have to agree.
package enum PaperKind: String, Codable, CaseIterable, Sendable {
    case pdf, image, office

    /// How many bytes of a file are looked at.
    package static let headBytes = 1_024

    /// Why a file is not taken.
    package enum Fault: Error, Hashable, Sendable {
        /// A kind that is not kept here: programs, macros, whatever no hall shows.
        case notTaken
        /// It is named as one thing and begins as another.
        case lies
    }

    package init(name: String, head: [UInt8]) throws(Fault) {
        guard let dot = name.lastIndex(of: "."), let form = Self.forms[name[name.index(after: dot)...].lowercased()] else {
            throw .notTaken
        }
        guard form.mark.isIn(head) else { throw .lies }
        self = form.kind
    }

    private enum Mark {
        case starts([UInt8])
        /// Anywhere in the first kilobyte (ISO 32000-1 Annex H, implementation note 13).
        case within([UInt8])

        func isIn(_ head: [UInt8]) -> Bool {
            switch self {
            case .starts(let mark):
                return head.starts(with: mark)
            case .within(let mark):
                guard head.count >= mark.count else { return false }
                return (0...(head.count - mark.count)).contains { head[$0..<($0 + mark.count)].elementsEqual(mark) }
            }
        }
    }

    private static let zip = Mark.starts([0x50, 0x4B, 0x03, 0x04])
    private static let compound = Mark.starts([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])

    private static let forms: [String: (kind: PaperKind, mark: Mark)] = [
        "pdf": (.pdf, .within(Array("%PDF-".utf8))),
        "png": (.image, .starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        "jpg": (.image, .starts([0xFF, 0xD8, 0xFF])), "jpeg": (.image, .starts([0xFF, 0xD8, 0xFF])),
        "docx": (.office, zip), "xlsx": (.office, zip), "pptx": (.office, zip),
        "odt": (.office, zip), "ods": (.office, zip), "odp": (.office, zip),
        "doc": (.office, compound), "xls": (.office, compound), "ppt": (.office, compound),
    ]
}
