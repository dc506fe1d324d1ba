/// What ties a response to its request: 96 bits of the requester's choice (RFC 8489 §5).
package struct TransactionID: BitwiseCopyable, Hashable, Sendable {
    package var high: UInt64
    package var low: UInt32

    package init(high: UInt64, low: UInt32) {
        self.high = high
        self.low = low
    }

    package static func random(using random: inout some RandomNumberGenerator) -> TransactionID {
        TransactionID(high: random.next(), low: random.next())
    }
}
