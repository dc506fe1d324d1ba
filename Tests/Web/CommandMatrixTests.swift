import Basics
import Conference
import Foundation
import Testing
import Web

/// Every role with every command, about its own site and about another's.
struct CommandMatrixTests {
    private static let everyone: [String: Actor] = [
        "chair": .chair, "secretariat": .secretariat, "director": .director, "hanoi": .operator(hanoi),
        "laocai": .operator(laocai), "an": .delegate(an, hanoi), "binh": .delegate(binh, laocai),
        "interpreter": .interpreter(english), "observer": .observer(nil), "observerInHanoi": .observer(hanoi),
    ]
    private static let presiding: Set<String> = ["chair", "secretariat"]
    private static let directing: Set<String> = ["chair", "secretariat", "director"]
    private static let operators: Set<String> = ["hanoi", "laocai"]
    private static let delegates: Set<String> = ["an", "binh"]

    /// A command about Hanoi or a delegate there, where it is about a site at all, and who may give it.
    private static let rows: [(type: String, fields: [String: String], allowed: Set<String>)] = [
        ("convene", [:], presiding), ("open", [:], presiding), ("recess", [:], presiding), ("resume", [:], presiding),
        ("close", [:], presiding), ("startItem", ["item": "\"khai-mac\""], presiding),
        ("passOver", ["item": "\"khai-mac\""], presiding),
        ("ask", ["site": "\"ha-noi\""], presiding.union(["hanoi", "an"])),
        ("ask", ["site": "\"ha-noi\"", "delegate": "\"an\""], presiding.union(["hanoi", "an"])),
        ("withdraw", ["site": "\"ha-noi\""], presiding.union(["hanoi", "an"])),
        ("grant", ["site": "\"ha-noi\"", "seconds": "60"], presiding),
        ("extend", ["site": "\"ha-noi\"", "seconds": "60"], presiding), ("revoke", ["site": "\"ha-noi\""], presiding),
        ("yield", ["site": "\"ha-noi\""], ["hanoi"]), ("reorder", ["sites": "[]"], presiding),
        ("layout", ["layout": "\"gallery\""], directing),
        ("mute", ["site": "\"ha-noi\""], directing.union(["hanoi"])),
        ("unmute", ["site": "\"ha-noi\""], directing.union(["hanoi"])),
        ("present", ["site": "\"ha-noi\""], directing.union(["hanoi"])),
        ("turnPage", ["page": "1"], directing.union(operators)), ("stopPresenting", [:], directing.union(operators)),
        ("message", ["to": "\"secretariat\"", "text": "\"x\""], operators.union(delegates)),
        ("message", ["to": "\"all\"", "text": "\"x\""], directing),
        ("message", ["to": "{\"site\":\"ha-noi\"}", "text": "\"x\""], directing),
        ("clearAnnouncement", [:], directing), ("startRehearsal", [:], directing), ("endRehearsal", [:], directing),
        ("messageEach", ["sites": "[\"ha-noi\"]", "text": "\"x\""], directing),
        (
            "reportTest",
            ["site": "\"ha-noi\"", "result": "{\"camera\":\"passed\",\"microphone\":\"denied\",\"loudspeaker\":\"heard\"}"],
            ["hanoi"]
        ),
        ("attend", ["delegate": "\"an\"", "status": "\"present\""], presiding.union(["hanoi"])),
        (
            "openVote",
            ["vote": "\"v\"", "title": "\"x\"", "options": "[\"a\",\"b\"]", "unit": "\"site\"", "isSecret": "true"], presiding
        ),
        ("cast", ["vote": "\"v\"", "option": "0"], operators.union(delegates)),
        ("closeVote", ["vote": "\"v\""], presiding), ("annulVote", ["vote": "\"v\""], presiding),
    ]

    /// Refusals that are about who asks.
    private static let aboutWho: Set<Refusal> = [.notAllowed, .delegateAtOtherSite, .mayNotPresent, .notAdmitted]

    @Test func `every command is in the table`() {
        #expect(Set(Self.rows.map(\.type)) == Set(CommandRequest.CommandType.allCases.map(\.rawValue)))
    }

    @Test func `every role with every command`() async throws {
        for row in Self.rows {
            for (name, actor) in Self.everyone {
                // Each with a fresh conference, so that what one role may do does not stand in another's way.
                let world = World()
                var (owner, _) = world.owner()
                let outcome = try await owner.perform(row.type, row.fields, by: Member(session: name, actor: actor))
                let isRefused = if case .refused(let refusal) = outcome { Self.aboutWho.contains(refusal) } else { false }
                #expect(isRefused == !row.allowed.contains(name), "\(name) \(row.type) \(row.fields): \(String(describing: outcome))")
                if isRefused { #expect(world.entries.count == 1) }
            }
        }
    }
}
