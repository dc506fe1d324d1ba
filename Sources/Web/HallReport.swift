import Basics
package import Journal

/// What a hall's browser says of its own line, as far as it can be: whose it is, only the session says.
package struct HallReport: Decodable, Sendable {
    package var figures: HallFigures

    package init(from decoder: any Decoder) throws {
        figures = try decoder.singleValueContainer().decode(HallFigures.self)
        guard figures.isPossible else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "impossible figures"))
        }
    }
}

extension HallFigures {
    /// Whether a browser could have counted this in the time that it names; anything more is a mistake, or a lie.
    fileprivate var isPossible: Bool {
        let time = seconds * 1_000
        let bounds = [
            (packets, seconds * Limits.hallPackets), (lost, seconds * Limits.hallPackets), (freezes, seconds * 10), (frozen, time),
            (heard, time * Limits.hallVoices), (concealed, heard), (shown, time), (frames, seconds * 120), (sent, seconds * 4_000),
            (limitedByLine, seconds), (limitedByMachine, seconds), (jitter, 60_000), (roundTrip, 60_000),
            (sentHeight, 8_640), (height, 8_640),
        ]
        return Limits.reportSeconds.contains(seconds) && bounds.allSatisfy { value, most in (0...most).contains(value) }
    }
}
