import Basics
import Conference
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import Testing
import Web

/// Nobody asks so often that others notice.
struct RateTests {
    private let rate = Rate(burst: 20, every: .milliseconds(100))

    private func moment(_ milliseconds: Int) -> Instant { Instant(sinceStart: .milliseconds(milliseconds)) }

    @Test func `a burst passes at once, and the next one waits for its token`() {
        var bucket = TokenBucket()
        for _ in 0..<20 { #expect(bucket.take(at: moment(0), rate) == nil) }
        #expect(bucket.take(at: moment(0), rate) == .milliseconds(100))
        #expect(bucket.take(at: moment(99), rate) == .milliseconds(1))
        #expect(bucket.take(at: moment(100), rate) == nil)
    }

    @Test func `a hundred a second for a minute are let through at ten`() {
        var bucket = TokenBucket()
        let passed = (0..<6_000).count { bucket.take(at: moment($0 * 10), rate) == nil }
        #expect(passed == 20 + 599)
    }

    @Test func `ten a second pass for ever`() {
        var bucket = TokenBucket()
        #expect((0..<10_000).allSatisfy { bucket.take(at: moment($0 * 100), rate) == nil })
    }

    @Test func `after a rest the whole burst is there again, and no more`() {
        var bucket = TokenBucket()
        for _ in 0..<20 { _ = bucket.take(at: moment(0), rate) }
        #expect(!bucket.isFull(at: moment(1_999)) && bucket.isFull(at: moment(2_000)))
        let passed = (0..<50).count { _ in bucket.take(at: moment(60_000), rate) == nil }
        #expect(passed == 20)
    }

    @Test func `one session's haste is its own, and each kind of request counts for itself`() async {
        let limiter = RateLimiter(Rates()) { .start }
        for _ in 0..<Limits.commandRate.burst { try? await limiter.spend(.command, by: "hasty") }
        await #expect(throws: Problem.self) { try await limiter.spend(.command, by: "hasty") }
        await #expect(throws: Never.self) { try await limiter.spend(.command, by: "calm") }
        await #expect(throws: Never.self) { try await limiter.spend(.offer, by: "hasty") }
    }

    @Test func `sessions at rest are forgotten`() async throws {
        let now = Mutex(Instant.start)
        let limiter = RateLimiter(Rates()) { now.withLock(\.self) }
        for number in 0..<Limits.rateAccounts { try await limiter.spend(.command, by: "\(number)") }
        now.withLock { $0 = $0.advanced(by: .seconds(60)) }
        try await limiter.spend(.command, by: "one more")
        #expect(await limiter.count == 1)
    }

    @Test func `the time to wait is told in whole seconds, rather late than early`() {
        #expect(Problem.tooMany(.milliseconds(3_599_001)).retryAfter == 3_600)
        #expect(Problem.tooMany(.seconds(2)).retryAfter == 2)
    }

    @Test func `who asks too often is told when to come again, and nobody else notices`() async throws {
        var rates = Rates()
        rates.command = Rate(burst: 3, every: .seconds(3_600))
        try await withServer(rates: rates) { client, folder in
            let hasty = try await browser(.operator, of: hanoi, client, folder)
            let calm = try await browser(.operator, of: laocai, client, folder)
            for _ in 0..<3 { #expect(try await send(command("ask"), hasty, client).status == .conflict) }
            try await client.execute(
                uri: hasty.base + "api/commands", method: .post, headers: [.cookie: "\(hasty.cookie); language=en"]
            ) { response in
                #expect(response.status == .tooManyRequests)
                // The hour has begun when the first of the three was sent.
                let seconds = try #require(response.headers[.retryAfter].flatMap { Int($0) })
                #expect(1...3_600 ~= seconds)
                let body = String(buffer: response.body)
                #expect(body.contains("\"code\":\"tooMany\"") && body.contains("try again"))
            }
            #expect(try await send(command("ask"), calm, client).status == .conflict)
        }
    }
}
