import Basics
@testable import Media
import Simulation
import Wire

extension FuzzTarget {
    static let negotiation = FuzzTarget("negotiation", "offers of anybody: refused in words, or answered section by section") { bytes in
        let router = Router(cryptography: NullCryptography(), seed: 1)
        let offer = String(decoding: bytes, as: UTF8.self)
        do {
            let result = try router.negotiate(
                PeerID(rawValue: 1), tag: "", video: bytes.count % 2 == 0 ? .vp8 : .h264, offer: offer,
                candidates: [TransportAddress(v4: 1, port: 1)], at: .start)
            let offered = try SessionDescription(parsing: offer), answer = try SessionDescription(parsing: result.answer)
            promise(answer.sections.count == offered.sections.count, "an answer to another offer")
            promise(result.audioSlots + result.videoSlots <= Limits.slotsPerPeer, "too many slots")
        } catch let refusal as OfferRefusal {
            promise(!refusal.description.isEmpty && router.peerCount == 0, "refused, and kept")
        } catch {
            promise(false, "an answer that cannot be read: \(error)")
        }
    }

    static let datagrams = FuzzTarget("datagrams", "raw datagrams from strangers and from two who are connected", longest: 1_024) { bytes in
        let stage = FuzzStage()
        var script = Script(bytes)
        while !script.isOver {
            let from = script.below(5)
            stage.receive([script.piece()], from: from)
            if from == 4 { stage.pass() }
        }
        stage.check()
    }

    static let router = FuzzTarget("router", "a script of pictures, sounds, losses, reports, requests and routes, for two peers", longest: 1_024) { bytes in
        var script = Script(bytes)
        let stage = FuzzStage(h264: script.below(4) == 0)
        while !script.isOver { stage.step(&script) }
        stage.check()
    }
}

/// Two connected peers around a router, and what was ever sent to them.
final class FuzzStage {
    private let router: Router<NullCryptography>
    private var now = Instant.start.advanced(by: .seconds(1))
    private var received = ReceiveBatch()
    /// Small, so that what does not fit is common.
    private var batch = PacketBatch(capacity: 8 * Limits.outgoingBytes)
    private var controlIndices: [UInt32: UInt32] = [:]
    private var senders: [UInt32: Sender] = [:]
    private var sealed: [UInt64: SentStream] = [:]
    private var slotSources: [[UInt32]] = [[], []]
    private static let peers = 2
    private let isH264: Bool

    private struct Sender {
        var number: Int64 = 60_000
        var timestamp: UInt32 = 0
        var picture: UInt16 = 126
    }

    /// What was sealed under which number of one source, as far as sixteen bits tell.
    private struct SentStream {
        var unwrapper = SequenceUnwrapper()
        var contents: [Int64: Int] = [:]
    }

    init(h264: Bool = false) {
        isH264 = h264
        router = Router(cryptography: NullCryptography(), seed: 7)
        for peer in 0..<Self.peers {
            guard let (text, _, _) = try? router.negotiate(
                PeerID(rawValue: UInt64(peer)), tag: "\(peer)", video: h264 ? .h264 : .vp8, offer: Self.offer, candidates: [], at: now),
                let answer = try? SessionDescription(parsing: text)
            else { fatalError("our own offer was refused") }
            slotSources[peer] = answer.sections.flatMap { $0.sources.map(\.ssrc.rawValue) }
            var check = STUNMessage(.bindingRequest, transaction: TransactionID(high: 1, low: 1))
            check.username = (answer.sections[0].iceUfrag ?? "") + ":a"
            check.useCandidate = true
            receive([check.encoded(key: Array((answer.sections[0].icePwd ?? "").utf8), by: NullCryptography()), [22, 0, 0]], from: peer)
        }
        promise(router.snapshot.allSatisfy(\.isConnected), "nobody is connected")
    }

