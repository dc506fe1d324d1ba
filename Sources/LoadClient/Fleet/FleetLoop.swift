import Basics
import Native

/// One thread's share of a fleet: its sites, its poller and its batches.
final class FleetLoop {
    /// A site gets a few streams; more datagrams at once than this come with the next turn.
    static let messagesPerSocket = 16

    let poller: Poller
    let cryptography: OpenSSLCryptography
    let wallStart: WallTime
    private(set) var now = Instant.start
    var incoming = ReceiveBatch()
    var outgoing = PacketBatch(capacity: 512 * 1024)

    private static let wakeToken = UInt64.max
    private let clock = MonotonicClock()
    private let agents: [SiteAgent]
    private var wheel: TimerWheel

    init(_ agents: [SiteAgent]) throws(SystemFailure) {
        poller = try Poller()
        cryptography = try OpenSSLCryptography()
        wallStart = wallClock()
        self.agents = agents
        wheel = TimerWheel(members: agents.count)
    }

    /// Runs until `isStopped`, which is asked after each wake-up and at least each second.
    func run(
        wakenBy wakeUp: borrowing WakeUp, isStopped: () -> Bool, publish: ([FleetStatistics.Site]) -> Void
    ) throws(SystemFailure) {
        try poller.add(wakeUp.descriptor, token: Self.wakeToken)
        for number in agents.indices { wheel.schedule(number, at: agents[number].deadline) }
        var nextPublication = Instant.start
        while !isStopped() {
            let quiet = min(wheel.quiet(after: clock.now), .seconds(1))
            let events = try poller.wait(atMost: quiet)
            now = clock.now
            for event in events {
                guard event.token != Self.wakeToken else {
                    wakeUp.clear()
                    continue
                }
                let channels = UInt64(SiteAgent.Channel.allCases.count)
                let number = Int(event.token / channels)
                guard let channel = SiteAgent.Channel(rawValue: event.token % channels) else { continue }
                agents[number].handle(channel, event, self)
                wheel.schedule(number, at: agents[number].deadline)
            }
            for number in wheel.takeDue(by: now) {
                agents[number].advance(self)
                wheel.schedule(number, at: agents[number].deadline)
            }
            if nextPublication <= now {
                nextPublication = now.advanced(by: .seconds(1))
                publish(agents.map(\.statistics))
            }
        }
        for agent in agents { agent.end(self) }
        publish(agents.map(\.statistics))
    }
}
