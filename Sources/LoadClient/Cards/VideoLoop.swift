package import Wire

/// Encoded VP8 frames of one layer that begin with their only key frame, to be sent round and round.
package struct VideoLoop: Sendable {
    package var dimensions: VideoDimensions
    package var frames: [[UInt8]]
    package var framesPerSecond: Int

    /// Reads an IVF file: a header of 32 bytes, then each frame after 12 bytes of length and time.
    package init(ivf bytes: [UInt8]) throws(MediaFileProblem) {
        guard bytes.count >= 32, bytes.starts(with: "DKIF".utf8), bytes[8..<12].elementsEqual("VP80".utf8) else {
            throw .notIVF
        }
        func little(_ offset: Int, _ count: Int) -> Int {
            (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
        }
        let headerLength = little(6, 2)
        guard headerLength >= 32, headerLength <= bytes.count else { throw .notIVF }
        dimensions = VideoDimensions(width: little(12, 2), height: little(14, 2))
        framesPerSecond = max(1, little(16, 4) / max(1, little(20, 4)))
        frames = []
        var position = headerLength
        while position < bytes.count {
            guard position + 12 <= bytes.count else { throw .truncated }
            let end = position + 12 + little(position, 4)
            guard end <= bytes.count else { throw .truncated }
            if end > position + 12 { frames.append(Array(bytes[position + 12..<end])) }
            position = end
        }
        guard let first = frames.first else { throw .noFrames }
        // The lowest bit of a VP8 frame is 0 in a key frame (RFC 6386 §9.1).
        guard first[0] & 1 == 0 else { throw .firstFrameNotKey }
    }
}
