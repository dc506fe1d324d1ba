import Basics
import Testing
import Wire

struct SessionDescriptionTests {
    private let head = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"

    private func section(_ lines: String..., session: String = "") throws -> MediaSection {
        let attributes = lines.map { "a=\($0)\r\n" }.joined()
        let text = head + session + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n" + attributes
        return try #require(try SessionDescription(parsing: text).sections.first)
    }

    private func problem(_ text: String) -> SDPProblem? {
        do throws(SDPProblem) {
            _ = try SessionDescription(parsing: text)
            return nil
        } catch {
            return error
        }
    }

    @Test func `Chromium's offer names its sections and its transport`() throws {
        let offer = try SessionDescription(parsing: chromiumOffer)
        #expect(offer.origin == Origin(session: 4_611_731_400_430_051_336, version: 2))
        #expect(offer.bundle == ["0", "1", "2", "3"])
        #expect(!offer.isICELite)
        #expect(offer.sections.map(\.kind) == [.audio, .video, .video, .application])
        #expect(offer.sections.map(\.mid) == ["0", "1", "2", "3"])
        #expect(offer.sections.map(\.direction) == [.sendonly, .sendonly, .recvonly, .sendrecv])
        for section in offer.sections {
            #expect(section.port == 9)
            #expect(section.iceUfrag == "hP3x")
            #expect(section.icePwd == "Qm0vN1v5rYw8dJtE2sKcU7ah")
            #expect(section.setup == .actpass)
            #expect(section.fingerprint?.algorithm == "sha-256")
            #expect(section.fingerprint?.bytes.count == 32)
            #expect(section.fingerprint?.bytes.prefix(3) == [0xD2, 0xFA, 0x0E])
        }
        #expect(offer.sections.map(\.hasRTCPMux) == [true, true, true, false])
        #expect(offer.sections.map(\.hasRTCPReducedSize) == [true, true, true, false])
        #expect(offer.sections[3].protocolName == "UDP/DTLS/SCTP")
        #expect(offer.sections[3].formats == ["webrtc-datachannel"])
        #expect(offer.section(mid: "2") == offer.sections[2])
    }

