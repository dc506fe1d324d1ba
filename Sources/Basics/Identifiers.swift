/// One negotiated connection of a browser, encoder or simulated site to the media server.
package struct PeerID: Hashable, Comparable, Codable, Sendable {
    package var rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(UInt64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package static func < (left: PeerID, right: PeerID) -> Bool { left.rawValue < right.rawValue }
}

/// What a peer sends, by the order of its sending media sections: the first audio, the first video, the second video.
package enum SourceKind: String, Codable, CaseIterable, Sendable {
    case microphone, camera, presentation
}

/// One thing that can be shown or heard: a peer's microphone, camera or presentation.
package struct FeedID: Hashable, Comparable, Codable, Sendable {
    package var peer: PeerID
    package var source: SourceKind

    package init(peer: PeerID, source: SourceKind) {
        self.peer = peer
        self.source = source
    }

    package static func < (left: FeedID, right: FeedID) -> Bool {
        (left.peer, left.source.rawValue) < (right.peer, right.source.rawValue)
    }
}

/// How every picture of one conference is coded: VP8 (RFC 7741) or H.264 constrained baseline (RFC 6184).
package enum VideoCodec: String, BitwiseCopyable, Codable, CaseIterable, Sendable {
    case vp8, h264
}

package enum MediaKind: String, Codable, CaseIterable, Sendable {
    case audio, video
}

/// One receiving media section of a peer, counted per kind in the order of the offer.
package struct SlotID: Hashable, Comparable, Codable, Sendable {
    package var kind: MediaKind
    package var index: Int

    package init(_ kind: MediaKind, _ index: Int) {
        self.kind = kind
        self.index = index
    }

    package static func < (left: SlotID, right: SlotID) -> Bool {
        (left.kind.rawValue, left.index) < (right.kind.rawValue, right.index)
    }
}

/// One simulcast layer, smallest first; RIDs `l`, `m`, `h` (RFC 8853); a stream without RID is `high`.
package enum Layer: Int, BitwiseCopyable, Codable, CaseIterable, Comparable, Sendable {
    case low, middle, high

    package static func < (left: Layer, right: Layer) -> Bool { left.rawValue < right.rawValue }
}
