package import Basics

/// A feed inside the media core: a number that is never used again, so that nothing old is mistaken for it.
struct SourceID: BitwiseCopyable, Hashable, Sendable {
    var rawValue: UInt32
}

/// One layer of one feed.
struct StreamID: BitwiseCopyable, Hashable, Sendable {
    var source: SourceID
    var layer: Layer
}

/// What a feed's packets carry.
package enum Codec: String, BitwiseCopyable, Sendable, CaseIterable {
    case opus = "opus"
    case vp8 = "VP8"
    case h264 = "H264"

    package init(_ video: VideoCodec) {
        self = switch video {
        case .vp8: .vp8
        case .h264: .h264
        }
    }

    package var clockRate: UInt32 { self == .opus ? 48_000 : 90_000 }
}
