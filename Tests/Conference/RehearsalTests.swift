import Basics
import Foundation
import Testing

@testable import Conference

/// The test session: when it may be held, who reports, and what a report comes to.
struct RehearsalTests {
    private static let convened: [Event] = [.conferenceCreated(plan), .conferenceConvened]

    private func found(_ change: (inout TestResult) -> Void) -> TestResult {
        var result = passed
        change(&result)
        return result
    }

    private func line(_ change: (inout LineMeasure) -> Void) -> TestResult {
        var line = goodLine
        change(&line)
        return found { $0.line = line }
    }

    @Test(arguments: [.chair, .secretariat, .director] as [Actor])
    func `the director and the secretariat begin and end it`(actor: Actor) {
        check(Self.convened, actor, .startRehearsal, gives: .success([.rehearsalStarted]))
        check(rehearsing, actor, .endRehearsal, gives: .success([.rehearsalEnded]))
    }

    @Test func `nobody else begins it`() {
        for actor in [.operator(hue), .delegate(dung, hue), .interpreter(english), .observer(nil)] as [Actor] {
            check(Self.convened, actor, .startRehearsal, gives: .failure(.notAllowed))
        }
    }

    @Test func `it is held between convening and opening`() {
        check([.conferenceCreated(plan)], .director, .startRehearsal, gives: .failure(.notBeforeOpening))
        check(untilOpen, .director, .startRehearsal, gives: .failure(.notBeforeOpening))
        check(rehearsing, .director, .startRehearsal, gives: .failure(.rehearsalUnderWay))
        check(Self.convened, .director, .endRehearsal, gives: .failure(.noRehearsal))
    }

    @Test func `it is held again after it ended, and begins with nothing`() {
        let past = rehearsing + [.siteTested(hue, passed), .rehearsalEnded]
        check(past, .director, .startRehearsal, gives: .success([.rehearsalStarted]))
        #expect(state(after: past).rehearsal?.sites[hue]?.result == passed)
        #expect(state(after: past + [.rehearsalStarted]).rehearsal?.sites == [:])
    }

    @Test func `opening the session ends it`() {
        check(rehearsing, .chair, .open, gives: .success([.rehearsalEnded, .sessionOpened]))
        check(rehearsing + [.rehearsalEnded], .chair, .open, gives: .success([.sessionOpened]))
    }

    @Test func `calling the sitting off ends it`() {
        check(rehearsing, .system, .callOff("Đã hủy"), gives: .success([
            .rehearsalEnded, .messageSent(from: nil, to: .all, text: "Đã hủy"), .conferenceClosed,
        ]))
    }

    @Test func `a site reports for itself, and only while it is on`() {
        check(rehearsing, at: hue, .reportTest(hue, passed), gives: .success([.siteTested(hue, passed)]))
        check(rehearsing, at: paris, .reportTest(hue, passed), gives: .failure(.notAllowed))
        check(rehearsing, .secretariat, .reportTest(hue, passed), gives: .failure(.notAllowed))
        check(rehearsing, at: nowhere, .reportTest(nowhere, passed), gives: .failure(.unknownSite))
        check(Self.convened, at: hue, .reportTest(hue, passed), gives: .failure(.noRehearsal))
        check(rehearsing + [.rehearsalEnded], at: hue, .reportTest(hue, passed), gives: .failure(.noRehearsal))
    }

    @Test func `a site does not fill the journal with reports`() {
        let past = rehearsing + Array(repeating: .siteTested(hue, passed), count: Limits.testsPerSite)
        check(past, at: hue, .reportTest(hue, passed), gives: .failure(.tooManyTests))
        check(past, at: paris, .reportTest(paris, passed), gives: .success([.siteTested(paris, passed)]))
    }

    @Test func `there is no floor in it`() {
        check(rehearsing, at: hue, .ask(hue, delegate: nil, item: nil), gives: .failure(.notOpen))
        check(rehearsing, .chair, .grant(GrantOrder(site: hue, seconds: 60)), gives: .failure(.notOpen))
    }

    @Test func `a site that reported stays in the plan`() {
        var next = plan
        next.sites.removeAll { $0.id == geneva }
        check(rehearsing, .system, .revisePlan(next), gives: .success([.planRevised(next)]))
        check(rehearsing + [.siteTested(geneva, passed)], .system, .revisePlan(next), gives: .failure(.alreadyBegun))
    }

