import ArgumentParser
import Foundation
import LoadClient
import Synchronization
import UnixSignals
import Web

/// `dienhong sites`: simulated sites that take part like real ones.
struct Sites: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Simulate sites: each opens its link, sends a card with its name and asks to speak now and then.")

    @Option(help: "A file of links, as `links create` prints it.")
    var links: String

    @Option(help: "How many of the links to use; all by default.")
    var count: Int?

    @Option(help: "The folder that keeps the cards, once drawn.")
    var cards = "site-cards"

    @Option(help: "About every how many seconds each site asks to speak; 0 never.")
    var askEvery = 600

    @Option(help: "Threads; one serves some thousand sites.")
    var threads = 1

    @OptionGroup var parent: ParentOptions

    mutating func run() async throws {
        parent.watch()
        let lines = try read()
        let stop = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let (folder, threads) = (URL(filePath: cards), max(1, threads))
        var options = FleetOptions()
        if askEvery > 0 { options.askEvery = .seconds(askEvery) }
        let fleetOptions = options
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in stop { return } }
                group.addTask {
                    let designs = lines.map { CardDesign(named: $0.name.isEmpty ? $0.site : $0.name) }
                    let cards = try await Self.prepare(designs, in: folder)
                    let fleet = try SiteFleet(
                        zip(lines, cards).map { SiteLink(url: $0.url, card: $1) }, options: fleetOptions, threads: threads)
                    try await fleet.run()
                }
                try await group.next()
                group.cancelAll()
                // The sites say goodbye before the process ends.
                try? await group.waitForAll()
            }
        } catch let failure as SiteCards.Failure {
            throw StartFailure(failure.description)
        }
    }

    private func read() throws -> [LinkLine] {
        guard let text = try? String(contentsOfFile: links, encoding: .utf8) else {
            throw StartFailure("\(links) cannot be read")
        }
        let lines = text.split(separator: "\n").compactMap { LinkLine($0) }.prefix(count ?? .max)
        guard !lines.isEmpty else { throw StartFailure("\(links) has no links in it") }
        return Array(lines)
    }

    /// Drawing waits for other programs, so it has a thread of its own.
    private static func prepare(_ designs: [CardDesign], in folder: URL) async throws -> [SiteCard] {
        let isCancelled = Atomic(false)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { done in
                let thread = Thread {
                    done.resume(with: Result {
                        try SiteCards(folder: folder).prepare(designs, isCancelled: { isCancelled.load(ordering: .relaxed) })
                    })
                }
                thread.start()
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
    }
}
