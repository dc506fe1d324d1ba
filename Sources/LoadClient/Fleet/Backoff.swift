/// How long to wait before trying again: a random part of a time that doubles, so that many do not come at once.
struct Backoff {
    private static let longest: Duration = .seconds(30)

    private var limit: Duration = .seconds(1)

    mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        defer { limit = min(limit * 2, Self.longest) }
        return limit * Int.random(in: 0...1_000, using: &random) / 1_000
    }

    mutating func succeed() {
        limit = .seconds(1)
    }
}
