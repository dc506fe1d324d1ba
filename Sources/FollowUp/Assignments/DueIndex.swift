package import Conference

/// Open assignments by the day on which they are due, so that nobody looks through all of them for the late ones.
package struct DueIndex: Hashable, Sendable {
    /// The days on which something is due, in order.
    private var days: [Day] = []
    private var due: [Day: Set<AssignmentID>] = [:]

    package init() {}

    package var count: Int { due.values.reduce(0) { $0 + $1.count } }

    mutating func insert(_ id: AssignmentID, on day: Day) {
        if due[day] == nil { days.insert(day, at: firstIndex(notBefore: day)) }
        due[day, default: []].insert(id)
    }

    mutating func remove(_ id: AssignmentID, on day: Day) {
        guard due[day]?.remove(id) != nil else { return }
        guard due[day]?.isEmpty == true else { return }
        due[day] = nil
        days.remove(at: firstIndex(notBefore: day))
    }

    /// What is due before `day`, the longest overdue first.
    package func before(_ day: Day) -> [AssignmentID] { ids(days[..<firstIndex(notBefore: day)]) }

    /// What is due from the first to the last of `days`, the most urgent first.
    package func within(_ range: ClosedRange<Day>) -> [AssignmentID] {
        let start = firstIndex(notBefore: range.lowerBound)
        return ids(days[start...].prefix { $0 <= range.upperBound })
    }

    package func on(_ day: Day) -> [AssignmentID] { (due[day] ?? []).sorted() }

    private func ids(_ days: ArraySlice<Day>) -> [AssignmentID] { days.flatMap { (due[$0] ?? []).sorted() } }

    private func firstIndex(notBefore day: Day) -> Int {
        var low = 0, high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
