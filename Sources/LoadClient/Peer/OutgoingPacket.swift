import Basics
import Wire

/// One RTP packet about to be written, all but its bytes.
struct OutgoingPacket {
    /// Ids and values of the header extensions that ride along.
    struct Extensions {
        var names: [(id: UInt8, value: [UInt8])] = []
        var transport: (id: UInt8, sequence: SequenceNumber)?
        var level: (id: UInt8, value: AudioLevel)?

        var isEmpty: Bool { names.isEmpty && transport == nil && level == nil }
    }

    /// What precedes the media in the payload.
    enum Prefix {
        case none
        case vp8(pictureID: UInt16, zeroIndex: UInt8, isFirst: Bool)
        /// The number that a packet sent again had (RFC 4588 §4), before its own prefix.
        indirect case again(SequenceNumber, Prefix)
    }

    var marker: Bool
    var payloadType: UInt8
    var sequence: SequenceNumber
    var rollover: UInt32
    var timestamp: UInt32
    var ssrc: SSRC
    var extensions: Extensions
    var prefix: Prefix
    var media: [UInt8]
    var range: Range<Int>

    /// Writes the plain packet; returns where its payload begins and how long it is.
    @_lifetime(room: copy room)
    func write(into room: inout MutableSpan<UInt8>) -> (headerLength: Int, length: Int) {
        var headerLength = RTPHeader.write(
            marker: marker, payloadType: payloadType, sequence: sequence, timestamp: timestamp, ssrc: ssrc,
            contributing: nil, padding: false, into: &room
        )
        if !extensions.isEmpty {
            var writer = HeaderExtensionWriter(after: headerLength, in: &room)
            if let level = extensions.level { writer.append(level.id, level.value, to: &room) }
            if let transport = extensions.transport { writer.append(transport.id, transport.sequence, to: &room) }
            for name in extensions.names { writer.append(name.id, name.value, to: &room) }
            headerLength = writer.finish(&room)
        }
        var end = Self.write(prefix, into: &room, at: headerLength)
        for index in range {
            room[end] = media[index]
            end += 1
        }
        return (headerLength, end)
    }

    @_lifetime(room: copy room)
    private static func write(_ prefix: Prefix, into room: inout MutableSpan<UInt8>, at start: Int) -> Int {
        switch prefix {
        case .none:
            return start
        case .vp8(let pictureID, let zeroIndex, let isFirst):
            var payload = room._mutatingExtracting(start..<start + 6)
            let length = VP8PayloadDescriptor.write(
                startsPartition: isFirst, pictureID: pictureID, temporalLevelZeroIndex: zeroIndex, temporalLayer: 0,
                layerSync: false, keyIndex: 0, into: &payload
            )
            return start + length
        case .again(let sequence, let inner):
            room.setBigEndian16(sequence.rawValue, at: start)
            return write(inner, into: &room, at: start + 2)
        }
    }
}
