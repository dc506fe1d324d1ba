import Basics
import Testing

@testable import Simulation

@Suite struct AgendaTests {
    @Test func `what falls between two nanoseconds happens when it was said to, and not too early`() throws {
        var agenda = Agenda<String>()
        let moment = Instant.start.advanced(by: .seconds(5) / 3)
        let promised = agenda.plan("wake", at: moment)
        #expect(promised >= moment)
        let next = agenda.takeFirst()
        let first = try #require(next)
        #expect(first.at == promised && first.event == "wake")
    }

    @Test func `the earliest comes first, and of one moment what was planned first`() {
        var agenda = Agenda<Int>()
        for (number, second) in [3, 1, 2, 1].enumerated() { agenda.plan(number, at: .start.advanced(by: .seconds(second))) }
        var order: [Int] = []
        while let next = agenda.takeFirst() { order.append(next.event) }
        #expect(order == [1, 3, 2, 0])
    }
}
