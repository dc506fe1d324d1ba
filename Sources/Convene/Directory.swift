package import Conference

/// The people in the order of their names, and what each is found by.
package struct Directory: Sendable {
    private struct Line: Sendable {
        var id: DelegateID
        var order: NameOrder
        /// Beside its line, so that a search asks no table.
        var key: [UInt8]
    }

    private var lines: [Line] = []
    private var known: Set<DelegateID> = []

    mutating func set(_ people: [PreparedPerson]) {
        let changed = Set(people.map(\.id))
        if !known.isDisjoint(with: changed) { lines.removeAll { changed.contains($0.id) } }
        known.formUnion(changed)
        let new = people.map { Line(id: $0.id, order: NameOrder($0.name), key: Self.key($0)) }.sorted(by: Self.precedes)
        lines = Self.merge(lines, new)
    }

    mutating func remove(_ person: DelegateID) {
        guard known.remove(person) != nil else { return }
        lines.removeAll { $0.id == person }
    }

    /// Everybody, by given name.
    package var all: [DelegateID] { lines.map(\.id) }

    /// At most `limit` of those in whom every word of `text` begins some word; the marks need not be typed.
    ///
    /// People are found by what their delegations are called, too: `delegations` has each one's ``key(_:)``.
    package func find(
        _ text: String, limit: Int, where isWanted: (DelegateID) -> Bool = { _ in true },
        delegations: [DelegationID: [UInt8]] = [:], of delegation: (DelegateID) -> DelegationID? = { _ in nil }
    ) -> (found: [DelegateID], isAll: Bool) {
        let words = Folding.key(text).split(separator: " ").map { word in
            let word = [UInt8(ascii: " ")] + Array(word.utf8)
            return (word, delegations: Set(delegations.filter { $0.value.holds(word) }.keys))
        }
        var found: [DelegateID] = []
        for line in lines {
            let isFound = words.allSatisfy { word, delegations in
                line.key.holds(word) || !delegations.isEmpty && delegation(line.id).map(delegations.contains) ?? false
            }
            guard isFound, isWanted(line.id) else { continue }
            guard found.count < limit else { return (found, false) }
            found.append(line.id)
        }
        return (found, true)
    }

    /// What text is found by: its words without their marks, each with a space before it.
    package static func key(_ texts: String...) -> [UInt8] { key(texts) }

    private static func key(_ person: PreparedPerson) -> [UInt8] {
        key([person.name] + person.titles + [person.body, person.address].compactMap(\.self))
    }

    private static func key(_ texts: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for text in texts {
            bytes.append(UInt8(ascii: " "))
            Folding.append(text, to: &bytes)
        }
        return bytes
    }

    private static func precedes(_ left: Line, _ right: Line) -> Bool {
        left.order == right.order ? left.id.rawValue < right.id.rawValue : left.order < right.order
    }

    private static func merge(_ old: [Line], _ new: [Line]) -> [Line] {
        guard !old.isEmpty else { return new }
        var merged: [Line] = []
        merged.reserveCapacity(old.count + new.count)
        var rest = new[...]
        for line in old {
            while let first = rest.first, precedes(first, line) { merged.append(rest.removeFirst()) }
            merged.append(line)
        }
        return merged + rest
    }
}

extension [UInt8] {
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        for start in 0...(count - part.count) where self[start] == part[0] {
            var length = 1
            while length < part.count, self[start + length] == part[length] { length += 1 }
            if length == part.count { return true }
        }
        return false
    }
}
