/// Reads responses from the bytes of one connection, as they come (RFC 9112).
struct HTTPResponseParser {
    enum Problem: Error, Equatable {
        case malformed, tooLong
    }

    enum Output: Equatable {
        /// Status and fields; the body follows, piece by piece.
        case head(HTTPResponse)
        case body([UInt8])
        case end
    }

    private enum State {
        case head
        case fixed(remaining: Int)
        case chunkSize, chunkEnd, trailer
        case chunk(remaining: Int)
        case untilClose
    }

    /// State of a conference with ten thousand sites, with room to spare.
    private static let headMax = 64 * 1024

    private var state = State.head
    private var buffer: [UInt8] = []
    private var consumed = 0

    /// Feeds bytes; afterwards, call `next` until it returns `nil`.
    mutating func feed(_ bytes: [UInt8]) {
        buffer.removeFirst(consumed)
        consumed = 0
        buffer += bytes
    }

    mutating func next() throws(Problem) -> Output? {
        while true {
            switch state {
            case .head:
                guard let head = try takeHead() else { return nil }
                // Interim responses say nothing that we wait for (RFC 9110 §15.2).
                if 100..<200 ~= head.status { continue }
                return .head(head)
            case .fixed(remaining: 0):
                state = .head
                return .end
            case .fixed(let remaining):
                guard let piece = take(atMost: remaining) else { return nil }
                state = .fixed(remaining: remaining - piece.count)
                return .body(piece)
            case .chunkSize:
                guard let line = try takeLine() else { return nil }
                let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
                guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0 else {
                    throw .malformed
                }
                state = size == 0 ? .trailer : .chunk(remaining: size)
            case .chunk(remaining: 0):
                state = .chunkEnd
            case .chunk(let remaining):
                guard let piece = take(atMost: remaining) else { return nil }
                state = .chunk(remaining: remaining - piece.count)
                return .body(piece)
            case .chunkEnd:
                guard let line = try takeLine() else { return nil }
                guard line.isEmpty else { throw .malformed }
                state = .chunkSize
            case .trailer:
                guard let line = try takeLine() else { return nil }
                guard line.isEmpty else { continue }
                state = .head
                return .end
            case .untilClose:
                guard let piece = take(atMost: .max) else { return nil }
                return .body(piece)
            }
        }
    }

    private mutating func takeHead() throws(Problem) -> HTTPResponse? {
        let rest = buffer[consumed...]
        var end = rest.startIndex
        while end + 3 < rest.endIndex, !rest[end...].starts(with: [13, 10, 13, 10]) { end += 1 }
        guard end + 3 < rest.endIndex else {
            guard rest.count <= Self.headMax else { throw .tooLong }
            return nil
        }
        let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\r\n")
        consumed = end + 4
        let parts = lines.first?.split(separator: " ", maxSplits: 2) ?? []
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else { throw .malformed }
        var head = HTTPResponse(status: status)
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw .malformed }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            head.fields.append((line[..<colon].lowercased(), String(value)))
        }
        if 100..<200 ~= status { return head }
        if status == 204 || status == 304 {
            state = .fixed(remaining: 0)
        } else if head["transfer-encoding"]?.lowercased().contains("chunked") == true {
            state = .chunkSize
        } else if let length = head["content-length"] {
            guard let length = Int(length), length >= 0 else { throw .malformed }
            state = .fixed(remaining: length)
        } else {
            state = .untilClose
        }
        return head
    }

    private mutating func takeLine() throws(Problem) -> ArraySlice<UInt8>? {
        let rest = buffer[consumed...]
        guard let end = rest.firstIndex(of: 10) else {
            guard rest.count <= Self.headMax else { throw .tooLong }
            return nil
        }
        consumed = end + 1
        let line = rest[..<end]
        return line.last == 13 ? line.dropLast() : line
    }

    private mutating func take(atMost count: Int) -> [UInt8]? {
        let available = min(count, buffer.count - consumed)
        guard available > 0 else { return nil }
        defer { consumed += available }
        return Array(buffer[consumed..<consumed + available])
    }
}
