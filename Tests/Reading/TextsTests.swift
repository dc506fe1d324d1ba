import Foundation
import Reading
import Testing

/// Texts of our own making in the genre, each with what a careful reader takes out of it.
struct TextsTests {
    private static let folder = Project.root.appending(path: "Tests/Reading/Texts")

    static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted().map { String($0.dropLast(4)) }

    @Test func `there are at least twelve texts`() { #expect(Self.names.count >= 12) }

    @Test(arguments: names)
    func `a text is read as a careful reader reads it`(name: String) throws {
        let bytes = try Data(contentsOf: Self.folder.appending(path: name + ".txt"))
        let expected = try String(contentsOf: Self.folder.appending(path: name + ".expected"), encoding: .utf8)
            .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        let proposal = try Project.reader.read([UInt8](bytes))
        let got = Summary.lines(proposal)
        for line in expected where !got.contains(line) { Issue.record("\(name): missing “\(line)”") }
        for line in got where !expected.contains(line) { Issue.record("\(name): too much “\(line)”") }
        #expect(got.count == expected.count)
    }

    @Test(arguments: names)
    func `every span holds the words that it says, and none comes from furniture`(name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: name + ".txt"), encoding: .utf8)
        let proposal = try Project.reader.read(Array(text.utf8))
        let scalars = Array(text.unicodeScalars)
        for span in Summary.spans(proposal) {
            try #require(span.start >= 0 && span.end <= scalars.count && span.start < span.end)
            var words = String.UnicodeScalarView()
            words.append(contentsOf: scalars[span.start..<span.end])
            #expect(String(words) == span.text)
            let line = scalars[..<span.start].filter { $0 == "\n" }.count + 1
            #expect(span.line == line)
            for furniture in proposal.furniture { #expect(span.end <= furniture.start || furniture.end <= span.start) }
        }
    }
}

/// A proposal as lines that are easy to compare.
enum Summary {
    static func lines(_ proposal: Proposal) -> [String] {
        let conference = proposal.conference
        var lines: [String] = []
        func add(_ label: String, _ value: String?) { if let value { lines.append("\(label) \(value)") } }
        add("title", conference.title.value)
        if conference.title == .missing { add("short_title", conference.shortTitle.value) }
        add("edition", conference.edition.value.map { "\($0)" })
        add("theme", conference.theme.value)
        add("start", conference.start.value?.words)
        add("end", conference.end.value?.words)
        add("year", conference.year.value.map { "\($0)" })
        add("form", conference.form.value?.rawValue)
        for host in conference.hosts { add("host", host.value) }
        add("chair", conference.chair.value)
        for site in proposal.sites { lines.append("site \(site.name)") }
        for person in proposal.people where person.attends {
            let site = person.site.value.map { proposal.sites[$0].name } ?? "-"
            lines.append("person \(person.name) | \(person.titles.map(\.name).joined(separator: "; ")) | \(site)")
        }
        for speech in proposal.speeches {
            lines.append("speech \(speech.speaker.map { proposal.people[$0].name } ?? "-") | \(speech.kind.value?.rawValue ?? "-")")
        }
        for figure in proposal.figures {
            lines.append("figure \(value(figure.value)) \(figure.unit)" + (figure.qualifier.map { " \($0.rawValue)" } ?? ""))
        }
        for (label, items) in [("lesson", proposal.lessons), ("task", proposal.tasks)] {
            for item in items { lines.append("\(label) \(item.number) \(item.words.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎"))") }
        }
        return lines
    }

    private static func value(_ value: Figure.Value) -> String {
        switch value {
        case .exactly(let value): value.words
        case .range(let low, let high): "\(low.words)-\(high.words)"
        case .part(let value, let total): "\(value.words)/\(total.words)"
        case .magnitude(let size): "~\(size)"
        case .period(let from, let to, _): "\(from)..\(to)"
        }
    }

    /// The spans that name things: what a text was taken apart into.
    static func spans(_ proposal: Proposal) -> [Span] {
        var spans = proposal.sites.map(\.quote) + proposal.groups.map(\.words) + proposal.documents
        for person in proposal.people { spans += [person.nameSpan, person.quote] + person.titles.map(\.span) }
        for speech in proposal.speeches { spans += [speech.quote] + [speech.speakers, speech.topic.span].compactMap { $0 } }
        for figure in proposal.figures { spans += [figure.words, figure.quote] + [figure.asOf].compactMap { $0 } }
        for item in proposal.lessons + proposal.tasks { spans += [item.marker, item.words] }
        spans += proposal.directives.map(\.words)
        let conference = proposal.conference
        spans += [conference.title.span, conference.theme.span, conference.start.span, conference.form.span].compactMap { $0 }
        return spans + conference.hosts.compactMap(\.span)
    }
}
