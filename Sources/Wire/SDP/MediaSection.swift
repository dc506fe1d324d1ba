/// One `m=` line and what belongs to it (RFC 8866 §5.14).
package struct MediaSection: Sendable {
    package enum Kind: Hashable, Sendable {
        case audio, video, application
        case other(String)
    }

    package var kind: Kind
    /// 0 in a refused section; browsers put 9 before they know (RFC 8829 §5.2.1).
    package var port: UInt16
    /// Such as `UDP/TLS/RTP/SAVPF`.
    package var protocolName: String
    /// Payload types, or what the protocol puts in their place.
    package var formats: [String]
    package var connection: String?
    package var attributes: [Attribute]
    /// The attributes of the session, for those that hold for every section that lacks its own.
    var inherited: [Attribute] = []

    package init(
        _ kind: Kind, port: UInt16 = 9, protocolName: String = "UDP/TLS/RTP/SAVPF", formats: [String],
        connection: String? = "IN IP4 0.0.0.0", attributes: [Attribute] = []
    ) {
        self.kind = kind
        self.port = port
        self.protocolName = protocolName
        self.formats = formats
        self.connection = connection
        self.attributes = attributes
    }

    /// Reads what follows `m=`.
    init(parsing value: Substring, line: Int) throws(SDPProblem) {
        let parts = fields(value)
        guard parts.count >= 4 else {
            throw SDPProblem(line: line, "“m=” needs a kind, a port, a protocol and formats.")
        }
        // "port/number of ports" is allowed, and the number means nothing with ICE.
        guard let port = UInt16(cut(parts[1], at: "/").head) else {
            throw SDPProblem(line: line, "“\(parts[1])” is not a port.")
        }
        self.init(
            Kind(parts[0]), port: port, protocolName: String(parts[2]), formats: parts[3...].map(String.init),
            connection: nil
        )
    }

    var lines: [String] {
        var lines = ["m=\(kind) \(port) \(protocolName) \(formats.joined(separator: " "))"]
        if let connection { lines.append("c=\(connection)") }
        return lines + attributes.map { "a=\($0)" }
    }
}

extension MediaSection: Equatable {
    /// Two sections that say the same by themselves; what they inherit is the session's.
    package static func == (left: MediaSection, right: MediaSection) -> Bool {
        left.kind == right.kind && left.port == right.port && left.protocolName == right.protocolName
            && left.formats == right.formats && left.connection == right.connection
            && left.attributes == right.attributes
    }
}

extension MediaSection.Kind: CustomStringConvertible {
    init(_ name: Substring) {
        switch name {
        case "audio": self = .audio
        case "video": self = .video
        case "application": self = .application
        default: self = .other(String(name))
        }
    }

    package var description: String {
        switch self {
        case .audio: "audio"
        case .video: "video"
        case .application: "application"
        case .other(let name): name
        }
    }
}
