import Basics
package import Conference
package import NIOCore

/// Hands the events of one conference to its readers: a ring for those who come back, a bounded backlog for each who is slow.
package actor Broadcaster {
    package struct ReaderID: Hashable, Sendable {
        fileprivate var rawValue: Int
    }

    /// How a stream begins: what the ring still has, or from where the journal must be read first.
    package struct Opening: Sendable {
        package var reader: ReaderID
        package var replay: [ServerEvent]
        /// The journal events that the ring no longer has; to be written before ``replay``.
        package var missing: ClosedRange<Int>?
    }

    private final class Reader {
        let member: Member
        var pending: [ByteBuffer] = []
        var pendingBytes = 0
        var waiting: CheckedContinuation<[ByteBuffer]?, Never>?
        var quietTicks = 0
        var isEnding = false

        init(_ member: Member) {
            self.member = member
        }
    }

    private var readers: [ReaderID: Reader] = [:]
    private var sessions: [String: [ReaderID]] = [:]
    private var nextReader = 0
    /// The latest journal events; the last one is number `seq`.
    private var recent: [Publication] = []
    private let capacity: Int
    package private(set) var seq: Int
    package private(set) var resynced = 0
    /// How much was published so far that nothing keeps.
    private var unkept = 0

    package private(set) var conduct: Conduct
    package private(set) var presented: PresentedDocuments
    /// The conference as JSON, made when somebody asks and kept until it changes.
    private var encoded: [Sight: String] = [:]
    /// The plan as JSON, with what only those who direct may know and without.
    private var plans: [Bool: String] = [:]

    /// How much one sees of the conference.
    private struct Sight: Hashable {
        /// What is done in a closed item.
        var isLive: Bool
        /// What only those who direct may know.
        var isWhole: Bool
    }

    package init(
        _ conference: Conference, seq: Int, presented: PresentedDocuments = PresentedDocuments(),
        capacity: Int = Limits.recentEvents
    ) {
        conduct = Conduct(conference)
        self.presented = presented
        self.seq = seq
        self.capacity = capacity
    }

    package var readerCount: Int { readers.count }
    /// The conference as everybody may see it.
    package var conference: Conference { conduct.durable }

    // MARK: The owner's side

    /// Publishes what happened, in order, with the state that it leads to; entries are the next after the last published.
    package func publish(_ happened: [Happening], of conduct: Conduct) {
        let former = self.conduct.durable
        let publications = happened.map { happening in
            if case .unkept = happening { unkept += 1 }
            return Publication(happening, in: former, unkept: unkept)
        }
        let kept = publications.filter(\.isKept)
        precondition(kept.first.map { $0.seq == seq + 1 } ?? true, "a gap in what is published")
        for thing in happened { presented.apply(thing) }
        presented.leave(conduct)
        self.conduct = conduct
        if happened.contains(where: \.revisesPlan) { plans = [:] }
        encoded = kept.isEmpty ? encoded.filter { !$0.key.isLive } : [:]
        seq += kept.count
        recent += kept
        // Trimmed seldom, so that a publication does not move the whole ring.
        if recent.count >= 2 * capacity { recent.removeFirst(recent.count - capacity) }
        let same = publications.compactMap(\.forEverybody)
        if same.count == publications.count {
            for reader in readers.values { deliver(same, to: reader) }
        } else {
            for reader in readers.values {
                deliver(publications.compactMap { $0.event(for: reader.member.actor) }, to: reader)
            }
        }
    }

    package func broadcast(_ event: ServerEvent) {
        for reader in readers.values { deliver([event], to: reader) }
    }

    /// Tells only those who take part in what is done now.
    package func broadcastToAdmitted(_ event: ServerEvent) {
        for reader in readers.values where conduct.durable.admits(reader.member.actor) { deliver([event], to: reader) }
    }

    package func send(_ event: ServerEvent, to session: String) {
        for id in sessions[session] ?? [] { send([event], to: id) }
    }

    package func send(_ events: [ServerEvent], to id: ReaderID) {
        if let reader = readers[id] { deliver(events, to: reader) }
    }

    /// Ends every stream of a session after one last event.
    package func end(session: String, with event: ServerEvent) {
        for id in sessions[session] ?? [] {
            send([event], to: id)
            finish(id)
        }
    }

    /// Ends every stream, so that the server can stop.
    package func endAll() {
        for id in Array(readers.keys) { finish(id) }
    }

    /// One second has passed; those who heard nothing for long get a comment.
    package func tick() {
        for reader in readers.values {
            reader.quietTicks += 1
            if reader.quietTicks >= Limits.keepAliveTicks { deliver([.comment], to: reader) }
        }
    }

    // MARK: The readers' side

    /// Opens a stream that continues after `after`, or with the next event if that is `nil`.
    ///
    /// `nil` when it cannot continue from there and the reader needs a new state.
    package func open(_ member: Member, after: Int?) -> Opening? {
        let session = member.session
        let after = after ?? seq
        guard after >= 0, after <= seq, seq - after <= Limits.replayedEvents else { return nil }
        let id = ReaderID(rawValue: nextReader)
        nextReader += 1
        var own = sessions[session] ?? []
        // The oldest is most likely the ghost of a lost connection.
        if own.count >= Limits.streamsPerSession { finish(own.removeFirst()) }
        sessions[session] = own + [id]
        readers[id] = Reader(member)

        let oldest = seq - recent.count + 1
        let replay = recent.suffix(seq - after)
        let missing = after + 1 < oldest ? (after + 1)...(oldest - 1) : nil
        return Opening(reader: id, replay: replay.compactMap { $0.event(for: member.actor) }, missing: missing)
    }

    /// What has come for a reader, waiting for it if need be; `nil` when its stream is over.
    package func next(_ id: ReaderID) async -> [ByteBuffer]? {
        guard let reader = readers[id] else { return nil }
        if !reader.pending.isEmpty {
            defer {
                reader.pending = []
                reader.pendingBytes = 0
            }
            return reader.pending
        }
        if reader.isEnding {
            forget(id)
            return nil
        }
        precondition(reader.waiting == nil, "two tasks read one stream")
        return await withCheckedContinuation { reader.waiting = $0 }
    }

    package func close(_ id: ReaderID) {
        readers[id]?.waiting?.resume(returning: nil)
        forget(id)
    }

    /// The published state as JSON, as `actor` may see it, and its number.
    package func state(for actor: Actor) -> (seq: Int, unkept: Int, conference: String) {
        let sight = Sight(isLive: conduct.live != nil && conduct.durable.admits(actor), isWhole: actor.directs)
        let text = encoded[sight] ?? encode(conduct.conference(for: actor).shown(to: actor), for: sight)
        encoded[sight] = text
        return (seq, unkept, text)
    }

    /// The plan is made once until it is revised, since it is most of the state and the same in all of them.
    private func encode(_ conference: Conference, for sight: Sight) -> String {
        let plan = plans[sight.isWhole] ?? json(conference.plan)
        plans[sight.isWhole] = plan
        return "{\"conference\":\(plan),\(json(conference.course).dropFirst())"
    }

    package func streams(of session: String) -> Int {
        sessions[session]?.count ?? 0
    }

    // MARK: -

    private func deliver(_ events: [ServerEvent], to reader: Reader) {
        guard !events.isEmpty, !reader.isEnding else { return }
        reader.quietTicks = 0
        if let waiting = reader.waiting {
            reader.waiting = nil
            waiting.resume(returning: events.map(\.bytes))
            return
        }
        let bytes = events.reduce(0) { $0 + $1.bytes.readableBytes }
        guard reader.pendingBytes + bytes <= Limits.readerBytes else {
            reader.pending = [ServerEvent.resync.bytes]
            reader.pendingBytes = 0
            reader.isEnding = true
            resynced += 1
            return
        }
        reader.pending += events.map(\.bytes)
        reader.pendingBytes += bytes
    }

    private func finish(_ id: ReaderID) {
        guard let reader = readers[id] else { return }
        if let waiting = reader.waiting {
            waiting.resume(returning: nil)
            forget(id)
        } else {
            reader.isEnding = true
        }
    }

    private func forget(_ id: ReaderID) {
        guard let reader = readers.removeValue(forKey: id) else { return }
        sessions[reader.member.session]?.removeAll { $0 == id }
        if sessions[reader.member.session]?.isEmpty == true { sessions[reader.member.session] = nil }
    }
}
