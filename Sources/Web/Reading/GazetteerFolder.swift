import Foundation
package import Reading

/// Finds and reads the folders of gazetteers.
package enum GazetteerFolder {
    /// Every `*.txt` of the folders; without one, of `Gazetteers` here or beside the program.
    package static func load(_ folders: [String]) throws -> Gazetteer {
        let folders = folders.isEmpty ? [try standard()] : folders
        var files: [(name: String, text: String)] = []
        for folder in folders {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { throw StartFailure("\(folder) is not there") }
            for name in names.sorted() where name.hasSuffix(".txt") {
                let path = folder + "/" + name
                guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
                    throw StartFailure("\(path) is no UTF-8 text")
                }
                files.append((path, text))
            }
        }
        do {
            return try Gazetteer(files)
        } catch {
            throw StartFailure("\(error.file), line \(error.line): \(words(error.reason))")
        }
    }

    private static func standard() throws -> String {
        if FileManager.default.fileExists(atPath: "Gazetteers") { return "Gazetteers" }
        var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<5 {
            let beside = folder.appending(path: "Gazetteers").path()
            if FileManager.default.fileExists(atPath: beside) { return beside }
            folder.deleteLastPathComponent()
        }
        throw StartFailure("the folder Gazetteers is not there; --gazetteers names it")
    }

    private static func words(_ reason: Gazetteer.Fault.Reason) -> String {
        switch reason {
        case .noSection: "a phrase before the first [section]"
        case .unknownSection(let name): "no section is called [\(name)]"
        case .noWords: "no words"
        case .notText: "no text"
        case .tooMany: "too many phrases"
        }
    }
}
