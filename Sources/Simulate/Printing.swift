import Basics
import Foundation
import Simulation

func printLossTable() {
    print("60 s of a speaker in 4 halls; 100 ms round trip, 30 ms jitter, 0.9 Mbit/s; loss in both directions of the lines named")
    print("lines     loss   frozen  longest  concealed  behind")
    for place in LossTable.Place.allCases {
        for percent in [0, 5, 10, 20, 30] {
            let row = LossTable.measure(.loss(Double(percent) / 100), at: place)
            print(
                pad(place.rawValue, 8), pad("\(percent) %", 5, true), pad(share(row.frozen), 8, true),
                pad("\(row.longest.milliseconds) ms", 8, true), pad(share(row.concealed), 9, true),
                pad("\(row.delay.milliseconds) ms", 8, true))
        }
    }
    print("sound for a hall that reads redundancy (RFC 2198), and for one that is sent it twice; the sender's own line is good")
    print("loss      carried               twice")
    for percent in [0, 5, 10, 20, 30] {
        let cells = [true, false].map { reads in
            let row = LossTable.measure(
                .loss(Double(percent) / 100), at: .hall, ears: LossTable.Ears(readRedundancy: reads, correctErrors: false))
            return pad(share(row.concealed), 8, true) + pad("\(row.soundRate / 1_000) kbit/s", 12, true)
        }
        print(pad("\(percent) %", 5, true) + cells.joined(separator: "  "))
    }
    print("10 s without network: sound and picture back after")
    for place in LossTable.Place.allCases {
        let row = LossTable.measure(.blackout(.seconds(10)), at: place)
        let sound = row.soundBack.map { "\($0.milliseconds) ms" } ?? "never"
        let picture = row.pictureBack.map { "\($0.milliseconds) ms" } ?? "never"
        print(pad(place.rawValue, 8), pad(sound, 8, true), pad(picture, 8, true))
    }
}

/// Returns how many of them did not go as they should.
func printNarrowLines(_ seeds: Range<UInt64>) -> Int {
    var failed = 0
    print("seed  line  believed  smaller  paused  sound behind  picture behind  made up  back after")
    for seed in seeds {
        let outcome = NarrowLine.run(seed: seed)
        print(
            pad("\(seed)", 4, true), pad("\(outcome.kilobits)", 5, true), pad("\(outcome.estimate)", 9, true),
            pad("\(outcome.smaller)", 8, true), pad("\(outcome.paused)", 7, true),
            pad("\(outcome.soundDelay.milliseconds) ms", 13, true), pad("\(outcome.pictureDelay.milliseconds) ms", 15, true),
            pad(share(outcome.concealed), 8, true), pad(outcome.backAfter.map { "\($0.milliseconds) ms" } ?? "never", 11, true))
        for violation in outcome.violations { print("      \(violation)") }
        if !outcome.violations.isEmpty { failed += 1 }
    }
    print("\(seeds.count) lines, \(failed) failed")
    return failed
}

func holdNation(of sites: Int) {
    let before = residentKilobytes()
    let nation = Nation(sites: sites)
    measured("\(sites) sites connect", nation) { nation.gather(within: .seconds(5)) }
    let connected = residentKilobytes()
    print("    \(nation.connected) connected, \((connected - before) / max(sites, 1)) kB a site, its browser's model included")
    for number in [1, 70, 800] where number < sites {
        measured("site \(number) gets the floor", nation) { nation.grant(number) }
    }
    _ = nation.takeReceived()
    measured("everybody listens", nation) { nation.run(for: .seconds(5)) }
    let (packets, without) = nation.takeReceived()
    print("    \(packets) packets received, \(without) sites without any, \(nation.tables) routing tables")
    print("    server: \(nation.footprint)")
    print("    \(residentKilobytes() / 1_024) MB in all")
}

private func measured(_ what: String, _ nation: Nation, _ work: () -> Void) {
    let begin = nation.now
    let forwarded = nation.forwarded
    let clock = ContinuousClock()
    let took = clock.measure(work)
    let simulated = begin.duration(to: nation.now)
    let speed = Int(simulated / took * 1_000)
    print(
        "\(what): \(simulated.milliseconds) ms in \(took.milliseconds) ms, 0.001 × \(speed) simulated seconds a second, "
            + "\(nation.forwarded - forwarded) packets forwarded")
}

/// What the process has in memory (proc(5), `statm`).
private func residentKilobytes() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * 4 : 0
}

private func share(_ value: Double) -> String {
    let hundredths = Int((value * 10_000).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
}

private func pad(_ text: String, _ width: Int, _ isRight: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return isRight ? space + text : text + space
}
