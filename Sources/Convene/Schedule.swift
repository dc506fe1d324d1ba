package import Conference

/// When an item begins and ends, in minutes since midnight in Việt Nam; computed, never typed.
package struct ScheduledItem: Hashable, Codable, Sendable {
    package var item: ItemID
    package var begins: Int
    package var ends: Int
}

/// Two things that cannot both be, or one that does not fit.
package enum Clash: Hashable, Codable, Sendable {
    /// One person has two speeches at overlapping times.
    case speakerTwice(person: DelegateID, items: [ItemID])
    /// Two sittings at the same time have sites in common, and at least one does not say which sites it admits.
    case sittingsShareSites(sittings: [SittingID], sites: Int)
    /// The items need more minutes than the sitting has.
    case overrun(sitting: SittingID, minutes: Int)
    /// The speaker sits at a site that does not take part.
    case speakerNotThere(item: ItemID, person: DelegateID)
    /// A speaker at a site that only receives.
    case speakerCannotSend(item: ItemID, site: SiteID)

    /// Whether a programme with it cannot be published: nobody can speak at two places.
    package var isGrave: Bool { if case .speakerTwice = self { true } else { false } }
}

extension Preparation {
    /// The items of a sitting with their times.
    package func schedule(of sitting: Sitting) -> [ScheduledItem] {
        var minute = sitting.start.minutes
        return items(of: sitting.id).map { item in
            defer { minute += item.minutes }
            return ScheduledItem(item: item.id, begins: minute, ends: minute + item.minutes)
        }
    }

    /// Everything that clashes, sitting by sitting.
    package func clashes() -> [Clash] {
        let sittings = sittingsInOrder
        return speakersTwice(sittings) + sharedSites(sittings) + sittings.flatMap(misfits)
    }

    private func speakersTwice(_ sittings: [Sitting]) -> [Clash] {
        struct Speech { var item: ItemID, begins: Int, ends: Int }
        var speeches: [DelegateID: [Speech]] = [:], speakers: [DelegateID] = []
        for sitting in sittings {
            let midnight = DayNumber(sitting.day).rawValue * 1_440
            for scheduled in schedule(of: sitting) {
                guard let speaker = items[scheduled.item]?.value.speaker else { continue }
                if speeches[speaker] == nil { speakers.append(speaker) }
                speeches[speaker, default: []].append(Speech(
                    item: scheduled.item, begins: midnight + scheduled.begins, ends: midnight + scheduled.ends))
            }
        }
        return speakers.flatMap { speaker -> [Clash] in
            let sorted = speeches[speaker, default: []].sorted { $0.begins < $1.begins }
            return sorted.indices.flatMap { first in
                sorted[(first + 1)...].prefix { $0.begins < sorted[first].ends }.map { second in
                    .speakerTwice(person: speaker, items: [sorted[first].item, second.item])
                }
            }
        }
    }

    private func sharedSites(_ sittings: [Sitting]) -> [Clash] {
        sittings.indices.flatMap { index -> [Clash] in
            let first = sittings[index]
            return sittings[(index + 1)...].prefix { $0.day == first.day && $0.start.minutes < first.end.minutes }
                .filter { first.sites == nil || $0.sites == nil }
                .compactMap { second in
                    let shared = participants(of: first).intersection(participants(of: second)).count
                    return shared == 0 ? nil : .sittingsShareSites(sittings: [first.id, second.id], sites: shared)
                }
        }
    }

    private func misfits(_ sitting: Sitting) -> [Clash] {
        var clashes: [Clash] = []
        let over = (schedule(of: sitting).last?.ends ?? 0) - sitting.end.minutes
        if over > 0 { clashes.append(.overrun(sitting: sitting.id, minutes: over)) }
        let there = participants(of: sitting)
        for item in items(of: sitting.id) {
            guard let speaker = item.speaker, let person = people[speaker]?.value else { continue }
            guard let seat = seat(of: person), there.contains(seat) else {
                clashes.append(.speakerNotThere(item: item.id, person: speaker))
                continue
            }
            if sites[seat]?.value.link == .receiveOnly { clashes.append(.speakerCannotSend(item: item.id, site: seat)) }
        }
        return clashes
    }
}
