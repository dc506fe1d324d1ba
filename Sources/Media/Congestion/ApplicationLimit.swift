/// Whether we send much less than we may, so that what arrives says nothing of what could.
struct ApplicationLimit: Sendable {
    /// Since when.
    private(set) var since: Microseconds?
    private var ended: Microseconds?
    private var last: Microseconds?
    /// Bytes that might have been sent and were not, within half a second.
    private var unused = 0.0

    /// Pictures grow in steps: what is a little below the estimate may be all that fits, or all that there is.
    private static let share = 0.85
    private static let window = Microseconds.milliseconds(500)
    private static let lately = Microseconds.seconds(1)
    private static let begin = 0.8
    private static let end = 0.5

    init() {}

    var holds: Bool { since != nil }

    /// Whether it holds, or did until a moment ago.
    func heldLately(at now: Microseconds) -> Bool {
        holds || ended.map { now - $0 < Self.lately } ?? false
    }

    mutating func update(sent bytes: Int, of estimate: Bitrate, at now: Microseconds) {
        defer { last = now }
        let room = (estimate * Self.share).bytes(in: Self.window)
        let gained = last.map { (estimate * Self.share).bytes(in: now - $0) } ?? 0
        unused = min(max(unused + gained - Double(bytes), -room), room)
        if since == nil, unused > room * Self.begin {
            since = now
        } else if since != nil, unused < room * Self.end {
            since = nil
            ended = now
        }
    }
}
