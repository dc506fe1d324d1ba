import Basics
import Native

/// The answers of all workers to one question for metrics, put together under common heads.
struct MetricsGathering {
    private var texts: [String] = []
    private let expected: Int

    init(workers: Int) {
        expected = workers
    }

    /// Returns the whole text once every worker has answered.
    mutating func add(_ text: String) -> String? {
        texts.append(text)
        guard texts.count == expected else { return nil }
        let lines = texts.flatMap { $0.split(separator: "\n").map(String.init) }
        let families = [
            ("dienhong_media_packets_total", "counter", "Packets by what happened to them."),
            ("dienhong_media_peers", "gauge", "Connections."),
            ("dienhong_media_weak_lines", "gauge", "Connections that lose or delay much."),
            ("dienhong_media_lines", "gauge", "Receivers that tell how their line carries what they are sent."),
            ("dienhong_media_lines_short", "gauge", "Receivers whose line carries less than is wanted of them."),
            ("dienhong_media_slots_paused", "gauge", "Pictures that stand still since a line has no room for them."),
            ("dienhong_media_slots_smaller", "gauge", "Pictures that are smaller than wanted since a line is."),
            ("dienhong_media_line_bits_per_second", "gauge", "What all lines together are estimated to carry."),
            ("dienhong_media_send_dropped_total", "counter", "Datagrams that the kernel had no room for."),
            ("dienhong_media_relay_dropped_total", "counter", "Packets that another worker had no room for."),
            ("dienhong_media_receive_too_long_total", "counter", "Datagrams longer than any of ours can be."),
        ]
        var out: [String] = []
        for (name, type, help) in families {
            out += ["# HELP \(name) \(help)", "# TYPE \(name) \(type)"]
            out += lines.filter { $0.hasPrefix(name + "{") }
        }
        let seconds = Double(processCPUTime().milliseconds) / 1_000
        out += ["# TYPE dienhong_media_cpu_seconds_total counter", "dienhong_media_cpu_seconds_total \(seconds)"]
        out += ["# TYPE dienhong_media_resident_bytes gauge", "dienhong_media_resident_bytes \(residentBytes().current)"]
        return out.joined(separator: "\n") + "\n"
    }
}
