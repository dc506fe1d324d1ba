package import Basics
import HTTPTypes

/// What costs the server something and may be asked only so often by one session.
package enum Expense: String, CaseIterable, Sendable {
    case command, offer, upload, report
    /// An attempt to sign in under one name, and anything from one address before it is known who asks.
    case signIn, knock
}

/// How often one session may do what.
package struct Rates: Sendable {
    package var command = Limits.commandRate
    package var offer = Limits.offerRate
    package var upload = Limits.uploadRate
    package var report = Limits.reportRate
    package var signIn = Limits.signInRate
    package var knock = Limits.knockRate

    package init() {}

    subscript(expense: Expense) -> Rate {
        switch expense {
        case .command: command
        case .offer: offer
        case .upload: upload
        case .report: report
        case .signIn: signIn
        case .knock: knock
        }
    }
}

/// Holds every session to its rates, before anything that others wait for is touched.
package actor RateLimiter {
    private struct Account: Hashable {
        var session: String
        var expense: Expense
    }

    private var buckets: [Account: TokenBucket] = [:]
    private let rates: Rates
    private let now: @Sendable () -> Instant

    package init(_ rates: Rates, now: @escaping @Sendable () -> Instant) {
        self.rates = rates
        self.now = now
    }

    package var count: Int { buckets.count }

    /// - Throws: ``Problem`` with the time after which to try again.
    package func spend(_ expense: Expense, by session: String) throws(Problem) {
        let now = now()
        let account = Account(session: session, expense: expense)
        if buckets.count >= Limits.rateAccounts, buckets[account] == nil {
            buckets = buckets.filter { !$0.value.isFull(at: now) }
        }
        if let wait = buckets[account, default: TokenBucket()].take(at: now, rates[expense]) { throw .tooMany(wait) }
    }
}

extension Problem {
    package static func tooMany(_ wait: Duration) -> Problem {
        Problem(
            .tooManyRequests, "tooMany", vi: "Bạn gửi yêu cầu quá nhanh; hãy thử lại sau giây lát.",
            en: "Too many requests at once; try again in a moment.",
            // Whole seconds only (RFC 9110 §10.2.3), and rather a little late than too early.
            retryAfter: Int((wait.milliseconds + 999) / 1_000))
    }
}
