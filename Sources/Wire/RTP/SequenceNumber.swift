/// An RTP or transport-wide sequence number; ordering is modulo 2^16 (RFC 1982), so it is not `Comparable`.
package struct SequenceNumber: BitwiseCopyable, Hashable, Sendable {
    package var rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package init(_ rawValue: UInt16) {
        self.rawValue = rawValue
    }

    package func isNewer(than other: SequenceNumber) -> Bool {
        rawValue != other.rawValue && rawValue &- other.rawValue < 0x8000
    }

    package func advanced(by distance: Int) -> SequenceNumber {
        SequenceNumber(UInt16(truncatingIfNeeded: Int(rawValue) &+ distance))
    }

    /// The shorter way from here to `other`, -32768 to 32767.
    package func distance(to other: SequenceNumber) -> Int {
        Int(Int16(bitPattern: other.rawValue &- rawValue))
    }
}
