package import Basics

/// Seconds since 1900 as 32.32 fixed point, modulo 2^32 seconds (RFC 5905 §6).
package struct NTPTime: BitwiseCopyable, Hashable, Sendable {
    package var rawValue: UInt64

    /// From 1900-01-01 to 1970-01-01, 17 leap days included.
    private static let secondsBeforeUnixEpoch: Int64 = 2_208_988_800

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    package init(nanosecondsSince1970 nanoseconds: Int64) {
        let (seconds, rest) = nanoseconds.flooredDivision(by: 1_000_000_000)
        let era = UInt32(truncatingIfNeeded: seconds &+ Self.secondsBeforeUnixEpoch)
        rawValue = UInt64(era) << 32 | Self.fraction(ofNanoseconds: rest)
    }

    package init(_ time: WallTime) {
        let (seconds, rest) = time.milliseconds.flooredDivision(by: 1_000)
        let era = UInt32(truncatingIfNeeded: seconds &+ Self.secondsBeforeUnixEpoch)
        rawValue = UInt64(era) << 32 | Self.fraction(ofNanoseconds: rest * 1_000_000)
    }

    /// The 32 bits in the middle, as reports quote them (RFC 3550 §4).
    package var middle: UInt32 {
        UInt32(truncatingIfNeeded: rawValue >> 16)
    }

    package func advanced(byNanoseconds nanoseconds: Int64) -> NTPTime {
        let (seconds, rest) = nanoseconds.flooredDivision(by: 1_000_000_000)
        let units = UInt64(bitPattern: seconds) << 32 &+ Self.fraction(ofNanoseconds: rest)
        return NTPTime(rawValue: rawValue &+ units)
    }

    /// From `other` to here, the shorter way around the era.
    package func nanoseconds(since other: NTPTime) -> Int64 {
        let units = Int64(bitPattern: rawValue &- other.rawValue)
        let fraction = UInt64(bitPattern: units) & 0xFFFF_FFFF
        return (units >> 32) * 1_000_000_000 + Int64((fraction * 1_000_000_000 + 0x8000_0000) >> 32)
    }

    package func advanced(by duration: Duration) -> NTPTime {
        advanced(byNanoseconds: duration.nanoseconds)
    }

    package func duration(since other: NTPTime) -> Duration {
        .nanoseconds(nanoseconds(since: other))
    }

    private static func fraction(ofNanoseconds nanoseconds: Int64) -> UInt64 {
        UInt64(nanoseconds) << 32 / 1_000_000_000
    }
}

extension Int64 {
    /// Quotient rounded down and a remainder that is never negative.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
