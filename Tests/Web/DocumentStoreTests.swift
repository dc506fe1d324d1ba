import Basics
import Conference
import Foundation
import NIOCore
import Synchronization
import Testing
import Web

/// A PDF of so many empty pages, each as large as is said, in points.
func samplePDF(pages: Int, width: Int = 960, height: Int = 540) -> [UInt8] {
    let numbers = (0..<pages).map { 3 + $0 }
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count \(pages) /Kids [\(numbers.map { "\($0) 0 R" }.joined(separator: " "))] >>",
    ] + numbers.map { _ in "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] >>" }
    return PDF(objects).bytes
}

/// A PDF of these objects, numbered from 1, the first its root (ISO 32000-1 §7.5).
private struct PDF {
    let bytes: [UInt8]

    init(_ objects: [String]) {
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        bytes = Array(text.utf8)
    }
}

/// What comes in is a document or is refused, and pages are rendered once.
struct DocumentStoreTests {
    private let folder = temporaryFolder()
    private var store: DocumentStore { DocumentStore(folder: folder) }

    /// `bytes` in pieces, as they come over a line.
    private func stream(_ bytes: [UInt8], pieces: Int = 100) -> AsyncThrowingStream<ByteBuffer, any Error> {
        AsyncThrowingStream { stream in
            for start in Swift.stride(from: 0, to: bytes.count, by: pieces) {
                stream.yield(ByteBuffer(bytes: bytes[start..<min(start + pieces, bytes.count)]))
            }
            stream.finish()
        }
    }

