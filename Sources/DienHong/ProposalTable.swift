import Reading

/// A proposal as lines for people.
enum ProposalTable {
    /// What several texts about one conference share, and where they differ.
    static func words(_ conference: MergedConference, _ proposals: [Proposal], _ names: [String]) -> String {
        var lines = ["== One conference in \(conference.texts.count) texts (\(conference.basis.joined(separator: ", ")))"]
        for text in conference.texts { lines.append("  \(names[text])") }
        let shared = conference.people.filter { $0.count > 1 }
        lines.append("  year \(conference.year.value.map { "\($0)" } ?? "–"); \(conference.people.count) people, \(shared.count) of them in more than one text")
        for figure in conference.figures where figure.differs {
            lines.append("  figures that differ:")
            for place in figure.figures {
                let found = proposals[place.text].figures[place.index]
                lines.append("    \(names[place.text]): \(found.words.text) | \(found.quote.text)")
            }
        }
        return lines.joined(separator: "\n")
    }

    static func words(_ proposal: Proposal, _ name: String) -> String {
        var lines = ["== \(name)"]
        func row(_ label: String, _ field: Field<String>) {
            switch field {
            case .stated(let value, let span): lines.append("  \(label): \(value)  [\(span.start)–\(span.end)]")
            case .inferred(let value, let basis, _): lines.append("  \(label): \(value)  (inferred: \(basis))")
            case .missing: lines.append("  \(label): –")
            }
        }
        func text<Value>(_ field: Field<Value>, _ words: (Value) -> String) -> Field<String> {
            switch field {
            case .stated(let value, let span): .stated(words(value), span)
            case .inferred(let value, let basis, let span): .inferred(words(value), basis: basis, span)
            case .missing: .missing
            }
        }
        let conference = proposal.conference
        row("title", conference.title)
        row("short title", conference.shortTitle)
        row("edition", text(conference.edition) { "\($0)" })
        row("theme", conference.theme)
        row("start", text(conference.start) { $0.words })
        row("end", text(conference.end) { $0.words })
        row("year", text(conference.year) { "\($0)" })
        row("form", text(conference.form) { $0.rawValue })
        for host in conference.hosts { row("host", host) }
        row("chair", conference.chair)
        row("venue", conference.venue)
        lines.append("Sites \(proposal.sites.count)")
        for site in proposal.sites { lines.append("  \(site.name)  \(site.level.rawValue)  [\(site.quote.start)–\(site.quote.end)]") }
        lines.append("People \(proposal.people.count)")
        for person in proposal.people {
            let site = person.site.value.map { proposal.sites[$0].name } ?? "–"
            lines.append("  \(person.attends ? "" : "(named only) ")\(person.name) | \(person.titles.map(\.name).joined(separator: "; ")) | \(site) | \(person.roles.joined(separator: ", "))  [\(person.quote.start)–\(person.quote.end)]")
        }
        lines.append("Speeches \(proposal.speeches.count)")
        for speech in proposal.speeches {
            let who = speech.speaker.map { proposal.people[$0].name } ?? speech.speakers?.text ?? "–"
            var kind = speech.kind.value?.words ?? "–"
            if case .inferred(_, let basis, _) = speech.kind { kind += " (inferred: \(basis))" }
            lines.append("  \(who): \(kind); \(speech.topic.value ?? "–")  [\(speech.quote.start)–\(speech.quote.end)]")
        }
        lines.append("Figures \(proposal.figures.count)")
        for figure in proposal.figures {
            let who = figure.speaker.map { proposal.people[$0].name } ?? "–"
            lines.append("  \(figure.words.text) | \(figure.unit) | \(figure.kind.rawValue) | \(who) | \(figure.quote.text)")
        }
        for (label, items) in [("Lessons", proposal.lessons), ("Tasks", proposal.tasks)] {
            lines.append("\(label) \(items.count)")
            for item in items { lines.append("  \(item.number). \(item.words.text)") }
        }
        lines.append("Directives \(proposal.directives.count)")
        for directive in proposal.directives { lines.append("  \(directive.words.text)") }
        lines.append("Documents: " + proposal.documents.map(\.text).joined(separator: " | "))
        lines.append("Doubts \(proposal.doubts.count)")
        for doubt in proposal.doubts { lines.append("  \(doubt.reason.rawValue): \(doubt.words)") }
        return lines.joined(separator: "\n")
    }
}
