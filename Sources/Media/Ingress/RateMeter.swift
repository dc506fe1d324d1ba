/// How much a stream brings, counted in half seconds: a rise is believed at once, a fall only as it lasts.
struct RateMeter: Sendable {
    private var bytes = 0
    private var since: Microseconds?
    private var last = Bitrate.zero

    private static let span = Microseconds.milliseconds(500)
    /// What forwarding adds to a packet: a contributing source, an extension, a tag.
    private static let overhead = 28

    init() {}

    mutating func add(_ count: Int, at now: Microseconds) {
        advance(to: now)
        bytes += count + Self.overhead
    }

    private mutating func advance(to now: Microseconds) {
        guard let since else {
            since = now
            return
        }
        guard now - since >= Self.span else { return }
        let current = Bitrate(bytes: bytes, over: now - since)
        last = current > last ? current : last * 0.7 + current * 0.3
        bytes = 0
        self.since = now
    }

    /// Nothing before the first half second is over.
    var bitrate: Bitrate { last }
}
