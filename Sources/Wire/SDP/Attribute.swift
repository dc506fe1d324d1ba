/// One `a=` line: a property or a name with a value (RFC 8866 §5.13).
package struct Attribute: Hashable, Sendable {
    package var name: String
    package var value: String?

    package init(_ name: String, _ value: String? = nil) {
        self.name = name
        self.value = value
    }

    /// Splits what follows `a=` at its first colon.
    init(parsing text: Substring) {
        let bytes = text.utf8
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
            self.init(String(text))
            return
        }
        self.init(String(text[..<colon]), String(text[bytes.index(after: colon)...]))
    }
}

extension Attribute: CustomStringConvertible {
    package var description: String {
        if let value { "\(name):\(value)" } else { name }
    }
}

extension [Attribute] {
    func first(named name: String) -> String? {
        first { $0.name == name }?.value
    }

    func values(named name: String) -> [String] {
        compactMap { $0.name == name ? $0.value : nil }
    }

    func contains(named name: String) -> Bool {
        contains { $0.name == name }
    }
}
