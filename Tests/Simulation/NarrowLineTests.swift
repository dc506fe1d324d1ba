import Simulation
import Testing

struct NarrowLineTests {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `a narrow line is found out and shared, spoils nobody's sound, and gets everything back when it widens`(seed: UInt64) {
        #expect(NarrowLine.run(seed: seed).violations == [])
    }
}
