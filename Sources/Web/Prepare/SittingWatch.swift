import Basics
import Conference
import Convene
import Foundation
import Logging
import NIOCore
import Synchronization

/// Keeps published sittings and their preparation in step: papers come to the halls, and what was said comes back to the texts.
///
/// It compares what is with what should be, so that nothing is lost by a crash in between.
final class SittingWatch: Sendable {
    private let conferences: Conferences
    private let preparations: Preparations
    private let pages: PaperPages
    private let logger: Logger
    private let brought = Mutex<[Bringing: Brought]>([:])

    private struct Bringing: Hashable {
        var file: String
        var conference: ConferenceID
    }

    private enum Brought: Sendable {
        /// What it is called among the conference's documents.
        case document(DocumentID)
        /// It has no pages that could be shown.
        case notShown
    }

    init(conferences: Conferences, preparations: Preparations, papers: FileStore, logger: Logger) {
        self.conferences = conferences
        self.preparations = preparations
        pages = PaperPages(store: papers)
        self.logger = logger
    }

    func look() async {
        for live in await preparations.all {
            let state = await live.board.preparation
            for part in state.programmes.last?.parts ?? [] where !state.closed.contains(part.sitting.id) {
                guard let conference = await conferences[state.conference(of: part.sitting.id)] else { continue }
                let conduct = await conference.broadcaster.conduct
                if conduct.durable.phase == .closed {
                    await close(part.sitting.id, after: conduct.durable, live)
                } else if conduct.live == nil {
                    // What is brought while doors are closed would be behind them.
                    await bring(state, part, to: conference, having: Set(conduct.durable.documents.map(\.id)))
                }
            }
        }
    }

    // MARK: Papers

    private func bring(_ state: Preparation, _ part: Programme.Part, to conference: LiveConference, having known: Set<DocumentID>) async {
        // A closed item's papers are brought when its doors are closed, by those inside.
        for item in part.items where state.items[item.id]?.value.admits == nil {
            for paper in state.papers(of: item.id) {
                guard let version = paper.versions.last else { continue }
                let bringing = Bringing(file: version.file, conference: conference.id)
                switch brought.withLock({ $0[bringing] }) {
                case .document(let id) where known.contains(id): continue
                case .notShown: continue
                case .document, nil: break
                }
                let outcome = await bring(paper, version, to: conference, having: known)
                brought.withLock { $0[bringing] = outcome }
            }
        }
    }

    private func bring(
        _ paper: Paper, _ version: PaperVersion, to conference: LiveConference, having known: Set<DocumentID>
    ) async -> Brought? {
        do {
            guard let file = try await pages.pdf(of: version) else { return .notShown }
            let (id, pages) = try await conference.documents.adopt(file)
            guard !known.contains(id) else { return .document(id) }
            let name = paper.versions.count > 1 ? "\(paper.title) (\(paper.versions.count))" : paper.title
            let document = Document(id: id, name: name, pages: pages, site: nil)
            let outcome = await conference.inbox.add(document, by: Member(session: "prepare", actor: .secretariat), room: nil)
            guard case .done = outcome else { return nil }
            return .document(id)
        } catch let error as Problem where error == .noRoom || error == .busy {
            logger.warning("a paper is not brought to the sitting \(conference.id.rawValue) yet: \(error.code)")
            return nil
        } catch {
            // It is read all the same; to try again would not make other pages of it.
            logger.warning("the paper \(paper.id.rawValue) has no pages to show: \(error)")
            return .notShown
        }
    }

    // MARK: Texts

    private func close(_ sitting: SittingID, after conference: Conference, _ live: LivePreparation) async {
        let command = PreparationCommand.closeSitting(sitting: sitting, spoke: conference.heard)
        if case .refused(let refusal) = await live.inbox.command(command, by: .system, id: .made()) {
            logger.warning("the sitting \(sitting.rawValue) was not settled: \(refusal)")
        }
    }
}

extension Conference {
    /// Whoever had the floor: the delegate that was named, else the item's speaker, else the heads of that site's delegations.
    var heard: [DelegateID] {
        let speakers = Dictionary(plan.programme.compactMap { item in item.speaker.map { (item.id, $0) } }) { first, _ in first }
        let heard = speeches.flatMap { speech -> [DelegateID] in
            if let named = speech.delegate ?? speech.item.flatMap({ speakers[$0] }) { return [named] }
            return plan.delegates.filter { $0.site == speech.site }.map(\.id)
        }
        return Array(Set(heard)).sorted { $0.rawValue < $1.rawValue }
    }
}

extension DocumentStore {
    /// Takes a file of our own among the documents, as the centre's; it may be there already.
    func adopt(_ path: String) async throws -> (id: DocumentID, pages: Int) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw Problem.notFound }
        defer { try? file.close() }
        let chunks = AsyncThrowingStream<ByteBuffer, any Error> {
            let chunk = try await blocking { try file.read(upToCount: 1 << 20) ?? Data() }
            return chunk.isEmpty ? nil : ByteBuffer(bytes: chunk)
        }
        let received = try await receive(chunks, of: nil)
        return (DocumentID(rawValue: received.id), received.pages)
    }
}
