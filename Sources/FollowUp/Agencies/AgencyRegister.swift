package import Conference

/// Every agency that is or was, and who came after whom.
package struct AgencyRegister: Hashable, Sendable {
    /// In the order of their coming.
    package private(set) var order: [AgencyID] = []
    private var agencies: [AgencyID: Agency] = [:]
    private var predecessors: [AgencyID: [AgencyID]] = [:]

    package init() {}

    package subscript(id: AgencyID) -> Agency? { agencies[id] }
    package var all: [Agency] { order.compactMap { agencies[$0] } }
    package var count: Int { order.count }

    package func valid(on day: Day) -> [Agency] { all.filter { $0.isValid(on: day) } }

    /// The provinces and centrally run cities of one day, in the order of their codes.
    package func provinces(on day: Day) -> [Agency] {
        all.filter { $0.kind == .province && $0.isValid(on: day) }.sorted { ($0.code ?? "", $0.id) < ($1.code ?? "", $1.id) }
    }

    /// Who owns on `day` what `id` was charged with: itself, or whoever came after it.
    package func owner(of id: AgencyID, on day: Day) -> AgencyID {
        var owner = id
        while let agency = agencies[owner], let until = agency.until, until < day, let successor = agency.successor {
            owner = successor
        }
        return owner
    }

    /// `id` itself, and all whose charges it owns on `day`.
    package func owned(by id: AgencyID, on day: Day) -> [AgencyID] {
        guard owner(of: id, on: day) == id else { return [] }
        var found = [id], next = 0
        while next < found.count {
            found += (predecessors[found[next]] ?? []).filter { owner(of: $0, on: day) == id }
            next += 1
        }
        return found
    }

    /// Whether `id` is `other`, or comes after it by any number of mergers.
    package func follows(_ id: AgencyID, _ other: AgencyID) -> Bool {
        var each: AgencyID? = other
        while let here = each {
            if here == id { return true }
            each = agencies[here]?.successor
        }
        return false
    }

    mutating func add(_ agency: Agency) {
        if agencies.updateValue(agency, forKey: agency.id) == nil { order.append(agency.id) }
        if let successor = agency.successor { predecessors[successor, default: []].append(agency.id) }
    }

    mutating func set(_ mails: [String], of id: AgencyID) {
        agencies[id]?.mails = mails
    }

    /// Ends `former` before `first`, the first day on which `successor` has its charges.
    mutating func end(_ former: AgencyID, successor: AgencyID, first: Day) {
        agencies[former]?.until = DayNumber(first).advanced(by: -1).day
        agencies[former]?.successor = successor
        predecessors[successor, default: []].append(former)
    }
}
