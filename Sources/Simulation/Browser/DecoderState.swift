import Basics
import Wire

/// What a decoder has decoded, and whether it can decode a frame, by what its packets say (after libwebrtc's reference
/// finders) and by what is true.
struct DecoderState {
    private(set) var lastIndex: Int64 = -1
    private(set) var isStarted = false
    private var lastTimestamp: UInt32 = 0
    private var picture: UInt16?
    private var zeroIndex: UInt8?
    /// The frames of the present stretch of one layer that were really decoded, newest last.
    private var truth: (feed: FeedID, layer: Layer, frames: [UInt32])?

    func canDecode(_ numbering: PictureNumbering, first: Int64, timestamp: UInt32) -> Bool {
        guard isStarted else { return numbering.isKey }
        guard first > lastIndex, Int32(bitPattern: timestamp &- lastTimestamp) > 0 else { return false }
        if let number = numbering.picture, let picture, !Self.isAhead(number, of: picture) { return false }
        if numbering.isKey { return true }
        guard let number = numbering.picture, let picture else { return first == lastIndex + 1 }
        guard let index = numbering.zeroIndex, let layer = numbering.temporalLayer, let zeroIndex else {
            return (number &- picture) & 0x7FFF == 1
        }
        if layer == 0 { return index &- zeroIndex == 1 }
        return index == zeroIndex && (numbering.layerSync || (number &- picture) & 0x7FFF == 1)
    }

    /// Decodes a frame; returns what is wrong with it in truth.
    mutating func decode(
        _ numbering: PictureNumbering, _ stamp: Stamp, last: Int64, timestamp: UInt32
    ) -> [String] {
        var complaints: [String] = []
        if stamp.isKey != numbering.isKey { complaints.append("\(stamp.words) is not what its packets say") }
        if stamp.isKey {
            truth = (stamp.feed, stamp.layer, [])
        } else if let truth, truth.feed == stamp.feed, truth.layer == stamp.layer {
            for reference in stamp.references where !truth.frames.contains(reference) {
                complaints.append("\(stamp.words) decoded without frame \(reference)")
            }
        } else {
            complaints.append("\(stamp.words) decoded after frames of another stream")
        }
        truth?.frames.append(stamp.frame)
        if let count = truth?.frames.count, count > 16 { truth?.frames.removeFirst(count - 16) }
        isStarted = true
        lastIndex = last
        lastTimestamp = timestamp
        picture = numbering.picture ?? picture
        if numbering.temporalLayer == nil || numbering.temporalLayer == 0 { zeroIndex = numbering.zeroIndex }
        return complaints
    }

    /// Whether a frame that cannot be decoded by what it says could be by what is true.
    func isDenied(_ stamp: Stamp) -> Bool {
        if stamp.isKey { return true }
        guard let truth, truth.feed == stamp.feed, truth.layer == stamp.layer,
            let last = truth.frames.last, stamp.frame > last
        else { return false }
        return stamp.references.allSatisfy(truth.frames.contains)
    }

    private static func isAhead(_ number: UInt16, of other: UInt16) -> Bool {
        let distance = (number &- other) & 0x7FFF
        return distance != 0 && distance < 0x4000
    }
}
