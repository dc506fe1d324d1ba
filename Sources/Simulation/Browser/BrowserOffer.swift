import Basics

/// What a browser offers: what it sends, then its slots, everything in one bundle.
struct BrowserOffer {
    private(set) var text = ""
    private var lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"]
    private var mid = 0

    static let audioType: UInt8 = 111
    static let redundancyType: UInt8 = 63
    static let videoType: UInt8 = 96
    static let retransmissionType: UInt8 = 97
    static let microphoneMID = "0"

    private static let transportSequence =
        "a=extmap:\(ExtensionID.transportSequence) http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

    static func cameraMID(_ options: BrowserOptions) -> String { options.hasMicrophone ? "1" : "0" }

    init(_ options: BrowserOptions) {
        let sdes = "urn:ietf:params:rtp-hdrext:sdes:"
        let name = "a=extmap:\(ExtensionID.mid) \(sdes)mid"
        if options.hasMicrophone {
            add(audio: ["a=sendonly", name, "a=extmap:\(ExtensionID.audioLevel) urn:ietf:params:rtp-hdrext:ssrc-audio-level"])
        }
        if !options.layers.isEmpty {
            var rest = [
                "a=sendonly", name, "a=extmap:\(ExtensionID.rid) \(sdes)rtp-stream-id",
                "a=extmap:\(ExtensionID.repairedRID) \(sdes)repaired-rtp-stream-id",
                Self.transportSequence,
            ]
            if options.layers.count > 1 {
                let rids = options.layers.map { $0.layer.rid }
                rest += rids.map { "a=rid:\($0) send" } + ["a=simulcast:send " + rids.joined(separator: ";")]
            }
            add(video: rest, options.format)
        }
        let slot = ["a=recvonly"] + (options.plays && options.tellsOfArrivals ? [Self.transportSequence] : [])
        for _ in 0..<options.audioSlots { add(audio: slot, isRedundant: options.readsRedundancy) }
        for _ in 0..<options.videoSlots { add(video: slot, options.format) }
        text = lines.joined(separator: "\r\n") + "\r\n"
    }

    private mutating func add(audio rest: [String], isRedundant: Bool = false) {
        let (type, redundant) = (Self.audioType, Self.redundancyType)
        begin("audio", formats: "\(type)" + (isRedundant ? " \(redundant)" : ""))
        lines += ["a=rtpmap:\(type) opus/48000/2", "a=rtcp-fb:\(type) transport-cc"] + rest
        if isRedundant { lines += ["a=rtpmap:\(redundant) red/48000/2", "a=fmtp:\(redundant) \(type)/\(type)"] }
    }

    private mutating func add(video rest: [String], _ format: PictureFormat) {
        let type = Self.videoType
        begin("video", formats: "\(type) \(Self.retransmissionType)")
        lines.append("a=rtpmap:\(type) \(format.codec == .vp8 ? "VP8" : "H264")/90000")
        if format.codec == .h264 { lines.append("a=fmtp:\(type) packetization-mode=1;profile-level-id=42e01f") }
        lines += ["nack", "nack pli", "transport-cc"].map { "a=rtcp-fb:\(type) \($0)" }
        lines += ["a=rtpmap:\(Self.retransmissionType) rtx/90000", "a=fmtp:\(Self.retransmissionType) apt=\(type)"] + rest
    }

    private mutating func begin(_ kind: String, formats: String) {
        lines += ["m=\(kind) 9 UDP/TLS/RTP/SAVPF \(formats)", "c=IN IP4 0.0.0.0", "a=mid:\(mid)", "a=rtcp-mux"]
        lines += ["a=ice-ufrag:abcd", "a=ice-pwd:abcdefghijklmnopqrstuvwx", "a=setup:actpass"]
        lines.append("a=fingerprint:sha-256 " + Array(repeating: "BB", count: 32).joined(separator: ":"))
        mid += 1
    }
}

extension Layer {
    /// The RID that it goes by (RFC 8852).
    var rid: String {
        switch self {
        case .low: "l"
        case .middle: "m"
        case .high: "h"
        }
    }
}
