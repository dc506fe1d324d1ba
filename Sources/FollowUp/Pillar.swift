package import Conference

/// One branch of the taxonomy that assignments are sorted by (trụ cột).
package struct Pillar: Hashable, Codable, Sendable {
    package var id: PillarID
    package var name: Text

    package init(id: PillarID, name: Text) {
        self.id = id
        self.name = name
    }

    /// What an installation begins with.
    package static let usual = [
        Pillar(id: PillarID(rawValue: "doi-ngoai-dang"), name: Text(vi: "Đối ngoại Đảng", en: "Party external relations")),
        Pillar(id: PillarID(rawValue: "ngoai-giao-nha-nuoc"), name: Text(vi: "Ngoại giao Nhà nước", en: "State diplomacy")),
        Pillar(id: PillarID(rawValue: "doi-ngoai-nhan-dan"), name: Text(vi: "Đối ngoại nhân dân", en: "People-to-people diplomacy")),
    ]
}
