import Foundation
import Testing

/// Reads the sources and holds the invariants of ARCHITECTURE.md.
struct TidyTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func sources(of target: String) throws -> [(name: String, text: String)] {
        let folder = root.appending(path: "Sources/\(target)")
        let names = try #require(FileManager.default.enumerator(atPath: folder.path()))
        return try names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted().map { name in
            ("\(target)/\(name)", try String(contentsOf: folder.appending(path: name), encoding: .utf8))
        }
    }

    private static func code(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
            .joined(separator: "\n")
    }

    @Test(arguments: ["Basics", "Wire", "Media", "Conference", "FollowUp", "Convene", "Accounts", "Reading", "Simulation"])
    func `pure targets import nothing of the world and never wait`(target: String) throws {
        for (name, text) in try Self.sources(of: target) {
            let code = Self.code(text)
            for forbidden in ["import Foundation", "import NIO", "import GRDB", "import Glibc", "import Dispatch"] {
                #expect(!code.contains(forbidden), "\(name): \(forbidden)")
            }
            #expect(!code.contains(/\bawait\b/), "\(name): await")
            #expect(!code.contains(/\b(ContinuousClock|SuspendingClock|SystemRandomNumberGenerator)\b/), "\(name)")
            for call in code.matches(of: /\.(random|randomElement|shuffled|shuffle)\(([^\n]*)/) {
                #expect(call.output.2.contains("using:"), "\(name): \(call.output.0) without a generator handed in")
            }
        }
    }

    @Test func `unsafe stands only in Native`() throws {
        let targets = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path())
        for target in targets where target != "Native" {
            for (name, text) in try Self.sources(of: target) {
                #expect(!Self.code(text).contains(/\bunsafe\b|@unchecked|nonisolated\(unsafe\)/), "\(name): unsafe")
            }
        }
    }

    @Test func `only apply changes the state of a conference`() throws {
        for (name, text) in try Self.sources(of: "Conference") where name.hasPrefix("Conference/Conference") {
            guard name != "Conference/Conference+Apply.swift", !name.contains("Plan") else { continue }
            #expect(!Self.code(text).contains(/\bmutating func\b/), "\(name): a mutating function")
        }
    }

    @Test func `only apply changes the state of the follow-up`() throws {
        for (name, text) in try Self.sources(of: "FollowUp") where name.hasPrefix("FollowUp/FollowUp") {
            guard name != "FollowUp/FollowUp+Apply.swift" else { continue }
            #expect(!Self.code(text).contains(/\bmutating func\b/), "\(name): a mutating function")
        }
    }

    @Test func `only apply changes the state of the accounts`() throws {
        for (name, text) in try Self.sources(of: "Accounts") where name.hasPrefix("Accounts/Account") {
            guard name != "Accounts/Accounts+Apply.swift" else { continue }
            #expect(!Self.code(text).contains(/\bmutating func\b/), "\(name): a mutating function")
        }
    }

    /// The build's own file is the only one that may name what a target imports; the sources must agree with the map.
    @Test(arguments: [
        ("Basics", []), ("Wire", ["Basics"]), ("Media", ["Basics", "Wire"]), ("Conference", ["Basics"]),
        ("FollowUp", ["Basics", "Conference"]), ("Convene", ["Basics", "Conference"]), ("Accounts", ["Basics", "Conference"]), ("Reading", ["Basics"]),
        ("Control", ["Basics", "FoundationEssentials"]), ("Simulation", ["Basics", "Conference", "Media", "Wire"]),
    ] as [(String, Set<String>)])
    func `a target imports what the map allows`(target: String, allowed: Set<String>) throws {
        for (name, text) in try Self.sources(of: target) {
            for line in Self.code(text).split(separator: "\n") {
                guard let match = line.firstMatch(of: /^(?:package |public )?import (\w+)/) else { continue }
                #expect(allowed.contains(String(match.output.1)), "\(name): import \(match.output.1)")
            }
        }
    }
}
