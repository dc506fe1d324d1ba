import Basics

extension TransportFeedback {
    /// Appends what follows the two sources: counts, reference time, chunks and deltas.
    func append(to writer: inout WireWriter) {
        precondition(arrivals.count <= Self.arrivalsPerReport, "too many packets for one report")
        let (reference, deltas) = deltas()
        writer.append(base.rawValue)
        writer.append(UInt16(arrivals.count))
        writer.append(UInt32(truncatingIfNeeded: reference) << 8 | UInt32(feedbackCount))
        Self.appendChunks(deltas.map(Self.symbol), to: &writer)
        for case let delta? in deltas {
            if Self.symbol(delta) == ArrivalSymbol.smallDelta {
                writer.append(UInt8(delta))
            } else {
                writer.append(UInt16(bitPattern: delta))
            }
        }
    }

    /// The reference time and what each packet received adds to it, in ticks.
    private func deltas() -> (reference: Int64, deltas: [Int16?]) {
        let ticks = arrivals.map { arrival in
            arrival.map { $0.nanoseconds.flooredDivision(by: Self.nanosecondsPerTick).quotient }
        }
        let first = ticks.lazy.compactMap(\.self).first ?? 0
        let reference = first.flooredDivision(by: Self.ticksPerReference).quotient
        var last = reference * Self.ticksPerReference
        let deltas = ticks.map { tick -> Int16? in
            guard let tick else { return nil }
            // Beyond 8 s a delta says as much as it can, and the next ones catch up.
            let delta = Int16(clamping: tick - last)
            last += Int64(delta)
            return delta
        }
        return (reference, deltas)
    }

    private static func symbol(_ delta: Int16?) -> UInt8 {
        guard let delta else { return ArrivalSymbol.notReceived }
        return 0...255 ~= delta ? ArrivalSymbol.smallDelta : ArrivalSymbol.largeDelta
    }

    /// Writes at each place the chunk that tells of more packets (§3.1.3, §3.1.4).
    private static func appendChunks(_ symbols: [UInt8], to writer: inout WireWriter) {
        var rest = symbols[...]
        while let first = rest.first {
            let run = rest.prefix(0x1FFF).prefix { $0 == first }.count
            let hasLarge = rest.prefix(14).contains(ArrivalSymbol.largeDelta)
            let vector = rest.prefix(hasLarge ? 7 : 14)
            if run >= vector.count {
                writer.append(UInt16(first) << 13 | UInt16(run))
                rest = rest.dropFirst(run)
                continue
            }
            var chunk: UInt16 = hasLarge ? 0xC000 : 0x8000
            for (index, symbol) in vector.enumerated() {
                chunk |= UInt16(symbol) << UInt16(hasLarge ? 12 - 2 * index : 13 - index)
            }
            writer.append(chunk)
            rest = rest.dropFirst(vector.count)
        }
    }
}
