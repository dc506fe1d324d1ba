/// What a site found when it tested itself: its camera, its microphone, its loudspeaker and its line.
package struct TestResult: Hashable, Codable, Sendable {
    package var camera: DeviceFinding
    package var microphone: DeviceFinding
    /// The loudest that the microphone was; of one that opened.
    package var level: Decibels?
    package var loudspeaker: LoudspeakerFinding
    /// Without it, no media gets through between the site and this server.
    package var line: LineMeasure?

    package init(
        camera: DeviceFinding, microphone: DeviceFinding, level: Decibels? = nil, loudspeaker: LoudspeakerFinding,
        line: LineMeasure?
    ) {
        self.camera = camera
        self.microphone = microphone
        self.level = level
        self.loudspeaker = loudspeaker
        self.line = line
    }
}

/// Whether a camera or a microphone works, or why not.
package enum DeviceFinding: String, Codable, CaseIterable, Sendable {
    case passed
    /// The page did not come over HTTPS, so that its browser gives it no device.
    case insecure
    /// The browser or the person refused it.
    case denied
    case missing
    /// Another program has it.
    case busy
    case failed
    /// It opened, but no voice or no picture came of it.
    case nothing
}

/// What the person at the site said of a sound that was played to them.
package enum LoudspeakerFinding: String, Codable, CaseIterable, Sendable {
    case heard, unheard, missing
    /// Nobody has answered yet.
    case unasked
}

/// How media travels between a site and this server.
package enum MediaWay: String, Codable, CaseIterable, Sendable {
    case udp, tcp
    /// Through a server between the two, where nothing else gets out.
    case relay
}

/// The line of a site, measured by its own picture and sound on their way to the server and back.
package struct LineMeasure: Hashable, Codable, Sendable {
    package var way: MediaWay
    package var roundTrip: RoundTripMilliseconds
    package var lossUp: LossPerThousand
    package var lossDown: LossPerThousand
    package var up: KilobitsPerSecond
    package var down: KilobitsPerSecond
    /// Whether either end held the picture back since the line had no room; a calm picture needs little and is none of it.
    package var isHeldBack: Bool

    package init(
        way: MediaWay, roundTrip: RoundTripMilliseconds, lossUp: LossPerThousand, lossDown: LossPerThousand,
        up: KilobitsPerSecond, down: KilobitsPerSecond, isHeldBack: Bool
    ) {
        self.way = way
        self.roundTrip = roundTrip
        self.lossUp = lossUp
        self.lossDown = lossDown
        self.up = up
        self.down = down
        self.isHeldBack = isHeldBack
    }
}
