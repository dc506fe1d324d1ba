import Basics
import Testing
import Wire

struct NTPTimeTests {
    @Test func `the epoch of Unix is 70 years after that of NTP`() {
        #expect(NTPTime(WallTime(milliseconds: 0)).rawValue == 0x83AA_7E80_0000_0000)
        #expect(NTPTime(WallTime(milliseconds: 1_500)).rawValue == 0x83AA_7E81_8000_0000)
        #expect(NTPTime(nanosecondsSince1970: -500_000_000).rawValue == 0x83AA_7E7F_8000_0000)
        #expect(NTPTime(rawValue: 0x1122_3344_5566_7788).middle == 0x3344_5566)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `nanoseconds come back as they went in`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let time = NTPTime(rawValue: random.number())
        let step = Int64.random(in: -1_000_000_000_000_000...1_000_000_000_000_000, using: &random)
        let later = time.advanced(byNanoseconds: step)
        #expect(later.nanoseconds(since: time) == step)
        #expect(later.duration(since: time) == .nanoseconds(step))
        let start = Int64.random(in: 0..<4_000_000_000_000_000_000, using: &random)
        let (before, after) = (NTPTime(nanosecondsSince1970: start), NTPTime(nanosecondsSince1970: start + step))
        #expect(after.nanoseconds(since: before) == step)
    }
}
