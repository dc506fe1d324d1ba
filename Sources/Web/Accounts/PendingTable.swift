package import Basics
import Journal

/// What is waited for and expires: each value under a key that cannot be guessed, taken at most once.
package struct PendingTable<Value: Sendable>: Sendable {
    private var values: [String: (value: Value, expires: Instant)] = [:]
    private let limit: Int

    package init(limit: Int = Limits.pendingSignIns) {
        self.limit = limit
    }

    /// `nil` when there is no room.
    package mutating func add(
        _ value: Value, at now: Instant, for time: Duration = Limits.pendingSignIn, using random: inout some RandomNumberGenerator
    ) -> String? {
        if values.count >= limit { values = values.filter { $0.value.expires > now } }
        guard values.count < limit else { return nil }
        let key = Token(using: &random).text
        values[key] = (value, now.advanced(by: time))
        return key
    }

    /// The value, which is no longer there.
    package mutating func take(_ key: String, at now: Instant) -> Value? {
        guard let pending = values.removeValue(forKey: key), pending.expires > now else { return nil }
        return pending.value
    }

    /// Lets `use` look at the value and change it; what it returns `false` for is gone.
    package mutating func use(_ key: String, at now: Instant, _ use: (inout Value) -> Bool) -> Value? {
        guard var pending = values[key], pending.expires > now else { return nil }
        values[key] = nil
        let stays = use(&pending.value)
        if stays { values[key] = pending }
        return pending.value
    }
}
