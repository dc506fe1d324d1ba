import Basics
import Conference

/// Reads a list of people; delegations that it names and nobody knows are made with them.
struct PeopleList {
    private enum Field { case name, titles, delegation, body, site, role, rank, substitute, address }

    private static let names: [String: Field] = [
        "ho ten": .name, "ho va ten": .name, "ten": .name, "dai bieu": .name, "name": .name, "full name": .name,
        "chuc danh": .titles, "chuc vu": .titles, "title": .titles, "titles": .titles, "position": .titles,
        "doan": .delegation, "delegation": .delegation, "ten doan": .delegation,
        "co quan": .body, "don vi": .body, "to chuc": .body, "body": .body, "organisation": .body, "organization": .body,
        "diem cau": .site, "noi du": .site, "site": .site,
        "vai tro": .role, "role": .role,
        "thu tu": .rank, "thu tu le tan": .rank, "rank": .rank, "order": .rank,
        "nguoi du thay": .substitute, "du thay": .substitute, "substitute": .substitute,
        "email": .address, "thu dien tu": .address, "dien thoai": .address, "lien he": .address, "phone": .address, "address": .address,
    ]

    private static let roles: [String: PersonRole] = [
        "": .member, "truong doan": .head, "head": .head, "thanh vien": .member, "dai bieu": .member, "member": .member,
        "pho truong doan": .member, "pho doan": .member, "khach moi": .guest, "khach": .guest, "guest": .guest,
        "phuc vu": .staff, "can bo phuc vu": .staff, "can bo": .staff, "ky thuat": .staff, "staff": .staff,
    ]

    private let preparation: Preparation
    private let columns: Columns<Field>
    private let rows: [DelimitedText.Row]
    private let isPlain: Bool
    private let fallback: DelegationID?

    private var preview = ListPreview()
    private var siteKeys: [String: [SiteID]] = [:]
    private var delegationKeys: [String: DelegationID] = [:]
    private var newDelegations: [DelegationID: PreparedDelegation] = [:]
    private var newOrder: [DelegationID] = []
    /// Those who are there, by name and delegation, and not yet met in the list.
    private var known: [String: [PreparedPerson]] = [:]
    private var namesakes: [String: Int] = [:]
    private var taken: Set<String> = []
    private var wishes: [(row: Int, person: Int, substitute: String)] = []

    init(_ preparation: Preparation, _ list: DelimitedText, _ fallback: DelegationID?) throws(ListFault) {
        self.preparation = preparation
        self.fallback = fallback
        guard let first = list.rows.first else {
            columns = Columns(inOrder: [.name])
            rows = []
            isPlain = true
            return
        }
        if let columns = Columns(first.cells, Self.names, needing: .name) {
            self.columns = columns
            rows = Array(list.rows.dropFirst())
            isPlain = false
            preview.unread = columns.unread
        } else {
            // Names with their titles, pasted from a letter, make sense only within one delegation.
            guard fallback != nil else { throw .noHeader }
            columns = Columns(inOrder: [.name, .titles])
            rows = list.rows
            isPlain = true
        }
    }

