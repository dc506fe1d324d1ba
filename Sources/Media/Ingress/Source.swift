import Basics
import Wire

/// One packet of the batch in hand: its layer, and where its stream keeps it.
struct BurstPacket: BitwiseCopyable {
    var layer: Layer
    var packet: StoredPacket
}

/// A microphone, camera or presentation of one publisher, in up to three layers.
final class Source {
    let id: SourceID
    let feed: FeedID
    private(set) var codec: Codec
    /// What names the feed in a receiver's packets, whatever layer it gets.
    private(set) var contributor: SSRC
    /// The worker that has the publisher, when it is another one.
    let owner: Int?
    /// The workers that have receivers of it.
    private(set) var exports: [Int] = []
    /// From the publisher's clock to ours; one for all that it sends.
    private(set) var shift = ClockShift()

    private(set) var streams: [IngressStream?] = [nil, nil, nil]
    /// What this batch brought; emptied when every receiver has had its share.
    private(set) var burst: ContiguousArray<BurstPacket> = []
    /// Loudest since the last look, in dBov; microphones only (RFC 6464).
    private(set) var loudest: Int?
    private(set) var hasAppeared = false
    private(set) var lastArrival: Instant?

    init(id: SourceID, feed: FeedID, codec: Codec, contributor: SSRC, owner: Int? = nil) {
        self.owner = owner
        self.id = id
        self.feed = feed
        self.codec = codec
        self.contributor = contributor
    }

    func stream(_ layer: Layer) -> IngressStream? { streams[layer.rawValue] }

    /// Opens a layer the first time that it is heard of; one SSRC a layer, for good.
    func open(_ layer: Layer, ssrc: SSRC) -> IngressStream? {
        guard streams[layer.rawValue] == nil else { return nil }
        let stream = IngressStream(id: StreamID(source: id, layer: layer), ssrc: ssrc, codec: codec)
        streams[layer.rawValue] = stream
        return stream
    }

    /// The best layer that is being sent and not larger than `limit`, else the smallest that is being sent.
    func bestLayer(upTo limit: Layer, at now: Instant) -> Layer? {
        var best: Layer?
        for layer in Layer.allCases where streams[layer.rawValue]?.isActive(at: now) == true {
            if layer <= limit || best == nil { best = layer }
        }
        return best
    }

    /// What each layer that may be shown in a slot costs: those up to `limit`, else the smallest.
    func costs(upTo limit: Layer, at now: Instant) -> LayerCosts {
        var costs = LayerCosts()
        for layer in Layer.allCases {
            guard let stream = streams[layer.rawValue], stream.isActive(at: now) else { continue }
            guard layer <= limit || costs == LayerCosts() else { continue }
            if costs == LayerCosts() { costs.base = stream.baseBitrate }
            costs[layer] = stream.bitrate
        }
        return costs
    }

    func append(_ packet: StoredPacket, layer: Layer, at now: Instant) {
        burst.append(BurstPacket(layer: layer, packet: packet))
        lastArrival = now
    }

    /// When `packet` was captured, in nanoseconds of our clock; before the publisher's first report, when it came.
    func capture(of packet: StoredPacket, _ stream: StreamID, at now: Instant) -> Int64 {
        if let shift = shift.nanoseconds, let time = self.stream(stream.layer)?.clock.nanoseconds(of: packet.timestamp) {
            return time + shift
        }
        return now.sinceStart.nanoseconds
    }

    func follow(_ shift: ClockShift) { self.shift = shift }

    func export(to worker: Int, _ isWanted: Bool) {
        exports.removeAll { $0 == worker }
        if isWanted { exports.append(worker) }
    }

    func mirrored(_ header: RelayHeader) {
        contributor = SSRC(header.contributor)
        codec = header.codec
        if header.hasReport { shift = ClockShift(nanoseconds: header.shift) }
    }

    func noticed(at now: Instant) { lastArrival = now }

    func clearBurst() { burst.removeAll(keepingCapacity: true) }

    func heard(_ level: Int, at now: Instant) {
        loudest = max(loudest ?? -127, level)
        lastArrival = now
    }

    func takeLoudest() -> Int? {
        defer { loudest = nil }
        return loudest
    }

    /// Returns whether this is news.
    func appear() -> Bool {
        defer { hasAppeared = true }
        return !hasAppeared
    }

    /// A presentation that fell silent was stopped; a camera or microphone lasts as long as its peer.
    func disappearIfSilent(at now: Instant) -> Bool {
        guard hasAppeared, feed.source == .presentation, let lastArrival,
            lastArrival.duration(to: now) > .seconds(5)
        else { return false }
        hasAppeared = false
        return true
    }

    /// Lets the packets of one frame share a length, since the socket sends equal ones in one call: libwebrtc cuts a
    /// frame "about equally", its last packets one byte longer than the first.
    func equalise() {
        var start = 0
        while start < burst.count {
            let first = burst[start]
            var end = start + 1
            var longest = first.packet.length
            while end < burst.count, burst[end].layer == first.layer,
                burst[end].packet.timestamp == first.packet.timestamp
            {
                longest = max(longest, burst[end].packet.length)
                end += 1
            }
            if end - start > 1 {
                for place in start..<end where longest - burst[place].packet.length <= Self.paddingMax {
                    burst[place].packet.paddedLength = longest
                }
            }
            start = end
        }
    }

    /// More padding than this costs more than another call.
    private static let paddingMax: Int32 = 16
}
