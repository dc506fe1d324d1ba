/// A value that is one text in JSON, for example a day: `"2021-12-14"`.
package protocol WrittenAsText: LosslessStringConvertible, Codable {
    /// What such a text looks like, for whoever wrote another.
    static var form: String { get }
}

extension WrittenAsText {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not \(Self.form)")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
