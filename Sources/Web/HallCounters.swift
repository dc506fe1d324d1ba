package import Journal
import Synchronization

/// What the halls' browsers counted, of all together since this process began: nothing here names a site.
package final class HallCounters: Sendable {
    private let state = Mutex((figures: HallFigures(), reports: 0))

    package init() {}

    package func note(_ figures: HallFigures) {
        state.withLock {
            $0.figures.add(figures)
            $0.reports += 1
        }
    }

    /// In the form of Prometheus.
    package var lines: [String] {
        let (figures, reports) = state.withLock(\.self)
        func seconds(_ milliseconds: Int) -> String { "\(Double(milliseconds) / 1_000)" }
        let all = [
            ("reports", "\(reports)"), ("reported_seconds", "\(figures.seconds)"), ("packets", "\(figures.packets)"),
            ("packets_lost", "\(figures.lost)"), ("freezes", "\(figures.freezes)"), ("frozen_seconds", seconds(figures.frozen)),
            ("sound_seconds", seconds(figures.heard)), ("sound_concealed_seconds", seconds(figures.concealed)),
        ]
        let limited = "dienhong_halls_limited_seconds_total"
        return all.flatMap { name, value in
            ["# TYPE dienhong_halls_\(name)_total counter", "dienhong_halls_\(name)_total \(value)"]
        } + [
            "# TYPE \(limited) counter", "\(limited){by=\"line\"} \(figures.limitedByLine)",
            "\(limited){by=\"machine\"} \(figures.limitedByMachine)",
        ]
    }
}
