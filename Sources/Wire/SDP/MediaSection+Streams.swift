// What a section says of directions, streams and layers.
extension MediaSection {
    /// Which way media flows, seen from who wrote the description (RFC 8866 §6.7).
    package var direction: Direction {
        for attributes in [attributes, inherited] {
            for attribute in attributes where attribute.value == nil {
                if let direction = Direction(rawValue: attribute.name) { return direction }
            }
        }
        return .sendrecv
    }

    /// The streams that the section's track belongs to (RFC 8830 §2).
    package var streamIDs: [String] {
        attributes.values(named: "msid").compactMap { value in
            let stream = cut(value, at: " ").head
            return stream == "-" || stream.isEmpty ? nil : String(stream)
        }
    }

    /// RFC 8851 §3.
    package var rids: [RID] {
        attributes.values(named: "rid").compactMap(RID.init(parsing:))
    }

    /// The RIDs that are sent, in order, of alternatives the first; paused ones too (RFC 8853 §5.1).
    package var simulcastSend: [String] {
        guard let value = attributes.first(named: "simulcast") else { return [] }
        let parts = fields(value)
        guard let send = parts.firstIndex(of: "send"), send + 1 < parts.count else { return [] }
        return split(parts[send + 1], at: ";").compactMap { layer in
            let first = cut(layer, at: ",").head.utf8
            let rid = first.first == UInt8(ascii: "~") ? first.dropFirst() : first
            return rid.isEmpty ? nil : String(Substring(rid))
        }
    }

    /// The `a=ssrc` lines in order (RFC 5576 §4.1).
    package var sources: [SourceAttribute] {
        attributes.values(named: "ssrc").compactMap(SourceAttribute.init(parsing:))
    }

    /// The `a=ssrc-group` lines in order; `FID` ties a stream to its retransmissions (RFC 5576 §4.2).
    package var sourceGroups: [SourceGroup] {
        attributes.values(named: "ssrc-group").compactMap(SourceGroup.init(parsing:))
    }
}

package enum Direction: String, CaseIterable, Sendable {
    case sendrecv, sendonly, recvonly, inactive

    /// The same flow seen from the other end.
    package var reversed: Direction {
        switch self {
        case .sendonly: .recvonly
        case .recvonly: .sendonly
        case .sendrecv, .inactive: self
        }
    }

    package var sends: Bool { self == .sendrecv || self == .sendonly }
    package var receives: Bool { self == .sendrecv || self == .recvonly }
    package var attribute: Attribute { Attribute(rawValue) }
}

/// The name of one layer of a section's media (RFC 8851 §4).
package struct RID: Hashable, Sendable {
    package enum Direction: String, Sendable {
        case send, recv
    }

    package var id: String
    package var direction: Direction

    package init(id: String, direction: Direction) {
        self.id = id
        self.direction = direction
    }

    init?(parsing value: String) {
        let parts = fields(value)
        guard parts.count >= 2, let direction = Direction(rawValue: String(parts[1])) else { return nil }
        self.init(id: String(parts[0]), direction: direction)
    }

    package var attribute: Attribute { Attribute("rid", "\(id) \(direction.rawValue)") }
}

/// A property of one source, such as its `cname` (RFC 5576 §6).
package struct SourceAttribute: Hashable, Sendable {
    package var ssrc: SSRC
    package var attribute: String
    package var value: String?

    package init(ssrc: SSRC, attribute: String, value: String? = nil) {
        self.ssrc = ssrc
        self.attribute = attribute
        self.value = value
    }

    init?(parsing text: String) {
        let (number, rest) = cut(text, at: " ")
        guard let ssrc = UInt32(number), let rest, !rest.isEmpty else { return nil }
        let (attribute, value) = cut(rest, at: ":")
        self.init(ssrc: SSRC(ssrc), attribute: String(attribute), value: value.map(String.init))
    }

    /// The line that says this.
    package var line: Attribute {
        Attribute("ssrc", "\(ssrc.rawValue) \(attribute)" + (value.map { ":\($0)" } ?? ""))
    }
}

/// Sources that belong together, and how (RFC 5576 §4.2).
package struct SourceGroup: Hashable, Sendable {
    package var semantics: String
    package var ssrcs: [SSRC]

    package init(semantics: String, ssrcs: [SSRC]) {
        self.semantics = semantics
        self.ssrcs = ssrcs
    }

    init?(parsing value: String) {
        let parts = fields(value)
        guard let semantics = parts.first else { return nil }
        ssrcs = []
        for part in parts.dropFirst() {
            guard let ssrc = UInt32(part) else { return nil }
            ssrcs.append(SSRC(ssrc))
        }
        self.semantics = String(semantics)
    }

    package var attribute: Attribute {
        Attribute("ssrc-group", ([semantics] + ssrcs.map { String($0.rawValue) }).joined(separator: " "))
    }
}
