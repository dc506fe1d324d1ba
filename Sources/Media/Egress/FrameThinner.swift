import Wire

/// Which frames to leave out so that only a stream's base temporal layer is left, which needs no other (RFC 7741 §4.2, TID
/// and Y).
struct FrameThinner: BitwiseCopyable, Sendable {
    enum State: BitwiseCopyable, Sendable {
        case whole, thinning
        /// Frames of higher layers come back with the first that needs the base layer only.
        case rejoining
    }

    enum Verdict: Equatable, Sendable {
        case keep
        /// This packet, and `count - 1` missing ones before it that belong to the same frame; `beginsFrame` where nothing of
        /// the frame can have been sent, so that its picture number is free.
        case leaveOut(count: Int64, beginsFrame: Bool)
    }

    private(set) var state = State.whole
    /// The highest number so far.
    private var seen: Int64?
    /// The timestamp of the frame that is being left out.
    private var leftOut: UInt32?
    /// The timestamp of the last frame that is not.
    private var kept: UInt32?

    init(_ state: State = .whole) { self.state = state }

    mutating func thin(_ isThin: Bool) {
        switch (state, isThin) {
        case (.whole, true): self = FrameThinner(.thinning)
        case (.rejoining, true): state = .thinning
        case (.thinning, false): state = .rejoining
        case (.whole, false), (.thinning, true), (.rejoining, false): break
        }
    }

    /// Another stretch begins, with a key frame.
    mutating func restart() {
        seen = nil
        leftOut = nil
        kept = nil
        if state == .rejoining { state = .whole }
    }

    mutating func take(_ packet: StoredPacket) -> Verdict {
        guard let vp8 = packet.vp8, let layer = vp8.temporalLayer else { return .keep }
        guard let last = seen else {
            seen = packet.number
            kept = packet.timestamp
            return .keep
        }
        guard packet.number > last else { return .keep }
        seen = packet.number
        let count = packet.number - last
        if packet.timestamp == kept { return .keep }
        if packet.timestamp == leftOut { return .leaveOut(count: count, beginsFrame: false) }
        // What is missing before a packet may be the end of the frame before it or the beginning of its own.
        let isWhole = count == 1 && vp8.startsPartition && vp8.partition == 0
        if state == .rejoining, vp8.layerSync, isWhole { state = .whole }
        guard state != .whole, layer > 0 else {
            kept = packet.timestamp
            return .keep
        }
        leftOut = packet.timestamp
        return .leaveOut(count: 1, beginsFrame: isWhole)
    }
}
