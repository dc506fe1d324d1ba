// What a section says of ICE, DTLS and bundling; most of it may stand once for the session.
extension MediaSection {
    /// RFC 5888 §4.
    package var mid: String? { attributes.first(named: "mid") }
    /// RFC 8839 §5.4.
    package var iceUfrag: String? { own("ice-ufrag") }
    package var icePwd: String? { own("ice-pwd") }
    /// RFC 8839 §5.6.
    package var iceOptions: [String] { own("ice-options").map { fields($0).map(String.init) } ?? [] }
    /// RFC 8122 §5; the first one that can be read, SHA-256 before others.
    package var fingerprint: Fingerprint? {
        let here = attributes.values(named: "fingerprint")
        let values = here.isEmpty ? inherited.values(named: "fingerprint") : here
        let fingerprints = values.compactMap(Fingerprint.init(parsing:))
        return fingerprints.first { $0.algorithm == "sha-256" } ?? fingerprints.first
    }
    /// RFC 4145 §4, as RFC 8842 §5 uses it.
    package var setup: Setup? { own("setup").flatMap(Setup.init(rawValue:)) }
    /// RFC 5761 §5.1.1.
    package var hasRTCPMux: Bool { attributes.contains(named: "rtcp-mux") }
    /// RFC 5506 §5.
    package var hasRTCPReducedSize: Bool { attributes.contains(named: "rtcp-rsize") }
    /// RFC 8839 §5.1; candidates that cannot be read are passed over.
    package var candidates: [Candidate] {
        attributes.values(named: "candidate").compactMap(Candidate.init(parsing:))
    }
    /// Whether the section is meant to be used: port 0 rejects it, unless it is there only with its bundle (RFC 8843 §6).
    package var isUsed: Bool { port != 0 || attributes.contains(named: "bundle-only") }

    private func own(_ name: String) -> String? {
        attributes.first(named: name) ?? inherited.first(named: name)
    }
}

/// Which end starts the DTLS handshake.
package enum Setup: String, Sendable {
    case active, passive, actpass, holdconn
}

/// The hash of a certificate (RFC 8122 §5).
package struct Fingerprint: Hashable, Sendable {
    /// The hash function's name in lower case.
    package var algorithm: String
    package var bytes: [UInt8]

    package init(algorithm: String, bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }

    init?(parsing value: String) {
        let parts = fields(value)
        guard parts.count == 2 else { return nil }
        let pairs = split(parts[1], at: ":")
        guard pairs.count <= 64 else { return nil }
        bytes = []
        for pair in pairs {
            // The initializer takes signs, a fingerprint does not.
            guard pair.utf8.count == 2, !"+-".contains(pair.prefix(1)), let byte = UInt8(pair, radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        guard !bytes.isEmpty else { return nil }
        algorithm = parts[0].lowercased()
    }

    package var attribute: Attribute {
        let pairs = bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return byte < 16 ? "0" + digits : digits
        }
        return Attribute("fingerprint", "\(algorithm) \(pairs.joined(separator: ":"))")
    }
}

/// An address where a peer may be reached (RFC 8839 §5.1).
package struct Candidate: Hashable, Sendable {
    package var foundation: String
    package var component: Int
    /// In lower case, as browsers write it.
    package var transport: String
    package var priority: UInt32
    /// An address, or a name such as browsers put in place of local ones.
    package var address: String
    package var port: UInt16
    package var type: String
    /// Who opens a TCP connection: `active`, `passive` or `so` (RFC 6544 §4.5).
    package var tcpType: String?

    package init(
        foundation: String, component: Int = 1, transport: String = "udp", priority: UInt32, address: String,
        port: UInt16, type: String = "host", tcpType: String? = nil
    ) {
        self.foundation = foundation
        self.component = component
        self.transport = transport
        self.priority = priority
        self.address = address
        self.port = port
        self.type = type
        self.tcpType = tcpType
    }

    init?(parsing value: String) {
        let parts = fields(value)
        guard parts.count >= 8, parts[6] == "typ", let component = Int(parts[1]), 1...256 ~= component,
            let priority = UInt32(parts[3]), let port = UInt16(parts[5])
        else { return nil }
        self.init(
            foundation: String(parts[0]), component: component, transport: parts[2].lowercased(),
            priority: priority, address: String(parts[4]), port: port, type: String(parts[7]),
            tcpType: parts.firstIndex(of: "tcptype").flatMap { parts.indices.contains($0 + 1) ? String(parts[$0 + 1]) : nil }
        )
    }

    package var attribute: Attribute {
        let path = "\(foundation) \(component) \(transport) \(priority)"
        let end = tcpType.map { " tcptype \($0)" } ?? ""
        return Attribute("candidate", "\(path) \(address) \(port) typ \(type)\(end)")
    }
}
