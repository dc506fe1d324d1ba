import Basics

/// An exact decimal number, as people write it in reports; in JSON its text, `"24.8"`.
package struct Quantity: Hashable, Sendable {
    /// The number times ten to the power of ``decimals``.
    package let digits: Int
    package let decimals: Int

    /// The shortest form: `24.80` is `24.8`.
    package init?(digits: Int, decimals: Int) {
        guard 0...9 ~= decimals, digits.magnitude < 1_000_000_000_000_000_000 else { return nil }
        var (digits, decimals) = (digits, decimals)
        while decimals > 0, digits % 10 == 0 { (digits, decimals) = (digits / 10, decimals - 1) }
        self.digits = digits
        self.decimals = decimals
    }

    package init?(_ text: some StringProtocol) {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        guard 1...2 ~= parts.count, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }) else {
            return nil
        }
        guard let digits = Int(parts.joined()) else { return nil }
        self.init(digits: isNegative ? -digits : digits, decimals: parts.count == 2 ? parts[1].utf8.count : 0)
    }

    package init(_ number: Int) {
        precondition(number.magnitude < 1_000_000_000_000_000_000, "a number that no report has")
        digits = number
        decimals = 0
    }

    /// Near enough to be drawn.
    package var approximate: Double {
        var divisor = 1.0
        for _ in 0..<decimals { divisor *= 10 }
        return Double(digits) / divisor
    }
}

extension Quantity: WrittenAsText {
    package static var form: String { "a decimal number like 24.8" }

    package var description: String {
        guard decimals > 0 else { return "\(digits)" }
        var text = String(digits.magnitude)
        while text.utf8.count <= decimals { text = "0" + text }
        let point = text.index(text.endIndex, offsetBy: -decimals)
        return (digits < 0 ? "-" : "") + text[..<point] + "." + text[point...]
    }
}
