import Basics

/// Microseconds on some clock or between two moments of it, for arithmetic done for each packet.
struct Microseconds: BitwiseCopyable, Hashable, Comparable, Sendable {
    var rawValue: Int64

    init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    init(_ instant: Instant) {
        self.init(instant.sinceStart)
    }

    init(_ duration: Duration) {
        rawValue = duration.nanoseconds / 1_000
    }

    static let zero = Microseconds(rawValue: 0)
    static func milliseconds(_ count: Int64) -> Self { Self(rawValue: count * 1_000) }
    static func seconds(_ count: Int64) -> Self { Self(rawValue: count * 1_000_000) }

    var milliseconds: Double { Double(rawValue) / 1_000 }
    var seconds: Double { Double(rawValue) / 1_000_000 }
    var duration: Duration { .microseconds(rawValue) }

    static func + (left: Self, right: Self) -> Self { Self(rawValue: left.rawValue + right.rawValue) }
    static func - (left: Self, right: Self) -> Self { Self(rawValue: left.rawValue - right.rawValue) }
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
