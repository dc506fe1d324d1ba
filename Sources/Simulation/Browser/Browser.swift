import Basics
import Wire

/// A hall's browser without a screen: it connects, sends stamped media, and judges what it gets.
///
/// Call ``handle(_:at:)`` for each datagram, ``advance(at:)`` when ``deadline`` has come, and then take what is in `outbox`.
final class Browser {
    enum Phase: Equatable { case checking, shaking, connected, gone }

    let id: PeerID
    let options: BrowserOptions
    let offer: String
    private(set) var phase = Phase.checking
    /// What is to be sent, and when: a paced frame goes out little by little.
    var outbox: [(at: Instant, bytes: [UInt8])] = []
    var complaints: [String] = []
    var random: SeededGenerator
    let cryptography: NullCryptography

    private var fragment = ""
    private var password = ""
    private var nextCheck: Instant
    private var controlIndex: UInt32 = 0
    private var rollovers: [UInt32: SequenceUnwrapper] = [:]
    let reporter: SSRC

    var microphone: (stream: OutgoingStream, frame: UInt32)?
    var camera: [LayerEncoder] = []
    var isSpeaking = false
    var transportSequence: UInt16 = 0
    var nextAudio: Instant
    var nextFrames: [Instant] = []
    var nextReport: Instant
    var roundTrip: Duration = .milliseconds(100)

    var slots: [BrowserSlot] = []
    /// By SSRC: the place of the slot, and whether it is its retransmissions.
    var places: [UInt32: (slot: Int, isAgain: Bool)] = [:]
    var nextLook: Instant
    var nextTelling: Instant
    var feedback = BrowserFeedback()
    var reception: [UInt32: BrowserReception] = [:]
    var clocks: [UInt32: (ntp: NTPTime, timestamp: UInt32, at: Instant)] = [:]
    /// What was shown and played since the last look, by slot.
    var appeared: [(slot: Int, picture: PictureReceiver.Shown)] = []
    var heard: [(slot: Int, sound: VoiceReceiver.Heard)] = []
    var light = LightCounters()

    init(id: PeerID, options: BrowserOptions, cryptography: NullCryptography, seed: UInt64, at now: Instant) {
        self.id = id
        self.options = options
        self.cryptography = cryptography
        random = SeededGenerator(seed: seed)
        reporter = SSRC(UInt32.random(in: 1...UInt32.max, using: &random))
        offer = BrowserOffer(options).text
        nextCheck = now
        nextAudio = now
        nextReport = now
        nextLook = now
        nextTelling = now
        prepareSending(at: now)
    }

    /// Reads the server's answer.
    func take(answer text: String) throws {
        let answer = try SessionDescription(parsing: text)
        guard let first = answer.sections.first(where: { $0.port != 0 }) else { return }
        fragment = first.iceUfrag ?? ""
        password = first.icePwd ?? ""
        var counts: [MediaKind: Int] = [:]
        for section in answer.sections where section.port != 0 && section.direction == .sendonly {
            let kind: MediaKind = section.kind == .audio ? .audio : .video
            let id = SlotID(kind, counts[kind, default: 0])
            counts[kind, default: 0] += 1
            var ssrcs: [UInt32] = []
            for source in section.sources where !ssrcs.contains(source.ssrc.rawValue) { ssrcs.append(source.ssrc.rawValue) }
            guard let media = ssrcs.first else { continue }
            places[media] = (slots.count, false)
            if ssrcs.count > 1 { places[ssrcs[1]] = (slots.count, true) }
            slots.append(
                BrowserSlot(
                    id: id, ssrc: media,
                    pictures: kind == .video && options.plays ? PictureReceiver(codec: options.format.codec) : nil,
                    voice: kind == .audio && options.plays
                        ? VoiceReceiver(hasForwardErrorCorrection: options.correctsErrors) : nil))
        }
    }

    /// Closes the page: one alert, which may be lost.
    func leave(at now: Instant) {
        outbox.append((now, [21, 0]))
        phase = .gone
    }

    /// Falls silent without a word.
    func crash() { phase = .gone }

    // MARK: Input

    func handle(_ datagram: [UInt8], at now: Instant) {
        guard phase != .gone else { return }
        switch DatagramKind.classify(datagram.span) {
        case .stun:
            guard phase == .checking, let message = try? STUNMessage(parsing: datagram.span),
                message.kind == .bindingSuccess
            else { return }
            phase = .shaking
            nextCheck = now
        case .dtls:
            if datagram.first == 22, phase == .shaking {
                phase = .connected
                begin(at: now)
            }
        case .rtp:
            if phase == .connected { handleMedia(datagram, at: now) }
        case .rtcp:
            if phase == .connected { handleControl(datagram, at: now) }
        case .unknown:
            complaints.append("a datagram of no kind")
        }
    }

