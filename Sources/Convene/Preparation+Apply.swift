import Conference

extension Preparation {
    /// The state after `entry`; the first entry makes the preparation, and no event is ever refused here.
    package static func apply(_ entry: PreparationEntry, to preparation: inout Preparation?) {
        guard case .preparationCreated(let id, let heading, let calendar, let origin) = entry.event else {
            precondition(preparation != nil, "an event before the preparation was created")
            preparation?.apply(entry)
            return
        }
        precondition(preparation == nil, "a preparation created twice")
        preparation = Preparation(id, origin: origin, heading: Kept(heading, entry), calendar: calendar)
    }

    package mutating func apply(_ entry: PreparationEntry) {
        noteChange(entry.event)
        switch entry.event {
        case .preparationCreated:
            preconditionFailure("a preparation created twice")
        case .headingSet(let heading):
            self.heading = Kept(heading, entry)
        case .sittingSet(let sitting):
            sittings[sitting.id] = Kept(sitting, entry)
        case .sittingRemoved(let sitting):
            sittings[sitting] = nil
            for item in order.removeValue(forKey: sitting) ?? [] { remove(item) }
        case .itemSet(let item):
            set(item, entry)
        case .itemRemoved(let item):
            if let former = items[item]?.value { order[former.sitting]?.removeAll { $0 == item } }
            remove(item)
        case .itemsOrdered(let sitting, let items):
            order[sitting] = items
        case .siteSet(let site):
            sites[site.id] = Kept(site, entry)
        case .siteRemoved(let site):
            sites[site] = nil
            invitations[.site(site)] = nil
        case .delegationSet(let delegation):
            delegations[delegation.id] = Kept(delegation, entry)
        case .delegationRemoved(let delegation):
            delegations[delegation] = nil
        case .personSet(let person):
            set(person, entry)
        case .personRemoved(let person):
            people[person] = nil
            invitations[.delegate(person)] = nil
            directory.remove(person)
        case .listImported(let sites, let delegations, let people):
            for site in sites { self.sites[site.id] = Kept(site, entry) }
            for delegation in delegations { self.delegations[delegation.id] = Kept(delegation, entry) }
            for person in people { self.people[person.id] = Kept(person, entry) }
            directory.set(people)
        case .calendarSet(let calendar):
            self.calendar = calendar
        case .programmePublished, .invited, .invitationReissued, .invitationAnswered, .changeSeen, .reminded, .noticesSent:
            applyInvitation(entry)
        case .interventionSet(let intervention):
            interventions[intervention.id] = Kept(intervention, entry)
        case .interventionsOrdered(let ids):
            for id in interventions.keys { interventions[id]?.value.place = nil }
            for (place, id) in ids.enumerated() { interventions[id]?.value.place = place + 1 }
        case .sittingClosed(let sitting, let spoken, let inWriting):
            closed.insert(sitting)
            settle(spoken, as: .spoken, entry)
            settle(inWriting, as: .inWriting, entry)
        case .paperBrought, .paperRemoved, .paperOpened:
            applyPaper(entry)
        }
    }

    /// Notes whether the sittings would be others if they were published now.
    private mutating func noteChange(_ event: PreparationEvent) {
        switch event {
        case .programmePublished: hasChanged = false
        case .preparationCreated, .headingSet, .sittingSet, .sittingRemoved, .itemSet, .itemRemoved, .itemsOrdered, .siteSet, .siteRemoved,
            .delegationSet, .delegationRemoved, .personSet, .personRemoved, .listImported:
            hasChanged = true
        case .invitationAnswered(let invitee, let answer):
            // Only whoever comes instead is somebody else in the hall.
            if answer.isSubstitution || invitations[invitee]?.answer?.isSubstitution == true { hasChanged = true }
        case .invited, .invitationReissued, .changeSeen, .reminded, .noticesSent, .calendarSet: break
        case .interventionSet, .interventionsOrdered, .sittingClosed, .paperBrought, .paperRemoved, .paperOpened: break
        }
    }

    private mutating func settle(_ ids: [InterventionID], as stage: Intervention.Stage, _ entry: PreparationEntry) {
        for id in ids {
            guard var intervention = interventions[id]?.value else { continue }
            intervention.stage = stage
            intervention.place = nil
            interventions[id] = Kept(intervention, entry)
        }
    }

    private mutating func applyPaper(_ entry: PreparationEntry) {
        switch entry.event {
        case .paperBrought(let id, let item, let title, let version):
            var paper = papers[id]?.value ?? Paper(id: id, item: item, title: title, versions: [])
            paper.title = title
            if paper.versions.last != version { paper.versions.append(version) }
            papers[id] = Kept(paper, entry)
        case .paperRemoved(let id):
            forget(id)
        case .paperOpened(let id, let version, let invitee):
            openings[id, default: [:]][invitee] = version
        default:
            preconditionFailure("an event of another subject")
        }
    }

    /// An item with its papers.
    private mutating func remove(_ item: ItemID) {
        items[item] = nil
        for paper in papers.values where paper.value.item == item { forget(paper.value.id) }
    }

    private mutating func forget(_ paper: PaperID) {
        papers[paper] = nil
        openings[paper] = nil
        removedPapers.insert(paper)
    }

    private mutating func applyInvitation(_ entry: PreparationEntry) {
        switch entry.event {
        case .programmePublished(let programme, let touched):
            programmes.append(programme)
            for invitee in touched { invitations[invitee]?.changedIn = programme.version }
        case .invited(let invitees, let version):
            for invitee in invitees {
                var invitation = invitations[invitee] ?? Invitation(sent: entry.at, version: version)
                invitation.sent = entry.at
                invitation.version = version
                invitations[invitee] = invitation
            }
        case .invitationReissued(let invitee):
            invitations[invitee]?.generation += 1
        case .invitationAnswered(let invitee, let answer):
            invitations[invitee]?.answer = answer
            invitations[invitee]?.answered = entry.at
            invitations[invitee]?.changedIn = nil
        case .changeSeen(let invitee):
            invitations[invitee]?.changedIn = nil
        case .reminded(let invitees):
            for invitee in invitees { invitations[invitee]?.reminded = entry.at }
        case .noticesSent(let sent, let refused, let version):
            for invitee in sent { notices[invitee] = Notice(at: entry.at, version: version, isRefused: false) }
            for invitee in refused { notices[invitee] = Notice(at: entry.at, version: version, isRefused: true) }
        default:
            preconditionFailure("an event of another subject")
        }
    }

    private mutating func set(_ item: PreparedItem, _ entry: PreparationEntry) {
        let former = items.updateValue(Kept(item, entry), forKey: item.id)?.value.sitting
        guard former != item.sitting else { return }
        if let former { order[former]?.removeAll { $0 == item.id } }
        order[item.sitting, default: []].append(item.id)
    }

    private mutating func set(_ person: PreparedPerson, _ entry: PreparationEntry) {
        people[person.id] = Kept(person, entry)
        directory.set([person])
    }
}
