package import Basics
package import Conference

/// What each sender was last asked for: more at once, less only after a while, so that cameras do not flap.
package struct WantedLayers: Sendable {
    private struct Asked: Sendable {
        var sent: Wanted
        /// Since when less would do.
        var lessSince: Instant?
    }

    private var asked: [PeerID: Asked] = [:]

    package init() {}

    /// What to tell to whom, now that `wanted` is needed.
    package mutating func update(_ wanted: [PeerID: Wanted], at now: Instant) -> [PeerID: Wanted] {
        var changes: [PeerID: Wanted] = [:]
        for (peer, need) in wanted {
            guard var last = asked[peer] else {
                asked[peer] = Asked(sent: need)
                changes[peer] = need
                continue
            }
            if last.sent == need {
                last.lessSince = nil
            } else if !need.isSubset(of: last.sent) {
                // A bit too much goes out for a moment longer rather than a picture too late.
                let more = need.union(last.sent)
                last = Asked(sent: more, lessSince: more == need ? nil : now)
                changes[peer] = more
            } else {
                let since = last.lessSince ?? now
                last.lessSince = since
                if since.duration(to: now) >= Limits.unwanted {
                    last = Asked(sent: need)
                    changes[peer] = need
                }
            }
            asked[peer] = last
        }
        for peer in Array(asked.keys) where wanted[peer] == nil { asked[peer] = nil }
        return changes
    }

    /// What a peer was last told, for a stream that opens anew.
    package func current(_ peer: PeerID) -> Wanted? { asked[peer]?.sent }
}

extension Wanted {
    fileprivate func isSubset(of other: Wanted) -> Bool {
        camera.isSubset(of: other.camera) && presentation.isSubset(of: other.presentation)
    }

    fileprivate func union(_ other: Wanted) -> Wanted {
        Wanted(camera: camera.union(other.camera), presentation: presentation.union(other.presentation))
    }
}
