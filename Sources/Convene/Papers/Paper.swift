package import Conference

/// The short name of a paper (tài liệu) of an item.
package struct PaperID: RawRepresentable, Hashable, Comparable, Codable, CodingKeyRepresentable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A paper as it was brought once.
package struct PaperVersion: Hashable, Codable, Sendable {
    /// The hash of what is in it, and its name on the disk.
    package var file: String
    /// What it was called where it came from.
    package var name: String
    package var kind: PaperKind
    package var bytes: Int
    /// Of a PDF, which can be shown in the halls.
    package var pages: Int?

    package init(file: String, name: String, kind: PaperKind, bytes: Int, pages: Int? = nil) {
        self.file = file
        self.name = name
        self.kind = kind
        self.bytes = bytes
        self.pages = pages
    }
}

/// What belongs to an item and is read before it or shown in it, in every version that was brought.
package struct Paper: Hashable, Codable, Sendable {
    package var id: PaperID
    package var item: ItemID
    package var title: String
    /// The latest is the one that counts.
    package var versions: [PaperVersion]

    package init(id: PaperID, item: ItemID, title: String, versions: [PaperVersion]) {
        self.id = id
        self.item = item
        self.title = title
        self.versions = versions
    }
}

extension Preparation {
    /// The papers of an item, as they were brought one after the other.
    package func papers(of item: ItemID) -> [Paper] {
        papers.values.filter { $0.value.item == item }
            .sorted { ($0.value.title, $0.value.id) < ($1.value.title, $1.value.id) }.map(\.value)
    }

    /// Whether an invitee may read it: one who takes part in the sitting and, of a closed item, is admitted.
    package func mayRead(_ paper: Paper, _ invitee: Invitee) -> Bool {
        guard invitations[invitee] != nil, let item = items[paper.item]?.value, let sitting = sittings[item.sitting]?.value,
            takesPart(invitee, in: sitting)
        else { return false }
        guard let admitted = item.admits else { return true }
        return sites(of: invitee).map { admitted.contains($0) || $0 == central } ?? false
    }
}
