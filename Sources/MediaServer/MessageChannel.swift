import Basics
import Control
import Native

/// Framed messages over one stream: what comes whole, and what waits for room.
struct MessageChannel<Incoming: Decodable, Outgoing: Encodable>: ~Copyable {
    private let stream: ByteStream
    private var decoder = FrameDecoder<Incoming>()
    private var waiting: [UInt8] = []
    private(set) var isOpen = true

    /// A reader that is this far behind is not reading.
    private static var waitingMax: Int { 2 * Limits.controlFrameBytes }

    init(_ stream: consuming ByteStream) {
        self.stream = stream
    }

    var descriptor: Int32 { stream.descriptor }
    var wantsToWrite: Bool { !waiting.isEmpty }

    mutating func close() { isOpen = false }

    /// Every whole message that has come; closes at the end of the stream or at bytes that are not the protocol.
    mutating func receive() -> [Incoming] {
        var messages: [Incoming] = []
        while isOpen {
            switch stream.read() {
            case .bytes(let bytes): decoder.append(bytes)
            case .nothingYet: return messages
            case .ended: isOpen = false
            }
            do {
                while let message = try decoder.next() { messages.append(message) }
            } catch {
                isOpen = false
            }
        }
        return messages
    }

    mutating func send(_ message: Outgoing) {
        guard isOpen, let bytes = try? frame(message) else { return }
        guard waiting.count + bytes.count <= Self.waitingMax else {
            isOpen = false
            return
        }
        waiting += bytes
        flush()
    }

    mutating func flush() {
        guard isOpen, !waiting.isEmpty else { return }
        do {
            var written = 0
            while written < waiting.count {
                let count = try stream.write(waiting.span.extracting(written..<waiting.count))
                if count == 0 { break }
                written += count
            }
            waiting.removeFirst(written)
        } catch {
            isOpen = false
        }
    }
}