    @Test func `the same words go to each site alone`() {
        check(rehearsing, .director, .messageEach([hue, paris], text: "Mời kiểm tra"), gives: .success([
            .messageSent(from: nil, to: .site(hue), text: "Mời kiểm tra"),
            .messageSent(from: nil, to: .site(paris), text: "Mời kiểm tra"),
        ]))
        check(rehearsing, .director, .messageEach([], text: "x"), gives: .failure(.badSites))
        check(rehearsing, .director, .messageEach([hue, hue], text: "x"), gives: .failure(.badSites))
        check(rehearsing, .director, .messageEach([hue, nowhere], text: "x"), gives: .failure(.unknownSite))
        check(rehearsing, .director, .messageEach([hue], text: " "), gives: .failure(.badText))
        check(rehearsing, at: hue, .messageEach([paris], text: "x"), gives: .failure(.notAllowed))
    }

    @Test func `the worst thing found is the verdict`() {
        #expect(Verdict(passed) == .ready)
        #expect(Verdict(found { $0.loudspeaker = .unasked }) == .untested)
        #expect(Verdict(found { $0.camera = .busy }) == .noPicture)
        #expect(Verdict(found { $0.line = nil }) == .poorLine)
        #expect(Verdict(found { $0.loudspeaker = .unheard }) == .noSound)
        #expect(Verdict(found { ($0.microphone, $0.camera, $0.line) = (.denied, .missing, nil) }) == .noSound)
        #expect(Verdict(found { ($0.camera, $0.line) = (.missing, nil) }) == .noPicture)
        #expect(Verdict(of: passed, isConnected: false) == .notConnected)
        #expect(Verdict(of: nil, isConnected: true) == .untested)
    }

    @Test func `a line is poor that loses, is late, or has no room`() {
        #expect(Verdict(line { $0.lossUp = LossPerThousand(rawValue: 29)! }) == .ready)
        #expect(Verdict(line { $0.lossUp = LossPerThousand(rawValue: 30)! }) == .poorLine)
        #expect(Verdict(line { $0.lossDown = LossPerThousand(rawValue: 30)! }) == .poorLine)
        #expect(Verdict(line { $0.roundTrip = RoundTripMilliseconds(rawValue: 600)! }) == .poorLine)
        // A calm picture needs little; that is no fault of the line.
        #expect(Verdict(line { $0.up = KilobitsPerSecond(rawValue: 80)! }) == .ready)
        #expect(Verdict(line { ($0.up, $0.isHeldBack) = (KilobitsPerSecond(rawValue: 80)!, true) }) == .poorLine)
        #expect(Verdict(line { ($0.up, $0.isHeldBack) = (KilobitsPerSecond(rawValue: 900)!, true) }) == .ready)
        #expect(Verdict(line { $0.way = .tcp }) == .ready)
    }

    @Test func `since when is since the verdict changed`() throws {
        let silent = found { $0.microphone = .denied }, quieter = found { ($0.microphone, $0.camera) = (.nothing, .busy) }
        let past = rehearsing + [.siteTested(hue, passed), .siteTested(hue, silent), .siteTested(hue, quieter)]
        let test = try #require(state(after: past).rehearsal?.sites[hue])
        #expect(test == SiteTest(result: quieter, at: noon, since: noon.advanced(bySeconds: -1), count: 3))
        let mended = try #require(state(after: past + [.siteTested(hue, passed)]).rehearsal?.sites[hue])
        #expect(mended.since == noon)
    }

    @Test(arguments: [
        #""lossUp":1001"#, #""lossUp":-1"#, #""roundTrip":60001"#, #""up":-5"#, #""up":1e9"#, #""way":"pigeon""#, #""up":"fast""#,
    ])
    func `a number that cannot be is no report`(field: String) throws {
        let name = field.split(separator: "\"")[0]
        var fields = [
            "way": "\"udp\"", "roundTrip": "24", "lossUp": "0", "lossDown": "0", "up": "900", "down": "900",
            "isHeldBack": "false",
        ]
        let good = fields
        fields[String(name)] = String(field.split(separator: ":")[1])
        func decode(_ fields: [String: String]) throws -> LineMeasure {
            let json = "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
            return try JSONDecoder().decode(LineMeasure.self, from: Data(json.utf8))
        }
        #expect(throws: DecodingError.self) { try decode(fields) }
        #expect(throws: Never.self) { try decode(good) }
    }
}
