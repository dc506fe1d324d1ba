/// One message of an event stream.
struct StreamedEvent: Equatable {
    var id: String?
    var type: String
    var data: String
}

/// Reads an event stream from its bytes, as they come (HTML Living Standard §9.2.6).
struct EventStreamParser {
    /// A state of ten thousand sites in one message; more is not a message of ours.
    private static let lineMax = 4 * 1024 * 1024

    private var line: [UInt8] = []
    private var event = StreamedEvent(type: "message", data: "")
    private var hasData = false
    private var lastWasReturn = false

    /// Feeds bytes and returns the messages that they complete.
    mutating func feed(_ bytes: [UInt8]) -> [StreamedEvent] {
        var events: [StreamedEvent] = []
        for byte in bytes {
            defer { lastWasReturn = byte == 13 }
            switch byte {
            case 10 where lastWasReturn:
                continue
            case 10, 13:
                if let complete = takeLine() { events.append(complete) }
            default:
                if line.count < Self.lineMax { line.append(byte) }
            }
        }
        return events
    }

    private mutating func takeLine() -> StreamedEvent? {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else {
            defer {
                event = StreamedEvent(type: "message", data: "")
                hasData = false
            }
            return hasData ? event : nil
        }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        let text = String(decoding: value, as: UTF8.self)
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "data":
            event.data += (hasData ? "\n" : "") + text
            hasData = true
        case "event":
            event.type = text
        case "id":
            event.id = text
        default:
            break
        }
        return nil
    }
}
