import Basics
import Conference
import FollowUp
import HTTPTypes
import Hummingbird
import NIOCore
import Reading

/// `POST /s/{session}/api/read`: a text or a document in, what it is proposed to mean out; `…/merge`: several texts beside each other. Nothing is kept.
struct ReadRoutes: Sendable {
    let gate: FollowUpGate
    let uploads: Uploads
    /// Without gazetteers nothing can be read.
    let reader: Reader?

    func register(in session: RouterGroup<Visit>) {
        session.post("api/read") { try await self.read($0, $1) }
        session.post("api/read/merge") { try await self.merge($0, $1) }
    }

    private func read(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, session) = try await gate.admit(request, context, spending: .upload)
        guard actor.isSecretariat else { throw Problem.notAllowed }
        guard let reader else { throw Problem.noGazetteers }
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= Limits.readingFileBytes else { throw Problem.textTooLong }
        // One at a time for each session: a long text takes a moment.
        let answer = try await uploads.run(by: session) { isLate in
            var bytes: [UInt8] = []
            for try await part in request.body {
                bytes.append(contentsOf: part.readableBytesView)
                guard bytes.count <= Limits.readingFileBytes else { throw Problem.textTooLong }
                guard !isLate() else { throw Problem.uploadTooSlow }
            }
            return try await Self.answer(bytes, reader)
        }
        return textResponse(answer, type: "application/json")
    }

    private struct Texts: Decodable { var texts: [String] }

    /// Which of several texts tell of one conference, and what is the same in them.
    private func merge(_ request: Request, _ context: Visit) async throws -> Response {
        let (actor, session) = try await gate.admit(request, context, spending: .upload)
        guard actor.isSecretariat else { throw Problem.notAllowed }
        guard let reader else { throw Problem.noGazetteers }
        let answer = try await uploads.run(by: session) { _ in
            let texts = try await request.decoded(Texts.self, atMost: Limits.readingFileBytes).texts
            guard 1...Limits.readingTexts ~= texts.count else { throw Problem.malformed }
            return try await Self.merged(texts, reader)
        }
        return textResponse(answer, type: "application/json")
    }

    @concurrent
    private static func merged(_ texts: [String], _ reader: Reader) async throws -> String {
        let proposals = try texts.map { try proposal(of: Array($0.utf8), reader) }
        let conferences = Merger(reader.gazetteer).merge(proposals)
        return JSONText.object([("conferences", .array(conferences.map { $0.json(proposals) }))]).encoded
    }

    @concurrent
    private static func answer(_ bytes: [UInt8], _ reader: Reader) async throws -> String {
        let text: [UInt8]
        do {
            text = try await DocumentReader.text(of: bytes)
        } catch {
            throw error == .tooLarge ? Problem.textTooLong : Problem.notReadable
        }
        let proposal = try proposal(of: text, reader)
        return JSONText.object([("text", .string(String(decoding: text, as: UTF8.self))), ("proposal", proposal.json)]).encoded
    }

    private static func proposal(of text: [UInt8], _ reader: Reader) throws -> Proposal {
        do {
            return try reader.read(text)
        } catch {
            throw switch error {
            case .empty: Problem.noText
            case .tooLong: Problem.textTooLong
            case .notText: Problem.notReadable
            case .notVietnamese: Problem.notVietnamese
            }
        }
    }
}

extension Problem {
    static let noGazetteers = Problem(
        .notFound, "noGazetteers", vi: "Máy chủ này không có từ điển để đọc văn bản (thư mục Gazetteers).",
        en: "This server has no words to read texts with (the folder Gazetteers).")
    static let noText = Problem(
        .unprocessableContent, "noText", vi: "Không có chữ nào để đọc; bản quét chỉ có ảnh thì không đọc được. Không đề xuất gì.",
        en: "There is no text to read; a scan that is only a picture cannot be read. Nothing is proposed.")
    static let notReadable = Problem(
        .unprocessableContent, "notReadable", vi: "Đây không phải là văn bản đọc được. Không đề xuất gì.",
        en: "This is no text that can be read. Nothing is proposed.")
    static let notVietnamese = Problem(
        .unprocessableContent, "notVietnamese", vi: "Văn bản này không phải tiếng Việt. Không đề xuất gì.",
        en: "This text is not Vietnamese. Nothing is proposed.")
    static let textTooLong = Problem(
        .contentTooLarge, "textTooLong", vi: "Văn bản dài hơn một tài liệu (\(Limits.readingTextBytes >> 20) MB chữ). Không đề xuất gì.",
        en: "The text is longer than one document (\(Limits.readingTextBytes >> 20) MB of text). Nothing is proposed.")
}
