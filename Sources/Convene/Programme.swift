package import Basics
package import Conference

/// One version of the programme as it was published.
package struct Programme: Hashable, Codable, Sendable {
    package struct Item: Hashable, Codable, Sendable {
        package var id: ItemID
        package var kind: ItemKind
        package var title: Text
        package var speaker: DelegateID?
        package var speakerName: String?
        package var site: SiteID?
        package var begins: Int
        package var minutes: Int
    }

    package struct Part: Hashable, Codable, Sendable {
        package var sitting: Sitting
        package var items: [Item]
    }

    /// 1 for the first.
    package var version: Int
    package var at: WallTime
    package var note: String?
    package var parts: [Part]

    /// Something that is otherwise than in an earlier version, for one invitee.
    package enum Change: Hashable, Codable, Sendable {
        case sittingAdded(sitting: SittingID)
        case sittingRemoved(title: Text)
        case sittingMoved(sitting: SittingID, fromDay: Day, fromStart: TimeOfDay, fromEnd: TimeOfDay)
        case itemAdded(item: ItemID)
        case itemRemoved(title: Text)
        case itemMoved(item: ItemID, fromBegins: Int)
    }
}

extension Preparation {
    package var version: Int { programmes.last?.version ?? 0 }

    /// The programme as it would be published now.
    package func programme(at now: WallTime, note: String? = nil) -> Programme {
        Programme(version: version + 1, at: now, note: note, parts: sittingsInOrder.map { sitting in
            Programme.Part(sitting: sitting, items: schedule(of: sitting).compactMap { scheduled in
                guard let item = items[scheduled.item]?.value else { return nil }
                return Programme.Item(
                    id: item.id, kind: item.kind, title: item.title, speaker: item.speaker,
                    speakerName: item.speaker.flatMap { people[$0]?.value.name }, site: item.site,
                    begins: scheduled.begins, minutes: item.minutes)
            })
        })
    }

    /// Whether something was changed since the last version that a reader of the programme would see.
    package var differsFromPublished: Bool {
        guard let last = programmes.last else { return true }
        return programme(at: last.at).parts != last.parts
    }

    /// The sittings that an earlier version had and the last one has not: called off, each as it was announced last.
    package var calledOff: [Programme.Part] {
        let present = Set(programmes.last?.parts.map(\.sitting.id) ?? [])
        var latest: [SittingID: Programme.Part] = [:]
        for part in programmes.flatMap(\.parts) where !present.contains(part.sitting.id) { latest[part.sitting.id] = part }
        return latest.values.sorted { $0.sitting.id < $1.sitting.id }
    }

    /// What `programme` changes for `invitee` compared with `former`.
    package func changes(from former: Programme, to programme: Programme, for invitee: Invitee) -> [Programme.Change] {
        let site = sites(of: invitee)
        func takesPart(_ part: Programme.Part) -> Bool {
            guard let named = part.sitting.sites else { return true }
            return site.map { named.contains($0) || $0 == central } ?? false
        }
        func isOwn(_ item: Programme.Item) -> Bool {
            switch invitee {
            case .delegate(let delegate): item.speaker == delegate
            case .site(let site):
                item.site == site || item.speaker.flatMap { people[$0] }.flatMap { seat(of: $0.value) } == site
            }
        }
        let old = former.parts.filter(takesPart), new = programme.parts.filter(takesPart)
        let oldSittings = Dictionary(old.map { ($0.sitting.id, $0.sitting) }) { first, _ in first }
        let newSittings = Set(new.map(\.sitting.id))
        var changes: [Programme.Change] = old.filter { !newSittings.contains($0.sitting.id) }
            .map { .sittingRemoved(title: $0.sitting.title) }
        for part in new {
            let now = part.sitting
            guard let then = oldSittings[now.id] else {
                changes.append(.sittingAdded(sitting: now.id))
                continue
            }
            if (then.day, then.start.minutes, then.end.minutes) != (now.day, now.start.minutes, now.end.minutes) {
                changes.append(.sittingMoved(sitting: now.id, fromDay: then.day, fromStart: then.start, fromEnd: then.end))
            }
        }
        let oldItems = old.flatMap(\.items).filter(isOwn), newItems = new.flatMap(\.items).filter(isOwn)
        let begins = Dictionary(oldItems.map { ($0.id, $0.begins) }) { first, _ in first }
        let kept = Set(newItems.map(\.id))
        changes += oldItems.filter { !kept.contains($0.id) }.map { .itemRemoved(title: $0.title) }
        for item in newItems {
            if let then = begins[item.id] {
                if then != item.begins { changes.append(.itemMoved(item: item.id, fromBegins: then)) }
            } else {
                changes.append(.itemAdded(item: item.id))
            }
        }
        return changes
    }
}
