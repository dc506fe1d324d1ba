import Basics
import Native
import Wire

/// What a server's answer says to a simulated site.
struct PeerAnswer {
    /// Why an answer cannot be used.
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    /// What was agreed for one of the sections that we offered.
    struct Section {
        var mid: String
        var purpose: PeerOffer.Purpose
        var isAccepted: Bool
        /// Ids by extension; those that are missing were refused.
        var extensions: [HeaderExtension: UInt8]
        /// The server's own sources: media first, then its retransmissions.
        var sources: [SSRC]
        var payloadType: UInt8?
        var retransmissionType: UInt8?
        /// The layers that the server takes; empty without simulcast.
        var rids: [String]
    }

    let iceUfrag: String
    let icePwd: String
    let fingerprint: [UInt8]
    let candidates: [TransportAddress]
    let sections: [Section]

    init(_ text: String, to offer: PeerOffer) throws {
        let description = try SessionDescription(parsing: text)
        guard description.sections.count == offer.purposes.count else {
            let count = description.sections.count
            throw Problem(description: "The answer has \(count) sections for \(offer.purposes.count).")
        }
        let open = description.sections.filter { $0.port != 0 }
        guard let first = open.first, let ufrag = first.iceUfrag, let password = first.icePwd,
            let print = first.fingerprint, print.algorithm == "sha-256"
        else { throw Problem(description: "The answer lacks ICE credentials or a fingerprint.") }
        guard first.setup == .passive else {
            throw Problem(description: "The answer wants us to be the DTLS server.")
        }
        iceUfrag = ufrag
        icePwd = password
        fingerprint = print.bytes
        candidates = open.flatMap(\.candidates)
            .filter { $0.transport == "udp" && $0.component == 1 }
            .sorted { $0.priority > $1.priority }
            .compactMap { TransportAddress(numeric: $0.address, port: $0.port) }
            .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        guard !candidates.isEmpty else { throw Problem(description: "The answer has no UDP candidate.") }
        sections = zip(offer.purposes, description.sections).enumerated().map { number, pair in
            Section(pair.1, as: pair.0, number: number)
        }
    }
}

extension PeerAnswer.Section {
    init(_ section: MediaSection, as purpose: PeerOffer.Purpose, number: Int) {
        mid = section.mid ?? String(number)
        self.purpose = purpose
        isAccepted = section.port != 0 && section.direction != .inactive
        extensions = [:]
        for map in section.extensionMaps where 1...14 ~= map.id {
            guard let known = HeaderExtension.allCases.first(where: { $0.uri == map.uri }) else { continue }
            extensions[known] = map.id
        }
        let group = section.sourceGroups.first { $0.semantics == "FID" }?.ssrcs
        sources = group ?? section.sources.map(\.ssrc).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        let wanted = section.kind == .audio ? "opus" : "vp8"
        payloadType = section.rtpMaps.first { $0.encoding.lowercased() == wanted }?.payloadType
        retransmissionType = section.rtpMaps.first { $0.encoding.lowercased() == "rtx" }?.payloadType
        rids = section.rids.filter { $0.direction == .recv }.map(\.id)
    }
}
