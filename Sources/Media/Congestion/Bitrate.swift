/// How much a line carries, or is asked to carry.
package struct Bitrate: BitwiseCopyable, Hashable, Comparable, Sendable {
    package var bitsPerSecond: Double

    package init(bitsPerSecond: Double) {
        self.bitsPerSecond = bitsPerSecond
    }

    init(bytes: Int, over span: Microseconds) {
        bitsPerSecond = Double(bytes) * 8_000_000 / Double(max(1, span.rawValue))
    }

    package static let zero = Bitrate(bitsPerSecond: 0)
    package static func kilobits(_ count: Double) -> Self { Self(bitsPerSecond: count * 1_000) }

    package var kilobits: Double { bitsPerSecond / 1_000 }

    /// The bytes that fit into `span`.
    func bytes(in span: Microseconds) -> Double {
        bitsPerSecond * span.seconds / 8
    }

    package static func + (left: Self, right: Self) -> Self { Self(bitsPerSecond: left.bitsPerSecond + right.bitsPerSecond) }
    package static func - (left: Self, right: Self) -> Self { Self(bitsPerSecond: left.bitsPerSecond - right.bitsPerSecond) }
    package static func * (left: Self, right: Double) -> Self { Self(bitsPerSecond: left.bitsPerSecond * right) }
    package static func < (left: Self, right: Self) -> Bool { left.bitsPerSecond < right.bitsPerSecond }
}
