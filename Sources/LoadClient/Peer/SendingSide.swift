import Basics
import Wire

/// All that a simulated site sends: its tone, its camera's layers, its presentation.
struct SendingSide {
    private static let audioInterval: Duration = .milliseconds(20)
    /// How often silence is told; often enough that nobody takes it for absence.
    private static let silenceInterval: Duration = .milliseconds(200)
    private static let videoInterval: Duration = .nanoseconds(1_000_000_000 / 15)
    private static let toneLevel = AudioLevel(hasVoice: true, decibels: -30)
    private static let silenceLevel = AudioLevel(hasVoice: false, decibels: -127)

    /// What is agreed for one section that sends.
    private struct Track {
        var section: PeerAnswer.Section
        var payloadType: UInt8
    }

    private var microphone: (track: Track, source: OutgoingSource, loop: AudioLoop)?
    private var camera: (track: Track, layers: [Layer: VideoSender])?
    private var presentation: (track: Track, sender: VideoSender)?
    private var audioPosition = 0
    private var wasSpeaking = false
    private var nextAudio = Instant.start
    private var nextVideo = Instant.start
    private var transportSequence = SequenceNumber(0)
    /// What was asked before there was anything to ask; the smallest layer shows that the camera is there.
    private var wanted: (camera: Set<Layer>, presentation: Bool) = ([.low], false)

    mutating func prepare(
        _ answer: PeerAnswer, _ options: PeerOptions, _ card: SiteCard, _ identity: PeerIdentity,
        using random: inout some RandomNumberGenerator
    ) {
        for section in answer.sections where section.isAccepted {
            guard let payloadType = section.payloadType else { continue }
            let track = Track(section: section, payloadType: payloadType)
            switch section.purpose {
            case .microphone:
                let source = OutgoingSource(identity.microphone, clockRate: 48_000, using: &random)
                microphone = (track, source, card.audio)
            case .camera:
                var layers: [Layer: VideoSender] = [:]
                for layer in options.camera.sorted() {
                    let isSimulcast = options.camera.count > 1
                    guard let loop = card.layers[layer], let sources = identity.camera[layer],
                        !isSimulcast || section.rids.contains(layer.rid)
                    else { continue }
                    layers[layer] = VideoSender(loop, rid: isSimulcast ? layer.rid : nil, sources, using: &random)
                }
                camera = (track, layers)
            case .presentation:
                guard let loop = card.layers[.middle] ?? card.layers.values.first else { continue }
                presentation = (track, VideoSender(loop, rid: nil, identity.presentation, using: &random))
            case .slot:
                continue
            }
        }
        setWanted(camera: wanted.camera, presentation: wanted.presentation)
    }

    /// Spreads the beginnings over an interval, so that many peers do not send at the same moment.
    mutating func begin(at now: Instant, using random: inout some RandomNumberGenerator) {
        func later(_ interval: Duration) -> Instant {
            now.advanced(by: .nanoseconds(Int64.random(in: 0..<interval.nanoseconds, using: &random)))
        }
        nextAudio = later(Self.audioInterval)
        nextVideo = later(Self.videoInterval)
    }

    mutating func setWanted(camera layers: Set<Layer>, presentation isWanted: Bool) {
        wanted = (layers, isWanted)
        if let only = camera?.layers.keys.first, camera?.layers.count == 1 {
            camera?.layers[only]?.setActive(!layers.isEmpty)
        } else {
            for layer in Layer.allCases { camera?.layers[layer]?.setActive(layers.contains(layer)) }
        }
        presentation?.sender.setActive(isWanted)
    }

    private var sendsVideo: Bool {
        presentation?.sender.isActive == true || camera?.layers.values.contains { $0.isActive } == true
    }

    var deadline: Instant? {
        let audio = microphone == nil ? nil : nextAudio
        let video = sendsVideo ? nextVideo : nil
        guard let audio, let video else { return audio ?? video }
        return min(audio, video)
    }

    mutating func advance(at now: Instant, isSpeaking: Bool, _ send: (OutgoingPacket) -> Void) {
        if isSpeaking, !wasSpeaking { nextAudio = min(nextAudio, now) }
        while microphone != nil, nextAudio <= now { sendAudio(at: now, isSpeaking: isSpeaking, send) }
        guard sendsVideo else {
            nextVideo = max(nextVideo, now)
            return
        }
        guard nextVideo <= now else { return }
        nextVideo = next(after: nextVideo, by: Self.videoInterval, at: now)
        for layer in Layer.allCases {
            guard let track = camera?.track, var sender = camera?.layers[layer], sender.isActive else { continue }
            sendFrame(of: &sender, track, at: now, send)
            camera?.layers[layer] = sender
        }
        if let track = presentation?.track, var sender = presentation?.sender, sender.isActive {
            sendFrame(of: &sender, track, at: now, send)
            presentation?.sender = sender
        }
    }

    /// After a pause of the whole process the missed beats are left out, not caught up with.
    private func next(after due: Instant, by interval: Duration, at now: Instant) -> Instant {
        let next = due.advanced(by: interval)
        return next.advanced(by: interval) < now ? now.advanced(by: interval) : next
    }

