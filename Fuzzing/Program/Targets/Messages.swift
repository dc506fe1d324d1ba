import Basics
import Conference
import Control
import Foundation

extension FuzzTarget {
    static let control = FuzzTarget("control", "frames between the two processes, in any pieces: decoded, they say the same") { bytes in
        func check<Message: Codable & Equatable>(_ type: Message.Type) {
            var decoder = FrameDecoder<Message>()
            var rest = bytes.dropFirst()
            while !rest.isEmpty {
                let piece = rest.prefix(Int(bytes[0]) + 1)
                rest = rest.dropFirst(piece.count)
                decoder.append(piece)
                do {
                    while let message = try decoder.next() {
                        var again = FrameDecoder<Message>()
                        again.append((try? frame(message)) ?? [])
                        promise((try? again.next()) == message, "another message")
                    }
                } catch { return }
            }
        }
        guard !bytes.isEmpty else { return }
        check(MediaRequest.self)
        check(MediaReport.self)
    }

    static let command = FuzzTarget("command", "commands in JSON, one a line, decided and applied by anybody") { bytes in
        var conduct = Conduct(Conference(fuzzedPlan))
        var seq = 1
        var now = WallTime(milliseconds: 1_639_450_000_000)
        for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(40) {
            guard let sender = line.first,
                let request = try? JSONDecoder().decode(CommandRequest.self, from: Data(line.dropFirst()))
            else { continue }
            let site = fuzzedPlan.sites[Int(sender) % fuzzedPlan.sites.count].id
            let delegate = fuzzedPlan.delegates[Int(sender) % fuzzedPlan.delegates.count]
            let actors: [Actor] = [
                .chair, .secretariat, .director, .operator(site), .delegate(delegate.id, delegate.site), .observer(site),
            ]
            now = now.advanced(bySeconds: Int(sender))
            for actor in actors {
                guard let command = try? request.command(by: actor),
                    let events = try? conduct.decide(command, by: actor, at: now)
                else { continue }
                let before = conduct.shown
                for event in events {
                    let isKept = event.isKept(in: before)
                    if isKept { seq += 1 }
                    let entry = JournalEntry(seq: seq, at: now, by: actor, event: event)
                    if isKept { conduct.apply(entry) } else { conduct.applyUnkept(entry) }
                }
                promise(conduct.shown.violations.isEmpty, "\(conduct.shown.violations)")
                break
            }
        }
    }

    static let plan = FuzzTarget("plan", "conference files: without problems they make a conference, and come back the same") { bytes in
        guard let plan = try? JSONDecoder().decode(ConferencePlan.self, from: Data(bytes)) else { return }
        guard let written = try? JSONEncoder().encode(plan) else { return promise(false, "cannot be written") }
        promise((try? JSONDecoder().decode(ConferencePlan.self, from: written)) == plan, "another plan was written")
        guard plan.problems().isEmpty else { return }
        promise(Conference(plan).violations.isEmpty, "a conference that begins with a fault")
    }

    /// A small conference, as a file has it.
    private static let fuzzedPlan: ConferencePlan = {
        let site = { (id: String, kind: String) in #"{"id":"\#(id)","name":{"vi":"A","en":"A"},"kind":"\#(kind)"}"# }
        let delegate = { (id: String, site: String) in
            #"{"id":"\#(id)","name":"A","title":{"vi":"A","en":"A"},"body":{"vi":"A","en":"A"},"site":"\#(site)","rank":1}"#
        }
        let item = { (id: String, kind: String) in #"{"id":"\#(id)","kind":"\#(kind)","title":{"vi":"A","en":"A"},"minutes":10}"# }
        let text = #"{"id":"c","title":{"vi":"A","en":"A"},"host":{"vi":"A","en":"A"},"day":"2021-12-14","sites":["#
            + [site("s", "centre"), site("a", "province"), site("b", "mission")].joined(separator: ",") + #"],"delegates":["#
            + [delegate("p", "s"), delegate("q", "a"), delegate("r", "b")].joined(separator: ",") + #"],"programme":["#
            + [item("x", "opening"), item("y", "discussion"), item("z", "recess")].joined(separator: ",") + "]}"
        guard let plan = try? JSONDecoder().decode(ConferencePlan.self, from: Data(text.utf8)) else {
            fatalError("our own plan cannot be read")
        }
        return plan
    }()
}
