import Basics
import Foundation
import Testing
import Wire

@testable import LoadClient

struct FleetPartTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `the wheel wakes each member once, at or just after its deadline`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var wheel = TimerWheel(members: 50)
        var deadlines: [Int: Instant] = [:]
        var now = Instant.start
        for _ in 0..<3_000 {
            for _ in 0..<3 {
                let member = Int.random(in: 0..<50, using: &random)
                let deadline = now.advanced(by: .milliseconds(Int.random(in: -5...6_000, using: &random)))
                deadlines[member] = Bool.random(using: &random) ? deadline : nil
                wheel.schedule(member, at: deadlines[member])
            }
            let quiet = wheel.quiet(after: now)
            let step = max(Duration.milliseconds(1), min(quiet, .milliseconds(Int.random(in: 1...40, using: &random))))
            now = now.advanced(by: step)
            for member in wheel.takeDue(by: now) {
                let deadline = deadlines.removeValue(forKey: member)
                #expect(deadline != nil && deadline! <= now)
            }
            // Never more than two ticks late.
            let late = deadlines.values.filter { $0.advanced(by: .milliseconds(11)).advanced(by: step) < now }
            #expect(late.isEmpty)
        }
    }

    @Test func `the floor is followed from state and journal`() throws {
        let text = """
            {"seq": 3, "you": {"session": "x", "role": "operator", "site": "a"}, "phase": "open", "queue": [{"site": "b"}],
             "floor": [{"site": "c", "since": 1}], "muted": []}
            """
        var floor = FloorView(try JSONDecoder().decode(SiteMessages.State.self, from: Data(text.utf8)))
        #expect(floor.isOpen && !floor.holdsFloor && !floor.waits)
        func apply(_ json: String) -> Bool {
            floor.apply(try! JSONDecoder().decode(SiteMessages.Journal.Event.self, from: Data(json.utf8)))
        }
        #expect(!apply(#"{"type": "floorRequested", "site": "a"}"#))
        #expect(floor.waits)
        #expect(apply(#"{"type": "floorGranted", "site": "a", "seconds": 9, "mode": "dialogue"}"#))
        #expect(floor.holders == ["c", "a"])
        #expect(floor.holdsFloor && !floor.waits)
        #expect(apply(#"{"type": "floorGranted", "site": "b", "seconds": 9, "mode": "sole"}"#))
        #expect(floor.holders == ["b"])
        #expect(floor.queue.isEmpty)
        #expect(!apply(#"{"type": "floorYielded", "site": "b"}"#))
        #expect(!apply(#"{"type": "somethingNew", "x": {}}"#))
        #expect(floor.holders.isEmpty)
    }

    @Test func `a site asks now and then, and yields when it has spoken`() throws {
        var options = FleetOptions()
        options.askEvery = .seconds(60)
        options.speakFor = .seconds(40)
        var behaviour = FloorBehaviour(options)
        var random = SeededGenerator(seed: 2)
        var floor = FloorView()
        floor.site = "a"
        floor.isOpen = true
        var now = Instant.start
        behaviour.begin(at: now, using: &random)
        var commands: [String] = []
        for _ in 0..<400 {
            now = now.advanced(by: .seconds(1))
            guard let command = behaviour.due(floor, at: now, using: &random) else { continue }
            commands.append(command)
            let type = command == "ask" ? "floorGranted" : "floorYielded"
            _ = floor.apply(try JSONDecoder().decode(
                SiteMessages.Journal.Event.self, from: Data(#"{"type": "\#(type)", "site": "a"}"#.utf8)))
        }
        #expect(commands.count >= 4)
        #expect(commands.enumerated().allSatisfy { $0.element == ($0.offset.isMultiple(of: 2) ? "ask" : "yield") })
    }

    @Test func `the offer has its sections in the order of the protocol`() throws {
        var random = SeededGenerator(seed: 1)
        let options = PeerOptions()
        let identity = PeerIdentity(options, using: &random)
        let offer = PeerOffer(options, identity, fingerprint: (0..<32).map { $0 })
        let read = try SessionDescription(parsing: offer.description.description)
        #expect(read.sections.map(\.kind) == [.audio, .video, .video, .audio, .audio, .audio, .video, .video, .video, .video])
        #expect(read.sections.prefix(3).allSatisfy { $0.direction == .sendonly })
        #expect(read.sections.dropFirst(3).allSatisfy { $0.direction == .recvonly })
        #expect(read.sections[1].simulcastSend == ["l", "m", "h"])
        #expect(read.sections[1].sources.isEmpty)
        #expect(read.sections[2].sourceGroups.count == 1)
        #expect(read.bundle.count == 10)
        #expect(read.sections.allSatisfy { $0.setup == .active && $0.hasRTCPMux && $0.iceUfrag == identity.iceUfrag })
    }
}
