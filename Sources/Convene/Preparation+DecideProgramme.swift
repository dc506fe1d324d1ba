import Basics
import Conference

/// Sittings and their items.
extension Preparation {
    func decideProgramme(_ command: PreparationCommand) throws(PreparationRefusal) -> [PreparationEvent] {
        switch command {
        case .setSitting(let sitting, let revision):
            return try decide(sitting, revision)
        case .removeSitting(let id, let revision):
            try requireFresh(sittings[id], revision, .sitting(id: id))
            guard sittings[id] != nil else { throw .unknownSitting }
            guard !closed.contains(id) else { throw .sittingBegan }
            return [.sittingRemoved(sitting: id)]
        case .setItem(let item, let revision):
            return try decide(item, revision)
        case .removeItem(let id, let revision):
            try requireFresh(items[id], revision, .item(id: id))
            guard items[id] != nil else { throw .unknownItem }
            return [.itemRemoved(item: id)]
        case .orderItems(let sitting, let next):
            guard sittings[sitting] != nil else { throw .unknownSitting }
            let present = order[sitting] ?? []
            guard Set(next) == Set(present), next.count == present.count else { throw .badOrder }
            return next == present ? [] : [.itemsOrdered(sitting: sitting, items: next)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func decide(_ wanted: Sitting, _ revision: Int) throws(PreparationRefusal) -> [PreparationEvent] {
        var sitting = wanted
        try requireFresh(sittings[sitting.id], revision, .sitting(id: sitting.id))
        try Self.require(sitting.title)
        guard Limits.sittingYears.contains(sitting.day.year) else { throw .badDay }
        guard sitting.start.minutes < sitting.end.minutes else { throw .endsBeforeItBegins }
        if let named = sitting.sites {
            guard named.allSatisfy({ sites[$0] != nil }) else { throw .unknownSite }
            sitting.sites = Array(Set(named)).sorted()
        }
        if sittings[sitting.id] == nil {
            guard sittings.count < Limits.sittings else { throw .tooMany }
            let name = Folding.shortName(sitting.title.vi, or: "phien") { isTaken(SittingID(rawValue: $0)) }
            // With the preparation's own name it has to fit a conference's.
            let room = Limits.identifierBytes - id.rawValue.utf8.count - 2
            sitting.id = SittingID(rawValue: name.utf8.count <= min(room, 20) ? name : nextSitting())
        }
        return sitting == sittings[sitting.id]?.value ? [] : [.sittingSet(sitting: sitting)]
    }

    private func nextSitting() -> String {
        var number = sittings.count + 1
        while isTaken(SittingID(rawValue: "phien-\(number)")) { number += 1 }
        return "phien-\(number)"
    }

    /// What was published once names a conference for good, also after it was called off.
    private func isTaken(_ sitting: SittingID) -> Bool {
        sittings[sitting] != nil || programmes.contains { $0.parts.contains { $0.sitting.id == sitting } }
    }

    private func decide(_ wanted: PreparedItem, _ revision: Int) throws(PreparationRefusal) -> [PreparationEvent] {
        var item = wanted
        try requireFresh(items[item.id], revision, .item(id: item.id))
        guard sittings[item.sitting] != nil else { throw .unknownSitting }
        try Self.require(item.title)
        guard Limits.itemMinutes.contains(item.minutes) else { throw .badMinutes }
        if let speaker = item.speaker, people[speaker] == nil { throw .unknownPerson }
        if let site = item.site, sites[site] == nil { throw .unknownSite }
        if let admitted = item.admits {
            guard !admitted.isEmpty, admitted.allSatisfy({ sites[$0] != nil }) else { throw .unknownSite }
            item.admits = Array(Set(admitted)).sorted()
        }
        for text in (item.documents ?? []) + [item.cue?.who, item.cue?.camera, item.cue?.document, item.cue?.next].compactMap(\.self) {
            try Self.require(optional: text)
        }
        if item.cue == Cue() { item.cue = nil }
        if item.documents == [] { item.documents = nil }
        if items[item.id] == nil {
            guard order[item.sitting, default: []].count < Limits.programmeItems else { throw .tooMany }
            item.id = ItemID(rawValue: Folding.shortName(item.title.vi, or: "noi-dung") { items[ItemID(rawValue: $0)] != nil })
        }
        return item == items[item.id]?.value ? [] : [.itemSet(item: item)]
    }
}
