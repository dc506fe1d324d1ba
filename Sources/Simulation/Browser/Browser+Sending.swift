import Basics
import Wire

extension Browser {
    func prepareSending(at now: Instant) {
        if options.hasMicrophone {
            let stream = OutgoingStream(
                ssrc(), payloadType: BrowserOffer.audioType, clockRate: 48_000, using: &random)
            microphone = (stream, 0)
        }
        for (layer, shape) in options.layers {
            let media = OutgoingStream(ssrc(), payloadType: BrowserOffer.videoType, clockRate: 90_000, using: &random)
            let again = OutgoingStream(
                ssrc(), payloadType: BrowserOffer.retransmissionType, clockRate: 90_000, using: &random)
            camera.append(
                LayerEncoder(
                    layer, rid: options.layers.count > 1 ? layer.rid : nil, feed: FeedID(peer: id, source: .camera),
                    format: options.format, shape: shape, media: media, again: again, using: &random))
            nextFrames.append(now)
        }
    }

    private func ssrc() -> SSRC { SSRC(UInt32.random(in: 1...UInt32.max, using: &random)) }

    /// The time on the browser's own clock.
    func clock(at now: Instant) -> Instant {
        let own = Double(now.sinceStart.nanoseconds) * (1 + options.clockSkew)
        return Instant(sinceStart: .nanoseconds(Int64(own)) + options.clockOffset)
    }

    func sendMedia(at now: Instant) {
        while microphone != nil, nextAudio <= now { sendSound(at: now) }
        for place in camera.indices where camera[place].isActive && nextFrames[place] <= now {
            sendFrame(of: place, at: now)
            let period = Duration.nanoseconds(1_000_000_000 / Int64(camera[place].shape.framesPerSecond))
            nextFrames[place] = max(now, nextFrames[place].advanced(by: period))
        }
    }

    func setActive(_ isActive: Bool, layer place: Int, at now: Instant) {
        nextFrames[place] = max(now, nextFrames[place])
        camera[place].setActive(isActive)
    }

    private func sendSound(at now: Instant) {
        guard var (stream, frame) = microphone else { return }
        nextAudio = max(now, nextAudio.advanced(by: isSpeaking ? options.audioInterval : options.silenceInterval))
        var payload: [UInt8] = []
        Stamp(FeedID(peer: id, source: .microphone), .high, frame: frame, captured: now)
            .append(to: &payload, size: isSpeaking ? options.audioBytes : 0)
        var extensions: [(id: UInt8, value: [UInt8])] = [(ExtensionID.audioLevel, [isSpeaking ? 0x80 | 30 : 127])]
        if !stream.isKnown { extensions.append((ExtensionID.mid, Array(BrowserOffer.microphoneMID.utf8))) }
        let packet = OutgoingPacket(
            marker: false, index: stream.takeIndex(octets: payload.count),
            timestamp: stream.timestamp(at: clock(at: now)), ssrc: stream.ssrc, payloadType: stream.payloadType,
            extensions: extensions, payload: payload)
        frame += 1
        microphone = (stream, frame)
        outbox.append((now, packet.sealed()))
    }

    private func sendFrame(of place: Int, at now: Instant) {
        let packets = camera[place].nextFrame(captured: now, at: clock(at: now), using: &random)
        var moment = now
        for packet in packets {
            outbox.append((moment, sealed(packet, of: camera[place])))
            if options.paces { moment = moment.advanced(by: .microseconds(1_000)) }
        }
    }

    private func sealed(_ packet: LayerEncoder.Packet, of layer: LayerEncoder) -> [UInt8] {
        OutgoingPacket(
            marker: packet.marker, index: packet.index, timestamp: packet.timestamp, ssrc: layer.media.ssrc,
            payloadType: layer.media.payloadType,
            extensions: extensions(isKnown: layer.media.isKnown, rid: layer.rid, under: ExtensionID.rid),
            payload: packet.payload
        ).sealed()
    }

