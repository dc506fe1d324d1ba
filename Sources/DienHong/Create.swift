import ArgumentParser
import Conference
import Foundation
import Web

/// `dienhong create`: a conference out of a file.
struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Create a conference from a file.")

    @OptionGroup var data: DataOptions

    @Argument(help: "The conference as JSON: title, host, day, sites, delegates, programme.")
    var file: String

    mutating func run() async throws {
        let (plan, bytes) = try Self.read(file)
        let folder = try data.folder()
        let admin = AdminClient(folder)
        // A running server is the only one who writes in its folder.
        if await admin.isServed() {
            try await admin.post("/api/admin/conferences", raw: bytes)
        } else {
            let lock = try folder.lock()
            defer { try? lock.close() }
            try folder.create(plan, at: wallTime())
        }
        print("created \(plan.id.rawValue): \(plan.sites.count) sites, \(plan.programme.count) items")
    }

    /// Reads a conference file; throws with every fault of it.
    static func read(_ file: String) throws -> (plan: ConferencePlan, bytes: Data) {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw StartFailure("\(file) cannot be read")
        }
        let plan: ConferencePlan
        do {
            plan = try JSONDecoder().decode(ConferencePlan.self, from: bytes)
        } catch let error as DecodingError {
            throw StartFailure("\(file): \(error.place)")
        }
        let problems = plan.problems()
        guard problems.isEmpty else {
            throw StartFailure("\(file) has faults:\n" + problems.map { "  " + $0 }.joined(separator: "\n"))
        }
        return (plan, bytes)
    }
}

extension DecodingError {
    /// Where in a file, and what: `sites.3.kind: …`.
    fileprivate var place: String {
        let context: Context? = switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context
        case .keyNotFound(let key, let context):
            Context(codingPath: context.codingPath + [key], debugDescription: "is missing")
        @unknown default: nil
        }
        guard let context else { return "\(self)" }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
        return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    }
}
