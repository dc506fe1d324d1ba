import Basics
import Foundation
import Native
import Synchronization

/// Simulated sites: each opens its link, connects to the media server and takes part until the task is cancelled.
package final class SiteFleet: Sendable {
    private let sites: [SiteLink]
    private let options: FleetOptions
    private let shares: [Share]

    /// What one thread publishes, and how it is stopped.
    private final class Share: Sendable {
        let published = Mutex<[FleetStatistics.Site]>([])
        let isStopped = Atomic(false)
        let wakeUp: WakeUp

        init() throws(SystemFailure) {
            wakeUp = try WakeUp()
        }

        func stop() {
            isStopped.store(true, ordering: .releasing)
            wakeUp.wake()
        }
    }

    /// One thread serves some thousand sites.
    package init(_ sites: [SiteLink], options: FleetOptions = FleetOptions(), threads: Int = 1) throws {
        precondition(threads > 0, "no thread to run on")
        self.sites = sites
        self.options = options
        shares = try (0..<min(threads, max(sites.count, 1))).map { _ in try Share() }
    }

    package var statistics: FleetStatistics {
        var statistics = FleetStatistics()
        for share in shares { statistics.sites += share.published.withLock { $0 } }
        return statistics
    }

    /// Runs until the task is cancelled; then every site says goodbye.
    package func run() async throws {
        raiseDescriptorLimit()
        try await withTaskCancellationHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in shares.indices {
                    group.addTask { try await self.runThread(number) }
                }
                do {
                    try await group.waitForAll()
                } catch {
                    // One thread that cannot go on ends the others, or the caller would wait for ever.
                    for share in shares { share.stop() }
                    throw error
                }
            }
        } onCancel: {
            for share in shares { share.stop() }
        }
    }

    private func runThread(_ number: Int) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            let thread = Thread { done.resume(with: Result { try self.work(number) }) }
            thread.name = "sites-\(number)"
            thread.start()
        }
    }

    private func work(_ number: Int) throws {
        let share = shares[number]
        let loop = try FleetLoop(try agents(number))
        try loop.run(
            wakenBy: share.wakeUp,
            isStopped: { share.isStopped.load(ordering: .acquiring) },
            publish: { sites in share.published.withLock { $0 = sites } }
        )
    }

    private func agents(_ share: Int) throws -> [SiteAgent] {
        var addresses: [String: TransportAddress] = [:]
        let mine = sites.indices.filter { $0 % shares.count == share }
        return try mine.enumerated().map { place, site in
            let url = try SiteURL(sites[site].url)
            let host = url.authority
            if addresses[host] == nil { addresses[host] = try resolve(url.host, port: url.port)[0] }
            return SiteAgent(
                place, sites[site], url, at: addresses[host]!, options,
                seed: options.seed &+ UInt64(site) &* 0x9E37_79B9
            )
        }
    }
}
