import Basics
import Native
import Wire

/// One connection of a load: it connects as a browser does, and then sends or receives with as little work as can be.
final class LoadPeer {
    enum Phase: Equatable {
        case connecting, connected
        case ended(String)
    }

    let number: Int
    var socket: UDPSocket
    let source: LoadSource?
    private(set) var phase = Phase.connecting
    private(set) var profile: UInt16 = 0
    private(set) var streams: ContiguousArray<LoadStream> = []
    private(set) var opened = 0
    private(set) var wrong = 0
    private let cryptography: OpenSSLCryptography
    private let remoteFingerprint: String
    private let password: [UInt8]
    private var checks: ConnectivityChecks
    private var endpoint: OpenSSLEndpoint?
    private var ciphers: SRTPCiphers<SRTPCipher>?
    private var handshakeDue: Instant?
    private var reportDue: Instant
    private var controlIndex: UInt32 = 0
    private let reporter: SSRC

    /// A second of a small receiver; more comes with the next turn.
    private static let messagesPerSocket = 32

    init(
        _ request: ConnectRequest, _ cryptography: OpenSSLCryptography, at now: Instant,
        using random: inout some RandomNumberGenerator
    ) throws {
        guard let server = TransportAddress(numeric: request.address, port: request.port),
            let own = TransportAddress(numeric: request.address, port: request.localPort)
        else { throw SystemFailure(action: "connect", reason: "\(request.address) is not an address") }
        number = request.peer
        self.cryptography = cryptography
        remoteFingerprint = request.remoteFingerprint.lowercased()
        password = Array(request.password.utf8)
        source = request.sends.map { LoadSource($0, at: now) }
        var options = UDPSocket.Options()
        options.messages = Self.messagesPerSocket
        options.segments = false
        options.stamps = true
        socket = try UDPSocket(boundTo: own, options: options)
        checks = ConnectivityChecks(
            username: "\(request.remoteFragment):\(request.fragment)", password: request.remotePassword,
            tieBreaker: random.next(), candidates: [server], at: now
        )
        reporter = SSRC(random.next())
        reportDue = now.advanced(by: .milliseconds(Int64(request.peer % 1_000)))
    }

    // MARK: Receiving

    func handle(
        _ datagram: inout MutableSpan<UInt8>, _ entry: ReceivedDatagram, at now: Instant,
        sources: [UInt16: LoadSource], _ delays: inout DelayHistogram, into batch: inout PacketBatch
    ) {
        switch DatagramKind.classify(datagram.span) {
        case .rtp:
            receive(&datagram, arrival: entry.arrival, sources: sources, &delays)
        case .rtcp:
            if source != nil { hearRequests(&datagram) }
        case .stun:
            if checks.handle(datagram.span, at: now, by: cryptography), endpoint == nil {
                endpoint = cryptography.makeClient()
                flushEndpoint(at: now, into: &batch)
            }
            answerCheck(datagram.span, from: entry.source, into: &batch)
        case .dtls:
            endpoint?.handle(datagram.span)
            flushEndpoint(at: now, into: &batch)
        case .unknown:
            break
        }
    }

    private func receive(
        _ datagram: inout MutableSpan<UInt8>, arrival: Int64, sources: [UInt16: LoadSource],
        _ delays: inout DelayHistogram
    ) {
        guard let header = try? RTPHeader(parsing: datagram.span) else { return }
        guard let place = streams.firstIndex(where: { $0.ssrc == header.ssrc }) else {
            return meet(header, &datagram, sources)
        }
        let number = streams[place].number(of: header.sequence)
        if let delay = streams[place].receive(number, arrival: arrival) { delays.add(nanoseconds: delay) }
        if streams[place].isSample(number) {
            opened += 1
            let found = open(&datagram, header, rollover: streams[place].rollover(of: number))
            if found?.number != number || found?.source != streams[place].source.number { wrong += 1 }
        }
    }

    /// The first packet of an SSRC tells by its payload whose it is, and how its numbers were shifted.
    private func meet(_ header: RTPHeader, _ datagram: inout MutableSpan<UInt8>, _ sources: [UInt16: LoadSource]) {
        guard let found = open(&datagram, header, rollover: 0), let source = sources[found.source] else { return }
        streams.append(LoadStream(
            header.ssrc, source, isSound: datagram.count < 600, sequence: header.sequence, number: found.number
        ))
    }

    private func open(
        _ datagram: inout MutableSpan<UInt8>, _ header: RTPHeader, rollover: UInt32
    ) -> (source: UInt16, number: Int64)? {
        guard let cipher = ciphers?.receiving, let length = try? cipher.openRTP(
            &datagram, length: datagram.count, headerLength: header.length, rollover: rollover)
        else { return nil }
        let plain = datagram.span.extracting(0..<length)
        guard let padding = try? header.paddingLength(in: plain) else { return nil }
        return LoadSource.trailer(of: plain.extracting(header.length..<length - padding))
    }

