/// Gives sequence numbers back the high bits that the wire leaves out.
package struct SequenceUnwrapper: BitwiseCopyable, Sendable {
    /// The highest number so far, `nil` before the first.
    package private(set) var highest: Int64?

    package init() {}

    /// The number nearest to the highest seen; stragglers come out lower and move nothing.
    package mutating func unwrap(_ number: SequenceNumber) -> Int64 {
        guard let highest else {
            highest = Int64(number.rawValue)
            return Int64(number.rawValue)
        }
        let before = SequenceNumber(UInt16(truncatingIfNeeded: highest))
        let unwrapped = highest + Int64(before.distance(to: number))
        self.highest = max(highest, unwrapped)
        return unwrapped
    }

    package mutating func unwrap(_ number: UInt16) -> Int64 {
        unwrap(SequenceNumber(number))
    }
}
