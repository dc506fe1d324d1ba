import Basics
import Wire

/// That a slot is among a source's subscribers, and where in their list.
struct Subscription: BitwiseCopyable {
    var source: SourceID
    var position: Int
}

/// One connection: its paths, its association, what it sends and what it is sent.
final class Peer<Crypto: Cryptography> {
    typealias Cipher = Crypto.Endpoint.Cipher

    enum State {
        case handshaking(since: Instant)
        case connected(Receiver<Cipher>, opening: Cipher)
        case gone
    }

    let id: PeerID
    let tag: String
    /// The SSRC of our own reports to this peer.
    let reporter: SSRC
    let publisher: Publisher
    let slotParameters: [SlotParameters]
    private let endpoint: Crypto.Endpoint
    private let remoteFingerprint: [UInt8]
    private let videoCodec: Codec
    private(set) var ice: ICELite
    private(set) var state: State {
        didSet {
            if case .connected(let receiver, let opening) = state {
                (self.receiver, openingCipher) = (receiver, opening)
            } else {
                (receiver, openingCipher) = (nil, nil)
            }
        }
    }
    /// What the state holds, for those who ask for each packet.
    private(set) var receiver: Receiver<Cipher>?
    private(set) var openingCipher: Cipher?
    let fragment: String
    /// The indices of received RTCP, against replays: each source counts its own (RFC 3711 §3.2.3).
    private var controlWindows: [SSRC: ReplayWindow] = [:]
    /// Two pictures in three layers and a sound, as many retransmissions, and reporters.
    private static var controlWindowsMax: Int { 32 }
    /// Which sources each slot listens to: what it should show, and until then what it shows.
    var subscriptions: [[Subscription]]
    /// When a slot was told to show something else than it shows.
    var waitingSince: [Instant?]
    /// What the routing table wants in each slot; kept here too, for it may come before the handshake is through.
    var routes: [(source: SourceID, upTo: Layer)?]
    /// What its line may carry, shared among its slots, and what was told of that.
    var allocator: LineAllocator
    var limits: [SlotLimit]
    /// Whether something of it waits for the line.
    var isPaced = false

    init(
        id: PeerID, tag: String, negotiation: Negotiation, local: ICECredentials, endpoint: Crypto.Endpoint,
        sources: [(NegotiatedSource, Source)], videoCodec: Codec, reporter: SSRC, at now: Instant
    ) {
        self.id = id
        self.tag = tag
        self.reporter = reporter
        self.endpoint = endpoint
        self.videoCodec = videoCodec
        remoteFingerprint = negotiation.fingerprint
        slotParameters = negotiation.slots
        publisher = Publisher(extensions: negotiation.extensions, sources: sources)
        ice = ICELite(local: local, remote: negotiation.credentials)
        fragment = local.fragment
        state = .handshaking(since: now)
        subscriptions = Array(repeating: [], count: negotiation.slots.count)
        waitingSince = Array(repeating: nil, count: negotiation.slots.count)
        routes = Array(repeating: nil, count: negotiation.slots.count)
        allocator = LineAllocator(slots: negotiation.slots.count)
        limits = Array(repeating: .none, count: negotiation.slots.count)
    }

    // MARK: Paths

    func handleCheck(
        _ message: STUNMessage, _ datagram: Span<UInt8>, from source: TransportAddress, at now: Instant,
        by cryptography: Crypto
    ) -> ICELite.Outcome {
        let outcome = ice.handle(message, datagram, from: source, at: now, by: cryptography)
        if let selected = ice.selected { receiver?.move(to: selected) }
        return outcome
    }

    func lose(_ path: TransportAddress) {
        ice.lose(path)
        if let selected = ice.selected { receiver?.move(to: selected) }
    }

    // MARK: Association

    enum HandshakeStep { case underway, connected, failed, closedByPeer }

    /// Feeds one DTLS datagram, or the passing of time when `nil`.
    func handleHandshake(
        _ datagram: Span<UInt8>, random: inout some RandomNumberGenerator
    ) -> HandshakeStep {
        endpoint.handle(datagram)
        return advance(random: &random)
    }

    func handleHandshakeTimeout() {
        if case .handshaking = state, endpoint.retransmission.map({ $0 <= .zero }) ?? false { endpoint.handleTimeout() }
    }

    func nextHandshakeDatagram() -> [UInt8]? { endpoint.nextDatagram() }

    private func advance(random: inout some RandomNumberGenerator) -> HandshakeStep {
        switch (state, endpoint.progress) {
        case (.handshaking, .established):
            // Without a match nothing flows (RFC 8122 §6.2).
            guard let fingerprint = endpoint.peerFingerprint,
                equalInConstantTime(fingerprint, remoteFingerprint),
                let ciphers = endpoint.takeCiphers(), let selected = ice.selected
            else { return .failed }
            var slots: ContiguousArray<Slot> = []
            for parameters in slotParameters {
                slots.append(
                    Slot(parameters, codec: parameters.id.kind == .audio ? .opus : videoCodec, random: &random))
            }
            let receiver = Receiver(slots: slots, cipher: ciphers.sending, destination: selected)
            state = .connected(receiver, opening: ciphers.receiving)
            return .connected
        case (_, .failed): return .failed
        case (_, .closedByPeer): return .closedByPeer
        default: return .underway
        }
    }

    func close() {
        endpoint.close()
        state = .gone
    }

    /// Why the peer is to be given up now, if it is.
    func ending(at now: Instant) -> PeerEnding? {
        switch state {
        case .handshaking(let since):
            return since.duration(to: now) > Limits.handshake ? .handshakeTimedOut : nil
        case .connected:
            guard let last = ice.lastCheck else { return nil }
            return last.duration(to: now) > Limits.peerSilence ? .silent : nil
        case .gone:
            return nil
        }
    }

    // MARK: Control packets

    /// Opens one RTCP packet in place; `nil` when it is not authentic or a replay.
    func openControl(_ datagram: inout MutableSpan<UInt8>) -> Result<Int, ControlRefusal> {
        guard let cipher = openingCipher else { return .failure(.notConnected) }
        do {
            let (length, index) = try cipher.openRTCP(&datagram, length: datagram.count)
            guard length >= 8 else { return .failure(.malformed) }
            let sender = SSRC(datagram.span.bigEndian32(at: 4))
            guard controlWindows[sender] != nil || controlWindows.count < Self.controlWindowsMax else {
                return .failure(.tooMany)
            }
            var window = controlWindows[sender] ?? ReplayWindow()
            guard window.verdict(on: Int64(index)) == .fresh else { return .failure(.replayed) }
            window.accept(Int64(index))
            controlWindows[sender] = window
            return .success(length)
        } catch {
            return .failure(error == .malformed ? .malformed : .unauthentic)
        }
    }

    enum ControlRefusal: Error { case notConnected, replayed, tooMany, malformed, unauthentic }
}

/// Why a peer is gone.
package enum PeerEnding: String, Sendable {
    case closed, silent, handshakeFailed, handshakeTimedOut, closedByPeer
}
