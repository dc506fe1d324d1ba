import Basics

/// What makes one command happen once: a new UUID made by whoever sends it (RFC 9562 §4).
package struct CommandID: Hashable, WrittenAsText, Sendable {
    package let rawValue: String

    /// Takes a UUID in its text form, in lower case from here on; nothing else.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
        let hexadecimal = parts.joined().allSatisfy { digits.contains($0) || letters.contains($0 | 0x20) }
        guard parts.map(\.count) == [8, 4, 4, 4, 12], hexadecimal else { return nil }
        rawValue = text.lowercased()
    }

    package static var form: String { "a UUID" }

    package var description: String { rawValue }
}
