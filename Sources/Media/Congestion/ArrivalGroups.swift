/// How much later or earlier one burst came than the one before it, against how they were sent.
struct DelayChange: BitwiseCopyable, Equatable, Sendable {
    var sent: Microseconds
    var arrived: Microseconds
    /// When the later burst was complete, on the receiver's clock.
    var at: Microseconds
}

/// Gathers packets sent within five milliseconds, whose own spacing tells nothing of the line
/// (draft-ietf-rmcat-gcc-02 §5.2).
struct ArrivalGroups: Sendable {
    private struct Group: BitwiseCopyable {
        var firstSent: Microseconds
        var lastSent: Microseconds
        var firstArrived: Microseconds
        var lastArrived: Microseconds
    }

    private var current: Group?
    private var previous: Group?
    private var reorderings = 0

    private static let length = Microseconds.milliseconds(5)
    /// A queue that empties at once brings packets together that were sent apart; up to this they are one.
    private static let burst = Microseconds.milliseconds(100)
    /// A clock that goes back this often was set anew.
    private static let reorderingsMax = 3

    init() {}

    /// Takes one packet, in order of arrival; returns the change between the two groups before it when it begins another.
    mutating func add(sent: Microseconds, arrived: Microseconds) -> DelayChange? {
        guard var group = current else {
            current = Group(firstSent: sent, lastSent: sent, firstArrived: arrived, lastArrived: arrived)
            return nil
        }
        // Overtaken by a later group: it says nothing any more.
        if sent < group.firstSent { return nil }
        if belongs(sent, arrived, to: group) {
            group.lastSent = max(group.lastSent, sent)
            group.lastArrived = max(group.lastArrived, arrived)
            current = group
            return nil
        }
        defer { current = Group(firstSent: sent, lastSent: sent, firstArrived: arrived, lastArrived: arrived) }
        defer { previous = group }
        guard let previous else { return nil }
        let change = DelayChange(
            sent: group.lastSent - previous.lastSent, arrived: group.lastArrived - previous.lastArrived,
            at: group.lastArrived)
        guard change.arrived >= .zero else {
            reorderings += 1
            if reorderings >= Self.reorderingsMax { self = ArrivalGroups() }
            return nil
        }
        reorderings = 0
        return change
    }

    private func belongs(_ sent: Microseconds, _ arrived: Microseconds, to group: Group) -> Bool {
        let sentLater = sent - group.lastSent
        if sentLater <= .zero { return true }
        let arrivedLater = arrived - group.lastArrived
        if arrivedLater < sentLater, arrivedLater <= Self.length, arrived - group.firstArrived < Self.burst {
            return true
        }
        return sent - group.firstSent <= Self.length
    }
}
