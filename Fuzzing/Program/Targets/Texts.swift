import Foundation
import Reading

extension FuzzTarget {
    static let text = FuzzTarget("text", "official text: whatever it says, what is proposed stands in it word by word", longest: 16_384) { bytes in
        // Most changed bytes are no UTF-8 any more; what a lenient reader makes of them is.
        let text = String(decoding: bytes, as: UTF8.self)
        guard let proposal = try? reader.read(Array(text.utf8)) else { return }
        let scalars = Array(text.unicodeScalars)
        for span in spans(of: proposal) {
            promise(span.start >= 0 && span.start < span.end && span.end <= scalars.count, "a span outside the text")
            var words = String.UnicodeScalarView()
            words.append(contentsOf: scalars[span.start..<span.end])
            promise(Array(String(words).utf8) == Array(span.text.utf8), "other words than those of the text")
        }
        for person in proposal.people {
            promise(person.site.value.map(proposal.sites.indices.contains) ?? true, "a person at no site")
        }
        for speech in proposal.speeches {
            promise(speech.speaker.map(proposal.people.indices.contains) ?? (speech.speakers != nil), "a speech of nobody")
        }
        _ = proposal.json.encoded
        _ = Merger(reader.gazetteer).merge([proposal, proposal])
    }

    static let document = FuzzTarget("document", "markup of pages and of Word documents: to text, or a plain answer", longest: 8_192) { bytes in
        let page = DocumentText.hypertext(bytes)
        promise(page.count <= bytes.count * 4 + 4, "\(bytes.count) bytes of markup became \(page.count) of text")
        guard let text = try? DocumentText.word(xml: bytes) else { return }
        promise(text.count <= bytes.count, "a document's text is longer than its markup")
        _ = DocumentText.unwrapped(text)
    }

    private static let reader: Reader = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Gazetteers").path()
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".txt") }.sorted()
        let files = names.map { (name: $0, text: (try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8)) ?? "") }
        guard !files.isEmpty, let gazetteer = try? Gazetteer(files) else { fatalError("the gazetteers cannot be read") }
        return Reader(gazetteer)
    }()

    /// The spans of everything that a person is shown.
    private static func spans(of proposal: Proposal) -> [Span] {
        var spans = proposal.sites.map(\.quote) + proposal.groups.map(\.words) + proposal.documents + proposal.furniture
        for person in proposal.people { spans += [person.nameSpan, person.quote] + person.titles.map(\.span) }
        for speech in proposal.speeches { spans += [speech.quote] + [speech.speakers, speech.topic.span].compactMap(\.self) }
        for figure in proposal.figures { spans += [figure.words, figure.quote] + [figure.asOf].compactMap(\.self) }
        for item in proposal.lessons + proposal.tasks { spans += [item.marker, item.words] }
        let conference = proposal.conference
        spans += [conference.title.span, conference.theme.span, conference.start.span, conference.form.span].compactMap(\.self)
        return spans + proposal.directives.map(\.words) + conference.hosts.compactMap(\.span)
    }
}
