import Basics
import Media

/// How well a speaker is seen and heard over lines that lose packets; every figure comes from one seeded minute.
package struct LossTable {
    /// Which lines are bad.
    package enum Place: String, CaseIterable, Sendable {
        case hall, speaker, both
    }

    package enum Fault: Equatable, Sendable {
        /// Each packet by itself, at this share.
        case loss(Double)
        /// Nothing passes for this long.
        case blackout(Duration)
    }

    /// How a hall's browser hears.
    package struct Ears: Sendable {
        /// Whether it reads sound that carries earlier sound; to one that does not it is sent twice.
        package var readRedundancy: Bool
        /// Whether the sender put into each sound a coarse copy of the one before (RFC 6716 §2.1.7), as it does when its own line is bad.
        package var correctErrors: Bool

        package init(readRedundancy: Bool = true, correctErrors: Bool = true) {
            self.readRedundancy = readRedundancy
            self.correctErrors = correctErrors
        }
    }

    /// What one hall saw and heard, summed over several.
    package struct Row: Sendable {
        package var fault: Fault
        package var place: Place
        /// Shares of the time.
        package var frozen = 0.0
        package var longest: Duration = .zero
        package var concealed = 0.0
        /// Bits a second of sound that came to one hall, with its headers.
        package var soundRate = 0
        /// How late the last picture was shown, of the hall that was worst off.
        package var delay: Duration = .zero
        /// From the end of a blackout to the first sound and the first picture after it.
        package var soundBack: Duration?
        package var pictureBack: Duration?
    }

    private static let duration: Duration = .seconds(60)
    private static let hallCount = 4

    /// Measures one case; 100 ms from browser to server and back, 30 ms of jitter.
    package static func measure(_ fault: Fault, at place: Place, seed: UInt64 = 1, ears: Ears = Ears()) -> Row {
        let world = World(seed: seed, inspects: false)
        var fair = LineConditions(delay: .milliseconds(50), jitter: .milliseconds(30))
        fair.rate = 20_000_000
        var bad = fair
        if case .loss(let share) = fault { bad.loss = .independent(share) }
        let speakerLine = place == .hall ? fair : bad
        let hallLine = place == .speaker ? fair : bad
        let speaker = PeerID(rawValue: 1)
        world.join(speaker, speakerOptions, up: speakerLine, down: speakerLine).isSpeaking = true
        var halls: [Browser] = []
        for number in 0..<UInt64(hallCount) {
            halls.append(world.join(PeerID(rawValue: 2 + number), hallOptions(ears), up: hallLine, down: hallLine))
        }
        world.run(until: Instant.start.advanced(by: .seconds(2)))
        for hall in halls {
            world.route([
                RouteChange(
                    peer: hall.id, slot: SlotID(.video, 0), feed: FeedID(peer: speaker, source: .camera), upTo: .high),
                RouteChange(
                    peer: hall.id, slot: SlotID(.audio, 0), feed: FeedID(peer: speaker, source: .microphone), upTo: .high),
            ])
        }
        // The first pictures and the first guess of the delay are not what the table is about.
        world.run(until: Instant.start.advanced(by: .seconds(10)))
        for slot in halls.flatMap(\.slots) {
            slot.pictures?.forgetFigures()
            slot.voice?.forgetFigures()
        }
        var row = Row(fault: fault, place: place)
        if case .blackout(let duration) = fault { endure(duration, place, world, halls, speaker, &row) }
        world.run(until: Instant.start.advanced(by: .seconds(10) + duration))
        for hall in halls { row.add(hall, over: duration, of: halls.count, at: world.now) }
        return row
    }

    private static func endure(
        _ duration: Duration, _ place: Place, _ world: World, _ halls: [Browser], _ speaker: PeerID, _ row: inout Row
    ) {
        let end = world.now.advanced(by: duration)
        let cut = place == .hall ? halls.map(\.id) : place == .speaker ? [speaker] : halls.map(\.id) + [speaker]
        for id in cut {
            world.halls[id]?.up.cut(until: end)
            world.halls[id]?.down.cut(until: end)
        }
        world.run(until: end)
        while row.soundBack == nil || row.pictureBack == nil, world.now < end.advanced(by: .seconds(20)) {
            world.run(until: world.now.advanced(by: .milliseconds(20)))
            let back = { (moment: Instant?) in moment.map { $0 > end } ?? false }
            if row.pictureBack == nil, halls.allSatisfy({ back($0.slots.compactMap(\.pictures).first?.shown?.at) }) {
                row.pictureBack = end.duration(to: world.now)
            }
            if row.soundBack == nil, halls.allSatisfy({ back($0.slots.compactMap(\.voice).first?.last?.at) }) {
                row.soundBack = end.duration(to: world.now)
            }
        }
    }

    /// Three layers of 25 frames a second, together 1.2 Mbit/s; the largest alone has 0.9.
    private static var speakerOptions: BrowserOptions {
        var options = BrowserOptions()
        options.audioSlots = 0
        options.videoSlots = 0
        options.layers = [
            (.low, LayerEncoder.Shape(framesPerSecond: 25, keyParts: 4, deltaParts: 1, packetBytes: 450)),
            (.middle, LayerEncoder.Shape(framesPerSecond: 25, keyParts: 10, deltaParts: 2, packetBytes: 600)),
            (.high, LayerEncoder.Shape(framesPerSecond: 25, keyParts: 25, deltaParts: 4, packetBytes: 1_100)),
        ]
        return options
    }

    private static func hallOptions(_ ears: Ears) -> BrowserOptions {
        var options = BrowserOptions()
        options.readsRedundancy = ears.readRedundancy
        options.correctsErrors = ears.correctErrors
        options.audioSlots = 1
        options.videoSlots = 1
        options.hasMicrophone = false
        return options
    }
}

extension LossTable.Row {
    fileprivate mutating func add(_ hall: Browser, over duration: Duration, of count: Int, at now: Instant) {
        for slot in hall.slots {
            if let pictures = slot.pictures {
                let freezes = pictures.freezes.closed(at: now)
                frozen += freezes.frozen / duration / Double(count)
                longest = max(longest, freezes.longest)
                if let shown = pictures.shown { delay = max(delay, shown.stamp.captured.duration(to: shown.at)) }
            }
            if let voice = slot.voice {
                soundRate += Int(Double(voice.bytes * 8) / (duration / .seconds(1))) / count
                concealed += Double(voice.concealed) * 0.02 / (duration / .seconds(1)) / Double(count)
            }
        }
    }
}
