import Foundation
import Testing

@testable import Conference

/// What a client sends, and whose command it becomes.
struct CommandRequestTests {
    private static let id = "0b5c1d9e-0000-4000-8000-00000000000a"

    private func resolve(_ fields: String, by actor: Actor) throws -> Command {
        let json = #"{"id":"\#(Self.id)","# + fields + "}"
        return try JSONDecoder().decode(CommandRequest.self, from: Data(json.utf8)).command(by: actor)
    }

    private static let presiding: [(String, Command)] = [
        (#""type":"convene""#, .convene), (#""type":"open""#, .open), (#""type":"recess""#, .recess()),
        (#""type":"resume""#, .resume), (#""type":"close""#, .close),
        (#""type":"startItem","item":"bao-cao""#, .startItem(report)),
        (#""type":"ask","site":"hue""#, .ask(hue, delegate: nil, item: nil)),
        (#""type":"withdraw","site":"hue""#, .withdraw(hue)),
        (#""type":"grant","site":"hue","seconds":300"#, .grant(GrantOrder(site: hue, seconds: 300))),
        (
            #""type":"grant","site":"hue","seconds":300,"mode":"dialogue""#,
            .grant(GrantOrder(site: hue, seconds: 300, mode: .dialogue))
        ),
        (#""type":"extend","site":"hue","seconds":60"#, .extend(hue, seconds: 60)),
        (#""type":"revoke","site":"hue""#, .revoke(hue)),
        (#""type":"reorder","sites":["hue","paris"]"#, .reorder([hue, paris])),
        (#""type":"layout","layout":"gallery""#, .layout(.gallery)),
        (#""type":"mute","site":"hue""#, .mute(hue)), (#""type":"unmute","site":"hue""#, .unmute(hue)),
    ]

    private static let own: [(String, Command)] = [
        (#""type":"ask","item":"bao-cao""#, .ask(hue, delegate: nil, item: report)),
        (#""type":"withdraw""#, .withdraw(hue)), (#""type":"yield""#, .yield(hue)),
        (#""type":"mute""#, .mute(hue)), (#""type":"unmute""#, .unmute(hue)),
    ]

    @Test(arguments: presiding)
    func `who presides names the site`(fields: String, command: Command) throws {
        #expect(try resolve(fields, by: .chair) == command)
        #expect(try resolve(fields, by: .secretariat) == command)
    }

    @Test(arguments: own)
    func `an operator's site is its own`(fields: String, command: Command) throws {
        #expect(try resolve(fields, by: .operator(hue)) == command)
    }

    @Test(arguments: own)
    func `an operator may name its own site`(fields: String, command: Command) throws {
        #expect(try resolve(fields + #","site":"hue""#, by: .operator(hue)) == command)
    }

    @Test(arguments: own)
    func `an operator may not name another site`(fields: String, command: Command) {
        #expect(throws: Refusal.notAllowed) { try resolve(fields + #","site":"paris""#, by: .operator(hue)) }
    }

    @Test(arguments: presiding + own)
    func `an observer commands nothing`(fields: String, command: Command) {
        #expect(throws: Refusal.notAllowed) { try resolve(fields, by: .observer(hue)) }
    }

    @Test(arguments: presiding)
    func `an operator commands nothing of another site's`(fields: String, command: Command) {
        #expect(throws: Refusal.notAllowed) { try resolve(fields, by: .operator(paris)) }
    }

    private static let more: [(Actor, String, Command)] = [
        (.chair, #""type":"recess","minutes":15"#, .recess(minutes: 15)),
        (.chair, #""type":"passOver","item":"bao-cao""#, .passOver(report)),
        (
            .operator(hue), #""type":"ask","kind":"pointOfOrder""#,
            .ask(hue, delegate: nil, item: nil, kind: .pointOfOrder)
        ),
        (.delegate(dung, hue), #""type":"ask""#, .ask(hue, delegate: dung, item: nil)),
        (.delegate(dung, hue), #""type":"withdraw""#, .withdraw(hue)),
        (
            .chair, #""type":"grant","site":"hue","seconds":60,"mode":"interruption","overBudget":true"#,
            .grant(GrantOrder(site: hue, seconds: 60, mode: .interruption, overBudget: true))
        ),
        (
            .chair, #""type":"extend","site":"hue","seconds":60,"overBudget":true"#,
            .extend(hue, seconds: 60, overBudget: true)
        ),
        (.director, #""type":"layout","layout":"pictureInPicture""#, .layout(.pictureInPicture)),
        (
            .director, #""type":"layout","layout":"gallery","sites":["hue","paris"]"#,
            .layout(.gallery, sites: [hue, paris])
        ),
        (.director, #""type":"mute","site":"hue""#, .mute(hue)),
        (.operator(hue), #""type":"present""#, .present(hue)),
        (.operator(hue), #""type":"present","document":"bao-cao-1","page":3"#, .present(hue, document: paper, page: 3)),
        (.chair, #""type":"present""#, .present(nil)),
        (.chair, #""type":"present","site":"hue""#, .present(hue)),
        (.operator(hue), #""type":"turnPage","page":4"#, .turnPage(4)),
        (.operator(hue), #""type":"stopPresenting""#, .stopPresenting),
        (.operator(hue), #""type":"message","to":"secretariat","text":"Alô""#, .message(to: .secretariat, text: "Alô")),
        (.chair, #""type":"message","to":"all","text":"Alô""#, .message(to: .all, text: "Alô")),
        (.director, #""type":"message","to":{"site":"hue"},"text":"Alô""#, .message(to: .site(hue), text: "Alô")),
        (.director, #""type":"clearAnnouncement""#, .clearAnnouncement),
        (.operator(hue), #""type":"attend","delegate":"dung","status":"late""#, .attend(dung, .late)),
        (
            .chair, #""type":"attend","delegate":"dung","status":"substituted","substitute":"A""#,
            .attend(dung, .substituted, substitute: "A")
        ),
        (
            .chair,
            #""type":"openVote","vote":"thong-qua","title":"Thông qua","options":["Tán thành","Không"],"unit":"site","isSecret":false"#,
            .openVote(motion())
        ),
        (.operator(hue), #""type":"cast","vote":"thong-qua","option":1"#, .cast(ballot, option: 1)),
        (
            .operator(hue), #""type":"cast","vote":"thong-qua","option":1,"delegate":"dung""#,
            .cast(ballot, option: 1, delegate: dung)
        ),
        (.chair, #""type":"closeVote","vote":"thong-qua","secretCounts":[1,2]"#, .closeVote(ballot)),
        (.chair, #""type":"annulVote","vote":"thong-qua""#, .annulVote(ballot)),
    ]

    @Test(arguments: more)
    func `everybody's commands are read`(actor: Actor, fields: String, command: Command) throws {
        #expect(try resolve(fields, by: actor) == command)
    }

    @Test(arguments: more)
    func `who only listens commands nothing of it`(actor: Actor, fields: String, command: Command) {
        for listener in [.observer(hue), .interpreter(english)] as [Actor] {
            #expect(throws: Refusal.notAllowed) { try resolve(fields, by: listener) }
        }
    }

    @Test func `a delegate asks for nobody else`() {
        let delegate = Actor.delegate(dung, hue)
        #expect(throws: Refusal.notAllowed) { try resolve(#""type":"ask","delegate":"an""#, by: delegate) }
        #expect(throws: Refusal.notAllowed) { try resolve(#""type":"ask","site":"paris""#, by: delegate) }
        #expect(throws: Refusal.notAllowed) { try resolve(#""type":"yield""#, by: delegate) }
    }

    @Test func `a delegate takes back what that delegate asked, and no more`() {
        let own = Event.floorRequested(hue, delegate: dung, item: nil)
        check(untilOpen + [own], .delegate(dung, hue), .withdraw(hue), gives: .success([.floorRequestWithdrawn(hue)]))
        check(untilOpen + [asked(hue)], .delegate(dung, hue), .withdraw(hue), gives: .failure(.notAllowed))
    }

    @Test(arguments: [
        #""type":"message","to":"chair","text":"Alô""#, #""type":"message","to":{"site":7},"text":"Alô""#,
        #""type":"attend","delegate":"dung","status":"asleep""#, #""type":"addDocument""#, #""type":"cast","vote":"thong-qua""#,
        #""type":"ask","site":"hue","kind":"applause""#, #""type":"openVote","vote":"v","title":"t","options":"x""#,
    ])
    func `what is no command of the conduct is malformed`(fields: String) {
        #expect(throws: DecodingError.self) { try resolve(fields, by: .chair) }
    }

    @Test func `who presides has to name the site`() {
        #expect(throws: Refusal.siteNotNamed) { try resolve(#""type":"ask""#, by: .chair) }
    }

    @Test(arguments: [
        #""type":"join","site":"hue""#, #""type":"dropLine","site":"hue""#, #""type":"grant","site":"hue""#,
        #""type":"grant","site":"hue","seconds":1e300"#, #""type":"layout","layout":"opera""#, #""site":"hue""#,
        #""type":"reorder","sites":"hue""#, #""type":"mute","site":7"#,
    ])
    func `what is not a command is malformed`(fields: String) {
        #expect(throws: DecodingError.self) { try resolve(fields, by: .chair) }
    }

    @Test(arguments: [
        "", "7", "0b5c1d9e-0000-4000-8000-00000000000", "0b5c1d9e00004000800000000000000a",
        "0b5c1d9g-0000-4000-8000-00000000000a", "0b5c1d9e-0000-4000-8000-00000000000ă",
    ])
    func `an id is a UUID`(text: String) {
        #expect(CommandID(text) == nil)
    }

    @Test func `an id in capitals is the same id`() {
        #expect(CommandID(Self.id.uppercased()) == CommandID(Self.id))
    }

    @Test(arguments: Refusal.allCases)
    func `every refusal says its rule in both languages`(refusal: Refusal) {
        let texts = Language.allCases.map { refusal.message(in: $0) }
        #expect(Set(texts).count == 2 && texts.allSatisfy { $0.hasSuffix(".") })
    }
}
