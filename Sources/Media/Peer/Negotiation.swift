import Basics
import Wire

/// Why an offer was refused, for the person who sent it.
package struct OfferRefusal: Error, Equatable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// The header extensions of one peer; one meaning for each id in a bundle (RFC 8843 §9.2).
struct HeaderExtensionIDs: Equatable {
    var mid: UInt8?
    var rid: UInt8?
    var repairedRID: UInt8?
    var transportSequence: UInt8?
    var audioLevel: UInt8?

    static let transportSequenceURI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

    static let uris: [(String, any WritableKeyPath<Self, UInt8?> & Sendable)] = [
        ("urn:ietf:params:rtp-hdrext:sdes:mid", \.mid),
        ("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", \.rid),
        ("urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id", \.repairedRID),
        (transportSequenceURI, \.transportSequence),
        ("urn:ietf:params:rtp-hdrext:ssrc-audio-level", \.audioLevel),
    ]
}

/// One thing that the peer will send.
struct NegotiatedSource: Equatable {
    var kind: SourceKind
    var mid: String
    var codec: Codec
    var payloadType: UInt8
    var retransmissionPayloadType: UInt8?
    /// RIDs with the layer each means; empty without simulcast.
    var layers: [String: Layer]
    /// SSRCs that the offer names, for those who send no header extension.
    var ssrcs: [SSRC]
    var retransmissionSSRCs: [SSRC: SSRC]
}

/// What an offer and its answer agreed on.
struct Negotiation {
    var credentials: ICECredentials
    var fingerprint: [UInt8]
    var extensions = HeaderExtensionIDs()
    var sources: [NegotiatedSource] = []
    var slots: [SlotParameters] = []
    var answer: SessionDescription

    /// What the server brings to an answer.
    struct Local {
        var credentials: ICECredentials
        var fingerprint: [UInt8]
        var candidates: [TransportAddress]
        var videoCodec: Codec
    }

    /// Reads an offer and writes its answer (RFC 8829 §5.3, RFC 9429); the peer sends, asks for slots, or both.
    init(
        offer text: String, local: Local, random: inout some RandomNumberGenerator
    ) throws(OfferRefusal) {
        let offer: SessionDescription
        do { offer = try SessionDescription(parsing: text) } catch { throw OfferRefusal("\(error)") }
        guard !offer.sections.isEmpty else { throw OfferRefusal("The offer has no media section.") }
        guard let first = offer.sections.first(where: \.isUsed) ?? offer.sections.first,
            let fragment = first.iceUfrag, let password = first.icePwd
        else { throw OfferRefusal("The offer has no ICE credentials (a=ice-ufrag, a=ice-pwd).") }
        guard let fingerprint = first.fingerprint, fingerprint.algorithm.lowercased() == "sha-256",
            fingerprint.bytes.count == 32
        else { throw OfferRefusal("The offer has no SHA-256 fingerprint (a=fingerprint:sha-256 …).") }
        if first.setup == .passive {
            throw OfferRefusal("The offer must be able to open DTLS (a=setup:actpass or active).")
        }
        credentials = ICECredentials(fragment: fragment, password: password)
        self.fingerprint = fingerprint.bytes
        answer = SessionDescription(
            origin: Origin(session: UInt64.random(in: 1...UInt64(Int64.max), using: &random), version: 1))
        var usedMIDs: Set<String> = []
        var accepted: [String] = []
        for (index, section) in offer.sections.enumerated() {
            let mid = section.mid ?? "\(index)"
            guard usedMIDs.insert(mid).inserted else { throw OfferRefusal("Two media sections are called \(mid).") }
            var reply = try answerSection(section, mid: mid, local: local, random: &random)
            if reply.port != 0 {
                if accepted.isEmpty { Self.addCandidates(local.candidates, to: &reply) }
                accepted.append(mid)
            }
            answer.sections.append(reply)
        }
        guard !accepted.isEmpty else {
            throw OfferRefusal("No media section can be used: Opus and \(local.videoCodec.rawValue) are spoken here.")
        }
        guard slots.count <= Limits.slotsPerPeer else {
            throw OfferRefusal("The offer asks for \(slots.count) slots; at most \(Limits.slotsPerPeer) are given.")
        }
        answer.attributes.append(Attribute("ice-lite"))
        answer.attributes.append(Attribute("group", "BUNDLE " + accepted.joined(separator: " ")))
    }

