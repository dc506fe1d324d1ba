import Basics
package import Conference

package enum ListKind: Hashable, Codable, Sendable {
    /// Without a column for it, everybody is of this delegation.
    case people(delegation: DelegationID?)
    case sites
}

/// Why one row of a list cannot be used.
package enum RowProblem: String, Hashable, Codable, CaseIterable, Sendable {
    case noName, abbreviatedName, notAName, formula, tooLong
    case unknownSite, ambiguousSite, unknownDelegation, delegationNeedsSite, badRole, badRank, unknownSubstitute
    case badLevel, unknownParent, siteUnderItself, secondCentre, badCode, badTimeZone, badLink, badCapacity, twiceInList
    case tooMany

    package var text: Text {
        switch self {
        case .noName: Text(vi: "Thiếu tên", en: "No name")
        case .abbreviatedName: Text(vi: "Tên viết tắt: cần đủ họ tên", en: "An abbreviated name: the whole is needed")
        case .notAName: Text(vi: "Không phải tên người", en: "Not a person's name")
        case .formula: Text(vi: "Ô có công thức của bảng tính", en: "A cell holds a spreadsheet's formula")
        case .tooLong: Text(vi: "Ô quá dài", en: "A cell is too long")
        case .unknownSite: Text(vi: "Không có điểm cầu này", en: "No such site")
        case .ambiguousSite: Text(vi: "Nhiều điểm cầu cùng tên này", en: "Several sites have this name")
        case .unknownDelegation: Text(vi: "Không có đoàn này", en: "No such delegation")
        case .delegationNeedsSite: Text(vi: "Đoàn mới: cần ghi điểm cầu", en: "A new delegation: name its site")
        case .badRole:
            Text(vi: "Vai trò: trưởng đoàn, thành viên, khách mời hoặc phục vụ", en: "The role is head, member, guest or staff")
        case .badRank: Text(vi: "Thứ tự lễ tân phải từ 1 đến 9999", en: "The rank is 1 to 9999")
        case .unknownSubstitute: Text(vi: "Không tìm thấy người dự thay", en: "The substitute is not found")
        case .badLevel:
            Text(vi: "Cấp: trung tâm, bộ, tỉnh, xã hoặc cơ quan đại diện", en: "The level is centre, ministry, province, commune or mission")
        case .unknownParent: Text(vi: "Không có điểm cầu cấp trên này", en: "No such parent")
        case .siteUnderItself: Text(vi: "Trực thuộc chính mình", en: "It is under itself")
        case .secondCentre: Text(vi: "Đã có điểm cầu trung tâm", en: "There is a central site already")
        case .badCode: Text(vi: "Mã không có giá trị vào ngày này", en: "The code was not valid on that day")
        case .badTimeZone: Text(vi: "Múi giờ phải có dạng Asia/Ho_Chi_Minh", en: "A time zone is written like Asia/Ho_Chi_Minh")
        case .badLink: Text(vi: "Đường truyền: hai chiều hoặc chỉ nhận", en: "The link is interactive or receive-only")
        case .badCapacity: Text(vi: "Sức chứa phải từ 1 đến 20.000", en: "A hall holds 1 to 20,000")
        case .twiceInList: Text(vi: "Trùng tên trong danh sách", en: "The name stands in the list twice")
        case .tooMany: Text(vi: "Vượt quá số lượng cho phép", en: "More than there can be")
        }
    }
}

/// One row of a list, and what would be done with it.
package struct ListRow: Hashable, Codable, Sendable {
    package enum Action: String, Codable, Sendable {
        case new, changed, same, bad
    }

    package var line: Int
    package var action: Action
    /// What it would be called, or is called already.
    package var id: String
    package var name: String
    package var titles: String
    package var place: String
    package var problems: [RowProblem]
    /// Another has the same name; both are kept, and told apart by what else is said of them.
    package var isNamesake = false
}

/// A list as it would be taken: nothing is, until it is confirmed.
package struct ListPreview: Sendable {
    package var rows: [ListRow] = []
    package var sites: [PreparedSite] = []
    package var delegations: [PreparedDelegation] = []
    package var people: [PreparedPerson] = []
    /// The columns whose names say nothing to us.
    package var unread: [String] = []

    package var bad: Int { rows.count { $0.action == .bad } }

    /// Tells one preview from another: confirmed is what was seen.
    package var mark: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01b3
        }
        for row in rows {
            add(row.action.rawValue)
            for text in [row.id, row.name, row.titles, row.place] { add(text) }
        }
        return String(hash, radix: 16)
    }
}

extension Preparation {
    /// Reads a list against what is there now.
    package func preview(_ kind: ListKind, _ text: String) throws(ListFault) -> ListPreview {
        let list = try DelimitedText(text)
        switch kind {
        case .people(let delegation):
            var reader = try PeopleList(self, list, delegation)
            return reader.read()
        case .sites:
            var reader = try SiteList(self, list)
            return reader.read()
        }
    }

    func decideImport(
        _ kind: ListKind, _ text: String, mark: String, withoutBadRows: Bool
    ) throws(PreparationRefusal) -> [PreparationEvent] {
        let preview: ListPreview
        do { preview = try self.preview(kind, text) } catch { throw .listNotText(error) }
        guard !preview.rows.isEmpty else { throw .emptyList }
        guard preview.mark == mark else { throw .previewOutdated }
        guard preview.bad == 0 || withoutBadRows else { throw .badRows(preview.bad) }
        guard !preview.sites.isEmpty || !preview.delegations.isEmpty || !preview.people.isEmpty else { return [] }
        return [.listImported(sites: preview.sites, delegations: preview.delegations, people: preview.people)]
    }
}

/// The columns of a list by what they mean.
struct Columns<Field: Hashable & SendableMetatype> {
    private var places: [Field: Int] = [:]
    private(set) var unread: [String] = []

    /// `nil` when no column has the name without which nothing can be done.
    init?(_ header: [String], _ names: [String: Field], needing needed: Field) {
        for (place, title) in header.enumerated() where !title.isEmpty {
            if let field = names[Folding.key(title)], places[field] == nil {
                places[field] = place
            } else {
                unread.append(title)
            }
        }
        guard places[needed] != nil else { return nil }
    }

    /// In the order in which the fields are given.
    init(inOrder fields: [Field]) {
        for (place, field) in fields.enumerated() { places[field] = place }
    }

    func cell(_ field: Field, of row: DelimitedText.Row) -> String {
        guard let place = places[field], row.cells.indices.contains(place) else { return "" }
        return row.cells[place]
    }

    /// What is wrong with the cells themselves, whatever they mean.
    func problems(of row: DelimitedText.Row) -> [RowProblem] {
        let cells = places.values.compactMap { row.cells.indices.contains($0) ? row.cells[$0] : nil }
        if cells.contains(where: Self.isFormula) { return [.formula] }
        if cells.contains(where: { $0.utf8.count > Limits.textBytes }) { return [.tooLong] }
        return []
    }

    /// What a spreadsheet would compute, or a later export would hand to one; a telephone number begins with + too.
    private static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.first else { return false }
        if first == "=" || first == "@" || first == "\t" { return true }
        guard first == "+" || first == "-" else { return false }
        let rest = cell.dropFirst()
        let isNumber = rest.allSatisfy { $0.isNumber || $0 == " " || $0 == "." || $0 == "-" || $0 == "(" || $0 == ")" }
        // A dash with words after it begins a line of a list.
        return !isNumber && !(first == "-" && rest.first == " ")
    }
}
