import Foundation
import Testing

@testable import Conference

/// Server and pages make the same state of the same events: Tests/Public/agreement.test.js reads the same files.
///
/// Each is a conference in which everybody did anything at any time, with every type of event; files are added, never changed.
struct PagesAgreeTests {
    private struct Plan: Decodable { var conference: ConferencePlan }
    private struct Line: Decodable { var kept: JournalEntry?, unkept: JournalEntry? }

    private static func lines(of name: String) throws -> [Substring] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: tests.appending(path: "Public/\(name)"), encoding: .utf8).split(separator: "\n")
    }

    private static func read<Value: Decodable>(_ line: Substring, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(line.utf8))
    }

    /// The state without the plan, as the file has it.
    private static func fields(_ conference: Conference) throws -> NSDictionary {
        var fields = try #require(
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(conference)) as? [String: Any])
        fields["conference"] = nil
        return fields as NSDictionary
    }

    private static let rehearsing: Set<EventType> = [.rehearsalStarted, .rehearsalEnded, .siteTested]

    @Test(arguments: [
        ("conduct-1.jsonl", rehearsing.union([.planRevised])), ("conduct-2.jsonl", rehearsing), ("conduct-3.jsonl", []),
    ] as [(String, Set<EventType>)])
    func `the events of a conference that went everywhere add up to the same state`(name: String, later: Set<EventType>) throws {
        let lines = try Self.lines(of: name)
        var conduct = Conduct(Conference(try Self.read(lines[0], as: Plan.self).conference))
        var seen: Set<EventType> = [.conferenceCreated]
        for (number, text) in lines.enumerated().dropFirst() {
            let line: Line = try Self.read(text)
            if let entry = line.kept { conduct.apply(entry) }
            if let entry = line.unkept { conduct.applyUnkept(entry) }
            for entry in [line.kept, line.unkept] { entry.map { _ = seen.insert($0.event.type) } }
            guard line.kept == nil, line.unkept == nil else { continue }
            let states = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
            #expect(try Self.fields(conduct.durable).isEqual(states["durable"]), "line \(number + 1)")
            let live = try conduct.live.map { try Self.fields($0) }
            #expect(live == states["live"] as? NSDictionary, "line \(number + 1)")
        }
        // What an older file does not have came after it.
        #expect(seen == Set(EventType.allCases).subtracting(later))
    }
}
