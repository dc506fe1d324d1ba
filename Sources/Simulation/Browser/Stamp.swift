import Basics

/// What a simulated packet carries in the place of media: where it comes from and what it needs, so that whoever gets it
/// can tell whether it was told the truth.
struct Stamp: Equatable {
    var feed: FeedID
    var layer: Layer
    /// Counts the frames of a layer, or the packets of a microphone.
    var frame: UInt32
    var part: UInt8
    var parts: UInt8
    var isKey: Bool
    /// The frames without which this one cannot be decoded.
    var references: [UInt32]
    var captured: Instant

    static let length = 36
    private static let noReference = UInt32.max

    /// Appends the stamp and so much paper after it that both have `size` bytes, if they need less.
    func append(to bytes: inout [UInt8], size: Int) {
        bytes.append(big: feed.peer.rawValue)
        bytes.append(UInt8(SourceKind.allCases.firstIndex(of: feed.source) ?? 0))
        bytes.append(UInt8(layer.rawValue))
        bytes.append(part)
        bytes.append(parts)
        bytes.append(big: frame)
        bytes.append(big: references.first ?? Self.noReference)
        bytes.append(big: references.count > 1 ? references[1] : Self.noReference)
        bytes.append(big: UInt64(captured.sinceStart.nanoseconds))
        bytes.append(big: UInt32(isKey ? 1 : 0))
        var filling = firstFilling
        for _ in Self.length..<max(size, Self.length) {
            bytes.append(filling)
            filling = filling &+ 37
        }
    }

    /// Reads what ``append(to:size:)`` wrote; `nil` when a byte of it is not what it was.
    init?(reading bytes: ArraySlice<UInt8>) {
        guard bytes.count >= Self.length else { return nil }
        var place = bytes.startIndex
        func take(_ count: Int) -> UInt64 {
            defer { place += count }
            return bytes[place..<place + count].reduce(0) { $0 << 8 | UInt64($1) }
        }
        let peer = take(8)
        let source = Int(take(1))
        guard source < SourceKind.allCases.count, let layer = Layer(rawValue: Int(take(1))) else { return nil }
        feed = FeedID(peer: PeerID(rawValue: peer), source: SourceKind.allCases[source])
        self.layer = layer
        part = UInt8(take(1))
        parts = UInt8(take(1))
        frame = UInt32(take(4))
        references = [UInt32(take(4)), UInt32(take(4))].filter { $0 != Self.noReference }
        captured = Instant(sinceStart: .nanoseconds(Int64(truncatingIfNeeded: take(8))))
        isKey = take(4) == 1
        var filling = firstFilling
        for byte in bytes[place...] {
            guard byte == filling else { return nil }
            filling = filling &+ 37
        }
    }

    init(
        _ feed: FeedID, _ layer: Layer, frame: UInt32, part: Int = 0, parts: Int = 1, isKey: Bool = false,
        references: [UInt32] = [], captured: Instant
    ) {
        self.feed = feed
        self.layer = layer
        self.frame = frame
        self.part = UInt8(part)
        self.parts = UInt8(parts)
        self.isKey = isKey
        self.references = references
        self.captured = captured
    }

    private var firstFilling: UInt8 { UInt8(truncatingIfNeeded: frame &* 101 &+ UInt32(part) &* 11 &+ UInt32(layer.rawValue)) }
}

extension [UInt8] {
    mutating func append(big value: some FixedWidthInteger) {
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