    private mutating func sendAudio(at now: Instant, isSpeaking: Bool, _ send: (OutgoingPacket) -> Void) {
        guard let (track, unsent, loop) = microphone else { return }
        var source = unsent
        let due = nextAudio
        nextAudio = next(after: due, by: isSpeaking ? Self.audioInterval : Self.silenceInterval, at: now)
        let media = isSpeaking ? loop.frames[audioPosition % loop.frames.count] : loop.silence
        audioPosition += 1
        let timestamp = source.timestamp(at: due)
        var extensions = extensions(track, names: source.carriesNames ? [(.mid, track.section.mid)] : [])
        if let id = track.section.extensions[.audioLevel] {
            extensions.level = (id, isSpeaking ? Self.toneLevel : Self.silenceLevel)
        }
        let (sequence, rollover) = source.count(payload: media.count)
        microphone?.source = source
        // The first packet of a talkspurt is marked (RFC 3551 §4.1).
        send(OutgoingPacket(
            marker: isSpeaking && !wasSpeaking, payloadType: track.payloadType, sequence: sequence,
            rollover: rollover, timestamp: timestamp, ssrc: source.ssrc, extensions: extensions, prefix: .none,
            media: media, range: 0..<media.count
        ))
        wasSpeaking = isSpeaking
    }

    private mutating func sendFrame(
        of sender: inout VideoSender, _ track: Track, at now: Instant, _ send: (OutgoingPacket) -> Void
    ) {
        // Asked before the packets are counted, so that all of a frame have headers of one length.
        let names = sender.media.carriesNames ? Self.names(track, sender, rid: .rid) : []
        for packet in sender.nextFrame(at: now) {
            send(OutgoingPacket(
                marker: packet.isLast, payloadType: track.payloadType, sequence: packet.sequence,
                rollover: packet.rollover, timestamp: packet.timestamp, ssrc: sender.media.ssrc,
                extensions: extensions(track, names: names), prefix: packet.prefix,
                media: sender.loop.frames[packet.frame], range: packet.bytes
            ))
        }
    }

    /// The packet that was sent under `sequence`, again (RFC 4588 §4), or as it was without retransmission sources.
    mutating func retransmission(of sequence: SequenceNumber, from media: SSRC) -> OutgoingPacket? {
        guard let (track, found) = video(media) else { return nil }
        var sender = found
        guard let packet = sender.sent(sequence), let type = track.section.retransmissionType else { return nil }
        let names = sender.retransmission.carriesNames ? Self.names(track, sender, rid: .repairedRID) : []
        let (number, rollover) = sender.retransmission.count(payload: packet.bytes.count)
        update(media) { $0 = sender }
        return OutgoingPacket(
            marker: packet.isLast, payloadType: type, sequence: number, rollover: rollover,
            timestamp: packet.timestamp, ssrc: sender.retransmission.ssrc,
            extensions: extensions(track, names: names), prefix: .again(sequence, packet.prefix),
            media: sender.loop.frames[packet.frame], range: packet.bytes
        )
    }

    /// Begins the loop of a source again, for those who need a key frame.
    mutating func restart(_ media: SSRC) {
        update(media) { $0.restart() }
    }

    /// The other side reported on this source, so it knows its names.
    mutating func acknowledge(_ ssrc: SSRC) {
        if microphone?.source.ssrc == ssrc { microphone?.source.acknowledge() }
        update(ssrc) { $0.media.acknowledge() }
        for layer in Layer.allCases where camera?.layers[layer]?.retransmission.ssrc == ssrc {
            camera?.layers[layer]?.retransmission.acknowledge()
        }
    }

    /// The sources to report on: those that have sent and still do.
    var activeSources: [OutgoingSource] {
        var sources: [OutgoingSource] = []
        if let source = microphone?.source, source.packetCount > 0 { sources.append(source) }
        for layer in Layer.allCases {
            if let sender = camera?.layers[layer], sender.isActive, sender.media.packetCount > 0 {
                sources.append(sender.media)
            }
        }
        if let sender = presentation?.sender, sender.isActive, sender.media.packetCount > 0 {
            sources.append(sender.media)
        }
        return sources
    }

    private func video(_ media: SSRC) -> (Track, VideoSender)? {
        if let (track, layers) = camera {
            for sender in layers.values where sender.media.ssrc == media { return (track, sender) }
        }
        if let (track, sender) = presentation, sender.media.ssrc == media { return (track, sender) }
        return nil
    }

    private mutating func update(_ media: SSRC, _ change: (inout VideoSender) -> Void) {
        for layer in Layer.allCases where camera?.layers[layer]?.media.ssrc == media {
            change(&camera!.layers[layer]!)
        }
        if presentation?.sender.media.ssrc == media { change(&presentation!.sender) }
    }

    private static func names(
        _ track: Track, _ sender: VideoSender, rid: HeaderExtension
    ) -> [(HeaderExtension, String)] {
        [(.mid, track.section.mid)] + (sender.rid.map { [(rid, $0)] } ?? [])
    }

    private mutating func extensions(
        _ track: Track, names: [(HeaderExtension, String)]
    ) -> OutgoingPacket.Extensions {
        var extensions = OutgoingPacket.Extensions()
        for (name, value) in names {
            if let id = track.section.extensions[name] { extensions.names.append((id, Array(value.utf8))) }
        }
        if let id = track.section.extensions[.transportSequence] {
            extensions.transport = (id, transportSequence)
            transportSequence = transportSequence.advanced(by: 1)
        }
        return extensions
    }
}

extension VideoSender.Packet {
    fileprivate var prefix: OutgoingPacket.Prefix {
        .vp8(pictureID: pictureID, zeroIndex: zeroIndex, isFirst: isFirst)
    }
}
