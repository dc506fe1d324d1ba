import Basics
import Wire

/// The sounds before one, carried with it (RFC 2198): what a line loses of one packet comes with the next.
///
/// It is a function of the stream's ring, so that nothing has to be remembered for a receiver.
struct Redundancy: BitwiseCopyable {
    /// As they stand in the packet, one of them at least.
    private let older: StoredPacket?
    private let newer: StoredPacket?
    /// What stands before the packet's own payload.
    let length: Int

    /// The sounds right before `packet`, at most `depth` of them, none from before number `first`; `nil` when there is none to carry.
    init?(before packet: StoredPacket, notBefore first: Int64, in ring: PacketRing, depth: Int) {
        let newer = Self.earlier(packet.number - 1, than: packet, notBefore: first, in: ring)
        let older = depth > 1 ? Self.earlier(packet.number - 2, than: packet, notBefore: first, in: ring) : nil
        let length = Self.room(of: older) + Self.room(of: newer) + RedundantBlock.lastHeaderBytes
        guard newer != nil || older != nil, length + Int(packet.length) <= Self.bytesMax else { return nil }
        self.newer = newer
        self.older = older
        self.length = length
    }

    /// Sound is a tenth of it; what is larger is no speech, and would not fit a datagram three times.
    private static var bytesMax: Int { 1_200 }

    private static func room(of block: StoredPacket?) -> Int {
        block.map { RedundantBlock.headerBytes + Int($0.length) } ?? 0
    }

    private static func earlier(
        _ number: Int64, than packet: StoredPacket, notBefore first: Int64, in ring: PacketRing
    ) -> StoredPacket? {
        guard number >= first, let block = ring.packet(number) else { return nil }
        // After a pause of the speaker it would be too long ago to be of use, or to be said.
        let isSayable = RedundantBlock.offsets.contains(packet.timestamp &- block.timestamp)
            && RedundantBlock.lengths.contains(Int(block.length))
        return isSayable && block.timestamp != packet.timestamp ? block : nil
    }

    /// Writes the headers and the earlier payloads at `offset`; the packet's own follows them.
    @_lifetime(datagram: copy datagram)
    func write(
        before packet: StoredPacket, payloadType: UInt8, from ring: borrowing PacketRing, into datagram: inout MutableSpan<UInt8>,
        at offset: Int
    ) {
        var header = offset
        var payload = offset + length - Int((older?.length ?? 0) + (newer?.length ?? 0))
        if let older {
            write(older, before: packet, payloadType, from: ring, into: &datagram, header: &header, payload: &payload)
        }
        if let newer {
            write(newer, before: packet, payloadType, from: ring, into: &datagram, header: &header, payload: &payload)
        }
        datagram[header] = payloadType
    }

    @_lifetime(datagram: copy datagram)
    private func write(
        _ block: StoredPacket, before packet: StoredPacket, _ payloadType: UInt8, from ring: borrowing PacketRing,
        into datagram: inout MutableSpan<UInt8>, header: inout Int, payload: inout Int
    ) {
        RedundantBlock.writeHeader(
            payloadType: payloadType, timestampOffset: packet.timestamp &- block.timestamp, length: Int(block.length),
            into: &datagram, at: header)
        ring.copy(block, into: &datagram, at: payload)
        header += RedundantBlock.headerBytes
        payload += Int(block.length)
    }
}
