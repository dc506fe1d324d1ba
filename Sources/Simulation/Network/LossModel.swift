import Basics

/// Loses packets in bursts: a line is good or bad, and changes with each packet (Gilbert 1960, Elliott 1963).
package struct LossModel: Equatable, Sendable {
    package var whenGood: Double
    package var whenBad: Double
    /// The chance with each packet that a good line turns bad, and that a bad one turns good.
    package var worsening: Double
    package var recovering: Double

    package static let none = LossModel.independent(0)

    /// Each packet by itself.
    package static func independent(_ share: Double) -> LossModel {
        LossModel(whenGood: share, whenBad: share, worsening: 0, recovering: 1)
    }

    /// Bursts of about `length` packets that are all lost, `share` of everything in all.
    package static func bursts(_ share: Double, length: Double) -> LossModel {
        let recovering = 1 / length
        return LossModel(whenGood: 0, whenBad: 1, worsening: recovering * share / (1 - share), recovering: recovering)
    }
}
