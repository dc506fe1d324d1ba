/// What an H.264 RTP payload holds, as far as forwarding needs to know (RFC 6184 §5.2, packetization-mode 1).
package enum H264Payload {
    /// Whether a decoder that knows nothing can start here: the sequence parameter set that precedes an IDR picture.
    ///
    /// The picture itself is no start: without its parameter sets it cannot be decoded, or worse, with those of another source.
    package static func isKeyFrameStart(_ payload: Span<UInt8>) -> Bool {
        contains(payload) { $0 == Unit.sequenceParameterSet }
    }

    /// Whether the payload holds a sequence or picture parameter set.
    package static func isParameterSet(_ payload: Span<UInt8>) -> Bool {
        contains(payload) { $0 == Unit.sequenceParameterSet || $0 == Unit.pictureParameterSet }
    }

    /// Whether a NAL unit of a wanted type starts in the payload.
    private static func contains(_ payload: Span<UInt8>, where isWanted: (UInt8) -> Bool) -> Bool {
        guard payload.count > 1 else { return false }
        switch payload[0] & 0x1F {
        case Unit.aggregation:
            var position = 1
            while position + 2 < payload.count {
                if isWanted(payload[position + 2] & 0x1F) { return true }
                position += 2 + Int(payload.bigEndian16(at: position))
            }
            return false
        case Unit.fragmentation:
            return payload[1] & 0x80 != 0 && isWanted(payload[1] & 0x1F)
        case let type:
            return isWanted(type)
        }
    }

    private enum Unit {
        static let sequenceParameterSet: UInt8 = 7
        static let pictureParameterSet: UInt8 = 8
        static let aggregation: UInt8 = 24
        static let fragmentation: UInt8 = 28
    }
}
