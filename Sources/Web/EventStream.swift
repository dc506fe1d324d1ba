import Conference
import Hummingbird
import Synchronization

/// Writes one reader's events until either side ends it.
struct EventStream: Sendable {
    let conference: LiveConference
    let member: Member
    let after: Int?
    let counters: Counters

    /// Entries read from the journal at a time, for a reader that was away for long.
    private static let page = 500

    /// `connection` is the request's body, whose end tells at once that the reader has gone.
    @concurrent func write(to writer: inout any ResponseBodyWriter, until connection: RequestBody?) async throws {
        let broadcaster = conference.broadcaster
        guard let opening = await broadcaster.open(member, after: after) else {
            return try await writer.write(ServerEvent.resync.bytes)
        }
        counters.streams.add(1, ordering: .relaxed)
        conference.inbox.put(.streamOpened(opening.reader, member))
        let result: Result<Void, any Error>
        do {
            if let connection {
                try await connection.consumeWithInboundCloseHandler { _ in
                    try await pump(opening, to: &writer)
                } onInboundClosed: {
                    Task { await broadcaster.close(opening.reader) }
                }
            } else {
                try await pump(opening, to: &writer)
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        await broadcaster.close(opening.reader)
        conference.inbox.put(.streamClosed(member))
        counters.streams.subtract(1, ordering: .relaxed)
        try result.get()
    }

    @concurrent private func pump(_ opening: Broadcaster.Opening, to writer: inout any ResponseBodyWriter) async throws {
        // Something goes out at once, so that the reader knows that the line is up.
        try await writer.write(ServerEvent.comment.bytes)
        if let missing = opening.missing {
            for first in stride(from: missing.lowerBound, through: missing.upperBound, by: Self.page) {
                let last = min(first + Self.page - 1, missing.upperBound)
                for entry in try await conference.entries(first...last) {
                    try await writer.write(ServerEvent(entry, for: member.actor).bytes)
                }
            }
        }
        try await writer.write(contentsOf: opening.replay.map(\.bytes))
        while let events = await conference.broadcaster.next(opening.reader) {
            try await writer.write(contentsOf: events)
        }
    }
}
