import Basics
import Conference
import Control
import Foundation
import Journal
import Logging
import Synchronization
import Web

let centre = SiteID(rawValue: "trung-tam")
let hanoi = SiteID(rawValue: "ha-noi")
let laocai = SiteID(rawValue: "lao-cai")
let an = DelegateID(rawValue: "an"), binh = DelegateID(rawValue: "binh")
let english = ChannelID(rawValue: "en")

let plan = ConferencePlan(
    id: ConferenceID(rawValue: "thu"), title: Text(vi: "Hội nghị thử", en: "A trial"), host: Text(vi: "Bộ", en: "Ministry"),
    day: Day("2021-12-14")!,
    sites: [
        Site(id: centre, name: Text(vi: "Trung tâm", en: "Centre"), kind: .centre),
        Site(id: hanoi, name: Text(vi: "Hà Nội", en: "Hanoi"), kind: .province, parent: centre, province: "01"),
        Site(id: laocai, name: Text(vi: "Lào Cai", en: "Lao Cai"), kind: .province, parent: centre, province: "10"),
    ],
    delegations: [Delegation(id: DelegationID(rawValue: "doan-ha-noi"), name: Text(vi: "Đoàn Hà Nội", en: "Hanoi"), site: hanoi)],
    delegates: [
        Delegate(
            id: an, name: "Nguyễn Thị An", title: Text(vi: "Giám đốc", en: "Director"), body: Text(vi: "Sở", en: "Department"),
            site: hanoi, rank: 1, delegation: DelegationID(rawValue: "doan-ha-noi")),
        Delegate(
            id: binh, name: "Trần Bình", title: Text(vi: "Giám đốc", en: "Director"), body: Text(vi: "Sở", en: "Department"),
            site: laocai, rank: 2),
    ],
    programme: [
        ProgrammeItem(
            id: ItemID(rawValue: "khai-mac"), kind: .opening, title: Text(vi: "Khai mạc", en: "Opening"), minutes: 10),
        ProgrammeItem(
            id: ItemID(rawValue: "phien-kin"), kind: .discussion, title: Text(vi: "Phiên kín", en: "Closed item"), minutes: 20,
            admits: [centre, hanoi]),
        ProgrammeItem(
            id: ItemID(rawValue: "ket-luan"), kind: .conclusion, title: Text(vi: "Kết luận", en: "Conclusion"), minutes: 10),
    ],
    channels: [Channel(id: english, name: Text(vi: "Tiếng Anh", en: "English"))])

let chair = Member(session: "chair", actor: .chair)
let operatorOfHanoi = Member(session: "ha-noi", actor: .operator(hanoi))
let operatorOfCentre = Member(session: "centre", actor: .operator(centre))
let director = Member(session: "director", actor: .director)
let interpreter = Member(session: "interpreter", actor: .interpreter(english))
let delegateAn = Member(session: "an", actor: .delegate(an, hanoi))
let observer = Member(session: "observer", actor: .observer(nil))
let operatorOfLaocai = Member(session: "lao-cai", actor: .operator(laocai))

/// A command as a client would send it.
func command(_ type: String, _ fields: [String: String] = [:], id: UUID = UUID()) -> String {
    let rest = fields.sorted { $0.key < $1.key }.map { ",\"\($0.key)\":\($0.value)" }.joined()
    return "{\"id\":\"\(id.uuidString)\",\"type\":\"\(type)\"\(rest)}"
}

func request(_ type: String, _ fields: [String: String] = [:], id: UUID = UUID()) throws -> CommandRequest {
    try JSONDecoder().decode(CommandRequest.self, from: Data(command(type, fields, id: id).utf8))
}

func temporaryFolder() -> String {
    FileManager.default.temporaryDirectory.appending(path: "web-\(UUID().uuidString)").path()
}

let publicFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Public").path()

var quiet: Logger {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return logger
}

/// An owner's world in memory: a journal that is an array, a clock that is set, a media process that only listens.
final class World: Sendable {
    struct State {
        var entries: [JournalEntry] = []
        var answers: [CommandID: Answer] = [:]
        var sent: [MediaRequest] = []
        var revoked: Set<String> = []
        var isDiskFull = false
        var tallies: [VoteID: [Int]] = [:]
        var forgotten: [DocumentID] = []
        var peers: UInt64 = 0
        var now = Instant.start
    }