    // MARK: One section

    private mutating func answerSection(
        _ section: MediaSection, mid: String, local: Local, random: inout some RandomNumberGenerator
    ) throws(OfferRefusal) -> MediaSection {
        let codec: Codec
        switch section.kind {
        case .audio: codec = .opus
        case .video: codec = local.videoCodec
        default: return Self.refuse(section, mid: mid)
        }
        guard section.isUsed, let payload = Self.choose(codec, in: section) else {
            return Self.refuse(section, mid: mid)
        }
        guard section.hasRTCPMux else {
            throw OfferRefusal("Media section \(mid) must multiplex RTCP (a=rtcp-mux).")
        }
        let sends = section.direction.sends
        let receives = section.direction.receives
        var reply = MediaSection(
            section.kind, port: 9, protocolName: section.protocolName,
            formats: ["\(payload.media)"] + [payload.retransmission, payload.redundancy].compactMap { $0.map(String.init) })
        reply.add("mid", mid)
        reply.add("rtcp-mux")
        if section.hasRTCPReducedSize { reply.add("rtcp-rsize") }
        reply.add("ice-ufrag", local.credentials.fragment)
        reply.add("ice-pwd", local.credentials.password)
        reply.add("fingerprint", "sha-256 " + Self.hexadecimal(local.fingerprint))
        reply.add("setup", "passive")
        describe(codec, payload, in: section, reply: &reply)
        switch (sends, receives) {
        case (true, true): reply.add("sendrecv")
        case (true, false): reply.add("recvonly")
        case (false, true): reply.add("sendonly")
        case (false, false): reply.add("inactive")
        }
        if sends { acceptSource(section, mid: mid, codec: codec, payload: payload, reply: &reply) }
        if receives { addSlot(section, mid: mid, codec: codec, payload: payload, reply: &reply, random: &random) }
        return reply
    }

    private struct Payload {
        var media: UInt8
        var retransmission: UInt8?
        var redundancy: UInt8?
    }

    /// The first payload type that carries `codec`, and its retransmission (RFC 4588 §8).
    private static func choose(_ codec: Codec, in section: MediaSection) -> Payload? {
        let maps = section.rtpMaps
        let parametersOf = section.formatParameters
        let match = maps.first { map in
            guard map.encoding.lowercased() == codec.rawValue.lowercased(), map.clockRate == codec.clockRate else {
                return false
            }
            guard codec == .h264 else { return true }
            let parameters = parametersOf[map.payloadType] ?? [:]
            let profile = parameters["profile-level-id"]?.lowercased() ?? "42e01f"
            return parameters["packetization-mode"] == "1" && profile.hasPrefix("42")
        }
        guard let match else { return nil }
        let retransmission = maps.first {
            $0.encoding.lowercased() == "rtx" && parametersOf[$0.payloadType]?["apt"] == "\(match.payloadType)"
        }
        // Only where nothing is received: what a peer sends is forwarded as it is, to receivers that may not read it.
        let redundancy = section.direction.sends ? nil : maps.first { map in
            map.encoding.lowercased() == "red" && map.clockRate == codec.clockRate
                && parametersOf[map.payloadType]?.keys.contains { $0.hasPrefix("\(match.payloadType)/") } == true
        }
        return Payload(
            media: match.payloadType, retransmission: retransmission?.payloadType,
            redundancy: codec == .opus ? redundancy?.payloadType : nil)
    }

    /// Chromium starts its estimate at 300 kbit/s and takes half a minute to find a hall's line (its own parameter).
    private static let startBitrate = "x-google-start-bitrate=1500"

