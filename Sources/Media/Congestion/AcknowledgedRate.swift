/// How fast what we send arrives, from windows of 150 ms weighed by how far they are from what was believed.
struct AcknowledgedRate: Sendable {
    private(set) var bitrate: Bitrate?
    private var variance = 50.0
    private var windowBytes = 0
    private var windowLength = Microseconds.zero
    private var last: Microseconds?

    private static let firstWindow = Microseconds.milliseconds(500)
    private static let window = Microseconds.milliseconds(150)
    /// How little one window is believed, and still less when it is only lower because little was sent.
    private static let doubt = 10.0
    private static let doubtWhenLimited = 20.0
    private static let floor = Bitrate.kilobits(5)

    init() {}

    mutating func add(bytes: Int, at now: Microseconds, isApplicationLimited: Bool) {
        let window = bitrate == nil ? Self.firstWindow : Self.window
        if let last {
            guard now >= last else {
                windowBytes = 0
                windowLength = .zero
                self.last = now
                return
            }
            windowLength = windowLength + (now - last)
            // Nothing for a whole window: what was before does not belong to what comes.
            if now - last > window {
                windowBytes = 0
                windowLength = Microseconds(rawValue: windowLength.rawValue % window.rawValue)
            }
        }
        last = now
        if windowLength >= window {
            take(Bitrate(bytes: windowBytes, over: window), isApplicationLimited)
            windowLength = windowLength - window
            windowBytes = 0
        }
        windowBytes += bytes
    }

    /// What is sent changes at once: the next windows are believed more.
    mutating func expectChange() { variance += 200 }

    private mutating func take(_ sample: Bitrate, _ isApplicationLimited: Bool) {
        guard let believed = bitrate else {
            if sample > .zero { bitrate = sample }
            return
        }
        let doubt = isApplicationLimited && sample < believed ? Self.doubtWhenLimited : Self.doubt
        let distance = abs(believed.kilobits - sample.kilobits) / believed.kilobits
        let sampleVariance = (doubt * distance) * (doubt * distance)
        // Rates change with time: what is believed becomes less certain with every window.
        let prior = variance + 5
        let kilobits = (sampleVariance * believed.kilobits + prior * sample.kilobits) / (sampleVariance + prior)
        bitrate = max(.kilobits(kilobits), Self.floor)
        variance = sampleVariance * prior / (sampleVariance + prior)
    }
}
