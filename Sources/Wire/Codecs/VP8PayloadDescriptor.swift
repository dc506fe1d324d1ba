/// What precedes VP8 data in each RTP payload, as values and where they stand (RFC 7741 §4.2).
package struct VP8PayloadDescriptor: BitwiseCopyable, Equatable, Sendable {
    package var length: Int
    /// N: the frame can be dropped without harm to others.
    package var isNonReference: Bool
    /// S: the payload starts a VP8 partition.
    package var startsPartition: Bool
    package var partition: UInt8
    package var pictureID: UInt16?
    package var pictureIDIsLong = false
    /// Where the picture id stands in the payload; 0 without one, as are the other offsets.
    package var pictureIDOffset = 0
    package var temporalLevelZeroIndex: UInt8?
    package var temporalLevelZeroIndexOffset = 0
    package var temporalLayer: UInt8?
    /// Y: the frame depends only on the base layer.
    package var layerSync = false
    package var keyIndex: UInt8?
    /// Where the byte with TID, Y and KEYIDX stands.
    package var keyIndexOffset = 0
    package var isKeyFrameStart = false
    /// The picture size that the first packet of a key frame carries (RFC 6386 §9.1).
    package var dimensions: VideoDimensions?

    // Indexed, not read through a reader: this runs for each video packet received.
    package init(parsing payload: Span<UInt8>) throws(Malformed) {
        guard payload.count > 0 else { throw .truncated }
        let first = payload[0]
        isNonReference = first & 0x20 != 0
        startsPartition = first & 0x10 != 0
        partition = first & 0x07
        length = 1
        if first & 0x80 != 0 {
            guard payload.count > 1 else { throw .truncated }
            length = 2
            try takeExtension(payload[1], of: payload)
        }
        guard startsPartition, partition == 0, payload.count > length else { return }
        isKeyFrameStart = payload[length] & 1 == 0
        if isKeyFrameStart { dimensions = Self.dimensions(of: payload, at: length) }
    }

    private mutating func takeExtension(_ present: UInt8, of payload: Span<UInt8>) throws(Malformed) {
        if present & 0x80 != 0 {
            guard payload.count > length else { throw .truncated }
            pictureIDOffset = length
            pictureIDIsLong = payload[length] & 0x80 != 0
            if pictureIDIsLong {
                guard payload.count > length + 1 else { throw .truncated }
                pictureID = payload.bigEndian16(at: length) & 0x7FFF
                length += 2
            } else {
                pictureID = UInt16(payload[length])
                length += 1
            }
        }
        if present & 0x40 != 0 {
            guard payload.count > length else { throw .truncated }
            temporalLevelZeroIndex = payload[length]
            temporalLevelZeroIndexOffset = length
            length += 1
        }
        if present & 0x30 != 0 {
            guard payload.count > length else { throw .truncated }
            keyIndexOffset = length
            if present & 0x20 != 0 {
                temporalLayer = payload[length] >> 6
                layerSync = payload[length] & 0x20 != 0
            }
            if present & 0x10 != 0 { keyIndex = payload[length] & 0x1F }
            length += 1
        }
    }

    private static func dimensions(of payload: Span<UInt8>, at frame: Int) -> VideoDimensions? {
        guard payload.count >= frame + 10, payload[frame + 3] == 0x9D, payload[frame + 4] == 0x01,
            payload[frame + 5] == 0x2A
        else { return nil }
        // Little-endian, and the upper two bits of each are a scale for display.
        return VideoDimensions(
            width: Int(payload[frame + 6]) | Int(payload[frame + 7] & 0x3F) << 8,
            height: Int(payload[frame + 8]) | Int(payload[frame + 9] & 0x3F) << 8
        )
    }

    /// Writes a descriptor with every field, as for temporal layers; returns its length, 6 bytes.
    @_lifetime(payload: copy payload)
    package static func write(
        startsPartition: Bool, pictureID: UInt16, temporalLevelZeroIndex: UInt8, temporalLayer: UInt8,
        layerSync: Bool, keyIndex: UInt8, into payload: inout MutableSpan<UInt8>
    ) -> Int {
        payload[0] = 0x80 | (startsPartition ? 0x10 : 0)
        payload[1] = 0xF0
        payload.setBigEndian16(0x8000 | pictureID, at: 2)
        payload[4] = temporalLevelZeroIndex
        payload[5] = temporalLayer << 6 | (layerSync ? 0x20 : 0) | keyIndex & 0x1F
        return 6
    }
}
