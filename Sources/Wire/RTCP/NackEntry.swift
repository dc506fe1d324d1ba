/// One generic NACK entry: a lost packet and a bitmap of the sixteen after it (RFC 4585 §6.2.1).
package struct NackEntry: BitwiseCopyable, Equatable, Sendable {
    package var lost: SequenceNumber
    package var alsoLost: UInt16

    package init(lost: SequenceNumber, alsoLost: UInt16 = 0) {
        self.lost = lost
        self.alsoLost = alsoLost
    }

    package init(from reader: inout WireReader) throws(Malformed) {
        lost = SequenceNumber(try reader.read())
        alsoLost = try reader.read()
    }

    /// Entries that name exactly `sequences`; the fewest when they are given oldest first.
    package static func entries(for sequences: some Sequence<SequenceNumber>) -> [NackEntry] {
        var entries: [NackEntry] = []
        for sequence in sequences {
            if let last = entries.last {
                let distance = last.lost.distance(to: sequence)
                if distance == 0 { continue }
                if 1...16 ~= distance {
                    entries[entries.count - 1].alsoLost |= 1 << UInt16(distance - 1)
                    continue
                }
            }
            entries.append(NackEntry(lost: sequence))
        }
        return entries
    }

    /// Every packet that the entry names, oldest first.
    package var sequences: [SequenceNumber] {
        var sequences: [SequenceNumber] = []
        forEach { sequences.append($0) }
        return sequences
    }

    /// Visits every packet that the entry names, oldest first, without an array.
    package func forEach(_ visit: (SequenceNumber) -> Void) {
        visit(lost)
        for bit in 0..<16 where alsoLost >> UInt16(bit) & 1 == 1 {
            visit(lost.advanced(by: bit + 1))
        }
    }

    func append(to writer: inout WireWriter) {
        writer.append(lost.rawValue)
        writer.append(alsoLost)
    }
}
