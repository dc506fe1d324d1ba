/// A short burst at a known rate, to learn whether the line would carry it.
struct Probe: BitwiseCopyable, Equatable, Sendable {
    var id: UInt16
    var rate: Bitrate

    static let duration = Microseconds.milliseconds(15)
    static let packetsMin = 5

    /// Full packets would be more than the burst, and on a narrow line a queue that sound waits in.
    var isSmall: Bool { bytes < Self.packetsMin * 600 }

    /// What the burst has to bring onto the line.
    var bytes: Int { Int(rate.bytes(in: Self.duration)) }
}

/// What became of the packets of the last few probes.
struct ProbeResults: Sendable {
    private struct Cluster {
        var probe: Probe
        var packets = 0
        var bytes = 0
        var firstSent = Microseconds.zero
        var lastSent = Microseconds.zero
        var lastSentBytes = 0
        var firstArrived = Microseconds.zero
        var lastArrived = Microseconds.zero
        var firstArrivedBytes = 0
    }

    /// What a probe says: the line carries so much, or it carries no more than so much.
    enum Result: Equatable, Sendable { case atLeast(Bitrate), atMost(Bitrate) }

    private var clusters: ContiguousArray<Cluster> = []

    private static let remembered = 4
    private static let packetsMin = 4
    private static let share = 0.8
    private static let intervalMax = Microseconds.seconds(1)
    /// Arriving twice as fast as sent is a burst out of some buffer.
    private static let ratioMax = 2.0
    private static let unsaturated = 0.9
    private static let utilisation = 0.95

    init() {}

    mutating func begin(_ probe: Probe) {
        if clusters.count == Self.remembered { clusters.removeFirst() }
        clusters.append(Cluster(probe: probe))
    }

    /// Takes one packet of a probe that arrived; returns what it proves once enough of them did.
    mutating func add(_ packet: SentPacket, arrived: Microseconds) -> Result? {
        guard let place = clusters.firstIndex(where: { $0.probe.id == packet.probe }) else { return nil }
        var cluster = clusters[place]
        if cluster.packets == 0 || packet.sent < cluster.firstSent { cluster.firstSent = packet.sent }
        if cluster.packets == 0 || packet.sent >= cluster.lastSent {
            // What is sent at one moment is one burst.
            let before = packet.sent == cluster.lastSent ? cluster.lastSentBytes : 0
            cluster.lastSentBytes = before + Int(packet.bytes)
            cluster.lastSent = packet.sent
        }
        if cluster.packets == 0 || arrived < cluster.firstArrived {
            cluster.firstArrived = arrived
            cluster.firstArrivedBytes = Int(packet.bytes)
        }
        if cluster.packets == 0 || arrived > cluster.lastArrived { cluster.lastArrived = arrived }
        cluster.packets += 1
        cluster.bytes += Int(packet.bytes)
        clusters[place] = cluster
        return Self.result(of: cluster)
    }

    private static func result(of cluster: Cluster) -> Result? {
        guard cluster.packets >= packetsMin,
            Double(cluster.packets) >= Double(Probe.packetsMin) * share,
            Double(cluster.bytes) >= Double(cluster.probe.bytes) * share
        else { return nil }
        let sending = cluster.lastSent - cluster.firstSent
        let arriving = cluster.lastArrived - cluster.firstArrived
        guard sending > .zero, sending <= intervalMax, arriving > .zero, arriving <= intervalMax else { return nil }
        // The last that was sent, and the first that came, took no time within the interval.
        let sent = Bitrate(bytes: cluster.bytes - cluster.lastSentBytes, over: sending)
        let arrived = Bitrate(bytes: cluster.bytes - cluster.firstArrivedBytes, over: arriving)
        guard arrived < sent * ratioMax else { return nil }
        return arrived < sent * unsaturated ? .atMost(arrived * utilisation) : .atLeast(min(sent, arrived))
    }
}
