import ArgumentParser
import Basics
import Foundation
import Reading
import Web

/// `dienhong read`: official text as a proposed record.
struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read official Vietnamese text into a proposed record of a conference.",
        discussion: "Nothing is sent anywhere and nothing is kept: the proposal is printed, and a person decides.")

    @Argument(help: "Text, HTML, DOCX or PDF; - for standard input.")
    var files: [String]

    @Flag(help: "A table for people instead of JSON.")
    var table = false

    @Option(help: "The folder of the gazetteers; may be given more than once.")
    var gazetteers: [String] = []

    @Option(help: ArgumentHelp("Read everything so often and print what it took.", visibility: .hidden))
    var measure = 0

    mutating func run() async throws {
        guard files.count <= Limits.readingTexts else { throw StartFailure("at most \(Limits.readingTexts) texts are read together") }
        let reader = Reader(try GazetteerFolder.load(gazetteers))
        var texts: [(name: String, bytes: [UInt8])] = []
        for file in files { texts.append((file, try await ReadableFile.text(of: file))) }
        if measure > 0 { return print(try Measurement.of(texts.map(\.bytes), reader, times: measure)) }
        var proposals: [Proposal] = []
        for (name, bytes) in texts {
            do {
                proposals.append(try reader.read(bytes))
            } catch {
                throw StartFailure("\(name): \(ReadableFile.words(error))")
            }
        }
        let names = texts.map(\.name)
        if table {
            for (name, proposal) in zip(names, proposals) { print(ProposalTable.words(proposal, name)) }
            for conference in Merger(reader.gazetteer).merge(proposals) where conference.texts.count > 1 {
                print(ProposalTable.words(conference, proposals, names))
            }
        } else if proposals.count == 1 {
            print(proposals[0].json.encoded)
        } else {
            let conferences = Merger(reader.gazetteer).merge(proposals)
            print(JSONText.object([
                ("schema", .string("dienhong-proposals/1")),
                ("conferences", .array(conferences.map { $0.json(proposals) })),
                ("texts", .array(zip(names, proposals).map { .object([("file", .string($0)), ("proposal", $1.json)]) })),
            ]).encoded)
        }
    }
}

/// Times readings. The machine's other work is not our affair: the best run counts for the rate, and of each article its median.
enum Measurement {
    static func of(_ texts: [[UInt8]], _ reader: Reader, times: Int) throws -> String {
        let clock = ContinuousClock()
        var taken = [[Duration]](repeating: [], count: texts.count)
        var best = Duration.seconds(1_000)
        for text in texts { _ = try? reader.read(text) }
        for _ in 0..<times {
            var whole = Duration.zero
            for (index, text) in texts.enumerated() {
                let start = clock.now
                _ = try? reader.read(text)
                let took = clock.now - start
                whole += took
                taken[index].append(took)
            }
            best = min(best, whole)
        }
        let bytes = texts.reduce(0) { $0 + $1.count }
        let slowest = taken.map { $0.sorted()[$0.count / 2] }.max() ?? .zero
        return String(
            format: "{\"mb_per_s\": %.1f, \"ms_per_article_max\": %.3f, \"bytes\": %d, \"texts\": %d}",
            Double(bytes) / 1_000_000 / (best / .seconds(1)), slowest / .milliseconds(1), bytes, texts.count)
    }
}