    let state = Mutex(State())

    var ports: ConferencePorts {
        ConferencePorts(
            append: { events, actor, time, command, seq, tally in
                try self.state.withLock { state in
                    if state.isDiskFull { throw DiskProblem.full }
                    precondition(seq == state.entries.count, "appended elsewhere")
                    let entries = events.enumerated().map {
                        JournalEntry(seq: seq + 1 + $0, at: time, by: actor, event: $1)
                    }
                    state.entries += entries
                    if let command { state.answers[command] = Answer(seq: state.entries.count, actor: actor) }
                    switch tally {
                    case .count(let vote, let option, let options):
                        state.tallies[vote, default: [Int](repeating: 0, count: options)][option] += 1
                    case .clear(let vote): state.tallies[vote] = nil
                    case nil: break
                    }
                    return entries
                }
            },
            counts: { vote, options in
                self.state.withLock { $0.tallies[vote] ?? [Int](repeating: 0, count: options) }
            },
            settle: {},
            forget: { gone in self.state.withLock { $0.forgotten += gone } },
            answer: { command in self.state.withLock { $0.answers[command] } },
            isSessionValid: { session in self.state.withLock { !$0.revoked.contains(session) } },
            send: { request in
                self.state.withLock { $0.sent.append(request) }
                return true
            },
            newPeer: {
                self.state.withLock { state in
                    state.peers += 1
                    return PeerID(rawValue: state.peers)
                }
            },
            now: { WallTime(milliseconds: 1_639_450_000_000 + self.now.sinceStart.milliseconds) },
            instant: { self.now }
        )
    }

    var now: Instant { state.withLock(\.now) }
    var entries: [JournalEntry] { state.withLock(\.entries) }
    var events: [Event] { entries.dropFirst().map(\.event) }

    func pass(_ duration: Duration) {
        state.withLock { $0.now = $0.now.advanced(by: duration) }
    }

    /// What was asked of the media process since the last time.
    func takeSent() -> [MediaRequest] {
        state.withLock { state in
            defer { state.sent = [] }
            return state.sent
        }
    }

    /// An owner of what the journal holds, begun with the plan when it is empty.
    func owner() -> (ConferenceOwner, Broadcaster) {
        state.withLock { state in
            if state.entries.isEmpty {
                state.entries = [
                    JournalEntry(seq: 1, at: WallTime(milliseconds: 0), by: .system, event: .conferenceCreated(plan))
                ]
            }
        }
        var folded: Conference?
        for entry in entries { Conference.apply(entry, to: &folded) }
        let conference = folded!
        let broadcaster = Broadcaster(conference, seq: entries.count)
        let owner = ConferenceOwner(
            conference, seq: entries.count, ports: ports, broadcaster: broadcaster, logger: quiet)
        return (owner, broadcaster)
    }
}

extension ConferenceOwner {
    mutating func perform(_ type: String, _ fields: [String: String] = [:], by member: Member = chair, id: UUID = UUID())
        async throws -> CommandOutcome?
    {
        let outcome = Mutex<CommandOutcome?>(nil)
        await handle(.command(try request(type, fields, id: id), member) { result in outcome.withLock { $0 = result } })
        return outcome.withLock(\.self)
    }

    mutating func open() async throws {
        _ = try await perform("convene")
        _ = try await perform("open")
    }

    /// Negotiates a peer for `member`, as the media process would; it is connected and sends all it has.
    mutating func connect(
        _ member: Member, _ world: World, slots: SlotCounts = SlotCounts(audio: 3, video: 4), isTest: Bool = false
    ) async -> PeerID {
        await handle(.offer("v=0", member, isTest: isTest) { _ in })
        guard case .negotiate(let request, let peer, _, _, _) = world.takeSent().last else { return PeerID(rawValue: 0) }
        await handle(.media(.report(.negotiated(request: request, answer: "v=0", slots: slots))))
        await handle(.media(.report(.peerConnected(peer))))
        for source in [SourceKind.microphone, .camera] {
            await handle(.media(.report(.feedAppeared(FeedID(peer: peer, source: source)))))
        }
        return peer
    }
}
