package import Basics
import Conference

extension Preparation {
    /// The events that make a preparation; with an origin, its sites and people as they stand now.
    package static func create(
        _ id: PreparationID, heading: Heading, calendar: WorkingCalendar, from origin: Preparation? = nil
    ) throws(PreparationRefusal) -> [PreparationEvent] {
        guard !id.rawValue.isEmpty, id.rawValue.utf8.count <= 40,
            id.rawValue == Folding.shortName(id.rawValue, or: "", isTaken: { _ in false })
        else { throw .badName }
        try require(heading.title)
        try require(heading.host)
        let created = PreparationEvent.preparationCreated(
            preparation: id, heading: heading, calendar: origin?.calendar ?? calendar, origin: origin?.id)
        guard let origin else { return [created] }
        return [created, .listImported(
            sites: origin.sitesInOrder,
            delegations: origin.delegations.values.map(\.value).sorted { $0.id.rawValue < $1.id.rawValue },
            people: origin.directory.all.compactMap { origin.people[$0]?.value })]
    }

    /// What happens when `party` wants `command` at `now`, or the rule against it.
    package func decide(
        _ command: PreparationCommand, by party: Party, at now: WallTime
    ) throws(PreparationRefusal) -> [PreparationEvent] {
        guard isAllowed(command, to: party) else { throw .notAllowed }
        switch command {
        case .setHeading(let next, let revision):
            try requireFresh(heading, revision, .heading)
            try Self.require(next.title)
            try Self.require(next.host)
            if let theme = next.theme { try Self.require(theme) }
            return next == heading.value ? [] : [.headingSet(heading: next)]
        case .setSitting, .removeSitting, .setItem, .removeItem, .orderItems:
            return try decideProgramme(command)
        case .setSite, .removeSite:
            return try decideSite(command)
        case .setDelegation, .removeDelegation, .setPerson, .removePerson:
            return try decidePeople(command)
        case .setCalendar(let calendar):
            let days = calendar.holidays.map(\.day)
            guard days.count + calendar.worked.count <= Limits.holidays, Set(days).count == days.count,
                calendar.holidays.allSatisfy({ Self.isName($0.name) })
            else { throw .badHolidays }
            return calendar == self.calendar ? [] : [.calendarSet(calendar: calendar)]
        case .importList(let kind, let text, let mark, let withoutBadRows):
            return try decideImport(kind, text, mark: mark, withoutBadRows: withoutBadRows)
        case .publish, .invite, .reissueInvitation, .remind, .answer, .seeChange, .noteNotices:
            return try decideInvitation(command, at: now)
        case .submitIntervention, .reviewIntervention, .orderInterventions, .closeSitting:
            return try decideIntervention(command, by: party)
        case .bringPaper, .removePaper, .openPaper:
            return try decidePapers(command)
        }
    }

    /// The secretariat does everything; an invitee answers, and brings the text of its own delegation.
    private func isAllowed(_ command: PreparationCommand, to party: Party) -> Bool {
        switch party {
        case .secretary:
            return !command.isServersOwn
        case .system:
            return command.isServersOwn
        case .invitee(let own):
            switch command {
            case .answer(let invitee, _), .seeChange(let invitee), .openPaper(_, let invitee): return invitee == own
            case .submitIntervention(let intervention, _):
                guard let delegation = delegations[intervention.delegation]?.value else { return false }
                switch own {
                case .site(let site): return delegation.site == site
                case .delegate(let delegate): return people[delegate]?.value.delegation == delegation.id
                }
            default: return false
            }
        }
    }

    /// Whoever edits names the revision that was seen: 0 for something new, which must not be there.
    func requireFresh<Value>(_ kept: Kept<Value>?, _ revision: Int, _ subject: Subject) throws(PreparationRefusal) {
        guard let kept else {
            guard revision == 0 else { throw .gone(subject) }
            return
        }
        guard kept.revision == revision else { throw .stale(subject) }
    }

    static func require(_ text: Text) throws(PreparationRefusal) {
        guard isName(text.vi), text.en.utf8.count <= Limits.textBytes else { throw .badName }
    }

    static func isName(_ text: String) -> Bool {
        text.utf8.count <= Limits.textBytes && !text.allSatisfy(\.isWhitespace)
    }

    static func require(optional text: String?) throws(PreparationRefusal) {
        guard (text?.utf8.count ?? 0) <= Limits.textBytes else { throw .badName }
    }
}
