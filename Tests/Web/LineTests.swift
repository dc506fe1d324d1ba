import Basics
import Conference
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Journal
import NIOCore
import Testing
import Web

/// What halls say of their own lines, and who reads it.
struct LineTests {
    private let report = """
        {"seconds":10,"packets":4000,"lost":120,"freezes":2,"frozen":900,"heard":10000,"concealed":150,"shown":10000,"frames":240,
        "sent":300,"limitedByLine":0,"limitedByMachine":0,"jitter":12,"roundTrip":80,"sentHeight":720,"height":720}
        """

    private func figures(seconds: Int = 10, frozen: Int = 0) -> HallFigures {
        var figures = HallFigures()
        (figures.seconds, figures.packets, figures.frozen, figures.freezes) = (seconds, 100, frozen, frozen > 0 ? 1 : 0)
        return figures
    }

    private func moment(_ seconds: Int) -> Instant { Instant(sinceStart: .seconds(seconds)) }
    private func time(_ seconds: Int) -> WallTime { WallTime(milliseconds: 1_639_450_020_000).advanced(bySeconds: seconds) }

    private func conference(_ events: [Event] = [.conferenceConvened, .sessionOpened]) -> Conference {
        var conference: Conference?
        for (index, event) in ([.conferenceCreated(plan)] + events).enumerated() {
            Conference.apply(JournalEntry(seq: index + 1, at: time(0), by: .system, event: event), to: &conference)
        }
        return conference!
    }

    @Test func `a report counts for the site of its session, whatever its body says`() async throws {
        try await withServer { client, folder in
            let hall = try await browser(.operator, of: hanoi, client, folder)
            let chair = try await browser(.chair, client, folder)
            _ = try await send(command("convene"), chair, client)
            let lying = report.replacingOccurrences(of: "{\"seconds\"", with: "{\"site\":\"lao-cai\",\"seconds\"")
            #expect(try await status(.post, hall.base + "api/line", cookie: hall.cookie, client, body: lying) == .noContent)
            try await client.execute(uri: chair.base + "api/lines", method: .get, headers: [.cookie: chair.cookie]) { response in
                let body = String(buffer: response.body)
                #expect(body.contains("\"ha-noi\"") && !body.contains("lao-cai") && body.contains("\"frozen\":900"))
            }
            try await client.execute(uri: chair.base + "api/lines/ha-noi", method: .get, headers: [.cookie: chair.cookie]) {
                #expect(String(buffer: $0.body).contains("\"lastMinute\":{"))
            }
            #expect(try await status(.get, chair.base + "api/lines/nowhere", cookie: chair.cookie, client) == .notFound)
            try await client.execute(uri: "/metrics", method: .get) { response in
                let text = String(buffer: response.body)
                #expect(text.contains("dienhong_halls_freezes_total 2\n") && text.contains("dienhong_halls_packets_lost_total 120\n"))
                #expect(!text.contains("ha-noi"))
            }
        }
    }

    @Test func `figures that cannot be are refused, and so is who reports too often`() async throws {
        try await withServer { client, folder in
            let hall = try await browser(.operator, of: hanoi, client, folder)
            func say(_ body: String) async throws -> HTTPResponse.Status {
                try await status(.post, hall.base + "api/line", cookie: hall.cookie, client, body: body)
            }
            for (old, new) in [
                ("\"seconds\":10", "\"seconds\":0"), ("\"frozen\":900", "\"frozen\":10001"), ("\"lost\":120", "\"lost\":-1"),
            ] { #expect(try await say(report.replacingOccurrences(of: old, with: new)) == .badRequest) }
            #expect(try await say(String(repeating: " ", count: Limits.reportBytes) + report) == .contentTooLarge)
            #expect(try await say(report) == .tooManyRequests)
        }
    }

    @Test func `the last minute is of the last minute, and all is kept from before a restart`() async throws {
        let path = temporaryFolder() + ".lines"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let watch = LineWatch(try LineStore(path: path), sites: [hanoi], logger: quiet)
        for second in stride(from: 0, through: 110, by: 10) {
            #expect(await watch.note(figures(frozen: second == 0 ? 700 : 0), of: hanoi, in: conference(), at: time(second), now: moment(second)))
        }
        let last = try #require(await watch.lastMinute(of: hanoi, now: moment(115)))
        #expect(last.frozen == 0 && last.seconds == 60)
        #expect(await watch.lastMinute(of: hanoi, now: moment(200)) == nil)
        await watch.store(at: time(115))
        let stored = try LineStore(path: path)
        #expect(try stored.totals()[hanoi]?.figures.seconds == 60)
        await watch.store(at: time(115), all: true)
        #expect(try stored.totals()[hanoi]?.figures.seconds == 120)
        #expect(try stored.totals() == (await watch.all()))
    }

    @Test func `nothing of a closed item is taken, nor of the time just before and after it`() async {
        let watch = LineWatch(nil, sites: [hanoi], logger: quiet)
        let open = conference(), shut = conference([.conferenceConvened, .sessionOpened, .itemStarted(ItemID(rawValue: "phien-kin"))])
        #expect(await watch.note(figures(), of: hanoi, in: open, at: time(0), now: moment(0)))
        #expect(await !watch.note(figures(), of: hanoi, in: shut, at: time(5), now: moment(5)))
        #expect(await watch.lastMinute(of: hanoi, now: moment(5)) == nil)
        await watch.look(at: shut, now: moment(100))
        #expect(await !watch.note(figures(), of: hanoi, in: open, at: time(109), now: moment(109)))
        #expect(await watch.note(figures(), of: hanoi, in: open, at: time(112), now: moment(112)))
        #expect(await watch.all()[hanoi]?.figures.seconds == 20)
    }

    @Test func `before it is convened and after its end a conference keeps nothing of its lines`() async {
        let watch = LineWatch(nil, sites: [hanoi], logger: quiet)
        for events in [[], [.conferenceConvened, .sessionOpened, .conferenceClosed]] as [[Event]] {
            #expect(await !watch.note(figures(), of: hanoi, in: conference(events), at: time(0), now: moment(0)))
        }
    }
}
