package import Synchronization

/// What this process counts of itself.
package final class Counters: Sendable {
    package let commands = Atomic<Int>(0)
    package let refusals = Atomic<Int>(0)
    package let offers = Atomic<Int>(0)
    package let streams = Atomic<Int>(0)
    package let documents = Atomic<Int>(0)
    /// Requests that were refused since their session asks too often.
    package let tooMany = Atomic<Int>(0)

    /// What the halls' browsers say.
    package let halls = HallCounters()

    package init() {}
}

extension Atomic where Value == Int {
    func count() { add(1, ordering: .relaxed) }
    var now: Int { load(ordering: .relaxed) }
}
