import Basics
import Wire

/// What a simulated site offers: the sections that send, then its slots (docs/client-protocol.md).
struct PeerOffer {
    static let opus: UInt8 = 111
    static let vp8: UInt8 = 96
    static let vp8Retransmission: UInt8 = 97

    /// What one section is for.
    enum Purpose: Equatable {
        case microphone, camera, presentation
        case slot(SlotID)
    }

    let purposes: [Purpose]
    let description: SessionDescription

    init(_ options: PeerOptions, _ identity: PeerIdentity, fingerprint: [UInt8]) {
        var purposes: [Purpose] = []
        if options.sendsMicrophone { purposes.append(.microphone) }
        if !options.camera.isEmpty { purposes.append(.camera) }
        if options.offersPresentation { purposes.append(.presentation) }
        purposes += (0..<options.audioSlots).map { .slot(SlotID(.audio, $0)) }
        purposes += (0..<options.videoSlots).map { .slot(SlotID(.video, $0)) }
        self.purposes = purposes
        let transport = [
            Attribute("ice-ufrag", identity.iceUfrag),
            Attribute("ice-pwd", identity.icePwd),
            Attribute("ice-options", "trickle"),
            Fingerprint(algorithm: "sha-256", bytes: fingerprint).attribute,
            Attribute("setup", Setup.active.rawValue),
        ]
        let sections = purposes.enumerated().map { number, purpose in
            Self.section(purpose, mid: String(number), options, identity, transport)
        }
        let bundle = purposes.indices.map { String($0) }.joined(separator: " ")
        description = SessionDescription(
            origin: Origin(session: identity.session, version: 1),
            attributes: [
                Attribute("group", "BUNDLE \(bundle)"),
                Attribute("extmap-allow-mixed"),
                Attribute("msid-semantic", " WMS"),
            ],
            sections: sections
        )
    }

    private static func section(
        _ purpose: Purpose, mid: String, _ options: PeerOptions, _ identity: PeerIdentity, _ transport: [Attribute]
    ) -> MediaSection {
        let isAudio =
            switch purpose {
            case .microphone: true
            case .camera, .presentation: false
            case .slot(let slot): slot.kind == .audio
            }
        var attributes = transport
        attributes.append(Attribute("mid", mid))
        attributes += isAudio ? audioExtensions : videoExtensions
        attributes.append(Attribute("rtcp-mux"))
        attributes.append(Attribute("rtcp-rsize"))
        attributes += isAudio ? audioCodecs : videoCodecs
        switch purpose {
        case .slot:
            attributes.append(Direction.recvonly.attribute)
        case .microphone:
            attributes += sending("microphone", [identity.microphone], identity)
        case .presentation:
            let pair = identity.presentation
            attributes += sending("presentation", [pair.media, pair.retransmission], identity)
        case .camera where options.camera.count == 1:
            let pair = identity.camera[options.camera[0]]!
            attributes += sending("camera", [pair.media, pair.retransmission], identity)
        case .camera:
            // The layers' sources are not named: as with browsers, their packets tell (RFC 8853 §7).
            let layers = options.camera.sorted()
            attributes += sending("camera", [], identity)
            attributes += layers.map { RID(id: $0.rid, direction: .send).attribute }
            attributes.append(Attribute("simulcast", "send " + layers.map(\.rid).joined(separator: ";")))
        }
        let formats = isAudio ? [opus] : [vp8, vp8Retransmission]
        return MediaSection(isAudio ? .audio : .video, formats: formats.map { String($0) }, attributes: attributes)
    }

    private static func sending(_ track: String, _ sources: [SSRC], _ identity: PeerIdentity) -> [Attribute] {
        var attributes = [Direction.sendonly.attribute, Attribute("msid", "site \(track)")]
        if sources.count == 2 { attributes.append(SourceGroup(semantics: "FID", ssrcs: sources).attribute) }
        attributes += sources.map { SourceAttribute(ssrc: $0, attribute: "cname", value: identity.cname).line }
        return attributes
    }

    private static let audioExtensions = [
        ExtensionMap(id: 1, uri: HeaderExtension.audioLevel.uri).attribute,
        ExtensionMap(id: 3, uri: HeaderExtension.transportSequence.uri).attribute,
        ExtensionMap(id: 4, uri: HeaderExtension.mid.uri).attribute,
    ]

    private static let videoExtensions = [
        ExtensionMap(id: 3, uri: HeaderExtension.transportSequence.uri).attribute,
        ExtensionMap(id: 4, uri: HeaderExtension.mid.uri).attribute,
        ExtensionMap(id: 10, uri: HeaderExtension.rid.uri).attribute,
        ExtensionMap(id: 11, uri: HeaderExtension.repairedRID.uri).attribute,
    ]

    private static let audioCodecs = [
        RTPMap(payloadType: opus, encoding: "opus", clockRate: 48_000, channels: 2).attribute,
        Attribute("rtcp-fb", "\(opus) transport-cc"),
        Attribute("fmtp", "\(opus) minptime=10;useinbandfec=1"),
    ]

    private static let videoCodecs = [
        RTPMap(payloadType: vp8, encoding: "VP8", clockRate: 90_000).attribute,
        Attribute("rtcp-fb", "\(vp8) transport-cc"),
        Attribute("rtcp-fb", "\(vp8) ccm fir"),
        Attribute("rtcp-fb", "\(vp8) nack"),
        Attribute("rtcp-fb", "\(vp8) nack pli"),
        RTPMap(payloadType: vp8Retransmission, encoding: "rtx", clockRate: 90_000).attribute,
        Attribute("fmtp", "\(vp8Retransmission) apt=\(vp8)"),
    ]
}

/// The header extensions that a simulated site speaks.
enum HeaderExtension: CaseIterable {
    case audioLevel, transportSequence, mid, rid, repairedRID

    var uri: String {
        switch self {
        case .audioLevel: "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
        case .transportSequence: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
        case .mid: "urn:ietf:params:rtp-hdrext:sdes:mid"
        case .rid: "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
        case .repairedRID: "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"
        }
    }
}
