/// An offer or answer: what one end sends and takes, section by section (RFC 8866, RFC 8829).
package struct SessionDescription: Equatable, Sendable {
    package var origin: Origin
    package var name: String
    package var connection: String?
    package var attributes: [Attribute]
    package var sections: [MediaSection]

    /// Sections learn the session's attributes here, to fall back on them.
    package init(
        origin: Origin, name: String = "-", connection: String? = nil, attributes: [Attribute] = [],
        sections: [MediaSection] = []
    ) {
        self.origin = origin
        self.name = name
        self.connection = connection
        self.attributes = attributes
        self.sections = sections
        for index in self.sections.indices { self.sections[index].inherited = attributes }
    }

    /// The sections that share one transport, by their `mid` (RFC 8843 §7).
    package var bundle: [String] {
        for group in attributes.values(named: "group") {
            let parts = fields(group)
            if parts.first == "BUNDLE" { return parts.dropFirst().map(String.init) }
        }
        return []
    }

    /// Whether the sender is an ICE-lite agent (RFC 8839 §5.3).
    package var isICELite: Bool { attributes.contains(named: "ice-lite") }

    package func section(mid: String) -> MediaSection? {
        sections.first { $0.mid == mid }
    }
}

/// Who made a description, and which version of it this is (RFC 8866 §5.2).
package struct Origin: Hashable, Sendable {
    package var username: String
    package var session: UInt64
    package var version: UInt64
    /// Network type, address type and address.
    package var address: String

    package init(
        username: String = "-", session: UInt64, version: UInt64, address: String = "IN IP4 127.0.0.1"
    ) {
        self.username = username
        self.session = session
        self.version = version
        self.address = address
    }
}

extension SessionDescription: CustomStringConvertible {
    /// The text that goes over the wire, with CRLF after every line.
    package var description: String {
        var lines = [
            "v=0", "o=\(origin.username) \(origin.session) \(origin.version) \(origin.address)", "s=\(name)",
        ]
        if let connection { lines.append("c=\(connection)") }
        lines.append("t=0 0")
        lines += attributes.map { "a=\($0)" }
        for section in sections { lines += section.lines }
        return lines.joined(separator: "\r\n") + "\r\n"
    }
}
