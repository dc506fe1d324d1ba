package import Basics
import Wire

extension Router {
    /// Takes one batch of received datagrams; every one ends in a disposition.
    package func handle(_ batch: inout ReceiveBatch, at now: Instant) {
        self.now = now
        for index in 0..<batch.count {
            let source = batch[index].source
            var datagram = batch.datagram(index)
            counters.count(handle(&datagram, from: source))
        }
        for source in touched { source.equalise() }
    }

    /// Whether many wait for a frame whose last packet has not come: the rest of it is on the way, and a run of all of them
    /// costs little more than one of its first packets.
    package var awaitsRestOfFrame: Bool {
        touched.contains { source in
            guard source.codec != .opus, let last = source.burst.last, !last.packet.marker,
                source.burst.count < Limits.burstDatagrams - Limits.datagramsPerReceive
            else { return false }
            return subscribers[source.id]?.count ?? 0 >= Self.receiversWorthWaiting
        }
    }

    /// To fewer a second run costs less than the timer.
    private static var receiversWorthWaiting: Int { 8 }

    private func handle(_ datagram: inout MutableSpan<UInt8>, from address: TransportAddress) -> Disposition {
        switch DatagramKind.classify(datagram.span) {
        case .stun: return handleCheck(datagram.span, from: address)
        case .dtls: return handleHandshake(datagram.span, from: address)
        case .rtp: return handleMedia(&datagram, from: address)
        case .rtcp: return handleControl(&datagram, from: address)
        case .unknown: return .unrecognised
        }
    }

    // MARK: Paths and associations

    private func handleCheck(_ datagram: Span<UInt8>, from address: TransportAddress) -> Disposition {
        guard let message = try? STUNMessage(parsing: datagram) else { return .malformed }
        guard message.kind == .bindingRequest, let username = message.username,
            let fragment = username.split(separator: ":", omittingEmptySubsequences: false).first,
            let peer = byFragment[String(fragment)]
        else { return .unauthenticatedCheck }
        // Who may send checks could write any address on them, and take it from the one who is there.
        if let holder = byAddress[address], holder !== peer, holder.tag != peer.tag, holder.ice.holds(address, at: now) {
            return .addressTaken
        }
        switch peer.handleCheck(message, datagram, from: address, at: now, by: cryptography) {
        case .unauthenticated:
            return .unauthenticatedCheck
        case .reply(let bytes):
            if peer.ice.isValid(address) { byAddress[address] = peer }
            if let dropped = peer.ice.dropped, byAddress[dropped] === peer { byAddress[dropped] = nil }
            replies.append((address, bytes))
            return .connectivityCheck
        }
    }

    private func handleHandshake(_ datagram: Span<UInt8>, from address: TransportAddress) -> Disposition {
        guard let peer = byAddress[address] else { return .unknownPeer }
        let step = peer.handleHandshake(datagram, random: &random)
        while let reply = peer.nextHandshakeDatagram() { replies.append((address, reply)) }
        switch step {
        case .underway:
            break
        case .connected:
            events.append(.connected(peer.id))
            for place in peer.routes.indices { applyRoute(of: peer, place, at: now) }
        case .failed:
            end(peer, .handshakeFailed)
        case .closedByPeer:
            end(peer, .closedByPeer)
        }
        return .handshake
    }

    // MARK: Media