    private static let offer: String = {
        var lines = ["v=0", "o=- 1 1 IN IP4 0", "s=-", "t=0 0"]
        let directions = ["audio sendonly", "video sendonly", "audio recvonly", "video recvonly"]
        for (mid, words) in directions.enumerated() {
            let word = words.split(separator: " ")
            lines += ["m=\(word[0]) 9 UDP/TLS/RTP/SAVPF \(word[0] == "audio" ? "111 63" : "96 97 98 99")", "a=mid:\(mid)", "a=rtcp-mux"]
            lines += ["a=ice-ufrag:a", "a=ice-pwd:b", "a=setup:active", "a=\(word[1])"]
            lines += ["a=fingerprint:sha-256 " + Array(repeating: "BB", count: 32).joined(separator: ":")]
            lines += word[0] == "audio" ? ["a=rtpmap:111 opus/48000/2", "a=rtpmap:63 red/48000/2", "a=fmtp:63 111/111"]
                : ["a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000", "a=fmtp:97 apt=96", "a=rtpmap:98 H264/90000",
                    "a=fmtp:98 packetization-mode=1;profile-level-id=42e01f", "a=rtpmap:99 rtx/90000", "a=fmtp:99 apt=98"]
            let sdes = "urn:ietf:params:rtp-hdrext:sdes:"
            lines += ["a=extmap:1 \(sdes)mid", "a=extmap:2 \(sdes)rtp-stream-id", "a=extmap:3 \(sdes)repaired-rtp-stream-id"]
            lines += ["a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01", "a=extmap:5 urn:ietf:params:rtp-hdrext:ssrc-audio-level"]
            if word == ["video", "sendonly"] { lines += ["a=rid:l send", "a=rid:m send", "a=rid:h send", "a=simulcast:send l;m;h"] }
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    // MARK: What happens

    func receive(_ datagrams: [[UInt8]], from peer: Int) {
        received.clear()
        for datagram in datagrams where datagram.count <= Limits.datagramBytes {
            received.append(datagram.span, from: TransportAddress(v4: UInt32(peer), port: 1))
        }
        router.handle(&received, at: now)
        drain()
    }

    func pass(_ duration: Duration = .milliseconds(20)) {
        now = now.advanced(by: duration)
        router.handleDeadline(at: now)
        drain()
    }

    func step(_ script: inout Script) {
        let peer = script.below(Self.peers)
        switch script.below(16) {
        case 0...6: receive((0...script.below(6)).map { _ in media(peer, &script) }, from: peer)
        case 7: receive([retransmission(peer, &script)], from: peer)
        case 8, 9: receive([control(peer, &script)], from: peer)
        case 10, 11: route(peer, &script)
        case 12: pass(.milliseconds(Int64(script.byte())))
        case 13: pass(.milliseconds(Int64(script.word())))
        case 14: for _ in 0..<script.below(32) { pass() }
        default:
            // Time enough for a layer to sleep, less than makes a line silent.
            pass(.seconds(Int64(script.below(10))))
        }
    }

    private func media(_ peer: Int, _ script: inout Script) -> [UInt8] {
        // A picture in three layers, and a sound.
        let kind = script.below(4)
        let ssrc = UInt32(peer * 100 + kind + 1)
        var sender = senders[ssrc] ?? Sender()
        let choice = script.byte()
        let late = choice & 7 == 7 ? Int64(script.byte()) : 0
        if choice & 7 == 6 { sender.number += Int64(script.word()) % 3_000 } else if late == 0 { sender.number += 1 }
        if choice & 8 != 0 {
            sender.timestamp &+= choice & 16 == 0 ? 3_000 : script.long()
            sender.picture = (sender.picture &+ 1) & 0x7FFF
        }
        senders[ssrc] = sender
        let isSound = kind == 3
        let mid = isSound ? 0 : 1
        var packet: [UInt8] = [0x90, (choice & 32 == 0 ? 0 : 0x80) | (isSound ? 111 : isH264 ? 98 : 96)]
        let number = max(0, sender.number - late)
        packet += Self.big(UInt32(truncatingIfNeeded: number), 2) + Self.big(sender.timestamp, 4) + Self.big(ssrc, 4)
        packet += [0xBE, 0xDE, 0, 3, 0x10, UInt8(0x30 + mid), 0x20, [0x6C, 0x6D, 0x68][kind % 3]]
        packet += [0x41] + Self.big(UInt32(truncatingIfNeeded: number), 2) + [0x50, script.byte(), 0, 0, 0]
        let header = packet.count
        if choice & 64 != 0 {
            packet += script.take(script.below(40))
        } else if isH264 {
            packet += [0x67, 0x42, script.byte()]
        } else if !isSound {
            packet += [0x90, 0x80] + (choice & 128 == 0 ? [0x80 | UInt8(sender.picture >> 8), UInt8(sender.picture & 0xFF)] : [UInt8(sender.picture & 0x7F)])
            packet += [script.byte(), 2, 0, 0x9D, 1, 0x2A, 64, 1, 64, 1]
        }
        if script.below(8) == 0 { packet += [UInt8](repeating: 5, count: Limits.datagramBytes - packet.count - 4) }
        if script.below(8) == 0, packet.count + 4 < Limits.datagramBytes - 4 {
            packet[0] |= 0x20
            packet = (script.flag() ? Array(packet[..<header]) : packet) + [0, 0, 0, 4]
        }
        return sealed(packet, header: header, rollover: UInt32(truncatingIfNeeded: number >> 16))
    }

    private func retransmission(_ peer: Int, _ script: inout Script) -> [UInt8] {
        let kind = script.below(3)
        let ssrc = UInt32(peer * 100 + 50 + kind)
        var sender = senders[ssrc] ?? Sender()
        sender.number += 1
        senders[ssrc] = sender
        let original = senders[UInt32(peer * 100 + kind + 1)] ?? Sender()
        var packet: [UInt8] = [0x90, isH264 ? 99 : 97] + Self.big(UInt32(truncatingIfNeeded: sender.number), 2)
        packet += Self.big(original.timestamp, 4) + Self.big(ssrc, 4)
        packet += [0xBE, 0xDE, 0, 1, 0x10, 0x31, 0x30, [0x6C, 0x6D, 0x68][kind % 3]]
        packet += Self.big(UInt32(truncatingIfNeeded: original.number - Int64(script.byte())), 2)
        packet += [0x90, 0x80, 0x80, script.byte(), script.byte(), 2, 0, 0x9D, 1, 0x2A, 64, 1, 64, 1]
        return sealed(packet, header: 20, rollover: UInt32(truncatingIfNeeded: sender.number >> 16))
    }

    private func control(_ peer: Int, _ script: inout Script) -> [UInt8] {
        let from = SSRC(UInt32(peer * 100 + script.below(5) + 1))
        let slot = SSRC(slotSources[peer][script.below(slotSources[peer].count)])
        let sequence = SequenceNumber(script.word())
        let block = ReportBlock(
            ssrc: slot, fractionLost: script.byte(), cumulativeLost: 0, highestSequence: script.long(), jitter: 0,
            lastSenderReport: script.long(), delaySinceLastSenderReport: script.long())
        let packet: RTCPPacket = switch script.below(6) {
        case 0: .senderReport(SenderReport(
            ssrc: from, ntp: NTPTime(rawValue: script.longest()), rtpTimestamp: script.long(), packetCount: 1, octetCount: 1, reports: [block]))
        case 1: .receiverReport(from, [block])
        case 2: .pictureLossIndication(sender: from, media: slot)
        case 3: .fullIntraRequest(sender: from, [FullIntraRequest(ssrc: slot, number: script.byte())])
        default: .nack(sender: from, media: slot, (0..<script.below(40)).map {
            NackEntry(lost: sequence.advanced(by: -17 * $0), alsoLost: script.word())
        })
        }
        let bytes = script.below(8) == 0 ? [0x80, 200, 0, 1] + script.take(60) : RTCPPacket.encode([packet])
        guard bytes.count >= 8 else { return bytes }
        let index = controlIndices[from.rawValue, default: 0] + 1
        controlIndices[from.rawValue] = index
        var room = bytes + [UInt8](repeating: 0, count: 8)
        var span = room.mutableSpan
        _ = NullCipher().sealRTCP(&span, length: bytes.count, index: index)
        return room
    }

    private func route(_ peer: Int, _ script: inout Script) {
        let slot = script.flag() ? SlotID(.audio, 0) : SlotID(.video, 0)
        let feed = FeedID(
            peer: PeerID(rawValue: UInt64(script.below(Self.peers))), source: slot.kind == .audio ? .microphone : .camera)
        router.route(
            [RouteChange(peer: PeerID(rawValue: UInt64(peer)), slot: slot, feed: script.below(4) == 0 ? nil : feed, upTo: Layer.allCases[script.below(3)])],
            at: now)
        drain()
    }

    private func sealed(_ packet: [UInt8], header: Int, rollover: UInt32) -> [UInt8] {
        var room = packet + [0, 0, 0, 0]
        var span = room.mutableSpan
        _ = NullCipher().sealRTP(&span, length: packet.count, headerLength: header, rollover: rollover)
        return room
    }

    private static func big(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * (count - 1 - $0))) }
    }

    // MARK: What must hold

    func check() {
        let footprint = router.footprint
        promise(footprint.problems.isEmpty, "\(footprint.problems)")
        promise(footprint.peers <= Self.peers && footprint.streams <= Self.peers * 4, "more streams than were offered")
        promise(footprint.addresses <= Self.peers * 16, "more addresses than are held")
        promise(footprint.historyBytes <= footprint.streams * 3_000_000, "more history than is kept")
    }

    private func drain() {
        var isUnfinished = true
        var turns = 0
        while isUnfinished {
            isUnfinished = router.poll(into: &batch)
            look()
            promise(!(isUnfinished && batch.isEmpty), "nothing to send, and yet not done")
            batch.clear()
            turns += 1
            promise(turns < 10_000, "it never ends")
        }
        while router.nextEvent() != nil {}
    }

    private func look() {
        for place in batch.runs.indices {
            let run = batch.runs[place]
            guard let v4 = run.destination.v4, v4 < 5 else { return promise(false, "sent to nobody") }
            var offset = Int(run.offset)
            let end = offset + Int(run.length)
            while offset < end {
                let length = min(Int(run.segment), end - offset)
                promise(length <= Limits.outgoingBytes, "a datagram of \(length) bytes")
                look(batch.bytes.extracting(offset..<offset + length), to: v4)
                offset += length
            }
        }
    }

    /// Under one number of one source only one packet is ever sealed.
    private func look(_ datagram: Span<UInt8>, to peer: UInt32) {
        guard DatagramKind.classify(datagram) == .rtp, let header = try? RTPHeader(parsing: datagram) else { return }
        promise(slotSources[Int(peer)].contains(header.ssrc.rawValue), "a source that was not announced")
        let key = UInt64(peer) << 32 | UInt64(header.ssrc.rawValue)
        var stream = sealed[key] ?? SentStream()
        let number = stream.unwrapper.unwrap(header.sequence)
        var hasher = Hasher()
        // The checksum at the end is of the rollover too, so that a number of another round does not look the same.
        for index in datagram.indices { hasher.combine(datagram[index]) }
        let content = hasher.finalize()
        promise(stream.contents.updateValue(content, forKey: number) ?? content == content, "two packets under number \(number)")
        sealed[key] = stream
    }
}
