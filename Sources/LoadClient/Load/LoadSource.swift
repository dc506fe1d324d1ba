import Basics
import Wire

/// One source of a load: a picture in frames of packets and a sound, every packet numbered and its sending noted.
final class LoadSource {
    /// What tells our packets from any others at the end of each payload: a mark, the source and the packet's number.
    static let trailerBytes = 12
    private static let mark: UInt16 = 0xD1E4
    /// Packets whose time of sending is remembered; at ten times the usual rate some ten seconds.
    private static let remembered = 1 << 16
    /// With header, extension, descriptor and tag a packet of 1,100 bytes.
    private static let videoBytes = 1_058
    private static let soundBytes = 90
    /// A client that cannot keep up does not make good more than this.
    private static let arrearsMax: Duration = .milliseconds(-100)

    let number: UInt16
    private(set) var video: Track
    private(set) var sound: Track
    private let request: SourceRequest
    private var pace = Pace()
    private var transport: UInt16 = 0
    private var pictureID: UInt16 = 1
    private var zeroIndex: UInt8 = 0
    private var wantsKeyFrame = true
    private(set) var keyFramesAsked = 0
    private var nextFrame: Instant
    private var nextSound: Instant
    private let filling: [UInt8]

    struct Pace {
        var framesPerSecond = 25
        var packetsPerFrame = 10
    }

    /// One stream: its numbers, and when each of its packets was sent.
    struct Track {
        let ssrc: SSRC
        let clockRate: UInt32
        /// The number of the next packet; its sequence number is its lower part.
        var next: Int64 = 1_000
        var window: Range<Int64> = 0..<0
        private var sendTimes = ContiguousArray<Int64>(repeating: 0, count: remembered)
        private(set) var octets: UInt32 = 0

        init(_ ssrc: UInt32, clockRate: UInt32) {
            self.ssrc = SSRC(ssrc)
            self.clockRate = clockRate
        }

        func sendTime(_ number: Int64) -> Int64 { sendTimes[Int(truncatingIfNeeded: number) & (remembered - 1)] }

        mutating func take(at wall: Int64, bytes: Int) -> Int64 {
            defer { next += 1 }
            sendTimes[Int(truncatingIfNeeded: next) & (remembered - 1)] = wall
            octets &+= UInt32(bytes)
            return next
        }
    }

    init(_ request: SourceRequest, at now: Instant) {
        self.request = request
        number = request.number
        video = Track(request.videoSSRC, clockRate: 90_000)
        sound = Track(request.audioSSRC, clockRate: 48_000)
        // Sources that begin in one moment would send in one moment for ever.
        let phase = Duration.microseconds(Int64(request.number) * 1_337 % 40_000)
        nextFrame = now.advanced(by: phase)
        nextSound = now.advanced(by: phase)
        filling = (0..<Self.videoBytes + 1).map { UInt8(truncatingIfNeeded: $0 &* 7) | 1 }
    }

    func setPace(_ pace: Pace) { self.pace = pace }
    func askForKeyFrame() {
        wantsKeyFrame = true
        keyFramesAsked += 1
    }

    func beginWindow() {
        video.window = video.next..<Int64.max
        sound.window = sound.next..<Int64.max
    }

    func endWindow() {
        video.window = video.window.lowerBound..<max(video.next, video.window.lowerBound)
        sound.window = sound.window.lowerBound..<max(sound.next, sound.window.lowerBound)
    }

    var sentInWindow: Int { video.window.count + sound.window.count }
    var deadline: Instant { min(nextFrame, nextSound) }

    /// Whether a packet belongs to what is measured, and when it was sent; asked for each packet received.
    func videoFacts(_ packet: Int64) -> (isMeasured: Bool, sent: Int64) {
        (video.window.contains(packet), video.sendTime(packet))
    }

    func soundFacts(_ packet: Int64) -> (isMeasured: Bool, sent: Int64) {
        (sound.window.contains(packet), sound.sendTime(packet))
    }

    /// Hands over what is due by `now`, a packet at a time.
    func packetsDue(at now: Instant, wall: Int64, _ send: (OutgoingPacket) -> Void) {
        if nextFrame <= now {
            frame(at: now, wall: wall, send)
            nextFrame = max(
                nextFrame.advanced(by: .nanoseconds(1_000_000_000 / pace.framesPerSecond)), now.advanced(by: Self.arrearsMax))
        }
        if nextSound <= now {
            send(soundPacket(at: now, wall: wall))
            nextSound = max(nextSound.advanced(by: .milliseconds(20)), now.advanced(by: Self.arrearsMax))
        }
    }

