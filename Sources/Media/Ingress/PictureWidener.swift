/// Gives picture ids of seven bits the upper eight that the wire leaves out, so that they go on where they would begin again
/// (RFC 7741 §4.2).
struct PictureWidener: BitwiseCopyable, Sendable {
    private var last: (timestamp: UInt32, picture: UInt16)?

    init() {}

    /// The frame's timestamp says which way to count, however many frames were lost in between.
    mutating func widen(_ short: UInt16, timestamp: UInt32) -> UInt16 {
        guard let (before, picture) = last else {
            last = (timestamp, short)
            return short
        }
        let elapsed = Int32(bitPattern: timestamp &- before)
        guard elapsed != 0 else { return picture }
        let step = (elapsed > 0 ? short &- picture : picture &- short) & 0x7F
        let distance = step == 0 ? 0x80 : step
        guard elapsed > 0 else { return (picture &- distance) & 0x7FFF }
        let wide = (picture &+ distance) & 0x7FFF
        last = (timestamp, wide)
        return wide
    }
}
