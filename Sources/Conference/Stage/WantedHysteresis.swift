package import Basics

/// Lets a wish for more layers pass at once and a wish for fewer only when it lasts, so that cameras do not flap.
package struct WantedHysteresis: Sendable {
    /// A layer is kept for this long after it was last wanted: a chair who changes the layout twice in a row.
    private static let patience: Duration = .seconds(10)
    /// The last layer is kept for longer: starting a camera again costs a key frame and a second of nothing.
    private static let lastPatience: Duration = .seconds(20)

    private struct Source: Sendable {
        var lastWanted: [Layer: Instant] = [:]
        var wanted: Set<Layer> = []

        mutating func update(_ wanted: Set<Layer>, at now: Instant) {
            // What was wanted until now is counted from now.
            for layer in self.wanted.union(wanted) { lastWanted[layer] = now }
            self.wanted = wanted
        }

        mutating func kept(at now: Instant) -> Set<Layer> {
            let fresh = lastWanted.filter { layer, since in
                wanted.contains(layer) || since.duration(to: now) < patience
            }
            let last = lastWanted.filter { $0.value.duration(to: now) < lastPatience }.min { $0.key < $1.key }
            lastWanted = fresh.isEmpty ? last.map { [$0.key: $0.value] } ?? [:] : fresh
            return Set(lastWanted.keys)
        }

        /// When ``kept(at:)`` next changes by itself.
        var deadline: Instant? {
            let waning = lastWanted.filter { !wanted.contains($0.key) }
            guard let soonest = waning.min(by: { $0.value < $1.value }) else { return nil }
            let isLast = wanted.isEmpty && lastWanted.count == 1
            return soonest.value.advanced(by: isLast ? lastPatience : patience)
        }
    }

    private struct Sender: Sendable {
        var camera = Source()
        var presentation = Source()
        var told: Wanted?
    }

    private var senders: [PeerID: Sender] = [:]

    package init() {}

    /// Takes what is wanted now, and returns what has to be told to whom; senders not named are forgotten.
    package mutating func update(_ wanted: [PeerID: Wanted], at now: Instant) -> [PeerID: Wanted] {
        var changes: [PeerID: Wanted] = [:]
        senders = senders.filter { wanted[$0.key] != nil }
        for (peer, wish) in wanted {
            var sender = senders[peer] ?? Sender()
            sender.camera.update(wish.camera, at: now)
            sender.presentation.update(wish.presentation, at: now)
            let kept = Wanted(camera: sender.camera.kept(at: now), presentation: sender.presentation.kept(at: now))
            if sender.told != kept { changes[peer] = kept }
            sender.told = kept
            senders[peer] = sender
        }
        return changes
    }

    /// When to call ``update(_:at:)`` again though nothing new is wanted.
    package var deadline: Instant? {
        senders.values.flatMap { [$0.camera.deadline, $0.presentation.deadline] }.compactMap(\.self).min()
    }
}
