import Basics
import Convene
import Foundation

/// Papers as pages that halls can show: a PDF is one, pictures and office files become one once.
///
/// img2pdf and LibreOffice do it, each call in a process of its own; where they are not installed the paper is read, and not shown.
struct PaperPages: Sendable {
    let store: FileStore

    /// The PDF of a version, made if need be; `nil` where it has none.
    func pdf(of version: PaperVersion) async throws(RestrainedProcess.Failure) -> String? {
        let original = store.file(of: version.file)
        guard version.kind != .pdf else { return original }
        // The same bytes become the same pages: the name says so.
        let made = "\(store.folder)/\(version.file).pages.pdf"
        if FileManager.default.fileExists(atPath: made) { return made }
        let workshop = FileManager.default.temporaryDirectory.appending(path: "dienhong-pages-\(UUID().uuidString)").path
        do {
            try FileManager.default.createDirectory(
                atPath: workshop, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            return nil
        }
        defer { try? FileManager.default.removeItem(atPath: workshop) }
        let raw = "\(workshop)/pages.pdf"
        do {
            switch version.kind {
            case .pdf: return original
            case .image:
                _ = try await pictures.run("img2pdf", ["--output", raw, original])
            case .office:
                // It goes by the name's end, and keeps a profile that nobody else may share.
                let named = "\(workshop)/pages.\(version.name.split(separator: ".").last.map { $0.lowercased() } ?? "")"
                guard (try? FileManager.default.copyItem(atPath: original, toPath: named)) != nil else { return nil }
                _ = try await office.run("soffice", [
                    "-env:UserInstallation=file://\(workshop)/profile", "--headless", "--norestore", "--convert-to", "pdf", "--outdir", workshop, named,
                ])
            }
        } catch .missing {
            return nil
        }
        guard (try? FileManager.default.moveItem(atPath: raw, toPath: made)) != nil else { return nil }
        return made
    }

    private var pictures: RestrainedProcess {
        RestrainedProcess(seconds: Limits.popplerSeconds, bytes: Limits.popplerBytes, fileBytes: Limits.documentBytes)
    }

    private var office: RestrainedProcess {
        RestrainedProcess(seconds: Limits.officeSeconds, bytes: Limits.officeBytes, fileBytes: Limits.documentBytes)
    }
}
