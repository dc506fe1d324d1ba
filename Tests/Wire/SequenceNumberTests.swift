import Basics
import Testing
import Wire

struct SequenceNumberTests {
    @Test(arguments: [
        (0, 0, 0), (0, 1, 1), (1, 0, -1), (65_535, 0, 1), (0, 65_535, -1), (65_530, 5, 11),
        (0, 32_767, 32_767), (0, 32_768, -32_768), (40_000, 7_231, 32_767),
    ] as [(UInt16, UInt16, Int)])
    func `distances go the shorter way around`(from: UInt16, to: UInt16, distance: Int) {
        #expect(SequenceNumber(from).distance(to: SequenceNumber(to)) == distance)
        #expect(SequenceNumber(from).advanced(by: distance) == SequenceNumber(to))
    }

    @Test func `newer holds across the wrap and never both ways`() {
        var random = SeededGenerator(seed: 1)
        #expect(SequenceNumber(2).isNewer(than: SequenceNumber(65_534)))
        for _ in 0..<10_000 {
            let (one, other) = (SequenceNumber(random.number()), SequenceNumber(random.number()))
            #expect(!(one.isNewer(than: other) && other.isNewer(than: one)))
            if one.distance(to: other) > 0 { #expect(other.isNewer(than: one)) }
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `unwrapping follows a reordered stream over many wraps`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var unwrapper = SequenceUnwrapper()
        let start = Int64.random(in: 0..<65_536, using: &random)
        var position = start
        _ = unwrapper.unwrap(SequenceNumber(UInt16(truncatingIfNeeded: position)))
        for _ in 0..<2_000 {
            position += Int64.random(in: 0..<500, using: &random)
            let straggler = position - Int64.random(in: 0..<1_000, using: &random)
            for number in [position, straggler] {
                let unwrapped = unwrapper.unwrap(SequenceNumber(UInt16(truncatingIfNeeded: number)))
                #expect(unwrapped == number)
            }
        }
        #expect(unwrapper.highest == position)
    }
}
