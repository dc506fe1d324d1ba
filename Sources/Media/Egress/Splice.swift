import Basics
import Wire

/// One stretch of one stream in a slot: from a key frame of that stream until the next switch.
///
/// Rewriting is a pure function of the packet and its splice, so that a packet sent again is the packet sent before.
struct Splice: BitwiseCopyable, Sendable {
    var stream: StreamID
    /// The stream's number of the first packet; earlier ones are late and do not belong.
    var first: Int64
    /// The last number sent, while this stretch lasts the highest so far.
    var last: Int64
    /// From the stream's number to the slot's.
    var numberOffset: Int64
    var timestampOffset: UInt32
    var pictureOffset: UInt16 = 0
    var temporalOffset: UInt8 = 0
    var keyOffset: UInt8 = 0
    /// Only frames that need no others are sent in it, however late the others come.
    var isThin = false

    func contains(outgoing number: Int64) -> Bool {
        let incoming = number - numberOffset
        return incoming >= first && incoming <= last
    }

    func sends(_ packet: StoredPacket) -> Bool {
        !isThin || packet.vp8?.temporalLayer ?? 0 == 0
    }

    /// Makes the picture numbers at `payload` in `datagram` the slot's own (RFC 7741 §4.2).
    func rewrite(_ vp8: VP8PayloadDescriptor, in datagram: inout MutableSpan<UInt8>, payload: Int) {
        if let picture = vp8.pictureID {
            let out = (picture &+ pictureOffset) & 0x7FFF
            datagram[payload + vp8.pictureIDOffset] = 0x80 | UInt8(truncatingIfNeeded: out >> 8)
            datagram[payload + vp8.pictureIDOffset + 1] = UInt8(truncatingIfNeeded: out)
        }
        if let index = vp8.temporalLevelZeroIndex {
            datagram[payload + vp8.temporalLevelZeroIndexOffset] = index &+ temporalOffset
        }
        if let key = vp8.keyIndex {
            let place = payload + vp8.keyIndexOffset
            datagram[place] = datagram[place] & 0xE0 | (key &+ keyOffset) & 0x1F
        }
    }
}

/// The last picture numbers that a slot sent, from which the next splice goes on.
struct PictureNumbers: BitwiseCopyable, Sendable {
    private var picture: UInt16?
    private var temporal: UInt8?
    private var key: UInt8?

    init() {}

    mutating func sent(_ vp8: VP8PayloadDescriptor, by splice: Splice) {
        if let value = vp8.pictureID { picture = value &+ splice.pictureOffset }
        if let value = vp8.temporalLevelZeroIndex { temporal = value &+ splice.temporalOffset }
        if let value = vp8.keyIndex { key = value &+ splice.keyOffset }
    }

    /// Keeps free the numbers of a frame that may still come before `vp8`'s, which is left out.
    mutating func leftOut(_ vp8: VP8PayloadDescriptor, by splice: Splice) {
        if let value = vp8.pictureID {
            let before = value &- 1 &+ splice.pictureOffset
            if let picture, 1..<0x4000 ~= (before &- picture) & 0x7FFF { self.picture = before }
        }
        if let value = vp8.temporalLevelZeroIndex {
            let base = value &+ splice.temporalOffset
            if let temporal, 1..<0x80 ~= base &- temporal { self.temporal = base }
        }
    }

    /// Fits `splice` so that its first packet follows the last one sent.
    func fit(_ splice: inout Splice, to vp8: VP8PayloadDescriptor) {
        if let picture, let value = vp8.pictureID { splice.pictureOffset = picture &+ 1 &- value }
        if let temporal, let value = vp8.temporalLevelZeroIndex { splice.temporalOffset = temporal &+ 1 &- value }
        if let key, let value = vp8.keyIndex { splice.keyOffset = key &+ 1 &- value }
    }
}