    private func begin(at now: Instant) {
        func later(_ interval: Duration) -> Instant {
            now.advanced(by: .nanoseconds(Int64.random(in: 0..<interval.nanoseconds, using: &random)))
        }
        nextCheck = now.advanced(by: .milliseconds(2_500))
        nextAudio = later(options.audioInterval)
        for place in nextFrames.indices { nextFrames[place] = later(.milliseconds(66)) }
        nextReport = later(.milliseconds(500))
        nextLook = later(Self.lookInterval)
    }

    private func handleMedia(_ datagram: [UInt8], at now: Instant) {
        guard let header = try? RTPHeader(parsing: datagram.span), let place = places[header.ssrc.rawValue] else {
            complaints.append("a packet of a stream that was not announced")
            return
        }
        var unwrapper = rollovers[header.ssrc.rawValue] ?? SequenceUnwrapper()
        let index = unwrapper.unwrap(header.sequence)
        var bytes = datagram
        var room = bytes.mutableSpan
        let length = try? NullCipher().openRTP(
            &room, length: datagram.count, headerLength: header.length, rollover: UInt32(truncatingIfNeeded: index >> 16))
        guard let length else {
            complaints.append("a packet that does not open, number \(index)")
            return
        }
        rollovers[header.ssrc.rawValue] = unwrapper
        if let number = header.extensionElement(ExtensionID.transportSequence, in: datagram.span) {
            feedback.receive(SequenceNumber(bytes.span.bigEndian16(at: number.lowerBound)), at: now)
        }
        let padding = header.hasPadding ? Int(bytes[length - 1]) : 0
        let start = header.length + (place.isAgain ? 2 : 0)
        guard length - padding > start else { return }
        receive(
            header, Array(bytes[start..<length - padding]), slot: place.slot,
            original: place.isAgain
                ? SequenceNumber(UInt16(bytes[header.length]) << 8 | UInt16(bytes[header.length + 1])) : nil,
            at: now)
    }

    private func handleControl(_ datagram: [UInt8], at now: Instant) {
        var bytes = datagram
        var room = bytes.mutableSpan
        guard let (length, _) = try? NullCipher().openRTCP(&room, length: datagram.count),
            let packets = try? RTCPPacket.parse(compound: room.span.extracting(0..<length))
        else {
            complaints.append("a control packet that does not open")
            return
        }
        for packet in packets { handle(packet, at: now) }
    }

    // MARK: Time

    var deadline: Instant? {
        switch phase {
        case .gone: return nil
        case .checking, .shaking: return nextCheck
        case .connected:
            var moment = min(nextCheck, nextReport)
            if microphone != nil { moment = min(moment, nextAudio) }
            for place in camera.indices where camera[place].isActive { moment = min(moment, nextFrames[place]) }
            if options.plays { moment = min(moment, playDeadline) }
            return moment
        }
    }

    func advance(at now: Instant) {
        switch phase {
        case .gone: return
        case .checking, .shaking:
            guard nextCheck <= now else { return }
            outbox.append((now, check()))
            if phase == .shaking { outbox.append((now, [22, 0, 0])) }
            nextCheck = now.advanced(by: .milliseconds(100))
        case .connected:
            if nextCheck <= now {
                outbox.append((now, check()))
                nextCheck = now.advanced(by: .milliseconds(Int64.random(in: 2_000...3_000, using: &random)))
            }
            sendMedia(at: now)
            if options.plays { play(at: now) }
            if nextReport <= now {
                report(at: now)
                nextReport = now.advanced(by: .milliseconds(1_000))
            }
        }
    }

    private func check() -> [UInt8] {
        var message = STUNMessage(.bindingRequest, transaction: .random(using: &random))
        message.username = "\(fragment):abcd"
        message.useCandidate = true
        message.controlling = 1
        return message.encoded(key: Array(password.utf8), by: cryptography)
    }

    func send(_ packets: [RTCPPacket], at now: Instant) {
        let plain = RTCPPacket.encode(packets)
        var bytes = plain + [UInt8](repeating: 0, count: 8)
        var room = bytes.mutableSpan
        _ = NullCipher().sealRTCP(&room, length: plain.count, index: controlIndex)
        controlIndex += 1
        outbox.append((now, bytes))
    }
}

/// What a browser that does not play notes of what it gets.
struct LightCounters {
    var packets = 0
    var bytes = 0
    var last: [SlotID: Stamp] = [:]
}