    private mutating func describe(
        _ codec: Codec, _ payload: Payload, in section: MediaSection, reply: inout MediaSection
    ) {
        let offered = Set(section.feedback(payload.media))
        switch codec {
        case .opus:
            reply.add("rtpmap", "\(payload.media) opus/48000/2")
            reply.add("fmtp", "\(payload.media) minptime=10;useinbandfec=1")
            if let redundancy = payload.redundancy {
                reply.add("rtpmap", "\(redundancy) red/48000/2")
                reply.add("fmtp", "\(redundancy) \(payload.media)/\(payload.media)")
            }
        case .vp8:
            reply.add("rtpmap", "\(payload.media) VP8/90000")
            if section.direction.sends { reply.add("fmtp", "\(payload.media) \(Self.startBitrate)") }
        case .h264:
            reply.add("rtpmap", "\(payload.media) H264/90000")
            let profile = section.formatParameters(payload.media)["profile-level-id"] ?? "42e01f"
            reply.add(
                "fmtp", "\(payload.media) level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=\(profile)"
                    + (section.direction.sends ? ";\(Self.startBitrate)" : ""))
        }
        // A microphone is not numbered, for its packets are mostly dropped unopened; what a slot sends always is.
        let spoken = codec == .opus
            ? (section.direction.sends ? [] : ["transport-cc"]) : ["transport-cc", "ccm fir", "nack", "nack pli"]
        for feedback in spoken where offered.contains(feedback) {
            reply.add("rtcp-fb", "\(payload.media) \(feedback)")
        }
        if let retransmission = payload.retransmission {
            reply.add("rtpmap", "\(retransmission) rtx/90000")
            reply.add("fmtp", "\(retransmission) apt=\(payload.media)")
        }
    }

    // MARK: What the peer sends

    private mutating func acceptSource(
        _ section: MediaSection, mid: String, codec: Codec, payload: Payload, reply: inout MediaSection
    ) {
        let kind: SourceKind
        if codec == .opus {
            kind = .microphone
        } else {
            kind = sources.contains { $0.kind == .camera } ? .presentation : .camera
        }
        guard !sources.contains(where: { $0.kind == kind }) else { return }
        for map in section.extensionMaps {
            guard let field = HeaderExtensionIDs.uris.first(where: { $0.0 == map.uri }) else { continue }
            // Sound is a small, steady rate: to count it would only count the microphones that are dropped.
            if codec == .opus, field.1 == \.transportSequence { continue }
            extensions[keyPath: field.1] = map.id
            reply.add("extmap", "\(map.id) \(map.uri)")
        }
        let offeredRIDs = section.simulcastSend
        var layers: [String: Layer] = [:]
        if !offeredRIDs.isEmpty {
            let rids = Array(offeredRIDs.prefix(Layer.allCases.count))
            for rid in rids { reply.add("rid", "\(rid) recv") }
            reply.add("simulcast", "recv " + rids.joined(separator: ";"))
            layers = Self.layers(of: rids)
        }
        var retransmissions: [SSRC: SSRC] = [:]
        for group in section.sourceGroups where group.semantics == "FID" && group.ssrcs.count == 2 {
            retransmissions[group.ssrcs[1]] = group.ssrcs[0]
        }
        var named: [SSRC] = []
        for source in section.sources where retransmissions[source.ssrc] == nil && !named.contains(source.ssrc) {
            named.append(source.ssrc)
        }
        sources.append(
            NegotiatedSource(
                kind: kind, mid: mid, codec: codec, payloadType: payload.media,
                retransmissionPayloadType: payload.retransmission, layers: layers,
                ssrcs: Array(named.prefix(1)), retransmissionSSRCs: retransmissions))
    }

    /// `l`, `m`, `h` by name; other names by their order, smallest first, as every browser sends them.
    private static func layers(of rids: [String]) -> [String: Layer] {
        let known: [String: Layer] = ["l": .low, "m": .middle, "h": .high, "q": .low, "f": .high]
        if rids.allSatisfy({ known[$0] != nil }), rids != ["q", "h", "f"] {
            return Dictionary(uniqueKeysWithValues: Set(rids).map { ($0, known[$0] ?? .low) })
        }
        let order: [Layer] = rids.count == 1 ? [.high] : rids.count == 2 ? [.low, .high] : Layer.allCases
        return Dictionary(zip(rids, order)) { first, _ in first }
    }

