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
    private let papers: FileStore
    private let logger: Logger
    /// What a file is called among a conference's documents, once it was brought there.
    private let brought = Mutex<[Bringing: DocumentID]>([:])

    private struct Bringing: Hashable {
        var file: String
        var conference: ConferenceID
    }

    init(conferences: Conferences, preparations: Preparations, papers: FileStore, logger: Logger) {
        self.conferences = conferences
        self.preparations = preparations
        self.papers = papers
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
                guard let version = paper.versions.last, let pages = version.pages else { continue }
                let bringing = Bringing(file: version.file, conference: conference.id)
                if let id = brought.withLock({ $0[bringing] }), known.contains(id) { continue }
                let name = paper.versions.count > 1 ? "\(paper.title) (\(paper.versions.count))" : paper.title
                do {
                    let id = try await conference.documents.adopt(papers.file(of: version.file))
                    brought.withLock { $0[bringing] = id }
                    if known.contains(id) { continue }
                    let document = Document(id: id, name: name, pages: pages, site: nil)
                    _ = await conference.inbox.add(document, by: Member(session: "prepare", actor: .secretariat), room: nil)
                } catch {
                    logger.warning("a paper did not come to the sitting \(conference.id.rawValue): \(error)")
                }
            }
        }
    }

    // MARK: Texts

    private func close(_ sitting: SittingID, after conference: Conference, _ live: LivePreparation) async {
        let command = PreparationCommand.closeSitting(sitting: sitting, spoke: conference.heard)
        if case .refused(let refusal) = await live.inbox.command(command, id: .made(), by: .system) {
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
    func adopt(_ path: String) async throws -> DocumentID {
        guard let file = FileHandle(forReadingAtPath: path) else { throw Problem.notFound }
        defer { try? file.close() }
        let chunks = AsyncThrowingStream<ByteBuffer, any Error> {
            let chunk = try await blocking { try file.read(upToCount: 1 << 20) ?? Data() }
            return chunk.isEmpty ? nil : ByteBuffer(bytes: chunk)
        }
        return DocumentID(rawValue: try await receive(chunks, of: nil).id)
    }
}
