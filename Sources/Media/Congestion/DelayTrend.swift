/// What the delay says of the line.
enum LineUse: Equatable, Sendable {
    case normal, overused, underused
}

/// Whether a queue grows somewhere on the way: the slope of the delay over the last bursts, against a threshold that
/// adapts so that flows which fill queues do not starve us (draft-ietf-rmcat-gcc-02 §5.3 to §5.5).
struct DelayTrend: Sendable {
    private struct Sample: BitwiseCopyable {
        var milliseconds: Double
        var delay: Double
    }

    private(set) var use = LineUse.normal
    private var samples: ContiguousArray<Sample> = []
    private var oldest = 0
    private var origin: Microseconds?
    private var changes = 0
    private var accumulated = 0.0
    private var smoothed = 0.0
    private var threshold = 12.5
    private var lastAdaptation: Microseconds?
    private var lastSlope = 0.0
    private var overusedFor: Double?
    private var overuses = 0

    private static let window = 20
    private static let smoothing = 0.9
    private static let gain = 4.0
    private static let changesMax = 60
    private static let overuseMilliseconds = 10.0
    private static let risingRate = 0.0087
    private static let fallingRate = 0.039
    private static let spike = 15.0

    init() {}

    mutating func add(_ change: DelayChange) {
        let start = origin ?? change.at
        origin = start
        changes = min(changes + 1, Self.changesMax)
        accumulated += change.arrived.milliseconds - change.sent.milliseconds
        smoothed = Self.smoothing * smoothed + (1 - Self.smoothing) * accumulated
        let sample = Sample(milliseconds: (change.at - start).milliseconds, delay: smoothed)
        if samples.count < Self.window {
            samples.append(sample)
        } else {
            samples[oldest] = sample
            oldest = (oldest + 1) % Self.window
        }
        judge(samples.count == Self.window ? slope ?? lastSlope : 0, after: change)
    }

    /// Least squares through the window.
    private var slope: Double? {
        let count = Double(samples.count)
        var sumX = 0.0
        var sumY = 0.0
        for sample in samples {
            sumX += sample.milliseconds
            sumY += sample.delay
        }
        let (meanX, meanY) = (sumX / count, sumY / count)
        var above = 0.0
        var below = 0.0
        for sample in samples {
            let x = sample.milliseconds - meanX
            above += x * (sample.delay - meanY)
            below += x * x
        }
        return below > 0 ? above / below : nil
    }

    private mutating func judge(_ slope: Double, after change: DelayChange) {
        guard changes >= 2 else { return }
        let growth = Double(changes) * slope * Self.gain
        if growth > threshold {
            // The first time, half of the step is taken to have been overuse.
            let lasted = (overusedFor ?? -change.sent.milliseconds / 2) + change.sent.milliseconds
            overusedFor = lasted
            overuses += 1
            if lasted > Self.overuseMilliseconds, overuses > 1, slope >= lastSlope {
                overusedFor = 0
                overuses = 0
                use = .overused
            }
        } else {
            overusedFor = nil
            overuses = 0
            use = growth < -threshold ? .underused : .normal
        }
        lastSlope = slope
        adapt(to: growth, at: change.at)
    }

    private mutating func adapt(to growth: Double, at now: Microseconds) {
        let last = lastAdaptation ?? now
        lastAdaptation = now
        let size = abs(growth)
        // A sudden drop of capacity must not teach us to bear it.
        guard size <= threshold + Self.spike else { return }
        let rate = size < threshold ? Self.fallingRate : Self.risingRate
        threshold += rate * (size - threshold) * min(100, (now - last).milliseconds)
        threshold = min(max(threshold, 6), 600)
    }
}
