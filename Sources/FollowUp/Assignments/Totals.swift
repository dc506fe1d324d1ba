package import Conference

/// How many assignments have each status; whatever is counted is counted once, so that the sums hold by construction.
package struct Totals: Hashable, Sendable {
    package private(set) var doneOnTime = 0
    package private(set) var doneLate = 0
    package private(set) var inTerm = 0
    package private(set) var dueSoon = 0
    package private(set) var returned = 0
    package private(set) var overdue = 0
    package private(set) var stopped = 0
    package private(set) var transferred = 0

    package init() {}

    package var done: Int { doneOnTime + doneLate }
    package var open: Int { inTerm + dueSoon + returned + overdue }
    package var total: Int { done + open + stopped + transferred }

    package mutating func count(_ status: Status, _ times: Int = 1) {
        switch status {
        case .doneOnTime: doneOnTime += times
        case .doneLate: doneLate += times
        case .inTerm: inTerm += times
        case .dueSoon: dueSoon += times
        case .returned: returned += times
        case .overdue: overdue += times
        case .stopped: stopped += times
        case .transferred: transferred += times
        }
    }

    package static func + (left: Totals, right: Totals) -> Totals {
        var sum = left
        for status in Status.allCases { sum.count(status, right[status]) }
        return sum
    }

    package subscript(status: Status) -> Int {
        switch status {
        case .doneOnTime: doneOnTime
        case .doneLate: doneLate
        case .inTerm: inTerm
        case .dueSoon: dueSoon
        case .returned: returned
        case .overdue: overdue
        case .stopped: stopped
        case .transferred: transferred
        }
    }

    /// The shares that people ask for, each with what it is made of.
    package var rates: [Share] {
        [
            Share(
                kind: .done, part: done, whole: done + open,
                formula: Text(vi: "hoàn thành / (hoàn thành + đang thực hiện)", en: "done / (done + open)")),
            Share(
                kind: .onTime, part: doneOnTime, whole: done,
                formula: Text(vi: "hoàn thành đúng hạn / hoàn thành", en: "done on time / done")),
            Share(
                kind: .overdue, part: overdue, whole: open,
                formula: Text(vi: "quá hạn / đang thực hiện", en: "overdue / open")),
        ]
    }
}

extension Totals: Encodable {
    private enum CodingKeys: CodingKey {
        case total, done, doneOnTime, doneLate, open, inTerm, dueSoon, returned, overdue, stopped, transferred
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(total, forKey: .total)
        try container.encode(done, forKey: .done)
        try container.encode(doneOnTime, forKey: .doneOnTime)
        try container.encode(doneLate, forKey: .doneLate)
        try container.encode(open, forKey: .open)
        try container.encode(inTerm, forKey: .inTerm)
        try container.encode(dueSoon, forKey: .dueSoon)
        try container.encode(returned, forKey: .returned)
        try container.encode(overdue, forKey: .overdue)
        try container.encode(stopped, forKey: .stopped)
        try container.encode(transferred, forKey: .transferred)
    }
}

/// A share, what it is a share of, and how it is computed.
package struct Share: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable { case done, onTime, overdue }

    package var kind: Kind
    package var part: Int
    package var whole: Int
    package var formula: Text

    /// Tenths of a percent, rounded half up; `nil` where there is nothing to be a share of.
    package var perMille: Int? { whole == 0 ? nil : (part * 2_000 + whole) / (whole * 2) }
}
