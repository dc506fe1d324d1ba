import Basics
import Wire

/// One stream at one receiver: which of a source's packets came, told by their clear headers once the first was opened.
struct LoadStream {
    /// Opened now and then, to see that what is counted is what was sent.
    private static let openedEach: Int64 = 500

    let ssrc: SSRC
    let source: LoadSource
    let isSound: Bool
    /// From the source's number to the receiver's own, whose upper part is the rollover counter.
    private let shift: Int64
    private var highest: Int64
    private(set) var delivered = 0
    private(set) var late = 0

    /// `number` is the source's for the packet with `sequence`, which was the first of the stream.
    init(_ ssrc: SSRC, _ source: LoadSource, isSound: Bool, sequence: SequenceNumber, number: Int64) {
        self.ssrc = ssrc
        self.source = source
        self.isSound = isSound
        shift = Int64(sequence.rawValue) - number
        highest = number
    }

    private var track: LoadSource.Track { isSound ? source.sound : source.video }

    func number(of sequence: SequenceNumber) -> Int64 {
        let last = SequenceNumber(UInt16(truncatingIfNeeded: highest + shift))
        return highest + Int64(last.distance(to: sequence))
    }

    func rollover(of number: Int64) -> UInt32 { UInt32(truncatingIfNeeded: (number + shift) >> 16) }
    func isSample(_ number: Int64) -> Bool { number % Self.openedEach == 0 }

    /// Counts a packet; returns how long it was under way when it belongs to what is measured.
    mutating func receive(_ number: Int64, arrival: Int64) -> Int64? {
        if number > highest { highest = number } else { late += 1 }
        let (isInside, sent) = isSound ? source.soundFacts(number) : source.videoFacts(number)
        guard isInside else { return nil }
        delivered += 1
        return arrival - sent
    }

    mutating func clear() {
        delivered = 0
        late = 0
    }

    /// What should have come of what was measured.
    var expected: Int { track.window.count }
}
