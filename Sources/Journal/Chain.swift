import Crypto

/// SHA-256 over everything that an entry says and the hash of the entry before it.
package struct ChainHash: Hashable, Sendable {
    package let bytes: [UInt8]

    /// What the first entry follows.
    package static let genesis = ChainHash(bytes: [UInt8](repeating: 0, count: SHA256.byteCount))

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var hexadecimal: String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

/// One row of the journal as it lies in the file.
struct EntryRow: Equatable {
    var conference: String
    var seq: Int
    var at: Int64
    var by: String
    var body: String
    /// Of the first entry of an append only.
    var command: String?
    /// The last entry that was appended together with this one.
    var last: Int
    var previous: ChainHash

    /// Every field with its length, so that no two rows have the same bytes.
    var hash: ChainHash {
        var hasher = SHA256()
        hasher.update(data: previous.bytes)
        func add(_ number: Int64) {
            hasher.update(data: (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * Int64($0))) })
        }
        func add(_ text: String?) {
            add(text.map { Int64($0.utf8.count) } ?? -1)
            hasher.update(data: Array((text ?? "").utf8))
        }
        add(conference)
        add(Int64(seq))
        add(at)
        add(by)
        add(body)
        add(command)
        add(Int64(last))
        return ChainHash(bytes: Array(hasher.finalize()))
    }
}

/// Walks the rows of a journal and stops at the first that is not what was written.
struct ChainWalk<Content: Chronicle> {
    /// The number of the last good entry.
    private(set) var last = 0
    private(set) var hash = ChainHash.genesis
    private(set) var name: String?
    private var appendEnds = 0
    private var reader = EntryReader<Content>()

    /// The entry that `row` holds, when it follows the one before and its stored `hash` is its own.
    mutating func follow(_ row: EntryRow, hash stored: ChainHash) throws -> Content.Entry {
        func broken(_ reason: BrokenChain.Reason) -> BrokenChain { BrokenChain(entry: row.seq, reason: reason) }
        guard row.seq == last + 1 else { throw BrokenChain(entry: last + 1, reason: .missing) }
        guard name == nil || name == row.conference else { throw broken(.otherConference) }
        guard row.previous == hash else { throw broken(.doesNotFollow) }
        guard row.hash == stored else { throw broken(.changed) }
        guard row.last >= row.seq, row.seq > appendEnds || row.last == appendEnds else { throw broken(.changed) }
        let entry: Content.Entry, opening: Opening?
        do { (entry, opening) = try reader.read(row) } catch { throw broken(.unreadable) }
        guard (opening != nil) == (row.seq == 1), opening.map({ $0.name == row.conference && $0.isSound }) ?? true else {
            throw broken(.outOfPlace)
        }
        name = row.conference
        appendEnds = row.last
        last = row.seq
        hash = stored
        return entry
    }

    /// Checks that the last append is there to its end.
    func end() throws {
        guard last == appendEnds else { throw BrokenChain(entry: last + 1, reason: .missing) }
    }
}
