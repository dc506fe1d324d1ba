/// What one hall received and sent in some time, as its own browser counted it; those of two times add up.
package struct HallFigures: Hashable, Codable, Sendable {
    /// How long these figures were counted.
    package var seconds = 0
    package var packets = 0
    package var lost = 0
    package var freezes = 0
    /// Milliseconds in which the picture stood still.
    package var frozen = 0
    /// Milliseconds of sound that were played, and of these what the browser had to make up.
    package var heard = 0
    package var concealed = 0
    /// Milliseconds in which there was a picture, and the pictures in them.
    package var shown = 0
    package var frames = 0
    /// Kilobytes sent.
    package var sent = 0
    /// Seconds in which the browser sent less than it was asked for: its line, or its machine, allowed no more.
    package var limitedByLine = 0
    package var limitedByMachine = 0
    /// The worst, in milliseconds.
    package var jitter = 0
    package var roundTrip = 0
    /// The largest picture that was sent, in lines.
    package var sentHeight = 0
    /// The smallest picture that was shown, in lines; zero is none.
    package var height = 0

    package init() {}

    package typealias Field = any WritableKeyPath<HallFigures, Int> & Sendable

    /// What adds up, under the names that the store and the pages use.
    static let sums: [(name: String, field: Field)] = [
        ("seconds", \.seconds), ("packets", \.packets), ("lost", \.lost), ("freezes", \.freezes), ("frozen", \.frozen),
        ("heard", \.heard), ("concealed", \.concealed), ("shown", \.shown), ("frames", \.frames), ("sent", \.sent),
        ("limitedByLine", \.limitedByLine), ("limitedByMachine", \.limitedByMachine),
    ]
    static let largest: [(name: String, field: Field)] = [
        ("jitter", \.jitter), ("roundTrip", \.roundTrip), ("sentHeight", \.sentHeight),
    ]
    static let smallest: [(name: String, field: Field)] = [("height", \.height)]
    static var fields: [(name: String, field: Field)] { sums + largest + smallest }

    package mutating func add(_ other: Self) {
        for (_, field) in Self.sums { self[keyPath: field] += other[keyPath: field] }
        for (_, field) in Self.largest { self[keyPath: field] = max(self[keyPath: field], other[keyPath: field]) }
        for (_, field) in Self.smallest {
            let both = [self[keyPath: field], other[keyPath: field]].filter { $0 > 0 }
            self[keyPath: field] = both.min() ?? 0
        }
    }

    /// Milliseconds that were spoilt, so that two minutes can be compared: pictures that stood, sound made up, and a part for what was lost.
    package var harm: Int { frozen + concealed + (packets + lost > 0 ? seconds * 1_000 * lost / (packets + lost) : 0) }
}

/// One minute of a hall.
package struct HallMinute: Hashable, Codable, Sendable {
    /// Minutes since 1970 (UTC).
    package var minute: Int
    package var figures: HallFigures

    package init(minute: Int, figures: HallFigures) {
        self.minute = minute
        self.figures = figures
    }
}

/// All minutes of a hall put together, and the worst of them.
package struct HallTotal: Hashable, Codable, Sendable {
    package private(set) var figures = HallFigures()
    package private(set) var worst: HallMinute?
    /// In how many minutes the picture stood still at least once.
    package private(set) var frozenMinutes = 0

    package init() {}

    package mutating func add(_ minute: HallMinute) {
        figures.add(minute.figures)
        if minute.figures.freezes > 0 { frozenMinutes += 1 }
        if minute.figures.harm > worst?.figures.harm ?? 0 { worst = minute }
    }
}
