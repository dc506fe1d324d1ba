import Basics

/// How a site stands in a test session, the worst first; `Public/lib/verdict.js` says the same, and neither is ever stored.
package enum Verdict: String, CaseIterable, Sendable {
    case notConnected, noSound, noPicture, poorLine
    /// Here, but not through all four checks yet.
    case untested
    case ready

    /// Of a site that is here or not, and what it found last.
    package init(of result: TestResult?, isConnected: Bool) {
        self = isConnected ? result.map(Verdict.init) ?? .untested : .notConnected
    }

    /// What a result alone comes to.
    package init(_ result: TestResult) {
        self = if result.microphone != .passed || [.unheard, .missing].contains(result.loudspeaker) {
            .noSound
        } else if result.camera != .passed {
            .noPicture
        } else if result.line?.isPoor ?? true {
            .poorLine
        } else if result.loudspeaker == .unasked {
            .untested
        } else {
            .ready
        }
    }
}

extension LineMeasure {
    /// Whether the line is one that people are warned of in the conference itself, or has room for the smallest picture only.
    package var isPoor: Bool {
        max(lossUp.rawValue, lossDown.rawValue) >= Limits.weakLoss
            || .milliseconds(roundTrip.rawValue) >= Limits.weakRoundTrip
            || isHeldBack && min(up.rawValue, down.rawValue) < Limits.poorKilobitsPerSecond
    }
}
