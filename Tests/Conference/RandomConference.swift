import Basics

@testable import Conference

/// A conference in which everybody does anything at any time, as a journal and its owner would keep it.
struct RandomConference {
    static let secret = ItemID(rawValue: "hop-kin"), caucus = ItemID(rawValue: "hop-kin-2"), pause = ItemID(rawValue: "nghi")
    /// ``plan`` with closed items, a recess, delegations with little time, and interpretation.
    static let plan: ConferencePlan = {
        var full = ConferenceTests.plan
        full.start = TimeOfDay("08:00")
        full.delegations = [
            Delegation(id: DelegationID(rawValue: "doan-ha-noi"), name: Text(vi: "Đoàn", en: "Delegation"), site: hanoi, minutes: 8),
            Delegation(id: DelegationID(rawValue: "doan-hue"), name: Text(vi: "Đoàn", en: "Delegation"), site: hue, minutes: 720),
        ]
        full.delegates[1].delegation = DelegationID(rawValue: "doan-ha-noi")
        full.channels = [Channel(id: english, name: Text(vi: "Tiếng Anh", en: "English"))]
        full.quorum = Quorum(unit: .delegate, percent: 51)
        full.programme += [
            ProgrammeItem(
                id: secret, kind: .discussion, title: Text(vi: "Kín", en: "Closed"), minutes: 30,
                admits: [centre, hanoi, hue]),
            ProgrammeItem(
                id: caucus, kind: .discussion, title: Text(vi: "Kín hơn", en: "Smaller"), minutes: 30,
                admits: [hanoi, paris]),
            ProgrammeItem(id: pause, kind: .recess, title: Text(vi: "Nghỉ", en: "Break"), minutes: 15),
        ]
        return full
    }()
    static let sites = plan.sites.map(\.id) + [nowhere]

    var random: SeededGenerator
    var now = noon
    var conduct = Conduct(Conference(plan))
    /// What the journal has.
    var kept = [JournalEntry(seq: 1, at: noon, by: .secretariat, event: .conferenceCreated(plan))]
    /// Every event that happened, kept or not.
    var seen: Set<EventType> = []

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// Lets somebody do something, and says what; the events are applied if it was not refused.
    mutating func step() -> (actor: Actor, command: Command, events: [Event]) {
        now = now.advanced(bySeconds: Int.random(in: -1...20, using: &random))
        let command = command()
        var actor = actor()
        // Mostly by somebody who may; else hardly anything would ever happen.
        for _ in 0..<6 where !command.isAllowed(to: actor) { actor = self.actor() }
        return (actor, command, perform(command, by: actor))
    }

    /// Applies what follows of a command, or nothing if it is refused.
    mutating func perform(_ command: Command, by actor: Actor) -> [Event] {
        let before = conduct.shown
        let events = (try? conduct.decide(command, by: actor, at: now)) ?? []
        for event in events {
            seen.insert(event.type)
            let isKept = event.isKept(in: before)
            let entry = JournalEntry(seq: kept.count + (isKept ? 1 : 0), at: now, by: actor, event: event)
            if isKept {
                kept.append(entry)
                conduct.apply(entry)
            } else {
                conduct.applyUnkept(entry)
            }
        }
        return events
    }

    private mutating func one<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
    private mutating func isLucky(oneIn odds: Int) -> Bool { Int.random(in: 0..<odds, using: &random) == 0 }

    private mutating func actor() -> Actor {
        let conference = conduct.shown
        let site = isLucky(oneIn: 3) ? conference.floor.first?.site ?? centre : one(Self.sites)
        let delegate = one(Self.plan.delegates)
        switch Int.random(in: 0..<16, using: &random) {
        case 0...2: return .chair
        case 3, 4: return .secretariat
        case 5: return .director
        case 6...8: return .system
        case 9...11: return .operator(site)
        case 12: return .delegate(delegate.id, delegate.site)
        case 13: return .delegate(delegate.id, site)
        case 14: return .interpreter(english)
        default: return .observer(one([nil, site]))
        }
    }

