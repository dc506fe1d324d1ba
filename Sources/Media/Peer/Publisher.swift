import Basics
import Wire

/// What one peer sends: which SSRC is which layer of which source, learned once and kept.
final class Publisher {
    enum Role {
        case media(Source, IngressStream)
        case retransmission(Source, IngressStream, place: Int)
    }

    private let extensions: HeaderExtensionIDs
    private let negotiated: [(parameters: NegotiatedSource, source: Source)]
    private var roles: [SSRC: Role] = [:]
    private var retransmissionWindows: ContiguousArray<ReplayWindow> = []
    private var feedback = FeedbackRecorder()
    private var shift = ClockShift()

    init(extensions: HeaderExtensionIDs, sources: [(NegotiatedSource, Source)]) {
        self.extensions = extensions
        negotiated = sources.map { (parameters: $0.0, source: $0.1) }
    }

    var sources: [Source] { negotiated.map(\.source) }
    var mayNeedControl: Bool { !negotiated.isEmpty }
    func role(of ssrc: SSRC) -> Role? { roles[ssrc] }

    // MARK: Learning

    /// A source may send three layers and a retransmission stream for each.
    private static let rolesPerSource = 6

    /// Learns what an authentic packet of an unknown SSRC belongs to, by its extensions, the offer, or its payload type.
    func learn(_ header: RTPHeader, in packet: Span<UInt8>) -> Role? {
        guard roles.count < negotiated.count * Self.rolesPerSource else { return nil }
        let mid = text(extensions.mid, header, packet)
        let rid = text(extensions.rid, header, packet)
        let repaired = text(extensions.repairedRID, header, packet)
        for (parameters, source) in negotiated {
            let isRetransmission = header.payloadType == parameters.retransmissionPayloadType
            guard isRetransmission || header.payloadType == parameters.payloadType else { continue }
            if let mid {
                guard mid == parameters.mid else { continue }
            } else if !parameters.ssrcs.isEmpty {
                guard parameters.ssrcs.contains(header.ssrc) || parameters.retransmissionSSRCs[header.ssrc] != nil
                else { continue }
            } else if !parameters.layers.isEmpty {
                continue
            }
            let layer: Layer
            if parameters.layers.isEmpty {
                layer = .high
            } else {
                guard let named = parameters.layers[(isRetransmission ? repaired ?? rid : rid) ?? ""] else { continue }
                layer = named
            }
            return isRetransmission
                ? learnRetransmission(header.ssrc, of: source, layer)
                : learnMedia(header.ssrc, of: source, layer)
        }
        return nil
    }

    private func learnMedia(_ ssrc: SSRC, of source: Source, _ layer: Layer) -> Role? {
        guard let stream = source.open(layer, ssrc: ssrc) else { return nil }
        let role = Role.media(source, stream)
        roles[ssrc] = role
        return role
    }

    private func learnRetransmission(_ ssrc: SSRC, of source: Source, _ layer: Layer) -> Role? {
        guard let stream = source.stream(layer) else { return nil }
        let role = Role.retransmission(source, stream, place: retransmissionWindows.count)
        retransmissionWindows.append(ReplayWindow())
        roles[ssrc] = role
        return role
    }

    private func text(_ id: UInt8?, _ header: RTPHeader, _ packet: Span<UInt8>) -> String? {
        guard let id, let range = header.extensionElement(id, in: packet), range.count <= 16 else { return nil }
        var text = ""
        for place in range { text.unicodeScalars.append(Unicode.Scalar(packet[place])) }
        return text
    }

    // MARK: Each packet

    func retransmissionIndex(of sequence: SequenceNumber, place: Int) -> Int64 {
        retransmissionWindows[place].index(of: sequence)
    }

    func retransmissionVerdict(on index: Int64, place: Int) -> ReplayWindow.Verdict {
        retransmissionWindows[place].verdict(on: index)
    }

    func acceptRetransmission(_ index: Int64, place: Int) { retransmissionWindows[place].accept(index) }

    /// Loudness from the packet's own header, readable without decryption (RFC 6464).
    func audioLevel(_ header: RTPHeader, in packet: Span<UInt8>) -> Int? {
        guard let id = extensions.audioLevel, let range = header.extensionElement(id, in: packet), range.count >= 1
        else { return nil }
        return -Int(packet[range.lowerBound] & 0x7F)
    }

    func recordTransportSequence(_ header: RTPHeader, in packet: Span<UInt8>, at now: Instant) {
        guard let id = extensions.transportSequence, let range = header.extensionElement(id, in: packet),
            range.count >= 2
        else { return }
        let value = UInt16(packet[range.lowerBound]) << 8 | UInt16(packet[range.lowerBound + 1])
        feedback.received(SequenceNumber(rawValue: value), at: now)
    }

    // MARK: Control

    func received(_ report: SenderReport, at now: Instant) {
        guard case .media(_, let stream)? = roles[report.ssrc] else { return }
        shift.received(ntp: report.ntp, at: now)
        for source in sources { source.follow(shift) }
        stream.receivedSenderReport(report, at: now)
    }

    /// The share of its packets that was lost since the last answer; `nil` while too little was sent to tell.
    func takeLoss() -> Double? { feedback.takeLoss() }

    /// What to send the publisher now: feedback on its sending, what is missing, key frames that are wanted.
    func pollControl(from sender: SSRC, withFeedback: Bool, at now: Instant) -> [RTCPPacket] {
        var packets: [RTCPPacket] = []
        for (_, source) in negotiated {
            for stream in source.streams {
                guard let stream else { continue }
                if withFeedback, stream.codec != .opus,
                    let report = feedback.poll(from: sender, about: stream.ssrc)
                {
                    packets.append(.transportFeedback(report))
                }
                guard stream.codec != .opus else { continue }
                let requests = stream.pollRequests(at: now)
                if !requests.missing.isEmpty {
                    packets.append(
                        .nack(sender: sender, media: stream.ssrc, NackEntry.entries(for: requests.missing)))
                }
                if requests.keyFrame {
                    packets.append(.pictureLossIndication(sender: sender, media: stream.ssrc))
                }
            }
        }
        return packets
    }

    func reportBlocks(at now: Instant) -> [ReportBlock] {
        var blocks: [ReportBlock] = []
        for (_, source) in negotiated {
            for stream in source.streams {
                guard let stream else { continue }
                stream.releaseIfIdle(at: now)
                if stream.isActive(at: now), blocks.count < 31 { blocks.append(stream.reportBlock(at: now)) }
            }
        }
        return blocks
    }
}
