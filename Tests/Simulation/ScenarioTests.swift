import Simulation
import Testing

struct ScenarioTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `whatever happens, everybody sees and hears what they should`(seed: UInt64) {
        #expect(Scenario.run(seed: seed).violations == [])
    }

    @Test func `one seed is one run`() {
        #expect(Scenario.run(seed: 7).hash == Scenario.run(seed: 7).hash)
        #expect(Scenario.run(seed: 7).hash != Scenario.run(seed: 8).hash)
    }
}