    // MARK: What the peer gets

    private mutating func addSlot(
        _ section: MediaSection, mid: String, codec: Codec, payload: Payload, reply: inout MediaSection,
        random: inout some RandomNumberGenerator
    ) {
        let kind: MediaKind = codec == .opus ? .audio : .video
        let index = slots.count { $0.id.kind == kind }
        let ssrc = freshSSRC(besides: nil, using: &random)
        let retransmission = payload.retransmission.map { _ in freshSSRC(besides: ssrc, using: &random) }
        // The first audio slot is the hall that is always heard; the others belong to the pictures in their order, and
        // share their streams, so that the browser keeps the lips together.
        if !section.direction.sends, let map = section.transportSequence {
            reply.add("extmap", "\(map.id) \(map.uri)")
        }
        let stream = kind == .video ? "s\(index)" : index == 0 ? "always" : "s\(index - 1)"
        reply.add("msid", "\(stream) \(stream)-\(kind.rawValue)")
        if let retransmission {
            reply.add("ssrc-group", "FID \(ssrc.rawValue) \(retransmission.rawValue)")
        }
        for source in [ssrc, retransmission].compactMap(\.self) {
            reply.add("ssrc", "\(source.rawValue) cname:\(Self.canonicalName)")
        }
        slots.append(
            SlotParameters(
                id: SlotID(kind, index), mid: mid, ssrc: ssrc, retransmissionSSRC: retransmission,
                payloadType: payload.media, retransmissionPayloadType: payload.retransmission,
                transportSequenceID: reply.transportSequence?.id, redundancyPayloadType: payload.redundancy))
    }

    /// One that no other slot has: all are sealed with one key, under which a source's number may come once (RFC 3711 §9.1).
    private func freshSSRC(besides other: SSRC?, using random: inout some RandomNumberGenerator) -> SSRC {
        while true {
            let ssrc = SSRC(rawValue: UInt32.random(in: 1...UInt32.max, using: &random))
            if ssrc != other, !slots.contains(where: { $0.ssrc == ssrc || $0.retransmissionSSRC == ssrc }) { return ssrc }
        }
    }

    /// One name for all that we send: it is all on one clock (RFC 3550 §6.5.1).
    static let canonicalName = "dienhong"

    // MARK: Small things

    private static func refuse(_ section: MediaSection, mid: String) -> MediaSection {
        var reply = MediaSection(
            section.kind, port: 0, protocolName: section.protocolName, formats: section.formats)
        reply.add("mid", mid)
        reply.add("inactive")
        return reply
    }

    private static func addCandidates(_ addresses: [TransportAddress], to reply: inout MediaSection) {
        for (index, address) in addresses.enumerated() {
            // Whatever goes by UDP is better than anything that does not (RFC 6544 §4.2).
            let preference: UInt32 = address.transport == .udp ? 126 : 90
            let candidate = Candidate(
                foundation: "\(index + 1)", transport: address.transport == .udp ? "udp" : "tcp",
                priority: preference << 24 | UInt32(65_535 - index) << 8 | 255, address: address.addressText,
                port: address.port, tcpType: address.transport == .udp ? nil : "passive")
            reply.attributes.append(candidate.attribute)
        }
        reply.add("end-of-candidates")
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: ":")
    }
}

extension MediaSection {
    /// The number across the whole transport, under an id that fits a one-byte element (RFC 8285 §4.2).
    fileprivate var transportSequence: ExtensionMap? {
        extensionMaps.first { $0.uri == HeaderExtensionIDs.transportSequenceURI && 1...14 ~= $0.id }
    }

    fileprivate mutating func add(_ name: String, _ value: String? = nil) {
        attributes.append(Attribute(name, value))
    }
}
