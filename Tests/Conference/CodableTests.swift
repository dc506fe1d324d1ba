import Foundation
import Testing

@testable import Conference

/// The JSON that docs/client-protocol.md promises.
struct CodableTests {
    /// Each event with its JSON; a new event has to be added here.
    private static let events: [(Event, String)] = [
        (.conferenceConvened, #"{"type":"conferenceConvened"}"#),
        (.sessionOpened, #"{"type":"sessionOpened"}"#),
        (.sessionRecessed(), #"{"type":"sessionRecessed"}"#),
        (.sessionResumed, #"{"type":"sessionResumed"}"#),
        (.conferenceClosed, #"{"type":"conferenceClosed"}"#),
        (.rehearsalStarted, #"{"type":"rehearsalStarted"}"#), (.rehearsalEnded, #"{"type":"rehearsalEnded"}"#),
        (
            .siteTested(hue, passed),
            #"{"result":{"camera":"passed","level":-18,"line":{"down":1850,"isHeldBack":false,"lossDown":4,"lossUp":0,"roundTrip":24,"up":1900,"#
                + #""way":"udp"},"loudspeaker":"heard","microphone":"passed"},"site":"hue","type":"siteTested"}"#
        ),
        (
            .siteTested(hue, TestResult(camera: .missing, microphone: .denied, loudspeaker: .unasked, line: nil)),
            #"{"result":{"camera":"missing","loudspeaker":"unasked","microphone":"denied"},"site":"hue","type":"siteTested"}"#
        ),
        (.siteJoined(hue), #"{"site":"hue","type":"siteJoined"}"#),
        (.siteLeft(hue), #"{"site":"hue","type":"siteLeft"}"#),
        (.itemStarted(report), #"{"item":"bao-cao","type":"itemStarted"}"#),
        (.floorRequested(hue, delegate: nil, item: nil), #"{"site":"hue","type":"floorRequested"}"#),
        (
            .floorRequested(hue, delegate: an, item: report),
            #"{"delegate":"an","item":"bao-cao","site":"hue","type":"floorRequested"}"#
        ),
        (.floorRequestWithdrawn(hue), #"{"site":"hue","type":"floorRequestWithdrawn"}"#),
        (.queueReordered([hue, hanoi]), #"{"sites":["hue","ha-noi"],"type":"queueReordered"}"#),
        (granted(hue), #"{"mode":"sole","seconds":300,"site":"hue","type":"floorGranted"}"#),
        (
            .floorGranted(Grant(site: hue, delegate: an, item: report, seconds: 60, mode: .dialogue)),
            #"{"delegate":"an","item":"bao-cao","mode":"dialogue","seconds":60,"site":"hue","type":"floorGranted"}"#
        ),
        (.floorExtended(hue, seconds: 60), #"{"seconds":60,"site":"hue","type":"floorExtended"}"#),
        (.floorRevoked(hue, .chair), #"{"reason":"chair","site":"hue","type":"floorRevoked"}"#),
        (.floorRevoked(hue, .lineDropped), #"{"reason":"lineDropped","site":"hue","type":"floorRevoked"}"#),
        (.floorYielded(hue), #"{"site":"hue","type":"floorYielded"}"#),
        (.stageLaidOut(.gallery), #"{"layout":"gallery","type":"stageLaidOut"}"#),
        (.siteMuted(hue), #"{"site":"hue","type":"siteMuted"}"#),
        (.siteUnmuted(hue), #"{"site":"hue","type":"siteUnmuted"}"#),
        (.sessionRecessed(until: noon), #"{"type":"sessionRecessed","until":1639450000000}"#),
        (.itemNotReached(report), #"{"item":"bao-cao","type":"itemNotReached"}"#),
        (
            .floorRequested(hue, delegate: nil, item: nil, kind: .pointOfOrder),
            #"{"kind":"pointOfOrder","site":"hue","type":"floorRequested"}"#
        ),
        (.requestNotReached(hue), #"{"site":"hue","type":"requestNotReached"}"#),
        (.floorRevoked(hue, .recess), #"{"reason":"recess","site":"hue","type":"floorRevoked"}"#),
        (.floorResumed, #"{"type":"floorResumed"}"#),
        (
            granted(hue, .interruption),
            #"{"mode":"interruption","seconds":300,"site":"hue","type":"floorGranted"}"#
        ),
        (
            .stageLaidOut(.pictureInPicture, sites: [hue, hanoi]),
            #"{"layout":"pictureInPicture","sites":["hue","ha-noi"],"type":"stageLaidOut"}"#
        ),
        (
            .documentAdded(Document(id: paper, name: "Báo cáo", pages: 9)),
            #"{"document":{"id":"bao-cao-1","name":"Báo cáo","pages":9,"site":null},"type":"documentAdded"}"#
        ),
        (.presentationStarted(Presentation(site: hue)), #"{"site":"hue","type":"presentationStarted"}"#),
        (
            .presentationStarted(Presentation(site: hue, document: paper, page: 1)),
            #"{"document":"bao-cao-1","page":1,"site":"hue","type":"presentationStarted"}"#
        ),
        (.pageTurned(4), #"{"page":4,"type":"pageTurned"}"#),
        (.presentationEnded, #"{"type":"presentationEnded"}"#),
        (
            .messageSent(from: hue, to: .secretariat, text: "Mất tiếng"),
            #"{"from":"hue","text":"Mất tiếng","to":"secretariat","type":"messageSent"}"#
        ),
        (
            .messageSent(from: nil, to: .site(hue), text: "Đang gọi"),
            #"{"from":null,"text":"Đang gọi","to":{"site":"hue"},"type":"messageSent"}"#
        ),
        (
            .messageSent(from: nil, to: .all, text: "Mời vào họp"),
            #"{"from":null,"text":"Mời vào họp","to":"all","type":"messageSent"}"#
        ),
        (.announcementCleared, #"{"type":"announcementCleared"}"#),
        (.delegateMarked(an, .late), #"{"delegate":"an","status":"late","type":"delegateMarked"}"#),
        (
            .delegateMarked(an, .substituted, substitute: "Bình"),
            #"{"delegate":"an","status":"substituted","substitute":"Bình","type":"delegateMarked"}"#
        ),
        (
            .voteOpened(motion()),
            #"{"isSecret":false,"item":null,"options":["Tán thành","Không"],"title":"Thông qua","type":"voteOpened","#
                + #""unit":"site","vote":"thong-qua"}"#
        ),
        (.ballotCast(ballot, voter: VoterID(hue), option: nil), #"{"type":"ballotCast","vote":"thong-qua","voter":"hue"}"#),
        (
            .ballotCast(ballot, voter: VoterID(an), option: 1),
            #"{"option":1,"type":"ballotCast","vote":"thong-qua","voter":"an"}"#
        ),
        (.voteClosed(ballot, counts: [3, 1]), #"{"counts":[3,1],"type":"voteClosed","vote":"thong-qua"}"#),
        (.voteAnnulled(ballot), #"{"type":"voteAnnulled","vote":"thong-qua"}"#),
    ]

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func value<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }

    @Test(arguments: events)
    func `an event is flat JSON, there and back`(event: Event, json: String) throws {
        #expect(try Self.json(event) == json)
        #expect(try Self.value(json) == event)
    }

    @Test func `every type of event is tried here`() {
        #expect(Set(Self.events.map(\.0.type)).union([.conferenceCreated, .planRevised]) == Set(EventType.allCases))
    }

    @Test func `a plan comes back as it was`() throws {
        #expect(try Self.value(Self.json(Event.conferenceCreated(plan))) == Event.conferenceCreated(plan))
        #expect(try Self.value(Self.json(Event.planRevised(plan))) == Event.planRevised(plan))
    }

    @Test func `a plan without a theme says so`() throws {
        #expect(try Self.json(plan).contains(#""theme":null"#))
    }

    @Test func `a site without a parent or a province says so`() throws {
        let centre = #"{"id":"trung-tam","kind":"centre","name":{"en":"Centre","vi":"Trung tâm"},"parent":null,"province":null}"#
        #expect(try Self.json(plan.sites[0]) == centre)
    }

    @Test func `an entry says who caused it`() throws {
        let entry = JournalEntry(seq: 4, at: noon, by: .operator(hue), event: .floorYielded(hue))
        let json = #"{"at":1639450000000,"by":{"role":"operator","site":"hue"},"event":{"site":"hue","type":"floorYielded"},"seq":4}"#
        #expect(try Self.json(entry) == json)
        #expect(try Self.value(json) == entry)
    }

    @Test(arguments: [
        .chair, .secretariat, .director, .operator(hue), .delegate(an, centre), .interpreter(english), .observer(nil),
        .observer(hue), .system,
    ] as [Actor])
    func `an actor comes back as it was`(actor: Actor) throws {
        #expect(try Self.value(Self.json(actor)) == actor)
    }

    @Test(arguments: [
        #"{"role":"operator"}"#, #"{"role":"delegate","site":"hue"}"#, #"{"role":"delegate","delegate":"an"}"#,
        #"{"role":"interpreter"}"#, #"{"role":"king"}"#, #"{"site":"hue"}"#,
    ])
    func `no actor is made up`(json: String) {
        #expect(throws: DecodingError.self) { try Self.value(json, as: Actor.self) }
    }

    @Test func `the state has the fields of the protocol`() throws {
        let past = untilOpen + [.siteJoined(hue), asked(hanoi), granted(hue), .siteMuted(hue), .siteMuted(hanoi)]
        let conference = state(after: past)
        let json = try Self.json(conference)
        #expect(try Self.value(json) == conference)
        #expect(json.contains(#""muted":["ha-noi","hue"]"#))
        #expect(json.contains(#""queue":[{"delegate":null,"item":null,"kind":"intervention","since":1639449997000,"site":"ha-noi"}]"#))
        #expect(json.contains(
            #""attendance":{"hue":{"first":1639449996000,"left":null,"present":true,"seconds":0,"since":1639449996000}}"#))
        #expect(json.contains(
            #"{"allotted":300,"delegate":null,"item":null,"kind":"intervention","seat":1,"since":1639449998000,"#
                + #""site":"hue","spokenMilliseconds":0,"start":1639449998000}"#))
    }

    @Test func `a full plan comes back as it was`() throws {
        let full = RandomConference.plan
        #expect(try Self.value(Self.json(full)) == full)
        #expect(try Self.json(full).contains(#""start":"08:00""#))
    }

    @Test func `a plan says nothing of what it leaves out`() throws {
        let json = try Self.json(plan)
        for field in ["start", "contact", "delegations", "delegation", "admits", "channels", "quorum"] {
            #expect(!json.contains("\"\(field)\":"))
        }
    }

    @Test func `the state of the conduct has the fields of the protocol`() throws {
        let conference = state(after: untilOpen + [
            .itemStarted(report), .itemNotReached(talk), .documentAdded(Document(id: paper, name: "D", pages: 3)),
            .delegateMarked(dung, .late), .voteOpened(motion()), .ballotCast(ballot, voter: VoterID(hue), option: 1),
            .voteClosed(ballot, counts: [0, 1]), .voteOpened(motion(.delegate, isSecret: true)),
            .ballotCast(ballot, voter: VoterID(dung), option: nil), .messageSent(from: nil, to: .all, text: "Mời"),
            granted(hue), .presentationStarted(Presentation(site: hue, document: paper, page: 1)),
            .stageLaidOut(.gallery, sites: [hue]), .floorYielded(hue),
        ])
        let json = try Self.json(conference)
        #expect(try Self.json(Self.value(json, as: Conference.self)) == json)
        for part in [
            #""items":{"bao-cao":{"ended":null,"started":1639449987000}}"#,
            #""notReached":{"items":["thao-luan"],"requests":[]}"#, #""until":null"#, #""interrupted":[]"#,
            #""documents":[{"id":"bao-cao-1","name":"D","pages":3,"site":null}]"#,
            #""people":{"dung":{"at":1639449990000,"status":"late","substitute":null}}"#,
            #""vote":{"ballots":null,"id":"thong-qua","isSecret":true,"item":null,"options":["Tán thành","Không"],"#,
            #""unit":"delegate","voted":["dung"]}"#,
            #""counts":[0,1],"eligible":6,"id":"thong-qua","#, #""announcement":{"at":1639449996000,"text":"Mời"}"#,
            #""presentation":{"document":"bao-cao-1","page":1,"site":"hue"}"#, #""shown":["hue"],"speeches":[{"#,
            #"{"allotted":300,"delegate":null,"end":"yielded","item":null,"kind":"intervention","over":0,"seconds":3,"site":"hue","#,
        ] {
            #expect(json.contains(part), "\(part)")
        }
    }

    @Test(arguments: ["2021-02-29", "2021-13-01", "2021-00-01", "21-12-14", "2021-12-4", "2021-12-14T", "２０２１-12-14", ""])
    func `a day is one of the calendar`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: ["2021-12-14", "2024-02-29", "2000-02-29"])
    func `a day comes back as it was`(text: String) {
        #expect(Day(text)?.description == text)
    }
}