    @Test func `Chromium's microphone is Opus with levels`() throws {
        let audio = try SessionDescription(parsing: chromiumOffer).sections[0]
        #expect(audio.formats == ["111", "63", "9", "0", "8", "13", "110", "126"])
        let opus = RTPMap(payloadType: 111, encoding: "opus", clockRate: 48_000, channels: 2)
        #expect(audio.rtpMaps.first == opus)
        #expect(audio.rtpMaps.count == 8)
        #expect(audio.formatParameters(111) == ["minptime": "10", "useinbandfec": "1"])
        #expect(audio.formatParameters(63) == ["111/111": ""])
        #expect(audio.feedback(111) == ["transport-cc"])
        let level = ExtensionMap(id: 1, uri: "urn:ietf:params:rtp-hdrext:ssrc-audio-level")
        #expect(audio.extensionMaps.first == level)
        #expect(audio.allowsMixedExtensions)
        #expect(audio.streamIDs == ["7f0e2c6a-hall"])
        #expect(audio.sources.map(\.attribute) == ["cname", "msid"])
        #expect(audio.sources.first?.ssrc == SSRC(2_655_508_255))
        #expect(audio.candidates.map(\.type) == ["host", "srflx", "host"])
        #expect(audio.candidates[1] == Candidate(
            foundation: "842163049", priority: 1_686_052_607, address: "203.0.113.7", port: 51_234,
            type: "srflx"
        ))
        #expect(audio.candidates[2].transport == "tcp")
    }

    @Test func `Chromium's camera has three layers with retransmission`() throws {
        let camera = try SessionDescription(parsing: chromiumOffer).sections[1]
        #expect(camera.rids == ["l", "m", "h"].map { RID(id: $0, direction: .send) })
        #expect(camera.simulcastSend == ["l", "m", "h"])
        #expect(camera.feedback(96) == ["goog-remb", "transport-cc", "ccm fir", "nack", "nack pli"])
        #expect(camera.formatParameters(97)["apt"] == "96")
        #expect(camera.formatParameters(103)["profile-level-id"] == "42e01f")
        #expect(camera.formatParameters(107).isEmpty)
        #expect(camera.extensionMaps.map(\.id) == [14, 2, 13, 3, 4, 10, 11])
        #expect(camera.extensionMaps.last?.direction == .sendonly)
        #expect(camera.extensionMaps.last?.uri == "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id")
    }

    @Test func `a description survives being written, and CRLF or LF make no difference`() throws {
        let offer = try SessionDescription(parsing: chromiumOffer)
        #expect(offer.description == chromiumOffer)
        #expect(try SessionDescription(parsing: chromiumOffer.replacing("\r\n", with: "\n")) == offer)
    }

    @Test func `an answer of our own is written as it was meant`() throws {
        let fingerprint = Fingerprint(algorithm: "sha-256", bytes: Array(0..<32))
        var slot = MediaSection(.video, formats: ["96"])
        slot.attributes = [
            Attribute("mid", "0"), Direction.recvonly.reversed.attribute, Attribute("rtcp-mux"),
            RTPMap(payloadType: 96, encoding: "VP8", clockRate: 90_000).attribute,
            ExtensionMap(id: 4, uri: "urn:ietf:params:rtp-hdrext:sdes:mid", direction: .sendonly).attribute,
            Candidate(foundation: "1", priority: 7, address: "198.51.100.1", port: 3_478).attribute,
            SourceAttribute(ssrc: SSRC(5), attribute: "cname", value: "hội nghị").line,
            SourceGroup(semantics: "FID", ssrcs: [SSRC(5), SSRC(6)]).attribute,
            RID(id: "h", direction: .recv).attribute,
        ]
        let answer = SessionDescription(
            origin: Origin(session: 1, version: 1),
            attributes: [
                Attribute("ice-lite"), Attribute("group", "BUNDLE 0"), fingerprint.attribute,
                Attribute("setup", "passive"),
            ],
            sections: [slot]
        )
        let again = try SessionDescription(parsing: answer.description)
        #expect(again == answer)
        #expect(again.isICELite && again.bundle == ["0"])
        for section in [again.sections[0], answer.sections[0]] {
            #expect(section.fingerprint == fingerprint)
            #expect(section.setup == .passive)
            #expect(section.direction == .sendonly)
            #expect(section.candidates.first?.address == "198.51.100.1")
            #expect(section.sources.first?.value == "hội nghị")
            #expect(section.sourceGroups.first?.ssrcs == [SSRC(5), SSRC(6)])
            #expect(section.extensionMaps.first?.direction == .sendonly)
            #expect(section.rids == [RID(id: "h", direction: .recv)])
        }
    }

    @Test func `what stands once for the session holds for a section without its own`() throws {
        let session = """
            a=ice-ufrag:all\r\na=ice-pwd:word\r\na=setup:active\r\na=sendonly\r\na=fingerprint:sha-1 00:FF\r\n
            """
        let plain = try section("mid:0", session: session)
        #expect(plain.iceUfrag == "all" && plain.icePwd == "word" && plain.setup == .active)
        #expect(plain.direction == .sendonly)
        #expect(plain.fingerprint == Fingerprint(algorithm: "sha-1", bytes: [0, 255]))
        let own = try section("ice-ufrag:mine", "recvonly", session: session)
        #expect(own.iceUfrag == "mine" && own.direction == .recvonly)
        #expect(try section("rtcp-mux", session: "a=mid:x\r\n").mid == nil)
    }

    @Test func `of alternatives the first is taken, and paused layers count`() throws {
        #expect(try section("simulcast:recv x send ~l,a;m;~h").simulcastSend == ["l", "m", "h"])
        #expect(try section("simulcast:recv x").simulcastSend.isEmpty)
        #expect(try section("simulcast:send").simulcastSend.isEmpty)
        #expect(try section("simulcast:send ;~;,").simulcastSend.isEmpty)
    }

    @Test func `lines that cannot be read are as if they were not there`() throws {
        let odd = try section(
            "rtpmap:96", "rtpmap:x VP8/90000", "rtpmap:128 VP8/90000", "rtpmap:96 VP8/0", "rtpmap:96 a/1/2/3",
            "extmap:0 u", "extmap:1", "extmap:4096 u", "extmap:1/up u", "rid:h", "rid:h both",
            "candidate:1 1 udp", "candidate:1 0 udp 1 a 1 typ host", "ssrc:x cname:y", "ssrc:1",
            "ssrc-group:FID 1 x", "fingerprint:sha-256", "fingerprint:sha-256 A:B",
            "fingerprint:sha-256 -1:+1", "setup:perhaps", "msid:- track", "fmtp:96"
        )
        #expect(odd.rtpMaps.isEmpty && odd.extensionMaps.isEmpty && odd.rids.isEmpty)
        #expect(odd.candidates.isEmpty)
        #expect(odd.sources.isEmpty && odd.sourceGroups.isEmpty && odd.fingerprint == nil && odd.setup == nil)
        #expect(odd.streamIDs.isEmpty && odd.formatParameters(96).isEmpty)
    }

    @Test func `the strongest fingerprint that can be read is taken`() throws {
        let two = try section("fingerprint:sha-1 01:02", "fingerprint:SHA-256 03:04")
        #expect(two.fingerprint == Fingerprint(algorithm: "sha-256", bytes: [3, 4]))
    }

    @Test func `format parameters have lower-case keys and no spaces about them`() throws {
        let section = try section("fmtp:96 Profile-Level-ID=42E01F; packetization-mode = 1 ;;x")
        #expect(section.formatParameters(96) == [
            "profile-level-id": "42E01F", "packetization-mode": "1", "x": "",
        ])
    }

    @Test func `a combining mark does not hide a separator`() throws {
        let odd = try section("mid:\u{301}a", "extmap:1 \u{301}u")
        #expect(odd.mid == "\u{301}a")
        #expect(odd.extensionMaps.first?.uri == "\u{301}u")
    }

    @Test func `who sent a wrong offer is told the line and what is wrong with it`() {
        let cases: [(text: String, line: Int?, word: String)] = [
            ("", nil, "v=0"),
            ("hello", 1, "letter"),
            ("o=- 1 1 IN IP4 0.0.0.0\r\n", 1, "v=0"),
            ("v=0\r\ns=-\r\n", nil, "o="),
            ("v=0\r\no=- x 1 IN IP4 0.0.0.0\r\n", 2, "numbers"),
            (head + "m=video 9\r\n", 5, "formats"),
            (head + "m=video 99999 RTP/AVP 0\r\n", 5, "port"),
            (head + "v=0\r\n", 5, "once"),
            (head + "a=\r\n", 5, "name"),
            (head + "a=:x\r\n", 5, "name"),
            (head + "a=x\ry\r\n", 5, "control"),
            (head + "a=" + String(repeating: "x", count: 8_192) + "\r\n", 5, "8192"),
            (head + String(repeating: "a=x\r\n", count: 401), 405, "400"),
            (
                head + String(repeating: "m=audio 9 RTP/AVP 0\r\n", count: Limits.mediaSectionsPerOffer + 1),
                5 + Limits.mediaSectionsPerOffer, "sections"
            ),
            (head + String(repeating: "i=x\r\n", count: 60_000), nil, "longer"),
        ]
        for (text, line, word) in cases {
            let problem = problem(text)
            #expect(problem?.line == line, "\(word)")
            #expect(problem?.description.contains(word) == true, "\(word)")
        }
    }
}
