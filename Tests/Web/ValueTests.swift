import Basics
import Control
import Conference
import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import Web

/// The small values that the owner is made of.
struct ValueTests {
    private let peer = PeerID(rawValue: 1)

    private func moment(_ seconds: Int) -> Instant { Instant(sinceStart: .seconds(seconds)) }

    @Test func `more is asked for at once, less only after a while`() {
        var layers = WantedLayers()
        let all = Wanted(camera: [.low, .high]), little = Wanted(camera: [.low])
        #expect(layers.update([peer: little], at: moment(0)) == [peer: little])
        #expect(layers.update([peer: all], at: moment(1)) == [peer: all])
        #expect(layers.update([peer: little], at: moment(2)) == [:])
        #expect(layers.update([peer: little], at: moment(6)) == [:])
        #expect(layers.update([peer: little], at: moment(7)) == [peer: little])
    }

    @Test func `a wall that pages back and forth makes no camera flap`() {
        var layers = WantedLayers()
        let shown = Wanted(camera: [.low]), hidden = Wanted()
        #expect(layers.update([peer: shown], at: moment(0)) == [peer: shown])
        for second in 1..<60 {
            #expect(layers.update([peer: second % 4 == 0 ? shown : hidden], at: moment(second)) == [:])
        }
    }

    @Test func `what was never asked of a peer is asked, even if it is nothing`() {
        var layers = WantedLayers()
        #expect(layers.update([peer: Wanted()], at: moment(0)) == [peer: Wanted()])
    }

    @Test func `a site that comes back in time has not left`() {
        var presence = SitePresence(present: [SiteID](), at: moment(0))
        #expect(presence.update(connected: [hanoi], recorded: [], at: moment(0)).joined == [hanoi])
        #expect(presence.update(connected: [], recorded: [hanoi], at: moment(1)).left == [])
        #expect(presence.update(connected: [hanoi], recorded: [hanoi], at: moment(10)).left == [])
        #expect(presence.update(connected: [], recorded: [hanoi], at: moment(12)).left == [])
        #expect(presence.update(connected: [], recorded: [hanoi], at: moment(22)).left == [hanoi])
    }

    private func line(lost: Int = 0, sent: Int = 0, roundTrip: Int = 40) -> LineReport {
        LineReport(peer: peer, receivedLost: lost, sentLost: sent, roundTripMilliseconds: roundTrip)
    }

    @Test func `a line is called weak once that lasts, and good again when nothing was heard of it for a while`() {
        var lines = LineGrades()
        lines.note(line(lost: 200), at: moment(0))
        #expect(lines.down(peer) == .good)
        lines.note(line(lost: 50), at: moment(2))
        #expect(lines.down(peer) == .weak && lines.up(peer) == .good)
        lines.note(line(lost: 200, sent: 40), at: moment(4))
        lines.note(line(lost: 200, sent: 40), at: moment(6))
        #expect(lines.down(peer) == .veryWeak && lines.up(peer) == .weak)
        lines.note(line(lost: 50), at: moment(14))
        lines.expire(at: moment(17))
        #expect(lines.down(peer) == .veryWeak)
        lines.expire(at: moment(18))
        #expect(lines.down(peer) == .weak && lines.up(peer) == .good)
        lines.expire(at: moment(26))
        #expect(lines.down(peer) == .good)
    }

    @Test func `a single bad moment now and then is nothing to tell`() {
        var lines = LineGrades()
        for minute in 0..<10 {
            lines.note(line(lost: 300, sent: 300, roundTrip: 2_000), at: moment(60 * minute))
            lines.expire(at: moment(60 * minute + 30))
            #expect(lines.down(peer) == .good && lines.up(peer) == .good)
        }
    }

    @Test func `a long way is a weak one`() {
        var lines = LineGrades()
        for second in 0..<5 { lines.note(line(roundTrip: 700), at: moment(second)) }
        #expect(lines.down(peer) == .weak && lines.up(peer) == .good)
    }

    private func language(_ accepted: String?, cookie: String? = nil) -> Language {
        var headers = HTTPFields()
        headers[.acceptLanguage] = accepted
        headers[.cookie] = cookie.map { "language=\($0)" }
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: headers)
        return Language(of: Request(head: head, body: RequestBody(buffer: ByteBuffer())))
    }

    @Test func `the reader's language is the cookie's, else the browser's, else Vietnamese`() {
        #expect(language(nil) == .vietnamese)
        #expect(language("en-GB,en;q=0.9,vi;q=0.8") == .english)
        #expect(language("fr, en;q=0.4, vi;q=0.6") == .vietnamese)
        #expect(language("en", cookie: "vi") == .vietnamese)
        #expect(language("en", cookie: "xx") == .english)
        #expect(language("en;q=0") == .vietnamese)
    }
}
