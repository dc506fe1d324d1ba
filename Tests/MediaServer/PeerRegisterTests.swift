import Basics
import Control
@testable import MediaServer
import Testing

struct PeerRegisterTests {
    private let peer = PeerID(rawValue: 7)

    @Test func `peers spread over the workers, and their places come free again`() {
        var register = PeerRegister(workers: 2)
        var workers: [Int] = []
        for number in 0..<4 as Range<UInt64> {
            workers.append(register.place(request: number, PeerID(rawValue: number), tag: ""))
        }
        #expect(workers.sorted() == [0, 0, 1, 1])
        register.note(.refused(request: 0, reason: "no"))
        let next = register.place(request: 9, PeerID(rawValue: 9), tag: "")
        #expect(next == workers[0])
    }

    @Test func `a control process that comes anew is told what is alive`() {
        var register = PeerRegister(workers: 1)
        _ = register.place(request: 1, peer, tag: "hall")
        #expect(register.snapshot.isEmpty)
        register.note(.negotiated(request: 1, answer: "", slots: SlotCounts(audio: 3, video: 4)))
        register.note(.peerConnected(peer))
        register.note(.feedAppeared(FeedID(peer: peer, source: .camera)))
        #expect(register.snapshot == [
            PeerSnapshot(
                peer: peer, tag: "hall", slots: SlotCounts(audio: 3, video: 4), connected: true, feeds: [.camera])
        ])
        register.note(.peerGone(peer, .silent))
        #expect(register.isEmpty)
    }
}
