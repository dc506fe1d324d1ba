/// How one direction between a browser and the server behaves.
package struct LineConditions: Equatable, Sendable {
    package var delay: Duration
    /// How far the delay wanders above that, without one packet overtaking another.
    package var jitter: Duration = .zero
    package var loss = LossModel.none
    /// Shares of packets that are held back while others pass, or come twice.
    package var reordered = 0.0
    package var duplicated = 0.0
    /// Bits in a second; without limit when `nil`.
    package var rate: Int?
    /// What waits longer for its turn is dropped at the tail.
    package var queue: Duration = .milliseconds(300)

    package init(delay: Duration, jitter: Duration = .zero, loss: LossModel = .none) {
        self.delay = delay
        self.jitter = jitter
        self.loss = loss
    }
}
