import Basics
import Glibc
import Simulation

/// What the command line asks for.
enum Task {
    case seeds(Range<UInt64>)
    case replay(UInt64, isTraced: Bool)
    case narrowLines(Range<UInt64>)
    case lossTable
    case nation(sites: Int)

    init?(_ arguments: [String]) {
        var first: UInt64 = 0
        var count: UInt64 = 200
        var seed: UInt64?
        var isTraced = false
        var sites: Int?
        var isNarrow = false
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--seeds", "--from", "--seed":
                guard let number = rest.popFirst().flatMap({ UInt64($0) }) else { return nil }
                if argument == "--seeds" { count = number } else if argument == "--from" { first = number } else { seed = number }
            case "--trace": isTraced = true
            case "--narrow": isNarrow = true
            case "--loss-table":
                self = .lossTable
                return
            case "--nation": sites = rest.popFirst().flatMap { Int($0) } ?? Nation.sites
            default: return nil
            }
        }
        if let sites {
            self = .nation(sites: sites)
        } else if let seed {
            self = .replay(seed, isTraced: isTraced)
        } else {
            self = isNarrow ? .narrowLines(first..<first + count) : .seeds(first..<first + count)
        }
    }
}

guard let task = Task(Array(CommandLine.arguments.dropFirst())) else {
    print("usage: bin/sim [--narrow] [--seeds N] [--from S] | --seed S [--trace] | --loss-table | --nation [SITES]")
    exit(2)
}
switch task {
case .seeds(let seeds):
    var failed = 0
    for seed in seeds {
        let outcome = Scenario.run(seed: seed)
        guard !outcome.violations.isEmpty else { continue }
        failed += 1
        print("seed \(seed):")
        for violation in outcome.violations.prefix(5) { print("    \(violation)") }
    }
    print("\(seeds.count) seeds, \(failed) failed")
    exit(failed == 0 ? 0 : 1)
case .replay(let seed, let isTraced):
    let outcome = Scenario.run(seed: seed, write: isTraced ? { print($0) } : nil)
    for violation in outcome.violations { print(violation) }
    print("seed \(seed): \(outcome.datagrams) datagrams, hash \(String(outcome.hash, radix: 16)), \(outcome.violations.count) violations")
    exit(outcome.violations.isEmpty ? 0 : 1)
case .narrowLines(let seeds):
    exit(printNarrowLines(seeds) == 0 ? 0 : 1)
case .lossTable:
    printLossTable()
case .nation(let sites):
    holdNation(of: sites)
}