    private func handleMedia(_ datagram: inout MutableSpan<UInt8>, from address: TransportAddress) -> Disposition {
        guard let peer = byAddress[address] else { return .unknownPeer }
        guard let cipher = peer.openingCipher else { return .notConnected }
        guard let header = try? RTPHeader(parsing: datagram.span) else { return .malformed }
        let publisher = peer.publisher
        guard let role = publisher.role(of: header.ssrc) else {
            return meet(header, &datagram, peer: peer, cipher: cipher)
        }
        switch role {
        case .media(let source, let stream):
            let index = stream.index(of: header.sequence)
            // Nobody may hear it: one packet in fifty keeps the rollover counter right, the others cost nothing.
            if source.codec == .opus, !isWatched(source), header.sequence.rawValue % 50 != 0 {
                if let level = publisher.audioLevel(header, in: datagram.span) { source.heard(level, at: now) }
                return .notAudible
            }
            switch stream.verdict(on: index) {
            case .duplicate: return .duplicate
            case .tooOld: return .tooOld
            case .fresh: break
            }
            let length = open(&datagram, header, index, cipher)
            guard let length else { return .authenticationFailed }
            if source.codec == .opus, let level = publisher.audioLevel(header, in: datagram.span) {
                source.heard(level, at: now)
            }
            return take(
                &datagram, header, index, length: length, source, stream, publisher, isRetransmission: false)
        case .retransmission(let source, let stream, let place):
            let index = publisher.retransmissionIndex(of: header.sequence, place: place)
            guard publisher.retransmissionVerdict(on: index, place: place) == .fresh else { return .duplicate }
            guard let length = open(&datagram, header, index, cipher) else { return .authenticationFailed }
            publisher.acceptRetransmission(index, place: place)
            return recover(&datagram, header, length: length, source, stream, publisher)
        }
    }

    private func open(
        _ datagram: inout MutableSpan<UInt8>, _ header: RTPHeader, _ index: Int64, _ cipher: Crypto.Endpoint.Cipher
    ) -> Int? {
        try? cipher.openRTP(
            &datagram, length: datagram.count, headerLength: header.length,
            rollover: UInt32(truncatingIfNeeded: index >> 16))
    }

    /// The first packet of an SSRC: nothing is learned from it before it proved authentic.
    private func meet(
        _ header: RTPHeader, _ datagram: inout MutableSpan<UInt8>, peer: Peer<Crypto>, cipher: Crypto.Endpoint.Cipher
    ) -> Disposition {
        let index = Int64(header.sequence.rawValue)
        guard let length = open(&datagram, header, index, cipher) else { return .authenticationFailed }
        guard let role = peer.publisher.learn(header, in: datagram.span) else { return .unknownSource }
        switch role {
        case .media(let source, let stream):
            if source.codec == .opus, let level = peer.publisher.audioLevel(header, in: datagram.span) {
                source.heard(level, at: now)
            }
            return take(
                &datagram, header, index, length: length, source, stream, peer.publisher, isRetransmission: false)
        case .retransmission(let source, let stream, let place):
            peer.publisher.acceptRetransmission(index, place: place)
            return recover(&datagram, header, length: length, source, stream, peer.publisher)
        }
    }

    /// Takes an authentic packet in: loss, feedback, and its payload to those who watch.
    private func take(
        _ datagram: inout MutableSpan<UInt8>, _ header: RTPHeader, _ index: Int64, length: Int, _ source: Source,
        _ stream: IngressStream, _ publisher: Publisher, isRetransmission: Bool
    ) -> Disposition {
        publisher.recordTransportSequence(header, in: datagram.span, at: now)
        stream.arrived(
            index, timestamp: header.timestamp, bytes: length, isRetransmission: isRetransmission, at: now)
        guard let end = payloadEnd(header, datagram.span, length: length) else { return .malformed }
        guard end > header.length else {
            _ = stream.skip(index)
            return .paddingOnly
        }
        return keep(
            datagram.span.extracting(header.length..<end), index, header, source, stream, disposition: .received)
    }

    /// A retransmission is the packet that was lost, two bytes further (RFC 4588 §4).
    private func recover(
        _ datagram: inout MutableSpan<UInt8>, _ header: RTPHeader, length: Int, _ source: Source,
        _ stream: IngressStream, _ publisher: Publisher
    ) -> Disposition {
        publisher.recordTransportSequence(header, in: datagram.span, at: now)
        guard let end = payloadEnd(header, datagram.span, length: length) else { return .malformed }
        // Bandwidth probes are padding in the retransmission stream.
        guard end >= header.length + 2 else { return .paddingOnly }
        let original = UInt16(datagram[header.length]) << 8 | UInt16(datagram[header.length + 1])
        let index = stream.index(of: SequenceNumber(rawValue: original))
        switch stream.verdict(on: index) {
        case .duplicate: return .duplicate
        case .tooOld: return .tooOld
        case .fresh: break
        }
        stream.arrived(index, timestamp: header.timestamp, bytes: length, isRetransmission: true, at: now)
        guard end > header.length + 2 else { return .paddingOnly }
        return keep(
            datagram.span.extracting(header.length + 2..<end), index, header, source, stream, disposition: .recovered)
    }

