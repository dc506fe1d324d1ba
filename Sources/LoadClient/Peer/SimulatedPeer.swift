package import Basics
import Wire

/// A WebRTC client without encoder, decoder, socket or clock: it plays a card and counts what it gets.
///
/// Call `handle` for each datagram and `advance` when `deadline` has come; both put what is due into a batch.
package final class SimulatedPeer<Provider: Cryptography> {
    package typealias Cipher = Provider.Endpoint.Cipher

    package enum Phase: Equatable, Sendable {
        case offering, connecting, connected
        case ended(reason: String)
    }

    static var reportInterval: Duration { .seconds(1) }

    /// The offer, to be sent to the server.
    package let offer: String
    package private(set) var phase = Phase.offering
    package internal(set) var statistics = PeerStatistics()
    /// Whether the microphone sounds; otherwise it is quiet when the options say so.
    package var isSpeaking = false

    let options: PeerOptions
    let card: SiteCard
    let cryptography: Provider
    let identity: PeerIdentity
    var random: SeededGenerator
    private let wallStart: NTPTime
    private let described: PeerOffer
    private var answer: PeerAnswer?
    private var checks: ConnectivityChecks?
    private var endpoint: Provider.Endpoint?
    private var ciphers: SRTPCiphers<Cipher>?
    private var dtlsDeadline: Instant?

    var sending = SendingSide()
    var receiving = ReceivingSide()
    private var controlIndex: UInt32 = 0
    private var nextReport = Instant.start

    /// `wall` is the calendar's time at `Instant.start`, for sender reports.
    package init(
        _ cryptography: Provider, card: SiteCard, options: PeerOptions = PeerOptions(), wall: WallTime, seed: UInt64
    ) {
        self.cryptography = cryptography
        self.card = card
        self.options = options
        wallStart = NTPTime(wall)
        random = SeededGenerator(seed: seed)
        identity = PeerIdentity(options, using: &random)
        described = PeerOffer(options, identity, fingerprint: cryptography.fingerprint)
        offer = described.description.description
    }

    /// Takes the server's answer and begins to connect.
    package func take(answer text: String, at now: Instant) throws {
        precondition(phase == .offering, "an answer to no offer")
        let answer = try PeerAnswer(text, to: described)
        self.answer = answer
        checks = ConnectivityChecks(answer, identity, at: now)
        sending.prepare(answer, options, card, identity, using: &random)
        receiving.prepare(answer)
        phase = .connecting
    }

    /// Sends these layers and no others.
    package func setWanted(camera: Set<Layer>, presentation: Bool) {
        sending.setWanted(camera: camera, presentation: presentation)
    }

    /// When `advance` wants to be called, if no datagram comes before.
    package var deadline: Instant? {
        guard phase == .connecting || phase == .connected else { return nil }
        var next = checks?.deadline
        func consider(_ other: Instant?) {
            guard let other else { return }
            next = next.map { min($0, other) } ?? other
        }
        consider(dtlsDeadline)
        if phase == .connected {
            consider(sending.deadline)
            consider(receiving.deadline)
            consider(nextReport)
        }
        return next
    }

    /// Feeds one received datagram, which is opened in place.
    package func handle(_ datagram: inout MutableSpan<UInt8>, at now: Instant, into batch: inout PacketBatch) {
        switch DatagramKind.classify(datagram.span) {
        case .stun:
            let selects = checks?.handle(datagram.span, at: now, by: cryptography) ?? false
            if selects, endpoint == nil {
                endpoint = cryptography.makeClient()
                flushEndpoint(at: now, into: &batch)
            }
        case .dtls:
            endpoint?.handle(datagram.span)
            flushEndpoint(at: now, into: &batch)
        case .rtp:
            openMedia(&datagram, at: now)
        case .rtcp:
            openControl(&datagram, at: now, into: &batch)
        case .unknown:
            break
        }
    }

    /// Does what is due by now.
    package func advance(at now: Instant, into batch: inout PacketBatch) {
        guard phase == .connecting || phase == .connected else { return }
        if checks?.hasExpired(at: now) == true { return end("the server no longer answers") }
        for (bytes, target) in checks?.checks(at: now, by: cryptography, using: &random) ?? [] {
            stage(bytes, to: target, into: &batch)
        }
        if let due = dtlsDeadline, due <= now {
            endpoint?.handleTimeout()
            flushEndpoint(at: now, into: &batch)
        }
        guard phase == .connected, let ciphers, let target = checks?.selected else { return }
        sending.advance(at: now, isSpeaking: isSpeaking || !options.quietWithoutFloor) { pieces in
            Self.seal(pieces, ciphers.sending, to: target, into: &batch, &self.statistics)
        }
        batch.endRun(target)
        var packets = receiving.feedbackDue(at: now, from: identity.reporter)
        if nextReport <= now {
            nextReport = now.advanced(by: Self.reportInterval)
            packets += reports(at: now)
        }
        sendControl(packets, into: &batch)
    }

    /// Says goodbye; nothing is sent after it.
    package func close(into batch: inout PacketBatch) {
        endpoint?.close()
        while let datagram = endpoint?.nextDatagram(), let target = checks?.selected {
            stage(datagram, to: target, into: &batch)
        }
        end("closed")
    }

    private func end(_ reason: String) {
        phase = .ended(reason: reason)
    }

    // MARK: DTLS

    private func flushEndpoint(at now: Instant, into batch: inout PacketBatch) {
        guard let endpoint, let target = checks?.selected else { return }
        while let datagram = endpoint.nextDatagram() { stage(datagram, to: target, into: &batch) }
        dtlsDeadline = endpoint.retransmission.map { now.advanced(by: $0) }
        switch endpoint.progress {
        case .underway:
            break
        case .established:
            if phase == .connecting { begin(endpoint, at: now) }
        case .failed:
            end("the DTLS handshake failed")
        case .closedByPeer:
            end("the server closed the connection")
        }
    }

    private func begin(_ endpoint: Provider.Endpoint, at now: Instant) {
        guard let presented = endpoint.peerFingerprint, let answer,
            equalInConstantTime(presented, answer.fingerprint)
        else { return end("the server's certificate is not the one of its answer") }
        guard let agreed = endpoint.takeCiphers() else { return end("no SRTP keys were agreed") }
        ciphers = agreed
        phase = .connected
        nextReport = now
        sending.begin(at: now, using: &random)
        receiving.begin(at: now)
    }

    // MARK: Receiving

    private func openMedia(_ datagram: inout MutableSpan<UInt8>, at now: Instant) {
        guard let ciphers, let header = try? RTPHeader(parsing: datagram.span) else { return }
        guard let rollover = receiving.rollover(of: header, in: datagram.span) else { return }
        do {
            let length = try ciphers.receiving.openRTP(
                &datagram, length: datagram.count, headerLength: header.length, rollover: rollover
            )
            receiving.receive(header, datagram.span.extracting(0..<length), at: now, &statistics)
        } catch {
            statistics.undecryptable += 1
        }
    }

    private func openControl(_ datagram: inout MutableSpan<UInt8>, at now: Instant, into batch: inout PacketBatch) {
        guard let ciphers, let target = checks?.selected else { return }
        guard let opened = try? ciphers.receiving.openRTCP(&datagram, length: datagram.count) else {
            statistics.undecryptable += 1
            return
        }
        let compound = datagram.span.extracting(0..<opened.length)
        guard let packets = try? RTCPPacket.parse(compound: compound) else { return }
        for packet in packets {
            switch packet {
            case .nack(_, let media, let entries):
                for sequence in entries.flatMap(\.sequences) {
                    guard let again = sending.retransmission(of: sequence, from: media) else { continue }
                    statistics.answeredNacks += 1
                    Self.seal(again, ciphers.sending, to: target, into: &batch, &statistics)
                }
            case .pictureLossIndication(_, let media):
                sending.restart(media)
            case .fullIntraRequest(_, let requests):
                for request in requests { sending.restart(request.ssrc) }
            case .receiverReport(_, let blocks):
                for block in blocks { sending.acknowledge(block.ssrc) }
            case .senderReport(let report):
                for block in report.reports { sending.acknowledge(block.ssrc) }
                receiving.note(report, at: now)
            default:
                break
            }
        }
        batch.endRun(target)
    }

    // MARK: Sending

    private func reports(at now: Instant) -> [RTCPPacket] {
        let ntp = wallStart.advanced(by: now.sinceStart)
        var packets = sending.activeSources.map { RTCPPacket.senderReport($0.report(at: now, ntp: ntp)) }
        // A report about receiving begins the compound when there is none about sending (RFC 3550 §6.1).
        let blocks = receiving.reportBlocks(at: now)
        if packets.isEmpty || !blocks.isEmpty {
            packets.append(.receiverReport(identity.reporter, Array(blocks.prefix(31))))
        }
        let sources = packets.compactMap { packet -> SSRC? in
            if case .senderReport(let report) = packet { report.ssrc } else { nil }
        }
        let described = sources.isEmpty ? [identity.reporter] : sources
        packets.append(.sourceDescription(described.map { SourceDescription(ssrc: $0, cname: identity.cname) }))
        return packets
    }

    private func sendControl(_ packets: [RTCPPacket], into batch: inout PacketBatch) {
        guard !packets.isEmpty, let ciphers, let target = checks?.selected, batch.hasRoom else { return }
        let bytes = RTCPPacket.encode(packets)
        guard bytes.count + ciphers.sending.rtcpOverhead <= Limits.datagramBytes else { return }
        controlIndex &+= 1
        var room = batch.stage(room: Limits.datagramBytes)
        for index in bytes.indices { room[index] = bytes[index] }
        let sealed = ciphers.sending.sealRTCP(&room, length: bytes.count, index: controlIndex & 0x7FFF_FFFF)
        batch.commit(sealed, to: target)
        batch.endRun(target)
        statistics.keyFramesAsked += packets.count { if case .pictureLossIndication = $0 { true } else { false } }
    }

    private func stage(_ bytes: [UInt8], to target: TransportAddress, into batch: inout PacketBatch) {
        guard batch.hasRoom else { return }
        var room = batch.stage(room: bytes.count)
        for index in bytes.indices { room[index] = bytes[index] }
        batch.commit(bytes.count, to: target)
        batch.endRun(target)
    }

    /// Writes and seals one packet straight into the batch.
    private static func seal(
        _ packet: OutgoingPacket, _ cipher: Cipher, to target: TransportAddress, into batch: inout PacketBatch,
        _ statistics: inout PeerStatistics
    ) {
        guard batch.hasRoom else { return }
        var room = batch.stage(room: Limits.datagramBytes)
        let (headerLength, length) = packet.write(into: &room)
        let sealed = cipher.sealRTP(&room, length: length, headerLength: headerLength, rollover: packet.rollover)
        batch.commit(sealed, to: target)
        statistics.sentPackets += 1
        statistics.sentBytes += sealed
    }
}
