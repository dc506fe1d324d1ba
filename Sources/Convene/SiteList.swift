import Basics
import Conference

/// Reads a list of sites; a parent may stand anywhere in it.
struct SiteList {
    private enum Field { case name, english, level, parent, organisation, code, codeDay, zone, link, contact, phone, capacity }

    private static let names: [String: Field] = [
        "ten": .name, "diem cau": .name, "ten diem cau": .name, "name": .name, "site": .name,
        "ten tieng anh": .english, "english": .english, "name en": .english,
        "cap": .level, "loai": .level, "level": .level, "kind": .level,
        "truc thuoc": .parent, "cap tren": .parent, "parent": .parent,
        "co quan": .organisation, "don vi": .organisation, "organisation": .organisation, "organization": .organisation,
        "ma": .code, "ma tinh": .code, "ma hanh chinh": .code, "code": .code,
        "ngay hieu luc": .codeDay, "ngay cua ma": .codeDay, "code date": .codeDay, "code day": .codeDay,
        "mui gio": .zone, "time zone": .zone,
        "duong truyen": .link, "ket noi": .link, "link": .link,
        "dau moi": .contact, "dau moi ky thuat": .contact, "lien he": .contact, "contact": .contact,
        "dien thoai": .phone, "so dien thoai": .phone, "phone": .phone,
        "suc chua": .capacity, "capacity": .capacity,
    ]

    private static let levels: [String: SiteKind] = [
        "trung tam": .centre, "centre": .centre, "center": .centre, "bo": .ministry, "bo nganh": .ministry, "trung uong": .ministry,
        "ministry": .ministry, "tinh": .province, "thanh pho": .province, "tinh thanh pho": .province, "province": .province,
        "xa": .commune, "phuong": .commune, "dac khu": .commune, "commune": .commune,
        "co quan dai dien": .mission, "dai su quan": .mission, "ngoai nuoc": .mission, "mission": .mission,
    ]

    private static let links: [String: LinkKind] = [
        "": .interactive, "hai chieu": .interactive, "tuong tac": .interactive, "interactive": .interactive,
        "chi nhan": .receiveOnly, "mot chieu": .receiveOnly, "receive only": .receiveOnly, "receiveonly": .receiveOnly,
    ]

    private let preparation: Preparation
    private let columns: Columns<Field>
    private let rows: [DelimitedText.Row]
    private var ids: [String: [SiteID]] = [:]
    private var made: [SiteID: PreparedSite] = [:]
    private var preview = ListPreview()

    init(_ preparation: Preparation, _ list: DelimitedText) throws(ListFault) {
        self.preparation = preparation
        guard let first = list.rows.first, let columns = Columns(first.cells, Self.names, needing: .name) else { throw .noHeader }
        self.columns = columns
        rows = Array(list.rows.dropFirst())
        preview.unread = columns.unread
    }

    mutating func read() -> ListPreview {
        for site in preparation.sites.values.map(\.value) { ids[Folding.key(site.name.vi), default: []].append(site.id) }
        // Names first: a parent may come after its children.
        var own: [SiteID?] = [], taken: Set<SiteID> = [], met: Set<String> = []
        for row in rows {
            let key = Folding.key(columns.cell(.name, of: row))
            guard !key.isEmpty, met.insert(key).inserted else {
                own.append(nil)
                continue
            }
            let id = ids[key]?.first ?? preparation.newSite(columns.cell(.name, of: row), beside: taken)
            taken.insert(id)
            if ids[key] == nil { ids[key] = [id] }
            own.append(id)
        }
        for (row, id) in zip(rows, own) { read(row, id) }
        refuseRings()
        preview.sites = preview.rows.filter { $0.action == .new || $0.action == .changed }
            .compactMap { made[SiteID(rawValue: $0.id)] }
        return preview
    }

