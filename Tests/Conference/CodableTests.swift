import Foundation
import Testing

@testable import Conference

/// The JSON that docs/client-protocol.md promises.
struct CodableTests {
    private static let an = DelegateID(rawValue: "an")

    /// Each event with its JSON; a new event has to be added here.
    private static let events: [(Event, String)] = [
        (.conferenceConvened, #"{"type":"conferenceConvened"}"#),
        (.sessionOpened, #"{"type":"sessionOpened"}"#),
        (.sessionRecessed, #"{"type":"sessionRecessed"}"#),
        (.sessionResumed, #"{"type":"sessionResumed"}"#),
        (.conferenceClosed, #"{"type":"conferenceClosed"}"#),
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
        #expect(Set(Self.events.map(\.0.type)).union([.conferenceCreated]) == Set(EventType.allCases))
    }

    @Test func `a plan comes back as it was`() throws {
        #expect(try Self.value(Self.json(Event.conferenceCreated(plan))) == Event.conferenceCreated(plan))
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

    @Test(arguments: [.chair, .secretariat, .operator(hue), .observer(nil), .observer(hue), .system] as [Actor])
    func `an actor comes back as it was`(actor: Actor) throws {
        #expect(try Self.value(Self.json(actor)) == actor)
    }

    @Test(arguments: [#"{"role":"operator"}"#, #"{"role":"king"}"#, #"{"site":"hue"}"#])
    func `no actor is made up`(json: String) {
        #expect(throws: DecodingError.self) { try Self.value(json, as: Actor.self) }
    }

    @Test func `the state has the fields of the protocol`() throws {
        let past = untilOpen + [.siteJoined(hue), asked(hanoi), granted(hue), .siteMuted(hue), .siteMuted(hanoi)]
        let conference = state(after: past)
        let json = try Self.json(conference)
        #expect(try Self.value(json) == conference)
        #expect(json.contains(#""muted":["ha-noi","hue"]"#))
        #expect(json.contains(#""queue":[{"delegate":null,"item":null,"since":1639449997000,"site":"ha-noi"}]"#))
        #expect(json.contains(
            #""attendance":{"hue":{"first":1639449996000,"left":null,"present":true,"seconds":0,"since":1639449996000}}"#))
        #expect(json.contains(
            #"{"allotted":300,"delegate":null,"item":null,"seat":1,"since":1639449998000,"site":"hue"}"#))
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
