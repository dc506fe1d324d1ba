package import Basics
package import Conference
package import Journal

/// How a command ended.
package enum CommandOutcome: Equatable, Sendable {
    case done(seq: Int)
    case refused(Refusal)
    /// The journal could not keep it; nothing happened.
    case notDurable(DiskProblem?)
    case busy
}

/// How an offer ended.
package enum OfferOutcome: Equatable, Sendable {
    case answered(PeerID, answer: String)
    case refused(reason: String)
    /// No media process can be reached now.
    case unavailable
}

package enum HangUpOutcome: Equatable, Sendable {
    case done, unknown, notYours, busy
}

/// One thing for the owner of a conference to do, one at a time.
package enum Envelope: Sendable {
    case command(CommandRequest, Member, @Sendable (CommandOutcome) -> Void)
    case offer(String, Member, isTest: Bool, @Sendable (OfferOutcome) -> Void)
    case hangUp(PeerID, Member, @Sendable (HangUpOutcome) -> Void)
    case view([SiteID], Member)
    case listen(ChannelID?, Member)
    /// `room` is the closed item in which its bringing began.
    case addDocument(Document, Member, room: ItemID?, @Sendable (CommandOutcome) -> Void)
    /// A programme that was published anew; of the server alone.
    case revise(ConferencePlan, @Sendable (CommandOutcome) -> Void)
    /// Publishing a programme is what convenes.
    case convene(@Sendable (CommandOutcome) -> Void)
    /// The sitting was called off in these words, if it has not begun.
    case callOff(String, @Sendable (CommandOutcome) -> Void)
    case streamOpened(Broadcaster.ReaderID, Member)
    case streamClosed(Member)
    case sessionEnded(String)
    case media(MediaNews)
    case tick
}

/// The way to a conference's owner: a bounded queue of envelopes, from any task.
package struct ConferenceInbox: Sendable {
    package let envelopes: AsyncStream<Envelope>
    private let continuation: AsyncStream<Envelope>.Continuation

    package init(capacity: Int = Limits.inbox) {
        (envelopes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(capacity))
    }

    /// Returns `false` when the owner is too far behind.
    @discardableResult
    package func put(_ envelope: Envelope) -> Bool {
        if case .enqueued = continuation.yield(envelope) { true } else { false }
    }

    /// Lets the owner finish what is there and stop.
    package func finish() {
        continuation.finish()
    }

    package func command(_ request: CommandRequest, by member: Member) async -> CommandOutcome {
        await withCheckedContinuation { reply in
            if !put(.command(request, member) { reply.resume(returning: $0) }) { reply.resume(returning: .busy) }
        }
    }

    package func offer(_ description: String, by member: Member, isTest: Bool = false) async -> OfferOutcome {
        await withCheckedContinuation { reply in
            if !put(.offer(description, member, isTest: isTest) { reply.resume(returning: $0) }) {
                reply.resume(returning: .unavailable)
            }
        }
    }

    package func add(_ document: Document, by member: Member, room: ItemID?) async -> CommandOutcome {
        await withCheckedContinuation { reply in
            let envelope = Envelope.addDocument(document, member, room: room) { reply.resume(returning: $0) }
            if !put(envelope) { reply.resume(returning: .busy) }
        }
    }

    package func revise(_ plan: ConferencePlan) async -> CommandOutcome {
        await withCheckedContinuation { reply in
            if !put(.revise(plan) { reply.resume(returning: $0) }) { reply.resume(returning: .busy) }
        }
    }

    package func convene() async -> CommandOutcome {
        await withCheckedContinuation { reply in
            if !put(.convene { reply.resume(returning: $0) }) { reply.resume(returning: .busy) }
        }
    }

    package func callOff(_ words: String) async -> CommandOutcome {
        await withCheckedContinuation { reply in
            if !put(.callOff(words) { reply.resume(returning: $0) }) { reply.resume(returning: .busy) }
        }
    }

    package func hangUp(_ peer: PeerID, by member: Member) async -> HangUpOutcome {
        await withCheckedContinuation { reply in
            if !put(.hangUp(peer, member) { reply.resume(returning: $0) }) { reply.resume(returning: .busy) }
        }
    }
}
