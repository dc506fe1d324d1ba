import Basics
import Wire

/// One SSRC that a browser sends.
struct OutgoingStream {
    let ssrc: SSRC
    let payloadType: UInt8
    let clockRate: UInt32
    private let base: UInt32
    /// Wide, so that the rollover counter is its upper part.
    private(set) var nextIndex: Int64
    private(set) var packetCount: UInt32 = 0
    private(set) var octetCount: UInt32 = 0
    /// The server reported on it, so it knows what it is.
    var isKnown = false

    init(_ ssrc: SSRC, payloadType: UInt8, clockRate: UInt32, using random: inout SeededGenerator) {
        self.ssrc = ssrc
        self.payloadType = payloadType
        self.clockRate = clockRate
        base = UInt32.random(in: 0...UInt32.max, using: &random)
        // The upper half would make a lost first packet a wrong guess of the rollover counter (RFC 3711 §3.3.1).
        nextIndex = Int64.random(in: 0..<0x8000, using: &random)
    }

    /// `clock` is the browser's own.
    func timestamp(at clock: Instant) -> UInt32 {
        base &+ UInt32(truncatingIfNeeded: clock.sinceStart.nanoseconds / 1_000 * Int64(clockRate) / 1_000_000)
    }

    mutating func takeIndex(octets: Int) -> Int64 {
        defer { nextIndex += 1 }
        packetCount &+= 1
        octetCount &+= UInt32(truncatingIfNeeded: octets)
        return nextIndex
    }
}

/// The header extensions that a browser offers, under one id each.
enum ExtensionID {
    static let mid: UInt8 = 1
    static let rid: UInt8 = 2
    static let repairedRID: UInt8 = 3
    static let transportSequence: UInt8 = 4
    static let audioLevel: UInt8 = 5
}

/// One RTP packet as a browser writes it.
struct OutgoingPacket {
    var marker: Bool
    var index: Int64
    var timestamp: UInt32
    var ssrc: SSRC
    var payloadType: UInt8
    var extensions: [(id: UInt8, value: [UInt8])] = []
    var payload: [UInt8]

    func sealed() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 64)
        bytes.append(extensions.isEmpty ? 0x80 : 0x90)
        bytes.append((marker ? 0x80 : 0) | payloadType)
        bytes.append(big: UInt16(truncatingIfNeeded: index))
        bytes.append(big: timestamp)
        bytes.append(big: ssrc.rawValue)
        if !extensions.isEmpty {
            var elements: [UInt8] = []
            for (id, value) in extensions {
                elements.append(id << 4 | UInt8(value.count - 1))
                elements += value
            }
            while elements.count % 4 != 0 { elements.append(0) }
            bytes.append(big: 0xBEDE as UInt16)
            bytes.append(big: UInt16(elements.count / 4))
            bytes += elements
        }
        let header = bytes.count
        bytes += payload
        let length = bytes.count
        bytes += [0, 0, 0, 0]
        var room = bytes.mutableSpan
        _ = NullCipher().sealRTP(
            &room, length: length, headerLength: header, rollover: UInt32(truncatingIfNeeded: index >> 16))
        return bytes
    }
}
