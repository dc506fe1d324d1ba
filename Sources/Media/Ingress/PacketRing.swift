import Wire
import Basics

/// What forwarding needs to know of one plaintext packet.
struct StoredPacket: BitwiseCopyable, Sendable {
    /// The stream's own unwrapped number, without gaps for what we dropped.
    var number: Int64 = -1
    var timestamp: UInt32 = 0
    var length: Int32 = 0
    /// The length that its neighbours of one frame share, so that they ride in one segmented send.
    var paddedLength: Int32 = 0
    var marker = false
    var isKeyFrameStart = false
    var vp8: VP8PayloadDescriptor?
}

/// The last packets of one stream in plain text, for retransmission and for those who join a burst.
struct PacketRing {
    private var arena: ContiguousArray<UInt8> = []
    private var packets: ContiguousArray<StoredPacket> = []
    private var mask = 0

    /// Room for one payload; larger datagrams were refused at the socket.
    private static let stride = Limits.datagramBytes
    private static let initialCapacity = 32

    init() {}

    var capacity: Int { packets.count }
    var bytes: Int { arena.count + packets.count * MemoryLayout<StoredPacket>.stride }

    func packet(_ number: Int64) -> StoredPacket? {
        guard !packets.isEmpty, number >= 0 else { return nil }
        let packet = packets[Int(number) & mask]
        return packet.number == number ? packet : nil
    }

    /// The packet that one with `number` would overwrite, or `nil` when its place is free.
    func evicted(by number: Int64) -> StoredPacket? {
        guard !packets.isEmpty else { return nil }
        let present = packets[Int(number) & mask]
        return present.number >= 0 && present.number != number ? present : nil
    }

    /// Doubles the room, up to `limit` packets; returns `false` at the limit.
    mutating func grow(to limit: Int) -> Bool {
        guard packets.count < limit else { return false }
        let capacity = packets.isEmpty ? Self.initialCapacity : packets.count * 2
        var arena = ContiguousArray<UInt8>(repeating: 0, count: capacity * Self.stride)
        var packets = ContiguousArray<StoredPacket>(repeating: StoredPacket(), count: capacity)
        for packet in self.packets where packet.number >= 0 {
            let from = (Int(packet.number) & mask) * Self.stride
            let to = Int(packet.number) & (capacity - 1)
            packets[to] = packet
            for index in 0..<Int(packet.length) { arena[to * Self.stride + index] = self.arena[from + index] }
        }
        self.arena = arena
        self.packets = packets
        mask = capacity - 1
        return true
    }

    mutating func releaseAll() {
        self = PacketRing()
    }

    mutating func store(_ packet: StoredPacket, payload: Span<UInt8>) {
        if packets.isEmpty { _ = grow(to: Self.initialCapacity) }
        let place = Int(packet.number) & mask
        packets[place] = packet
        let start = place * Self.stride
        var room = arena.mutableSpan._consumingExtracting(start..<start + payload.count)
        for index in payload.indices { room[index] = payload[index] }
    }

    /// Lets the packets of one frame share `length`.
    mutating func pad(_ number: Int64, to length: Int32) {
        packets[Int(number) & mask].paddedLength = length
    }

    /// Copies the payload of a stored packet to `offset` in `datagram`.
    func copy(_ packet: StoredPacket, into datagram: inout MutableSpan<UInt8>, at offset: Int) {
        let start = (Int(packet.number) & mask) * Self.stride
        let length = Int(packet.length)
        let payload = arena.span.extracting(start..<start + length)
        var room = datagram._mutatingExtracting(offset..<offset + length)
        for index in payload.indices { room[index] = payload[index] }
    }
}