    mutating func read() -> ListPreview {
        for site in preparation.sitesInOrder {
            siteKeys[Folding.key(site.name.vi), default: []].append(site.id)
            let english = Folding.key(site.name.en)
            if !english.isEmpty, english != Folding.key(site.name.vi) { siteKeys[english, default: []].append(site.id) }
            siteKeys[site.id.rawValue, default: []].append(site.id)
        }
        for key in siteKeys.keys { siteKeys[key] = Array(Set(siteKeys[key] ?? [])).sorted() }
        for delegation in preparation.delegations.values.map(\.value).sorted(by: { $0.id.rawValue < $1.id.rawValue }) {
            delegationKeys[Folding.key(delegation.name.vi)] = delegation.id
        }
        for id in preparation.directory.all.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard let person = preparation.people[id]?.value else { continue }
            known[Self.key(person.name, person.delegation), default: []].append(person)
            taken.insert(id.rawValue)
            namesakes[Folding.key(person.name), default: 0] += 1
        }
        for row in rows { read(row) }
        nameSubstitutes()
        preview.delegations = newOrder.compactMap { newDelegations[$0] }
        return preview
    }

    private static func key(_ name: String, _ delegation: DelegationID?) -> String {
        "\(Folding.key(name))|\(delegation?.rawValue ?? "")"
    }

    private mutating func read(_ row: DelimitedText.Row) {
        var problems = columns.problems(of: row)
        var name = columns.cell(.name, of: row), titles = columns.cell(.titles, of: row)
        if isPlain, titles.isEmpty, let dash = name.firstRange(of: " - ") ?? name.firstRange(of: " – ") {
            titles = String(name[dash.upperBound...])
            name = String(name[..<dash.lowerBound])
        }
        name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if problems.isEmpty { problems += Self.problems(ofName: name) }
        let role = Self.roles[Folding.key(columns.cell(.role, of: row))]
        if role == nil { problems.append(.badRole) }
        let rankText = columns.cell(.rank, of: row)
        let rank = rankText.isEmpty ? nil : Int(rankText)
        if !rankText.isEmpty, !(rank.map { 1...9_999 ~= $0 } ?? false) { problems.append(.badRank) }
        var site: SiteID?
        let siteName = columns.cell(.site, of: row)
        if !siteName.isEmpty {
            let found = siteKeys[Folding.key(siteName)] ?? siteKeys[siteName] ?? []
            if found.isEmpty { problems.append(.unknownSite) }
            if found.count > 1 { problems.append(.ambiguousSite) }
            site = found.first
        }
        let delegationName = columns.cell(.delegation, of: row)
        var delegation = fallback
        if problems.isEmpty, !delegationName.isEmpty {
            switch self.delegation(named: delegationName, at: site) {
            case .success(let id): delegation = id
            case .failure(let problem): problems.append(problem.problem)
            }
        }
        let splitTitles = Self.split(titles)
        if splitTitles.count > Limits.titles { problems.append(.tooLong) }
        guard problems.isEmpty, let role else {
            preview.rows.append(ListRow(
                line: row.line, action: .bad, id: "", name: name, titles: titles, place: delegationName.isEmpty ? siteName : delegationName,
                problems: problems))
            return
        }
        let home = delegation.flatMap { newDelegations[$0]?.site ?? preparation.delegations[$0]?.value.site }
        let body = columns.cell(.body, of: row), address = columns.cell(.address, of: row)
        var person = PreparedPerson(
            id: DelegateID(rawValue: ""), name: name, titles: splitTitles, body: body.isEmpty ? nil : body, role: role, rank: rank,
            delegation: delegation, site: site == home ? nil : site, address: address.isEmpty ? nil : address)
        let former = takeFormer(of: person)
        let action = place(&person, former)
        if role == .head, let delegation { newDelegations[delegation]?.head = person.id }
        let key = Folding.key(name)
        if former == nil { namesakes[key, default: 0] += 1 }
        if !columns.cell(.substitute, of: row).isEmpty {
            wishes.append((preview.rows.count, preview.people.count - 1, columns.cell(.substitute, of: row)))
        }
        preview.rows.append(ListRow(
            line: row.line, action: action, id: person.id.rawValue, name: name, titles: splitTitles.joined(separator: ", "),
            place: delegationName.isEmpty ? siteName : delegationName, problems: [], isNamesake: namesakes[key, default: 0] > 1))
    }

    private static func problems(ofName name: String) -> [RowProblem] {
        if name.isEmpty { return [.noName] }
        let words = name.split(separator: " ")
        // A title before the name ends with a full stop too, but then two whole words follow.
        if words.count(where: { $0.hasSuffix(".") }) > max(0, words.count - 3) || words.contains(where: { $0.count == 1 && $0.first?.isUppercase == true && words.count < 3 }) {
            return [.abbreviatedName]
        }
        if name.contains(where: { $0.isNumber || $0 == ":" || $0 == "/" }) || words.count > 12 { return [.notAName] }
        return []
    }

    /// Titles stand in the order of protocol, with semicolons or line breaks between them.
    private static func split(_ titles: String) -> [String] {
        titles.split { $0 == ";" || $0.isNewline }.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }
    }

    private struct Problem: Error { var problem: RowProblem }

    private mutating func delegation(named name: String, at site: SiteID?) -> Result<DelegationID, Problem> {
        let key = Folding.key(name)
        if let id = delegationKeys[key] { return .success(id) }
        let place = key.hasPrefix("doan ") ? String(key.dropFirst(5)) : key
        let home = site ?? (siteKeys[key] ?? siteKeys[place]).flatMap { $0.count == 1 ? $0[0] : nil }
        guard let home else { return .failure(Problem(problem: .delegationNeedsSite)) }
        guard preparation.delegations.count + newOrder.count < Limits.delegates else { return .failure(Problem(problem: .tooMany)) }
        let id = DelegationID(rawValue: Folding.shortName(name, or: "doan") { name in
            let id = DelegationID(rawValue: name)
            return preparation.delegations[id] != nil || newDelegations[id] != nil
        })
        newDelegations[id] = PreparedDelegation(id: id, name: Text(vi: name, en: ""), site: home)
        newOrder.append(id)
        delegationKeys[key] = id
        return .success(id)
    }

    /// Who the row speaks of among those who are there: the one with the same titles, else the first of that name.
    private mutating func takeFormer(of person: PreparedPerson) -> PreparedPerson? {
        let key = Self.key(person.name, person.delegation)
        guard let found = known[key], !found.isEmpty else { return nil }
        let index = found.firstIndex { $0.titles == person.titles } ?? 0
        known[key]?.remove(at: index)
        return found[index]
    }

    /// Gives the person a name of its own, or that of the one who is there, and notes what is new.
    private mutating func place(_ person: inout PreparedPerson, _ former: PreparedPerson?) -> ListRow.Action {
        guard let former else {
            person.id = DelegateID(rawValue: Folding.shortName(person.name, or: "dai-bieu") { taken.contains($0) })
            taken.insert(person.id.rawValue)
            preview.people.append(person)
            return .new
        }
        person.id = former.id
        // What the list does not say stays.
        person.substitute = former.substitute
        person.body = person.body ?? former.body
        person.rank = person.rank ?? former.rank
        person.address = person.address ?? former.address
        person.site = person.site ?? former.site
        if person.titles.isEmpty { person.titles = former.titles }
        if person.role == .member { person.role = former.role }
        guard person != former else { return .same }
        preview.people.append(person)
        return .changed
    }

    private mutating func nameSubstitutes() {
        guard !wishes.isEmpty else { return }
        var byName: [String: [DelegateID]] = [:]
        for person in preparation.people.values { byName[Folding.key(person.value.name), default: []].append(person.value.id) }
        for person in preview.people where preparation.people[person.id] == nil {
            byName[Folding.key(person.name), default: []].append(person.id)
        }
        let places = Dictionary(preview.people.enumerated().map { ($1.id.rawValue, $0) }) { first, _ in first }
        for wish in wishes {
            let found = byName[Folding.key(wish.substitute), default: []].sorted { $0.rawValue < $1.rawValue }
            let row = preview.rows[wish.row]
            guard let substitute = found.first(where: { $0.rawValue != row.id }) else {
                preview.rows[wish.row].action = .bad
                preview.rows[wish.row].problems = [.unknownSubstitute]
                continue
            }
            guard let index = places[row.id] else {
                if var person = preparation.people[DelegateID(rawValue: row.id)]?.value, person.substitute != substitute {
                    person.substitute = substitute
                    preview.people.append(person)
                    preview.rows[wish.row].action = .changed
                }
                continue
            }
            preview.people[index].substitute = substitute
        }
        let bad = Set(preview.rows.filter { $0.action == .bad && !$0.id.isEmpty }.map(\.id))
        preview.people.removeAll { bad.contains($0.id.rawValue) }
    }
}