    private func payloadEnd(_ header: RTPHeader, _ packet: Span<UInt8>, length: Int) -> Int? {
        guard header.hasPadding else { return length >= header.length ? length : nil }
        guard let padding = try? header.paddingLength(in: packet.extracting(0..<length)),
            length - padding >= header.length
        else { return nil }
        return length - padding
    }

    private func keep(
        _ payload: Span<UInt8>, _ index: Int64, _ header: RTPHeader, _ source: Source, _ stream: IngressStream,
        disposition: Disposition
    ) -> Disposition {
        if source.appear() { events.append(.appeared(source.feed)) }
        let isWatched = isWatched(source)
        guard let packet = stream.store(
            payload, index: index, timestamp: header.timestamp, marker: header.marker, isWanted: isWatched)
        else { return .unknownPayload }
        guard isWatched else {
            source.noticed(at: now)
            return source.codec == .opus ? .notAudible : .notWatched
        }
        if source.burst.isEmpty { touched.append(source) }
        source.append(packet, layer: stream.id.layer, at: now)
        return disposition
    }

    private func isWatched(_ source: Source) -> Bool {
        !(subscribers[source.id]?.isEmpty ?? true) || !source.exports.isEmpty
    }

    // MARK: Control

    private func handleControl(_ datagram: inout MutableSpan<UInt8>, from address: TransportAddress) -> Disposition {
        guard let peer = byAddress[address] else { return .unknownPeer }
        let length: Int
        switch peer.openControl(&datagram) {
        case .success(let opened): length = opened
        case .failure(.notConnected): return .notConnected
        case .failure(.replayed): return .duplicate
        case .failure(.tooMany): return .unknownSource
        case .failure(.malformed): return .malformed
        case .failure(.unauthentic): return .authenticationFailed
        }
        guard let packets = try? RTCPPacket.parse(compound: datagram.span.extracting(0..<length)) else {
            return .malformed
        }
        for packet in packets { handle(packet, of: peer) }
        return .controlPacket
    }

    private func handle(_ packet: RTCPPacket, of peer: Peer<Crypto>) {
        guard let receiver = peer.receiver else { return }
        switch packet {
        case .senderReport(let report):
            peer.publisher.received(report, at: now)
            for block in report.reports { receiver.received(block, at: ntp(now).middle) }
        case .receiverReport(_, let blocks):
            for block in blocks { receiver.received(block, at: ntp(now).middle) }
        case .nack(_, let media, let entries):
            guard let place = receiver.place(of: media) else { return }
            for entry in entries {
                for sequence in entry.sequences where resends.count < Self.resendsMax {
                    resends.append((peer, place, sequence))
                }
            }
        case .pictureLossIndication(_, let media):
            wantKeyFrame(of: receiver, media)
        case .transportFeedback(let report):
            receiver.received(report, at: moment)
        case .fullIntraRequest(_, let entries):
            for entry in entries { wantKeyFrame(of: receiver, entry.ssrc) }
        default:
            break
        }
    }

    /// What one batch of requests may ask for; the budget of each slot is far below.
    private static var resendsMax: Int { 4_096 }

    private func wantKeyFrame(of receiver: Receiver<Crypto.Endpoint.Cipher>, _ media: SSRC) {
        guard let place = receiver.place(of: media), let splice = receiver.slot(place).splice else { return }
        sources[splice.stream.source]?.stream(splice.stream.layer)?.wantKeyFrame()
    }

    /// Our clock as reports carry it; its epoch means nothing, its pace does.
    func ntp(_ instant: Instant) -> NTPTime { NTPTime(nanosecondsSince1970: instant.sinceStart.nanoseconds) }
}
