/// A synchronization source: names one stream within one session (RFC 3550 §8).
package struct SSRC: BitwiseCopyable, Hashable, Sendable {
    package var rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package init(_ rawValue: UInt32) {
        self.rawValue = rawValue
    }
}
