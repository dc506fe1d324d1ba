/// A JSON document in the making (RFC 8259); keys keep the order in which they were given.
package enum JSONText: Sendable {
    case object([(String, JSONText)])
    case array([JSONText])
    case string(String)
    case number(String)
    case bool(Bool)
    case null

    package static func int(_ value: Int?) -> JSONText { value.map { .number("\($0)") } ?? .null }
    package static func text(_ value: String?) -> JSONText { value.map { .string($0) } ?? .null }

    package var encoded: String {
        var result = ""
        write(into: &result, indent: 0)
        return result
    }

    private func write(into result: inout String, indent: Int) {
        switch self {
        case .null: result += "null"
        case .bool(let value): result += value ? "true" : "false"
        case .number(let value): result += value
        case .string(let value): Self.quote(value, into: &result)
        case .array(let values):
            guard !values.isEmpty else { result += "[]"; return }
            result += "["
            for (index, value) in values.enumerated() {
                result += index == 0 ? "\n" : ",\n"
                result += String(repeating: " ", count: indent + 1)
                value.write(into: &result, indent: indent + 1)
            }
            result += "]"
        case .object(let members):
            guard !members.isEmpty else { result += "{}"; return }
            result += "{"
            for (index, member) in members.enumerated() {
                result += index == 0 ? "" : ", "
                Self.quote(member.0, into: &result)
                result += ": "
                member.1.write(into: &result, indent: indent + 1)
            }
            result += "}"
        }
    }

    private static func quote(_ text: String, into result: inout String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 {
                    let digits = "0123456789abcdef".unicodeScalars.map { Character($0) }
                    result += "\\u00"
                    result.append(digits[Int(scalar.value >> 4)])
                    result.append(digits[Int(scalar.value & 15)])
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        result += "\""
    }
}