    func reports(at now: Instant, ntp: NTPTime) -> [SenderReport] {
        [video, sound].map { track in
            SenderReport(
                ssrc: track.ssrc, ntp: ntp, rtpTimestamp: timestamp(now, track.clockRate),
                packetCount: UInt32(truncatingIfNeeded: track.next), octetCount: track.octets
            )
        }
    }

    /// The number and source that a packet of ours names at the end of its payload.
    static func trailer(of payload: Span<UInt8>) -> (source: UInt16, number: Int64)? {
        guard payload.count >= trailerBytes else { return nil }
        let start = payload.count - trailerBytes
        guard payload.bigEndian16(at: start) == mark else { return nil }
        let upper = UInt64(payload.bigEndian32(at: start + 4))
        let lower = UInt64(payload.bigEndian32(at: start + 8))
        return (payload.bigEndian16(at: start + 2), Int64(bitPattern: upper << 32 | lower))
    }

    // MARK: Packets

    private func frame(at now: Instant, wall: Int64, _ send: (OutgoingPacket) -> Void) {
        let count = pace.packetsPerFrame
        let isKeyFrame = wantsKeyFrame
        wantsKeyFrame = false
        pictureID = (pictureID + 1) & 0x7FFF
        zeroIndex &+= 1
        for place in 0..<count {
            // A frame is cut into about equal parts, of which the last ones are a byte longer.
            let bytes = Self.videoBytes + (place >= count - count * 2 / 5 ? 1 : 0)
            var media = Array(filling[0..<bytes])
            // The first bit of a VP8 frame says whether it needs the one before it (RFC 6386 §9.1).
            if place == 0 { media[0] = isKeyFrame ? media[0] & ~1 : media[0] | 1 }
            let packet = video.take(at: wall, bytes: bytes)
            Self.write(number, packet, to: &media)
            send(outgoing(
                media, packet, type: request.videoType, video, at: now, isLast: place == count - 1,
                .vp8(pictureID: pictureID, zeroIndex: zeroIndex, isFirst: place == 0)
            ))
        }
    }

    private func soundPacket(at now: Instant, wall: Int64) -> OutgoingPacket {
        var media = Array(filling[0..<Self.soundBytes])
        let packet = sound.take(at: wall, bytes: media.count)
        Self.write(number, packet, to: &media)
        return outgoing(media, packet, type: request.audioType, sound, at: now, isLast: false, .none)
    }

    private func outgoing(
        _ media: [UInt8], _ packet: Int64, type: UInt8, _ track: Track, at now: Instant, isLast: Bool,
        _ prefix: OutgoingPacket.Prefix
    ) -> OutgoingPacket {
        var extensions = OutgoingPacket.Extensions()
        if let id = request.transportID {
            transport &+= 1
            extensions.transport = (id, SequenceNumber(transport))
        }
        if track.clockRate == 48_000, let id = request.levelID {
            extensions.level = (id, AudioLevel(hasVoice: true, decibels: -20))
        }
        return OutgoingPacket(
            marker: isLast, payloadType: type, sequence: SequenceNumber(UInt16(truncatingIfNeeded: packet)),
            rollover: UInt32(truncatingIfNeeded: packet >> 16), timestamp: timestamp(now, track.clockRate),
            ssrc: track.ssrc, extensions: extensions, prefix: prefix, media: media, range: media.indices
        )
    }

    private func timestamp(_ now: Instant, _ rate: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: now.sinceStart.nanoseconds / 1_000 * Int64(rate) / 1_000_000)
    }

    private static func write(_ source: UInt16, _ packet: Int64, to media: inout [UInt8]) {
        let start = media.count - trailerBytes
        let words = [UInt64(mark) << 16 | UInt64(source), UInt64(bitPattern: packet)]
        for place in 0..<4 { media[start + place] = UInt8(truncatingIfNeeded: words[0] >> UInt64(24 - 8 * place)) }
        for place in 0..<8 { media[start + 4 + place] = UInt8(truncatingIfNeeded: words[1] >> UInt64(56 - 8 * place)) }
    }
}
