import Basics
import Conference

/// Intervention texts on their way from the delegations to the record.
extension Preparation {
    func decideIntervention(
        _ command: PreparationCommand, by party: Party
    ) throws(PreparationRefusal) -> [PreparationEvent] {
        switch command {
        case .submitIntervention(let wanted, let revision):
            return try submit(wanted, revision, by: party)
        case .reviewIntervention(let id, let stage, let note, let item, let revision):
            try requireFresh(interventions[id], revision, .intervention(id: id))
            guard var intervention = interventions[id]?.value else { throw .unknownIntervention }
            try Self.require(optional: note)
            if let item, items[item] == nil { throw .unknownItem }
            intervention.stage = stage
            intervention.note = note
            intervention.item = item
            if stage != .selected { intervention.place = nil }
            return intervention == interventions[id]?.value ? [] : [.interventionSet(intervention: intervention)]
        case .orderInterventions(let ids):
            let selected = interventions.values.map(\.value).filter { $0.stage == .selected }.map(\.id)
            guard Set(ids) == Set(selected), ids.count == selected.count else { throw .badOrder }
            return [.interventionsOrdered(interventions: ids)]
        case .closeSitting(let sitting, let spoke):
            return try close(sitting, spoke)
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func submit(
        _ wanted: Intervention, _ revision: Int, by party: Party
    ) throws(PreparationRefusal) -> [PreparationEvent] {
        var intervention = wanted
        try requireFresh(interventions[intervention.id], revision, .intervention(id: intervention.id))
        guard delegations[intervention.delegation] != nil else { throw .unknownDelegation }
        if let author = intervention.author, people[author]?.value.delegation != intervention.delegation { throw .unknownPerson }
        guard Self.isName(intervention.title), Self.isName(String(intervention.text.prefix(100))),
            intervention.text.utf8.count <= Limits.interventionBytes
        else { throw .badIntervention }
        if let former = interventions[intervention.id]?.value {
            guard former.delegation == intervention.delegation else { throw .notAllowed }
            guard former.stage == .submitted || former.stage == .returned || party.prepares else { throw .interventionDecided }
            intervention.place = former.place
            intervention.item = former.item
        } else {
            guard interventions.count < Limits.interventions else { throw .tooMany }
            intervention.id = InterventionID(rawValue: Folding.shortName(intervention.title, or: "tham-luan") {
                interventions[InterventionID(rawValue: $0)] != nil
            })
            intervention.place = nil
            intervention.item = nil
        }
        intervention.stage = party.prepares ? intervention.stage : .submitted
        intervention.note = nil
        return [.interventionSet(intervention: intervention)]
    }

    /// A chosen text of which the sitting did not hear anybody counts as submitted in writing.
    private func close(_ id: SittingID, _ spoke: [DelegateID]) throws(PreparationRefusal) -> [PreparationEvent] {
        guard sittings[id] != nil else { throw .unknownSitting }
        guard !closed.contains(id) else { return [] }
        let chosen = interventions.values.map(\.value)
            .filter { $0.stage == .selected && $0.item.flatMap { items[$0]?.value.sitting } == id }.sorted { $0.id < $1.id }
        let heard = Set(spoke)
        func wasHeard(_ intervention: Intervention) -> Bool {
            if let author = intervention.author, heard.contains(author) { return true }
            if let speaker = intervention.item.flatMap({ items[$0]?.value.speaker }), heard.contains(speaker) { return true }
            // Where nobody is named, anybody of the delegation speaks for it.
            return intervention.author == nil && heard.contains { people[$0]?.value.delegation == intervention.delegation }
        }
        return [.sittingClosed(
            sitting: id, spoken: chosen.filter(wasHeard).map(\.id), inWriting: chosen.filter { !wasHeard($0) }.map(\.id))]
    }
}
