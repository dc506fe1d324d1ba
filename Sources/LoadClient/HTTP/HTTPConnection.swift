import Basics
import Native

/// One TCP connection to the control server: what is still to be written, and the parser of what comes back.
final class HTTPConnection {
    /// What reading brought.
    enum Input {
        case head(HTTPResponse)
        case body([UInt8])
        case end
        case closed
    }

    private let stream: ByteStream
    private var unsent: [UInt8] = []
    private var parser = HTTPResponseParser()

    init(to address: TransportAddress) throws(SystemFailure) {
        stream = try ByteStream(connectingTo: address)
    }

    var descriptor: Int32 { stream.descriptor }
    /// Whether the poller should tell when there is room to write.
    var wantsToWrite: Bool { !unsent.isEmpty }

    func send(_ bytes: [UInt8]) {
        unsent += bytes
    }

    /// Writes what there is room for; `false` when the connection is lost.
    func flush() -> Bool {
        do {
            while !unsent.isEmpty {
                let bytes = unsent
                let count = try stream.write(bytes.span)
                if count == 0 { break }
                unsent.removeFirst(count)
            }
            return true
        } catch {
            return false
        }
    }

    /// Reads what is there, and hands it over piece by piece; stops at the first that returns `false`.
    func receive(_ take: (Input) -> Bool) {
        while true {
            switch stream.read() {
            case .nothingYet:
                return
            case .ended:
                _ = take(.closed)
                return
            case .bytes(let bytes):
                parser.feed(bytes)
                do {
                    while let output = try parser.next() {
                        let input: Input =
                            switch output {
                            case .head(let head): .head(head)
                            case .body(let piece): .body(piece)
                            case .end: .end
                            }
                        guard take(input) else { return }
                    }
                } catch {
                    _ = take(.closed)
                    return
                }
            }
        }
    }
}
