import Basics
import Wire

/// How a camera's frames lean on each other, and what their packets say of it.
enum PictureFormat: Equatable, Sendable {
    /// VP8 with three temporal layers, as Chromium sends in simulcast.
    case layered
    /// VP8 whose packets carry only a picture number, of seven bits when it is short.
    case plain(shortNumbers: Bool)
    case h264

    var codec: VideoCodec { self == .h264 ? .h264 : .vp8 }
}

/// What a decoder is told of a frame by its first packet.
struct PictureNumbering: Equatable {
    var isKey = false
    var picture: UInt16?
    var zeroIndex: UInt8?
    var temporalLayer: UInt8?
    var layerSync = false
    var keyIndex: UInt8?
}

/// A payload's place in its frame, and the stamp in it.
struct PicturePart {
    var startsFrame: Bool
    var numbering = PictureNumbering()
    var stamp: Stamp

    init?(vp8 payload: [UInt8]) {
        guard let descriptor = try? VP8PayloadDescriptor(parsing: payload.span) else { return nil }
        startsFrame = descriptor.startsPartition && descriptor.partition == 0
        numbering.isKey = descriptor.isKeyFrameStart
        numbering.picture = descriptor.pictureID
        numbering.zeroIndex = descriptor.temporalLevelZeroIndex
        numbering.temporalLayer = descriptor.temporalLayer
        numbering.layerSync = descriptor.layerSync
        numbering.keyIndex = descriptor.keyIndex
        let frameHeader = startsFrame ? (descriptor.isKeyFrameStart ? 10 : 3) : 0
        guard let stamp = Stamp(reading: payload.dropFirst(descriptor.length + frameHeader)) else { return nil }
        self.stamp = stamp
    }

    init?(h264 payload: [UInt8]) {
        guard payload.count > 2 else { return nil }
        numbering.isKey = H264Payload.isKeyFrameStart(payload.span)
        let isAggregate = payload[0] & 0x1F == 24
        startsFrame = isAggregate || payload[1] & 0x9F == 0x81
        guard let stamp = Stamp(reading: payload.dropFirst(isAggregate ? Self.parameterSets.count : 2)) else { return nil }
        self.stamp = stamp
    }

    /// A STAP-A with a sequence and a picture parameter set, up to the header of the unit that follows them (RFC 6184 §5.7.1).
    static let parameterSets: [UInt8] = [24, 0, 4, 0x67, 0x42, 0xE0, 0x1F, 0, 2, 0x68, 0xCE, 0, UInt8(Stamp.length + 1), 6]
}
