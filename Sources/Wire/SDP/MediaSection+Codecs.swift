// What a section says of payload types and header extensions.
extension MediaSection {
    /// RFC 8866 §6.6; mappings that cannot be read are passed over.
    package var rtpMaps: [RTPMap] {
        attributes.values(named: "rtpmap").compactMap(RTPMap.init(parsing:))
    }

    /// The `a=fmtp` of one payload type; keys in lower case, and parts without `=` as keys (RFC 8866 §6.15).
    package func formatParameters(_ payloadType: UInt8) -> [String: String] { formatParameters[payloadType] ?? [:] }

    /// Those of every payload type, read once: whoever needs several would else read a long offer over and over.
    package var formatParameters: [UInt8: [String: String]] {
        var parameters: [UInt8: [String: String]] = [:]
        for value in attributes.values(named: "fmtp") {
            let (format, rest) = cut(value, at: " ")
            guard let payloadType = UInt8(format), let rest else { continue }
            for part in split(rest, at: ";") {
                let (key, value) = cut(part, at: "=")
                parameters[payloadType, default: [:]][trimmed(key).lowercased()] = value.map { String(trimmed($0)) } ?? ""
            }
        }
        return parameters
    }

    /// The feedback asked for one payload type or for all, such as `nack pli` (RFC 4585 §4.2).
    package func feedback(_ payloadType: UInt8) -> [String] {
        attributes.values(named: "rtcp-fb").compactMap { value in
            let (format, kind) = cut(value, at: " ")
            guard format == "*" || UInt8(format) == payloadType, let kind else { return nil }
            return fields(kind).joined(separator: " ")
        }
    }

    /// RFC 8285 §8; those that hold for the session come after the section's own.
    package var extensionMaps: [ExtensionMap] {
        (attributes + inherited).values(named: "extmap").compactMap(ExtensionMap.init(parsing:))
    }

    /// Whether one-byte and two-byte elements may be mixed (RFC 8285 §6).
    package var allowsMixedExtensions: Bool {
        (attributes + inherited).contains(named: "extmap-allow-mixed")
    }
}

/// What a payload type stands for (RFC 8866 §6.6).
package struct RTPMap: Hashable, Sendable {
    package var payloadType: UInt8
    package var encoding: String
    package var clockRate: UInt32
    package var channels: Int?

    package init(payloadType: UInt8, encoding: String, clockRate: UInt32, channels: Int? = nil) {
        self.payloadType = payloadType
        self.encoding = encoding
        self.clockRate = clockRate
        self.channels = channels
    }

    init?(parsing value: String) {
        let parts = fields(value)
        guard parts.count == 2, let payloadType = UInt8(parts[0]), payloadType < 128 else { return nil }
        let names = split(parts[1], at: "/")
        guard 2...3 ~= names.count, let clockRate = UInt32(names[1]), clockRate > 0 else { return nil }
        self.init(payloadType: payloadType, encoding: String(names[0]), clockRate: clockRate)
        if names.count == 3 {
            guard let channels = Int(names[2]), 1...255 ~= channels else { return nil }
            self.channels = channels
        }
    }

    package var attribute: Attribute {
        Attribute("rtpmap", "\(payloadType) \(encoding)/\(clockRate)" + (channels.map { "/\($0)" } ?? ""))
    }
}

/// The id under which a section's packets carry a header extension (RFC 8285 §5).
package struct ExtensionMap: Hashable, Sendable {
    package var id: UInt8
    package var uri: String
    package var direction: Direction?

    package init(id: UInt8, uri: String, direction: Direction? = nil) {
        self.id = id
        self.uri = uri
        self.direction = direction
    }

    init?(parsing value: String) {
        let parts = fields(value)
        guard parts.count >= 2 else { return nil }
        let (number, suffix) = cut(parts[0], at: "/")
        guard let id = UInt8(number), id > 0 else { return nil }
        self.init(id: id, uri: String(parts[1]))
        if let suffix {
            guard let direction = Direction(rawValue: String(suffix)) else { return nil }
            self.direction = direction
        }
    }

    package var attribute: Attribute {
        Attribute("extmap", "\(id)" + (direction.map { "/\($0.rawValue)" } ?? "") + " \(uri)")
    }
}
