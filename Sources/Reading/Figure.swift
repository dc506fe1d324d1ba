/// A decimal number as a text writes it: 24,8 is 248 and one place.
package struct Decimal: Hashable, Sendable {
    package var digits: Int
    package var places: Int

    package init(_ digits: Int, places: Int = 0) {
        self.digits = digits
        self.places = places
    }

    package var value: Double {
        var value = Double(digits)
        for _ in 0..<places { value /= 10 }
        return value
    }
}

/// A reported figure: its value or range, its unit, how exactly it is meant, and the words it came from.
package struct Figure: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case exactly(Decimal)
        case range(Decimal, Decimal)
        case part(Decimal, of: Decimal)
        /// "Thousands of": no number is said.
        case magnitude(Int)
        /// Years from and to; the length as the text states it.
        case period(from: Int, to: Int, stated: Int)
    }

    package enum Kind: String, Hashable, Sendable { case indicator, duration, period, listCount, siteCount }

    package enum Qualifier: String, Hashable, Sendable {
        case moreThan = "more_than", nearly, about, estimated, forecast, target
        case lessThan = "less_than", atMost = "at_most", atLeast = "at_least", orderOfMagnitude = "order_of_magnitude", from
    }

    package var value: Value
    package var unit: String
    /// What the number is multiplied with: 1,000,000 for "triệu".
    package var multiplier: Int
    package var kind: Kind
    package var qualifier: Qualifier?
    package var qualifierWords: String?
    package var asOf: Span?
    /// An index into the proposal's people.
    package var speaker: Int?
    /// The number and its unit.
    package var words: Span
    /// The clause that it stands in.
    package var quote: Span
}