    private mutating func command() -> Command {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<18: course()
        case 18..<55: floorCommand()
        case 55..<75: stageCommand()
        case 75..<88: peopleCommand()
        default: voteCommand()
        }
    }

    private mutating func course() -> Command {
        let item = one([opening, report, talk, Self.secret, Self.caucus, Self.pause, ItemID(rawValue: "gi")])
        switch Int.random(in: 0..<17, using: &random) {
        case 12: return .revisePlan(revision())
        case 0: return isLucky(oneIn: 20) ? .callOff("Hủy") : .convene
        case 13: return .startRehearsal
        case 14: return .endRehearsal
        case 15, 16: return .reportTest(one(Self.sites), result())
        case 1: return .open
        case 2...5: return .resume
        case 6: return .recess(minutes: one([nil, 15, 0, 721, .max]))
        case 7...9: return .startItem(item)
        case 10: return .passOver(item)
        // A test session is short where everybody opens at once.
        default: return isLucky(oneIn: 12) ? .close : isLucky(oneIn: 3) ? .open : .startRehearsal
        }
    }

    mutating func result() -> TestResult {
        let share = LossPerThousand(rawValue: one([0, 29, 30, 1_000])), rate = KilobitsPerSecond(rawValue: one([0, 599, 600, 2_000]))
        let line = LineMeasure(
            way: one(MediaWay.allCases), roundTrip: RoundTripMilliseconds(rawValue: one([1, 599, 600, 60_000]))!,
            lossUp: share!, lossDown: LossPerThousand(rawValue: one([0, 0, 40]))!, up: rate!,
            down: KilobitsPerSecond(rawValue: one([100, 2_000]))!, isHeldBack: isLucky(oneIn: 2))
        return TestResult(
            camera: one([.passed, .passed, .passed] + DeviceFinding.allCases),
            microphone: one([.passed, .passed, .passed] + DeviceFinding.allCases),
            level: Decibels(rawValue: one([-90, -38, 0, 1])), loudspeaker: one([.heard, .heard] + LoudspeakerFinding.allCases),
            line: one([nil, line, line]))
    }

    /// The plan with a slip of the pen, a change, or something that may be needed taken out.
    private mutating func revision() -> ConferencePlan {
        var next = conduct.shown.plan
        switch Int.random(in: 0..<7, using: &random) {
        case 0: next.programme.shuffle(using: &random)
        case 1: next.programme[Int.random(in: next.programme.indices, using: &random)].minutes += 5
        case 2: next.programme.removeLast()
        case 3: next.sites.removeLast()
        case 4: next.delegates.removeAll { $0.id == an }
        case 5: next = Self.plan
        default:
            let id = ItemID(rawValue: "them-\(next.programme.count)")
            let title = Text(vi: "Thêm", en: "Added")
            next.programme.append(ProgrammeItem(id: id, kind: .intervention, title: title, site: hue, minutes: 5))
        }
        return next
    }

    private mutating func floorCommand() -> Command {
        let conference = conduct.shown
        let site = one(Self.sites + conference.queue.map(\.site))
        let holder = conference.floor.randomElement(using: &random)?.site ?? site
        let delegate = one([nil, nil, one(Self.plan.delegates).id])
        let item = one([nil, nil, opening, report, talk, ItemID(rawValue: "gi")])
        let seconds = one([0, 5, 60, 300, 300, 43_200, -1, .max])
        let kind = one([.intervention, .intervention, .pointOfOrder] as [SpeechKind])
        let order = GrantOrder(
            site: site, delegate: delegate, item: item, seconds: seconds, mode: one([nil] + GrantMode.allCases),
            overBudget: isLucky(oneIn: 3))
        let queue = conference.queue.map(\.site)
        switch Int.random(in: 0..<20, using: &random) {
        case 0...4: return .ask(site, delegate: delegate, item: item, kind: kind)
        case 5, 6: return .ask(site, delegate: nil, item: item, kind: kind)
        case 7: return .withdraw(site)
        case 8...12: return .grant(order)
        case 13, 14: return .extend(holder, seconds: seconds, overBudget: isLucky(oneIn: 2))
        case 15: return .revoke(holder)
        case 16: return .yield(holder)
        case 17: return .dropLine(holder)
        case 18: return .reorder(queue.shuffled(using: &random))
        default: return .reorder(Array(Self.sites.shuffled(using: &random).prefix(queue.count)))
        }
    }

    private mutating func stageCommand() -> Command {
        let site = one(Self.sites), presenter = one([nil, site, conduct.shown.floor.first?.site])
        let id = DocumentID(rawValue: one(["a", "b", "c", "D"])), page = one([nil, 1, 2, 9, 0, .max])
        let document = Document(id: id, name: one(["Báo cáo", " "]), pages: one([1, 3, 500, 0]), site: one([nil, site]))
        switch Int.random(in: 0..<14, using: &random) {
        case 0, 1:
            let shown = Self.sites.shuffled(using: &random).prefix(one([0, 0, 1, 2, 4, 5]))
            return .layout(one(Layout.allCases), sites: Array(shown))
        case 2: return .layout(.speaker)
        case 3: return .mute(site)
        case 4: return .unmute(site)
        case 5, 6: return .addDocument(document)
        case 7, 8: return .present(presenter, document: id, page: page)
        case 9, 10: return .present(presenter, document: one([nil, id]))
        case 11, 12: return .turnPage(page ?? 1)
        default: return .stopPresenting
        }
    }

    private mutating func peopleCommand() -> Command {
        let site = one(Self.sites), status = one(PersonStatus.allCases)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: return .message(to: one([.secretariat, .all, .site(site)]), text: one(["Mất tiếng", "", " \n"]))
        case 2:
            let sites = Array(Self.sites.shuffled(using: &random).prefix(one([0, 1, 3])))
            return one([.clearAnnouncement, .messageEach(sites, text: "Mời kiểm tra")])
        case 3, 4:
            let substitute = status == .substituted ? "Nguyễn Văn Thay" : nil
            return .attend(one(Self.plan.delegates).id, status, substitute: substitute)
        case 5: return .attend(one([an, DelegateID(rawValue: "ai")]), status, substitute: one([nil, "ai"]))
        case 6: return .join(site)
        default: return .leave(site)
        }
    }

    private mutating func voteCommand() -> Command {
        let vote = VoteID(rawValue: one(["mot", "hai", "ba", "bon"])), current = conduct.shown.vote
        let id = isLucky(oneIn: 8) ? vote : current?.motion.id ?? vote
        let voted = current?.voted.count ?? 0
        let motion = Motion(
            id: vote, title: "Thông qua", options: one([["Có", "Không"], ["Có", "Không", "Trắng"], ["Có"], ["Có", "Có"]]),
            unit: one(CountingUnit.allCases), isSecret: isLucky(oneIn: 2))
        let delegate = one([nil, one(Self.plan.delegates).id]), option = one([0, 1, 2, -1])
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: return .openVote(motion)
        case 2...5: return .cast(id, option: option, delegate: delegate)
        case 6: return .cast(id, option: option)
        case 7: return .annulVote(vote)
        default:
            let counts = (current?.motion.options.count ?? 0) == 3 ? [0, voted, 0] : [voted, 0]
            return .closeVote(id, secretCounts: one([nil, counts, counts, [.max, 1]]))
        }
    }
}
