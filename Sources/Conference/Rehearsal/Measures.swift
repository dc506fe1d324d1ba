import Basics

/// Thousandths of what was sent that did not arrive.
package struct LossPerThousand: RawRepresentable, Hashable, Codable, Sendable {
    package let rawValue: Int

    package init?(rawValue: Int) {
        guard 0...1_000 ~= rawValue else { return nil }
        self.rawValue = rawValue
    }
}

/// How long something takes to the server and back.
package struct RoundTripMilliseconds: RawRepresentable, Hashable, Codable, Sendable {
    package let rawValue: Int

    package init?(rawValue: Int) {
        guard Limits.testRoundTripMilliseconds ~= rawValue else { return nil }
        self.rawValue = rawValue
    }
}

/// Kilobits a second that arrived, sustained for the length of a test.
package struct KilobitsPerSecond: RawRepresentable, Hashable, Codable, Sendable {
    package let rawValue: Int

    package init?(rawValue: Int) {
        guard Limits.testKilobitsPerSecond ~= rawValue else { return nil }
        self.rawValue = rawValue
    }
}

/// Loudness in decibels of full scale: 0 is the loudest there is, and -90 is silence.
package struct Decibels: RawRepresentable, Hashable, Codable, Sendable {
    package let rawValue: Int

    package init?(rawValue: Int) {
        guard -90...0 ~= rawValue else { return nil }
        self.rawValue = rawValue
    }
}
