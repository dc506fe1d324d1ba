import Basics
import Conference

extension FollowUp {
    func decideFigures(_ command: FollowUpCommand, by actor: FollowUpActor) throws(FollowUpRefusal) -> [FollowUpEvent] {
        switch command {
        case .addIndicator(let name, let unit, let owner):
            guard actor.isSecretariat else { throw .notAllowed }
            if let owner, agencies[owner] == nil { throw .unknownAgency }
            guard figures.indicator(named: name, unit: unit) == nil else { throw .indicatorExists }
            return [.indicatorAdded(try indicator(name, unit, owner, after: 0))]
        case .observe(let drafts):
            guard actor != .observer else { throw .notAllowed }
            guard !drafts.isEmpty else { throw .nothing }
            return try figures(drafts, report: nil, by: actor)
        case .choose(let id, let reason):
            guard actor.isSecretariat else { throw .notAllowed }
            guard let observation = figures[id] else { throw .unknownObservation }
            let point = figures.point(of: observation)
            let said = figures.observations(of: observation.indicator).filter { figures.point(of: $0) == point }
            guard said.count > 1 else { throw .nothingToChoose }
            try require(text: reason)
            return [.observationChosen(id, reason: reason)]
        default: preconditionFailure("not a command of figures")
        }
    }

    /// Observations of what is known, and of what the secretariat names for the first time.
    func figures(
        _ drafts: [FigureDraft], report: ReportID?, by actor: FollowUpActor
    ) throws(FollowUpRefusal) -> [FollowUpEvent] {
        guard figures.observations.count + drafts.count <= Limits.observations else { throw .tooMany }
        var events: [FollowUpEvent] = [], added: [Indicator] = [], count = figures.observations.count
        for draft in drafts {
            let id: IndicatorID
            if let named = draft.indicator {
                guard figures[named] != nil else { throw .unknownIndicator }
                id = named
            } else {
                guard let name = draft.name, let unit = draft.unit else { throw .unknownIndicator }
                if let known = figures.indicator(named: name, unit: unit) {
                    id = known
                } else if let known = added.first(where: { $0.name.lowercased() == name.lowercased() && $0.unit.lowercased() == unit.lowercased() }) {
                    id = known.id
                } else {
                    guard actor.isSecretariat else { throw .unknownIndicator }
                    let new = try indicator(name, unit, nil, after: added.count)
                    added.append(new)
                    events.append(.indicatorAdded(new))
                    id = new.id
                }
            }
            try require(draft.figure)
            count += 1
            events.append(.figureObserved(Observation(
                id: ObservationID(rawValue: count), indicator: id, figure: draft.figure, report: report)))
        }
        return events
    }

    private func indicator(
        _ name: String, _ unit: String, _ owner: AgencyID?, after others: Int
    ) throws(FollowUpRefusal) -> Indicator {
        guard figures.indicators.count + others < Limits.indicators else { throw .tooMany }
        try require(texts: [name, unit])
        return Indicator(
            id: IndicatorID(rawValue: figures.indicators.count + others + 1), name: name, unit: unit, owner: owner)
    }

    private func require(_ figure: Figure) throws(FollowUpRefusal) {
        if let high = figure.high, figure.value.approximate >= high.approximate { throw .badFigure }
        if let total = figure.total, (figure.high ?? figure.value).approximate > total.approximate { throw .badFigure }
        try require(texts: [figure.place, figure.speaker])
        try require(figure.source)
    }
}
