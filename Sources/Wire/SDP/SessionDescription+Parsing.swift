import Basics

extension SessionDescription {
    private static let attributesPerSection = 400
    private static let lineBytes = 8_192

    /// Reads an offer or answer with CRLF or LF between lines; those without use to us are passed over.
    package init(parsing text: String) throws(SDPProblem) {
        guard text.utf8.count <= Limits.offerBytes else {
            throw SDPProblem(line: nil, "it is longer than \(Limits.offerBytes) bytes.")
        }
        var origin: Origin?
        var name = "-"
        var connection: String?
        var attributes: [Attribute] = []
        var sections: [MediaSection] = []

        for (number, line) in try Self.lines(of: text) {
            let value = Substring(line.utf8.dropFirst(2))
            switch line.utf8.first {
            case UInt8(ascii: "v"):
                guard number == 1, value == "0" else {
                    throw SDPProblem(line: number, "“v=0” must come first and once; this is “\(line)”.")
                }
            case UInt8(ascii: "o") where sections.isEmpty:
                origin = try Self.origin(value, line: number)
            case UInt8(ascii: "s") where sections.isEmpty:
                name = String(value)
            case UInt8(ascii: "m"):
                guard sections.count < Limits.mediaSectionsPerOffer else {
                    let limit = Limits.mediaSectionsPerOffer
                    throw SDPProblem(line: number, "there are more than \(limit) media sections.")
                }
                sections.append(try MediaSection(parsing: value, line: number))
            case UInt8(ascii: "c"):
                if sections.isEmpty {
                    connection = String(value)
                } else {
                    sections[sections.count - 1].connection = String(value)
                }
            case UInt8(ascii: "a"):
                guard value.utf8.first != nil, value.utf8.first != UInt8(ascii: ":") else {
                    throw SDPProblem(line: number, "an attribute without a name.")
                }
                let attribute = Attribute(parsing: value)
                let count = if sections.isEmpty {
                    Self.append(attribute, to: &attributes)
                } else {
                    Self.append(attribute, to: &sections[sections.count - 1].attributes)
                }
                guard count <= Self.attributesPerSection else {
                    let limit = Self.attributesPerSection
                    throw SDPProblem(line: number, "more than \(limit) attributes in one section.")
                }
            default:
                break
            }
        }
        guard let origin else { throw SDPProblem(line: nil, "it has no “o=” line.") }
        self.init(
            origin: origin, name: name, connection: connection, attributes: attributes, sections: sections
        )
    }

    private static func append(_ attribute: Attribute, to attributes: inout [Attribute]) -> Int {
        attributes.append(attribute)
        return attributes.count
    }

    /// The lines with their numbers, each of them a letter, `=` and a value.
    private static func lines(of text: String) throws(SDPProblem) -> [(number: Int, line: Substring)] {
        var lines: [(number: Int, line: Substring)] = []
        let split = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, piece) in split.enumerated() {
            var bytes = piece
            if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
            if bytes.isEmpty { continue }
            let number = index + 1
            guard bytes.count <= lineBytes else {
                throw SDPProblem(line: number, "it is longer than \(lineBytes) bytes.")
            }
            guard !bytes.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\r") }) else {
                throw SDPProblem(line: number, "it contains a control character.")
            }
            guard bytes.dropFirst().first == UInt8(ascii: "=") else {
                throw SDPProblem(line: number, "a line is a letter, “=” and a value.")
            }
            lines.append((number, Substring(bytes)))
        }
        guard lines.first?.line == "v=0" else {
            throw SDPProblem(line: lines.first?.number, "“v=0” must come first.")
        }
        return lines
    }

    private static func origin(_ value: Substring, line: Int) throws(SDPProblem) -> Origin {
        let parts = fields(value)
        guard parts.count == 6, let session = UInt64(parts[1]), let version = UInt64(parts[2]) else {
            throw SDPProblem(line: line, "“o=” needs a name, two numbers and an address.")
        }
        return Origin(
            username: String(parts[0]), session: session, version: version,
            address: parts[3...].joined(separator: " ")
        )
    }
}