    private func extensions(isKnown: Bool, rid: String?, under id: UInt8) -> [(id: UInt8, value: [UInt8])] {
        var extensions: [(id: UInt8, value: [UInt8])] = [
            (ExtensionID.transportSequence, [UInt8(transportSequence >> 8), UInt8(transportSequence & 0xFF)])
        ]
        transportSequence &+= 1
        if !isKnown {
            extensions.append((ExtensionID.mid, Array(BrowserOffer.cameraMID(options).utf8)))
            if let rid { extensions.append((id, Array(rid.utf8))) }
        }
        return extensions
    }

    /// Sends again what the server misses (RFC 4588).
    private func resend(_ sequence: SequenceNumber, of place: Int, at now: Instant) {
        guard let packet = camera[place].missed(sequence, roundTrip: roundTrip, at: now) else { return }
        var payload: [UInt8] = []
        payload.append(big: UInt16(truncatingIfNeeded: packet.index))
        payload += packet.payload
        let stream = camera[place].again
        let again = OutgoingPacket(
            marker: packet.marker, index: camera[place].again.takeIndex(octets: payload.count),
            timestamp: packet.timestamp, ssrc: stream.ssrc, payloadType: stream.payloadType,
            // Nobody reports on it, so it says in each packet what it is.
            extensions: extensions(isKnown: false, rid: camera[place].rid, under: ExtensionID.repairedRID),
            payload: payload)
        outbox.append((now, again.sealed()))
    }

    // MARK: Control

    func handle(_ packet: RTCPPacket, at now: Instant) {
        switch packet {
        case .nack(_, let media, let entries):
            guard let place = camera.firstIndex(where: { $0.media.ssrc == media }) else { return }
            for entry in entries { for sequence in entry.sequences { resend(sequence, of: place, at: now) } }
        case .pictureLossIndication(_, let media):
            guard let place = camera.firstIndex(where: { $0.media.ssrc == media }) else { return }
            camera[place].wantKeyFrame()
        case .senderReport(let report):
            clocks[report.ssrc.rawValue] = (report.ntp, report.rtpTimestamp, now)
            reception[report.ssrc.rawValue, default: BrowserReception()].lastReport = (report.ntp.middle, now)
            for block in report.reports { acknowledge(block, at: now) }
        case .receiverReport(_, let blocks):
            for block in blocks { acknowledge(block, at: now) }
        default:
            break
        }
    }

    private func acknowledge(_ block: ReportBlock, at now: Instant) {
        if microphone?.stream.ssrc == block.ssrc { microphone?.stream.isKnown = true }
        for place in camera.indices where camera[place].media.ssrc == block.ssrc {
            camera[place].media.isKnown = true
        }
        guard block.lastSenderReport != 0 else { return }
        let units = ntp(at: now).middle &- block.lastSenderReport &- block.delaySinceLastSenderReport
        guard units < 10 * 65_536 else { return }
        roundTrip = max(.milliseconds(10), .nanoseconds(Int64(units) * 1_000_000_000 / 65_536))
    }

    func ntp(at now: Instant) -> NTPTime { NTPTime(nanosecondsSince1970: clock(at: now).sinceStart.nanoseconds) }

    /// Sender reports on what flows, and receiver reports on what comes (RFC 3550 §6.4).
    func report(at now: Instant) {
        var packets: [RTCPPacket] = []
        func add(_ stream: OutgoingStream) {
            guard stream.packetCount > 0 else { return }
            packets.append(
                .senderReport(
                    SenderReport(
                        ssrc: stream.ssrc, ntp: ntp(at: now), rtpTimestamp: stream.timestamp(at: clock(at: now)),
                        packetCount: stream.packetCount, octetCount: stream.octetCount)))
        }
        if let microphone { add(microphone.stream) }
        for layer in camera where layer.isActive { add(layer.media) }
        var blocks: [ReportBlock] = []
        for slot in slots {
            guard let block = reception[slot.ssrc]?.block(SSRC(slot.ssrc), at: now) else { continue }
            if blocks.count < 31 { blocks.append(block) }
        }
        if !blocks.isEmpty { packets.append(.receiverReport(reporter, blocks)) }
        if !packets.isEmpty { send(packets, at: now) }
    }
}