    private var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() }

    @Test func `a document is kept whole, with its pages counted`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bytes = samplePDF(pages: 3)
        let received = try await store.receive(stream(bytes), of: hanoi)
        #expect(received.pages == 3 && received.id.count == 64)
        #expect(FileManager.default.contents(atPath: store.file(of: received.id)) == Data(bytes))
        #expect(names == ["\(received.id).pdf"])
        let mode = try FileManager.default.attributesOfItem(atPath: store.file(of: received.id))[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `the same again is the same document, but not another site's`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bytes = samplePDF(pages: 1)
        let first = try await store.receive(stream(bytes), of: hanoi)
        #expect(try await store.receive(stream(bytes, pieces: 7), of: hanoi) == first)
        #expect(try await store.receive(stream(bytes), of: laocai) != first)
        #expect(try await store.receive(stream(bytes), of: nil) != first)
        #expect(names.count == 3)
    }

    @Test(arguments: [
        [], Array("#!/bin/sh\ntouch here\n".utf8), Array("%PDF-1.4\nnothing of the kind".utf8),
        [UInt8](repeating: 0, count: 5_000), Array(samplePDF(pages: 3).prefix(200)),
    ])
    func `what is no document is refused, and nothing of it stays`(bytes: [UInt8]) async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        await #expect(throws: Problem.notADocument) { try await store.receive(stream(bytes), of: nil) }
        #expect(names.isEmpty)
    }

    @Test func `too many pages, too many bytes and too much time are refused`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        await #expect(throws: Problem.tooManyPages) {
            try await store.receive(stream(samplePDF(pages: Limits.documentPages.upperBound + 1), pieces: 9_999), of: nil)
        }
        let large = samplePDF(pages: 1) + [UInt8](repeating: 32, count: Limits.documentBytes)
        await #expect(throws: Problem.documentTooLarge) { try await store.receive(stream(large, pieces: 1 << 20), of: nil) }
        await #expect(throws: Problem.uploadTooSlow) {
            try await store.receive(stream(samplePDF(pages: 1)), of: nil, until: { true })
        }
        #expect(names.isEmpty)
    }

    @Test func `a page is rendered as wide as a hall's screen`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let received = try await store.receive(stream(samplePDF(pages: 2)), of: nil)
        try await store.render(page: 2, of: received.id)
        let picture = try #require(FileManager.default.contents(atPath: store.page(2, of: received.id)))
        #expect(picture.prefix(2) == Data([0xFF, 0xD8]))
        #expect(size(ofJPEG: Array(picture)) == [1_920, 1_080])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(received.id)") == ["2.jpg"])
    }

    @Test func `a page as narrow as a ribbon is no huge picture`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let received = try await store.receive(stream(samplePDF(pages: 1, width: 2, height: 14_000)), of: nil)
        try await store.render(page: 1, of: received.id)
        let picture = try #require(FileManager.default.contents(atPath: store.page(1, of: received.id)))
        #expect(size(ofJPEG: Array(picture)).max() == 1_920)
    }

    /// Width and height from the frame header (ITU-T T.81 §B.2.2).
    private func size(ofJPEG bytes: [UInt8]) -> [Int] {
        var at = 2
        while at + 9 < bytes.count {
            if [0xC0, 0xC1, 0xC2].contains(bytes[at + 1]) {
                return [Int(bytes[at + 7]) << 8 | Int(bytes[at + 8]), Int(bytes[at + 5]) << 8 | Int(bytes[at + 6])]
            }
            at += 2 + (Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
        }
        return []
    }

    @Test func `what takes too long or too much is ended and refused`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Ten forms that each draw the next ten times: a small file, and ten thousand million strokes.
        let forms = (0..<10).map { level in
            let stream = level == 9 ? "0 0 1 1 re f" : String(repeating: "/F Do ", count: 10)
            return """
                << /Type /XObject /Subtype /Form /BBox [0 0 960 540] /Resources << /XObject << /F \(6 + level) 0 R >> >> \
                /Length \(stream.utf8.count) >>
                stream
                \(stream)
                endstream
                """
        }
        let page = """
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 960 540] /Contents 4 0 R \
            /Resources << /XObject << /F 5 0 R >> >> >>
            """
        let tree = "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
        let bytes = PDF(["<< /Type /Catalog /Pages 2 0 R >>", tree, page, "<< /Length 5 >>\nstream\n/F Do\nendstream"] + forms).bytes
        let received = try await store.receive(stream(bytes), of: nil)
        let hasty = DocumentStore(folder: folder, poppler: Poppler(seconds: 1))
        await #expect(throws: Problem.pageNotShown) { try await hasty.render(page: 1, of: received.id) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(received.id)").isEmpty)

        let file = store.file(of: received.id)
        #expect(try await Poppler().pageCount(of: file) == 1)
        await #expect(throws: Poppler.Failure.self) { try await Poppler(bytes: 4 << 20).pageCount(of: file) }
    }

    @Test func `what a crash left behind is cleared away`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let kept = try await store.receive(stream(samplePDF(pages: 1)), of: nil)
        let lost = try await store.receive(stream(samplePDF(pages: 2)), of: nil)
        for document in [kept, lost] { try await store.render(page: 1, of: document.id) }
        _ = FileManager.default.createFile(atPath: folder + "/half.incoming", contents: nil)
        store.sweep(keeping: [kept.id])
        #expect(names == [kept.id, "\(kept.id).pdf"])
    }

    // MARK: Rendering

    @Test func `a thousand halls that ask for one page make one rendering`() async throws {
        let (calls, called) = AsyncStream.makeStream(of: Void.self)
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        let count = Mutex(0)
        let renderer = PageRenderer()
        let render: @Sendable () async -> Void = {
            count.withLock { $0 += 1 }
            called.yield()
            for await _ in gate { break }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<1_000 { group.addTask { try await renderer.prepare(page: 1, of: "x", render) } }
            for await _ in calls { break }
            // All others find it under way before it ends, or afterwards find the page on the disk.
            while await renderer.waitingFor(page: 1, of: "x") < 999 { await Task.yield() }
            opening.yield()
            try await group.waitForAll()
        }
        #expect(count.withLock(\.self) == 1)
    }

    @Test func `more pages than can wait are refused, and those that wait are rendered`() async throws {
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        let renderer = PageRenderer(atOnce: 1, waiting: 2)
        let render: @Sendable () async -> Void = { for await _ in gate { break } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for page in 1...3 {
                group.addTask { try await renderer.prepare(page: page, of: "x", render) }
                while await renderer.load < page { await Task.yield() }
            }
            await #expect(throws: Problem.busy) { try await renderer.prepare(page: 4, of: "x", render) }
            for _ in 1...3 { opening.yield() }
            try await group.waitForAll()
        }
        #expect(await renderer.load == 0)
    }

    @Test func `a page that cannot be rendered is not tried again`() async {
        let count = Mutex(0)
        let renderer = PageRenderer()
        for _ in 0..<3 {
            await #expect(throws: Problem.pageNotShown) {
                try await renderer.prepare(page: 1, of: "x") {
                    count.withLock { $0 += 1 }
                    throw Problem.pageNotShown
                }
            }
        }
        #expect(count.withLock(\.self) == 1)
    }
}
