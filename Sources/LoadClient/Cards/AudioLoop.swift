/// Encoded Opus frames of 20 ms each, to be sent round and round.
package struct AudioLoop: Sendable {
    package var frames: [[UInt8]]

    /// Reads an Ogg Opus file and leaves its two header packets out (RFC 7845 §3).
    package init(ogg bytes: [UInt8]) throws(MediaFileProblem) {
        frames = Array(try Self.packets(bytes).dropFirst(2))
        guard !frames.isEmpty else { throw .noFrames }
    }

    /// A packet that says "nothing to hear" in the mode of the others: a frame of no bytes (RFC 6716 §3.1).
    package var silence: [UInt8] { [frames[0][0] & 0xFC] }

    /// The packets of all pages, put together across segments and pages (RFC 3533 §6).
    private static func packets(_ bytes: [UInt8]) throws(MediaFileProblem) -> [[UInt8]] {
        var packets: [[UInt8]] = []
        var open: [UInt8] = []
        var position = 0
        while position < bytes.count {
            guard bytes.count >= position + 27, bytes[position..<position + 4].elementsEqual("OggS".utf8) else {
                throw .notOgg
            }
            let segments = position + 27
            let count = Int(bytes[position + 26])
            guard segments + count <= bytes.count else { throw .truncated }
            var data = segments + count
            for segment in segments..<segments + count {
                let length = Int(bytes[segment])
                guard data + length <= bytes.count else { throw .truncated }
                open += bytes[data..<data + length]
                data += length
                // A segment of 255 says that the packet goes on.
                if length < 255 {
                    if !open.isEmpty { packets.append(open) }
                    open = []
                }
            }
            position = data
        }
        return packets
    }
}
