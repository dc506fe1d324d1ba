import Simulation
import Testing

struct ScenarioTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `whatever happens, everybody sees and hears what they should`(seed: UInt64) {
        #expect(Scenario.run(seed: seed).violations == [])
    }

    /// 534: pictures were held for room that was kept for copies, and nothing was sent to learn that there is more.
    @Test(arguments: [534, 543] as [UInt64])
    func `what once went wrong goes well`(seed: UInt64) {
        #expect(Scenario.run(seed: seed).violations == [])
    }

    @Test func `one seed is one run`() {
        #expect(Scenario.run(seed: 7).hash == Scenario.run(seed: 7).hash)
        #expect(Scenario.run(seed: 7).hash != Scenario.run(seed: 8).hash)
    }
}
