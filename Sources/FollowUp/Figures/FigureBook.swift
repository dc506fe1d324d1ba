package import Basics

/// Every indicator and everything that was said of it; nothing is averaged, nothing is lost.
package struct FigureBook: Hashable, Sendable {
    /// What several figures can disagree about.
    package struct Point: Hashable, Sendable {
        package var indicator: IndicatorID
        package var asOf: AsOf
        package var place: String?
    }

    package private(set) var indicators: [Indicator] = []
    package private(set) var observations: [Observation] = []
    package private(set) var observed: [WallTime] = []
    private var byIndicator: [IndicatorID: [ObservationID]] = [:]
    private var choices: [Point: Choice] = [:]
    private var names: [String: IndicatorID] = [:]

    package init() {}

    package subscript(id: IndicatorID) -> Indicator? { indicators.indices.contains(id.place) ? indicators[id.place] : nil }
    package subscript(id: ObservationID) -> Observation? {
        observations.indices.contains(id.place) ? observations[id.place] : nil
    }

    /// The indicator of this name and unit, in whatever case they are written.
    package func indicator(named name: String, unit: String) -> IndicatorID? { names[Self.key(name, unit)] }

    private static func key(_ name: String, _ unit: String) -> String { "\(name.lowercased())\n\(unit.lowercased())" }

    package func point(of observation: Observation) -> Point {
        Point(indicator: observation.indicator, asOf: observation.figure.asOf, place: observation.figure.place)
    }

    package func choice(at point: Point) -> Choice? { choices[point] }

    /// All that was said of an indicator, by the time that it holds for, then in the order of saying.
    package func observations(of indicator: IndicatorID) -> [Observation] {
        (byIndicator[indicator] ?? []).compactMap { self[$0] }
            .sorted { ($0.figure.asOf, $0.id) < ($1.figure.asOf, $1.id) }
    }

    /// The indicator's points in time, each with all that was said for it.
    package func series(of indicator: IndicatorID) -> [(point: Point, said: [Observation])] {
        var places: [Point: Int] = [:], series: [(point: Point, said: [Observation])] = []
        for observation in observations(of: indicator) {
            let point = point(of: observation)
            if let place = places[point] {
                series[place].said.append(observation)
            } else {
                places[point] = series.count
                series.append((point, [observation]))
            }
        }
        return series
    }

    mutating func add(_ indicator: Indicator) {
        indicators.append(indicator)
        names[Self.key(indicator.name, indicator.unit)] = indicator.id
    }

    mutating func add(_ observation: Observation, at time: WallTime) {
        observations.append(observation)
        observed.append(time)
        byIndicator[observation.indicator, default: []].append(observation.id)
    }

    mutating func choose(_ choice: Choice) {
        guard let observation = self[choice.observation] else { preconditionFailure("a choice of what was never said") }
        choices[point(of: observation)] = choice
    }
}
