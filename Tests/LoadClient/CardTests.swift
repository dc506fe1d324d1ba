import Basics
import Foundation
import Testing
import Wire

@testable import LoadClient

struct CardTests {
    @Test func `frames are read from IVF`() throws {
        let loop = try VideoLoop(ivf: ivf([[0, 1, 2], [1, 9]]))
        #expect(loop.frames == [[0, 1, 2], [1, 9]])
        #expect(loop.dimensions.width == 320)
        #expect(loop.dimensions.height == 180)
        #expect(loop.framesPerSecond == 15)
    }

    @Test func `an IVF file must be whole and begin with a key frame`() {
        #expect(throws: MediaFileProblem.notIVF) { try VideoLoop(ivf: [1, 2, 3]) }
        #expect(throws: MediaFileProblem.noFrames) { try VideoLoop(ivf: ivf([])) }
        #expect(throws: MediaFileProblem.firstFrameNotKey) { try VideoLoop(ivf: ivf([[1]])) }
        #expect(throws: MediaFileProblem.truncated) { try VideoLoop(ivf: Array(ivf([[0, 1, 2]]).dropLast())) }
        #expect(throws: MediaFileProblem.truncated) { try VideoLoop(ivf: ivf([[0, 1, 2]]) + [0]) }
    }

    @Test func `Opus packets are put together across segments and pages`() throws {
        let long = [UInt8](repeating: 7, count: 300)
        let file = page([[1], [2]].map { $0 }) + page([[0x78, 1], long], continues: 255) + page([Array(long[255...])])
        let loop = try AudioLoop(ogg: file)
        #expect(loop.frames == [[0x78, 1], long])
        #expect(loop.silence == [0x78])
        #expect(throws: MediaFileProblem.notOgg) { try AudioLoop(ogg: [UInt8](repeating: 1, count: 40)) }
        #expect(throws: MediaFileProblem.truncated) { try AudioLoop(ogg: Array(page([[1], [2], [3]]).dropLast())) }
        #expect(throws: MediaFileProblem.noFrames) { try AudioLoop(ogg: page([[1], [2]])) }
    }

    @Test func `a name always gives the same card, and another name another`() {
        let one = CardDesign(named: "Hà Nội")
        #expect(one == CardDesign(named: "Hà Nội"))
        #expect(one.key == CardDesign(named: "Hà Nội").key)
        #expect(one.key != CardDesign(named: "Lào Cai").key)
        #expect(one.pitch >= 220)
    }

    @Test(.enabled(if: hasFFmpeg))
    func `a card is encoded once and then only read`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "dienhong-cards-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: folder) }
        let design = CardDesign(named: "Thừa Thiên Huế: điểm cầu “số 1”, 100%")
        let cards = SiteCards(folder: folder)
        let card = try cards.prepare([design])[0]
        #expect(card.layers.mapValues(\.dimensions.width) == [.low: 320, .middle: 640, .high: 1_280])
        #expect(card.layers.values.allSatisfy { $0.frames.count == 60 && $0.framesPerSecond == 15 })
        #expect(card.layers.values.allSatisfy { loop in loop.frames.dropFirst().allSatisfy { $0[0] & 1 == 1 } })
        #expect(card.audio.frames.count >= 200)
        let places = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        #expect(places == [design.key])
        let again = try cards.prepare([design]) { _ in Issue.record("made again") }[0]
        #expect(again.layers[.low]?.frames == card.layers[.low]?.frames)
    }

    private static let hasFFmpeg = FileManager.default.isExecutableFile(atPath: "/usr/bin/ffmpeg")

    private func ivf(_ frames: [[UInt8]]) -> [UInt8] {
        var file = Array("DKIF".utf8) + [0, 0, 32, 0] + Array("VP80".utf8)
        file += [64, 1, 180, 0, 15, 0, 0, 0, 1, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
        for frame in frames {
            file += [UInt8(frame.count), 0, 0, 0] + [UInt8](repeating: 0, count: 8) + frame
        }
        return file
    }

    /// A page whose last packet is cut after `continues` bytes when it goes on in the next.
    private func page(_ packets: [[UInt8]], continues: Int? = nil) -> [UInt8] {
        var segments: [UInt8] = []
        var data: [UInt8] = []
        for (number, packet) in packets.enumerated() {
            if number == packets.count - 1, let continues {
                segments += [UInt8](repeating: 255, count: continues / 255)
                data += packet[..<continues]
            } else {
                segments += [UInt8](repeating: 255, count: packet.count / 255) + [UInt8(packet.count % 255)]
                data += packet
            }
        }
        return Array("OggS".utf8) + [UInt8](repeating: 0, count: 22) + [UInt8(segments.count)] + segments + data
    }
}
