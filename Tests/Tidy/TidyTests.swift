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

    @Test(arguments: ["Basics", "Wire", "Media", "Conference"])
    func `pure targets import nothing of the world and never wait`(target: String) throws {
        for (name, text) in try Self.sources(of: target) {
            let code = Self.code(text)
            for forbidden in ["import Foundation", "import NIO", "import GRDB", "import Glibc", "import Dispatch"] {
                #expect(!code.contains(forbidden), "\(name): \(forbidden)")
            }
            #expect(!code.contains(/\bawait\b/), "\(name): await")
            #expect(!code.contains(/\b(ContinuousClock|SuspendingClock|SystemRandomNumberGenerator)\b/), "\(name)")
            #expect(!code.contains(/\.random\(in: [^)]*\)(?!, using)/.matchingSemantics(.unicodeScalar)) || code.contains("using:"), "\(name)")
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
}