    private mutating func read(_ row: DelimitedText.Row, _ id: SiteID?) {
        let name = columns.cell(.name, of: row), parentName = columns.cell(.parent, of: row)
        var problems = columns.problems(of: row)
        if name.isEmpty { problems.append(.noName) } else if id == nil { problems.append(.twiceInList) }
        let former = id.flatMap { preparation.sites[$0]?.value }
        let levelText = Folding.key(columns.cell(.level, of: row))
        let level = levelText.isEmpty ? former?.level : Self.levels[levelText]
        if level == nil { problems.append(.badLevel) }
        var parent = former?.parent
        if !parentName.isEmpty {
            let found = ids[Folding.key(parentName)] ?? []
            if found.isEmpty { problems.append(.unknownParent) }
            if found.count > 1 { problems.append(.ambiguousSite) }
            parent = found.first
            if let id, parent == id { problems.append(.siteUnderItself) }
        }
        let link = Self.links[Folding.key(columns.cell(.link, of: row))]
        if link == nil { problems.append(.badLink) }
        let capacityText = columns.cell(.capacity, of: row)
        let capacity = capacityText.isEmpty ? former?.capacity : Int(capacityText)
        if !capacityText.isEmpty, !(capacity.map(Limits.capacity.contains) ?? false) { problems.append(.badCapacity) }
        var code = former?.code
        let codeText = columns.cell(.code, of: row)
        if !codeText.isEmpty {
            // A code without its day says nothing: codes were used again.
            if let day = Self.day(columns.cell(.codeDay, of: row)) {
                code = AdministrativeCode(code: codeText.utf8.count == 1 ? "0\(codeText)" : codeText, on: day)
            } else {
                problems.append(.badCode)
            }
        }
        guard problems.isEmpty, let id, let level, let link else { return refuse(row, name, parentName, problems) }
        let zone = columns.cell(.zone, of: row), organisation = columns.cell(.organisation, of: row)
        let contact = columns.cell(.contact, of: row), phone = columns.cell(.phone, of: row)
        let site = PreparedSite(
            id: id, name: Text(vi: name, en: columns.cell(.english, of: row).isEmpty ? former?.name.en ?? "" : columns.cell(.english, of: row)),
            level: level, parent: parent, organisation: organisation.isEmpty ? former?.organisation : organisation, code: code,
            timeZone: zone.isEmpty ? former?.timeZone : zone, link: link,
            contact: contact.isEmpty || phone.isEmpty ? former?.contact : Contact(name: contact, phone: phone), capacity: capacity)
        if let problem = problem(of: site) { return refuse(row, name, parentName, [problem]) }
        made[id] = site
        preview.rows.append(ListRow(
            line: row.line, action: former == nil ? .new : former == site ? .same : .changed, id: id.rawValue, name: name,
            titles: site.level.rawValue, place: parentName, problems: []))
    }

    private mutating func refuse(_ row: DelimitedText.Row, _ name: String, _ parent: String, _ problems: [RowProblem]) {
        preview.rows.append(ListRow(
            line: row.line, action: .bad, id: "", name: name, titles: columns.cell(.level, of: row), place: parent, problems: problems))
    }

    private func problem(of site: PreparedSite) -> RowProblem? {
        let centre = preparation.central ?? made.values.first { $0.level == .centre }?.id
        if site.level == .centre, let centre, centre != site.id { return .secondCentre }
        // The tree is looked at when all of it is there.
        var alone = site
        alone.parent = nil
        do { try preparation.check(alone) } catch {
            return switch error {
            case .badCode: .badCode
            case .badTimeZone: .badTimeZone
            case .badCapacity: .badCapacity
            case .secondCentre: .secondCentre
            default: .tooLong
            }
        }
        return preparation.sites.count + made.count > Limits.sites ? .tooMany : nil
    }

    /// Whoever is above oneself, over several rows, and whoever is below someone who cannot be used.
    private mutating func refuseRings() {
        for index in preview.rows.indices where preview.rows[index].action != .bad {
            let id = SiteID(rawValue: preview.rows[index].id)
            var above = made[id]?.parent, steps = 0
            var problem: RowProblem?
            while let parent = above, problem == nil {
                steps += 1
                if parent == id || steps > made.count + preparation.sites.count {
                    problem = .siteUnderItself
                } else if let next = made[parent] ?? preparation.sites[parent]?.value {
                    above = next.parent
                } else {
                    problem = .unknownParent
                }
            }
            guard let problem else { continue }
            preview.rows[index].action = .bad
            preview.rows[index].problems = [problem]
        }
    }

    /// `2025-07-01` or, as it is written in Việt Nam, `1/7/2025`.
    private static func day(_ text: String) -> Day? {
        if let day = Day(text) { return day }
        let parts = text.split(separator: "/").compactMap { Int($0) }
        return parts.count == 3 ? Day(year: parts[2], month: parts[1], day: parts[0]) : nil
    }
}