    private func hearRequests(_ datagram: inout MutableSpan<UInt8>) {
        guard let cipher = ciphers?.receiving,
            let (length, _) = try? cipher.openRTCP(&datagram, length: datagram.count),
            let packets = try? RTCPPacket.parse(compound: datagram.span.extracting(0..<length))
        else { return }
        for packet in packets {
            switch packet {
            case .pictureLossIndication, .fullIntraRequest: source?.askForKeyFrame()
            default: break
            }
        }
    }

    /// Some servers check too, although they said that they are lite.
    private func answerCheck(
        _ datagram: Span<UInt8>, from source: TransportAddress, into batch: inout PacketBatch
    ) {
        guard let message = try? STUNMessage(parsing: datagram), message.kind == .bindingRequest,
            message.isAuthentic(datagram, key: password, by: cryptography)
        else { return }
        var reply = STUNMessage(.bindingSuccess, transaction: message.transaction)
        reply.mappedAddress = source
        stage(reply.encoded(key: password, by: cryptography), to: source, into: &batch)
    }

    // MARK: What time brings

    func advance(at now: Instant, ntp: NTPTime, using random: inout some RandomNumberGenerator, into batch: inout PacketBatch) {
        if case .ended = phase { return }
        if checks.hasExpired(at: now) { return end("the server no longer answers") }
        for (bytes, target) in checks.checks(at: now, by: cryptography, using: &random) {
            stage(bytes, to: target, into: &batch)
        }
        if let due = handshakeDue, due <= now {
            endpoint?.handleTimeout()
            flushEndpoint(at: now, into: &batch)
        }
        guard phase == .connected, reportDue <= now else { return }
        reportDue = now.advanced(by: .seconds(1))
        report(at: now, ntp: ntp, into: &batch)
    }

    /// Seals and stages what the source is due to send.
    func send(at now: Instant, wall: Int64, into batch: inout PacketBatch) {
        guard let source, let target = checks.selected, let cipher = ciphers?.sending else { return }
        source.packetsDue(at: now, wall: wall) { packet in
            guard batch.hasRoom else { return }
            var room = batch.stage(room: Limits.datagramBytes)
            let (headerLength, length) = packet.write(into: &room)
            let sealed = cipher.sealRTP(
                &room, length: length, headerLength: headerLength, rollover: packet.rollover)
            batch.commit(sealed, to: target)
        }
        batch.endRun(target)
    }

    private func report(at now: Instant, ntp: NTPTime, into batch: inout PacketBatch) {
        guard let cipher = ciphers?.sending, let target = checks.selected else { return }
        var packets: [RTCPPacket] = source?.reports(at: now, ntp: ntp).map { .senderReport($0) } ?? []
        if packets.isEmpty {
            packets = [.receiverReport(reporter, streams.map { stream in
                ReportBlock(
                    ssrc: stream.ssrc, fractionLost: 0, cumulativeLost: 0, highestSequence: 0, jitter: 0,
                    lastSenderReport: 0, delaySinceLastSenderReport: 0)
            })]
        }
        packets.append(.sourceDescription([SourceDescription(ssrc: reporter, cname: "load")]))
        let bytes = RTCPPacket.encode(packets)
        controlIndex += 1
        var room = batch.stage(room: Limits.datagramBytes)
        for index in bytes.indices { room[index] = bytes[index] }
        batch.commit(cipher.sealRTCP(&room, length: bytes.count, index: controlIndex), to: target)
        batch.endRun(target)
    }

    func clearCounts() {
        for place in streams.indices { streams[place].clear() }
        opened = 0
        wrong = 0
    }

    // MARK: DTLS

    private func flushEndpoint(at now: Instant, into batch: inout PacketBatch) {
        guard let endpoint, let target = checks.selected else { return }
        while let datagram = endpoint.nextDatagram() { stage(datagram, to: target, into: &batch) }
        handshakeDue = endpoint.retransmission.map { now.advanced(by: $0) }
        switch endpoint.progress {
        case .underway:
            break
        case .established:
            guard phase == .connecting else { return }
            let presented = endpoint.peerFingerprint.map(fingerprintText)
            guard presented == remoteFingerprint, let agreed = endpoint.takeCiphers() else {
                return end("the server's certificate is not the one it announced")
            }
            ciphers = agreed
            profile = agreed.profile.rawValue
            phase = .connected
        case .failed:
            end("the DTLS handshake failed")
        case .closedByPeer:
            end("the server closed the connection")
        }
    }

    private func end(_ reason: String) { phase = .ended(reason) }

    private func stage(_ bytes: [UInt8], to target: TransportAddress, into batch: inout PacketBatch) {
        guard batch.hasRoom else { return }
        var room = batch.stage(room: bytes.count)
        for index in bytes.indices { room[index] = bytes[index] }
        batch.commit(bytes.count, to: target)
        batch.endRun(target)
    }
}

/// A fingerprint as session descriptions write it, in small letters (RFC 8122 §5).
func fingerprintText(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
    }.joined(separator: ":")
}
