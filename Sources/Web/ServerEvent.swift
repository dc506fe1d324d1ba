import Basics
package import Conference
package import NIOCore

/// One message of an event stream, encoded once and shared by all its readers.
package struct ServerEvent: Sendable, Equatable {
    package var bytes: ByteBuffer

    package init(_ name: String, id: Int? = nil, data: String) {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(name.utf8.count + data.utf8.count + 40)
        buffer.writeString("event: \(name)\n")
        if let id { buffer.writeString("id: \(id)\n") }
        // JSON has no raw line breaks, so that one data line holds it.
        buffer.writeString("data: \(data)\n\n")
        bytes = buffer
    }

    /// One entry of the journal; its number is the event's id.
    package init(_ entry: JournalEntry) {
        self.init("journal", id: entry.seq, data: json(entry))
    }

    /// One entry as `actor` may read it; `whole` is the entry as it is, if that was encoded already.
    package init(_ entry: JournalEntry, for actor: Actor, whole: ServerEvent? = nil) {
        switch entry.shown(to: actor) {
        case entry?: self = whole ?? ServerEvent(entry)
        case let shown?: self.init(shown)
        case nil: self.init("journal", id: entry.seq, data: json(entry.withheld))
        }
    }

    private struct Unkept: Encodable { var unkept: Int, at: WallTime, by: Actor, event: Event }

    /// Something of a closed item; `number` is not the journal's, and only says whether a state has it already.
    package init(unkept entry: JournalEntry, number: Int) {
        self.init("unkept", data: json(Unkept(unkept: number, at: entry.at, by: entry.by, event: entry.event)))
    }

    private init(raw: String) {
        bytes = ByteBuffer(string: raw)
    }

    /// Keeps a stream alive; every reader ignores it.
    package static let comment = ServerEvent(raw: ":\n\n")
    package static let resync = ServerEvent("resync", data: "{}")
    package static let mediaReset = ServerEvent("media-reset", data: "{}")

    package static func ended(reason: String) -> ServerEvent {
        ServerEvent("ended", data: "{\"reason\":\"\(reason)\"}")
    }
}
