extension TransportFeedback {
    init(from reader: inout WireReader) throws(Malformed) {
        sender = SSRC(try reader.read())
        media = SSRC(try reader.read())
        base = SequenceNumber(try reader.read())
        let count = Int(try reader.read() as UInt16)
        guard count <= Self.arrivalsPerReport else { throw .tooLong }
        let reference: UInt32 = try reader.read()
        feedbackCount = UInt8(truncatingIfNeeded: reference)
        let symbols = try Self.symbols(count, from: &reader)

        // The upper 24 bits are signed.
        var ticks = Int64(Int32(bitPattern: reference) >> 8) * Self.ticksPerReference
        arrivals = []
        arrivals.reserveCapacity(count)
        for symbol in symbols {
            switch symbol {
            case ArrivalSymbol.notReceived:
                arrivals.append(nil)
                continue
            case ArrivalSymbol.smallDelta:
                ticks += Int64(try reader.read() as UInt8)
            case ArrivalSymbol.largeDelta:
                ticks += Int64(Int16(bitPattern: try reader.read()))
            default:
                throw .badValue
            }
            arrivals.append(.nanoseconds(ticks * Self.nanosecondsPerTick))
        }
    }

    /// Reads chunks until they tell of `count` packets (§3.1.3, §3.1.4).
    private static func symbols(_ count: Int, from reader: inout WireReader) throws(Malformed) -> [UInt8] {
        var symbols: [UInt8] = []
        symbols.reserveCapacity(count)
        while symbols.count < count {
            let chunk: UInt16 = try reader.read()
            let room = count - symbols.count
            if chunk & 0x8000 == 0 {
                let run = min(Int(chunk & 0x1FFF), room)
                symbols.append(contentsOf: repeatElement(UInt8(chunk >> 13), count: run))
                // A run of nothing would let a peer spin us through its whole packet for no packet at all.
                guard run > 0 else { throw .badValue }
            } else if chunk & 0x4000 == 0 {
                for index in 0..<min(14, room) { symbols.append(UInt8(chunk >> UInt16(13 - index) & 1)) }
            } else {
                for index in 0..<min(7, room) { symbols.append(UInt8(chunk >> UInt16(12 - 2 * index) & 3)) }
            }
        }
        return symbols
    }
}
