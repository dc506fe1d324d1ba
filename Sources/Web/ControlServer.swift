import Accounts
package import Basics
import Conference
import Convene
import FollowUp
import Foundation
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Journal
package import Logging
import NIOCore
import Reading
import NIOPosix
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The control process: the conferences of one data folder, their pages, and the media process that they use.
package final class ControlServer: Sendable {
    package struct Options: Sendable {
        package var web = WebOptions()
        /// Whether the media process goes on when this one is asked to stop.
        package var keepsMedia = false
        package var rates = Rates()
        /// What time the follow-up has: due dates are tried by moving it.
        package var calendar: @Sendable () -> WallTime = { wallTime() }
        /// Where reminders are sent from; without it by nobody.
        package var mail: MailOptions?
        /// What a password costs to try; tests pay less.
        package var passwords = PasswordWork.Cost()
        /// The sign-in of an organisation; without it there are passwords and passkeys only.
        package var openID: OpenIDOptions?

        package init() {}
    }

    package let conferences = Conferences()
    package let media: MediaProcess
    private let folder: DataFolder
    let options: Options
    private let launch: MediaSupervisor.Launch
    let logger: Logger
    private let counters = Counters()
    let directory = AccessDirectory()
    private let clock: MonotonicTime
    private let limiter: RateLimiter
    private let uploads: Uploads
    private let renderer = PageRenderer()
    /// Peers of all conferences are numbered by when they came, also across a restart of this process.
    private let lastPeer = Mutex(UInt64(max(0, wallTime().milliseconds)))
    private let owners: AsyncStream<@Sendable () async -> Void>
    let newOwner: AsyncStream<@Sendable () async -> Void>.Continuation
    let pages: Pages
    private let reader: Reader?
    private let provinces: ProvinceHistory
    private let token: String
    package let followUp = FollowUpInbox()
    private let followUpBell = ChangeBell(limit: Limits.followUpReaders)
    private let preparations = Preparations()
    let accounts: AccountDesk
    let audit = AuditBook()
    /// The sign-in of an organisation, if there is one.
    let provider: OpenIDProvider?
    private let signingKey: SigningKey
    private let convener: Mutex<Convener?> = Mutex(nil)

    /// Opens every journal of the folder; throws ``StartFailure`` in words for the operator.
    package init(
        _ folder: DataFolder, options: Options, logger: Logger, launchMedia: @escaping MediaSupervisor.Launch
    ) async throws {
        self.folder = folder
        self.options = options
        self.logger = logger
        launch = launchMedia
        media = MediaProcess(logger: logger)
        let clock = MonotonicTime()
        self.clock = clock
        limiter = RateLimiter(options.rates) { clock.now() }
        uploads = Uploads { clock.now() }
        (owners, newOwner) = AsyncStream.makeStream()
        pages = try await Pages(publicFolder: options.web.publicFolder)
        provinces = try ProvinceHistory(publicFolder: options.web.publicFolder)
        token = try folder.adminToken()
        signingKey = try folder.signingKey()
        // A server without gazetteers holds conferences all the same.
        do {
            reader = Reader(try GazetteerFolder.load(options.web.gazetteers))
        } catch {
            reader = nil
            logger.warning("official text cannot be read: \(error)")
        }
        let opened = try await blocking { try folder.openAccounts(at: wallTime()) }
        accounts = AccountDesk(
            inbox: AccountsInbox(), board: AccountsBoard(opened.state), credentials: CredentialStore(opened.journal),
            passwords: PasswordWork(options.passwords), pending: PendingSignIns { clock.now() }, limiter: limiter, options: options.web)
        provider = options.openID.map { OpenIDProvider($0) { clock.now() } }
        for id in try folder.journals() { try await open(id) }
        try await openFollowUp()
        await runAccounts(opened)
        let convener = Convener(conferences: conferences, logger: logger) { [unowned self] in try await create($0) }
        self.convener.withLock { $0 = convener }
        for id in try folder.preparations() { try await openPreparation(id, convener) }
    }

    private func openFollowUp() async throws {
        let (folder, provinces, calendar, inbox, bell) = (folder, provinces, options.calendar, followUp, followUpBell)
        let (journal, state, seq) = try await blocking { try folder.openFollowUp(provinces: provinces, at: calendar()) }
        await bell.ring(seq)
        let owner = JournalOwner(state, seq: seq, log: journal, logger: logger, now: calendar) { _, entries in
            if let last = entries.last { await bell.ring(last.seq) }
        }
        newOwner.yield {
            var owner = owner
            await owner.run(inbox)
        }
        await directory.add(LinkStore(journal), of: .followUp)
        await audit.add(.followUp(journal, inbox))
        await audit.add(.followUpLinks(LinkStore(journal), inbox, accounts.board))
    }

    // MARK: Conferences

    private func create(_ plan: ConferencePlan) async throws {
        let folder = folder
        try await blocking { try folder.create(plan, at: wallTime()) }
        try await open(plan.id)
    }

    private func open(_ id: ConferenceID) async throws {
        let folder = folder
        let opened = try await blocking { try folder.open(id) }
        let (journal, seq) = (opened.journal, opened.seq)
        guard let state = opened.conference else {
            logger.warning("the journal of \(id.rawValue) is empty")
            return
        }
        let documents = DocumentStore(folder: folder.documents(of: id))
        documents.sweep(keeping: Set(state.documents.map(\.id.rawValue)))
        let broadcaster = Broadcaster(state, seq: seq, presented: opened.presented)
        let inbox = ConferenceInbox()
        let owner = ConferenceOwner(state, seq: seq, ports: ports(journal, documents), broadcaster: broadcaster, logger: logger)
        newOwner.yield {
            var owner = owner
            await owner.run(inbox)
        }
        await directory.add(LinkStore(journal), of: id)
        await audit.add(.conference(id, journal, broadcaster))
        await audit.add(.links(id, LinkStore(journal), broadcaster, accounts.board))
        await media.listen { inbox.put(.media($0)) }
        let lines = await lineWatch(of: state.plan)
        await conferences.add(LiveConference(
            id: id, inbox: inbox, broadcaster: broadcaster, documents: documents, lines: lines
        ) { range in
            try await blocking { try journal.entries(after: range.lowerBound - 1, limit: range.count) }
        })
    }

    // MARK: Preparations

    private func createPreparation(_ id: PreparationID, _ events: [PreparationEvent], _ party: Party) async throws {
        let folder = folder
        guard try !folder.preparations().contains(id) else { throw Problem(PreparationRefusal.conferenceExists) }
        _ = try await blocking { try folder.openPreparation(id, creating: events, by: party) }
        guard let convener = convener.withLock(\.self) else { return }
        try await openPreparation(id, convener)
    }

    private func openPreparation(_ id: PreparationID, _ convener: Convener) async throws {
        let folder = folder
        let opened = try await blocking { try folder.openPreparation(id) }
        guard var preparation = opened.preparation else {
            logger.warning("the journal of the preparation \(id.rawValue) is empty")
            return
        }
        preparation.codes = provinces
        let board = PreparationBoard(preparation, seq: opened.seq), inbox = PreparationInbox(capacity: Limits.preparationInbox)
        let owner = JournalOwner(preparation, seq: opened.seq, log: opened.log, logger: logger, now: wallTime) { state, entries in
            guard let last = entries.last else { return }
            await board.publish(state, seq: last.seq, by: last.by)
            if entries.contains(where: \.event.isPublication) { await convener.convene(state, board) }
        }
        var published = opened.published
        published?.codes = provinces
        newOwner.yield { [published] in
            var owner = owner
            // What a crash kept from its sittings, or what they could not take before it, comes to them now.
            if let published { await convener.convene(published, board) }
            await owner.run(inbox)
        }
        await audit.add(.preparation(id, opened.log, board))
        await preparations.add(LivePreparation(id: id, inbox: inbox, board: board))
    }

    /// A conference is held whether or not its statistics can be kept.
    private func lineWatch(of plan: ConferencePlan) async -> LineWatch {
        let file = folder.lines(of: plan.id), sites = plan.sites.map(\.id)
        do {
            let (store, totals) = try await blocking {
                let store = try LineStore(path: file)
                return (store, try store.totals())
            }
            return LineWatch(store, sites: sites, totals: totals, logger: logger)
        } catch {
            logger.warning("how the halls' lines are will not be kept in \(file): \(error)")
            return LineWatch(nil, sites: sites, logger: logger)
        }
    }

    private func ports(_ journal: Journal, _ documents: DocumentStore) -> ConferencePorts {
        let (media, access, clock) = (media, directory.access, clock)
        return ConferencePorts(
            append: { events, actor, time, command, seq, tally in
                try await blocking {
                    try journal.append(events, by: actor, at: time, expecting: seq, command: command, tally: tally)
                }
            },
            counts: { vote, options in try await blocking { try journal.counts(of: vote, options: options) } },
            settle: { try? await blocking { journal.settle() } },
            forget: { gone in try? await blocking { for id in gone { documents.remove(id.rawValue) } } },
            answer: { command in
                try await blocking { try journal.entries(of: command)?.last.map { Answer(seq: $0.seq, actor: $0.by) } }
            },
            isSessionValid: { (try? await access.isSessionValid($0)) ?? false },
            send: { await media.send($0) },
            newPeer: { [self] in
                lastPeer.withLock { last in
                    last += 1
                    return PeerID(rawValue: last)
                }
            },
            now: wallTime,
            instant: { clock.now() }
        )
    }

    // MARK: Serving

    package var router: Router<Visit> {
        let router = Router(context: Visit.self)
        let access = directory.access
        router.add(middleware: SecurityHeaders(isSecure: options.web.certificate != nil))
        router.add(middleware: ProblemMiddleware(pages))
        router.add(middleware: FileMiddleware(
            options.web.publicFolder, urlBasePath: "/public", cacheControl: CacheControl([(MediaType(type: .any), [.noCache])]),
            logger: logger))
        PublicRoutes(conferences: conferences, pages: pages, media: media, counters: counters).register(in: router)
        LinkRoutes(access: access, options: options.web).register(in: router)
        let gate = SessionGate(access: access, conferences: conferences, limiter: limiter, counters: counters)
        SessionRoutes(
            gate: gate, pages: pages, uploads: uploads, renderer: renderer, counters: counters, relays: options.web.relays, sign: signer
        ) { [clock] in clock.now() }.register(in: router)
        registerFollowUp(in: router)
        registerAccounts(in: router)
        let desk = PreparationGate(key: signingKey, preparations: preparations, accounts: accounts)
        PreparationRoutes(gate: desk, conferences: conferences, access: access, pages: pages, options: options.web) {
            try await self.createPreparation($0, $1, $2)
        }.register(in: router)
        PaperRoutes(gate: desk, store: .papers(in: folder.papers), uploads: uploads, limiter: limiter).register(in: router)
        InvitationRoutes(gate: desk, conferences: conferences, access: access, pages: pages, limiter: limiter, options: options.web)
            .register(in: router)
        let followUpAdmin = FollowUpAdminRoutes(inbox: followUp, access: access, counters: counters)
        AdminRoutes(
            token: token, access: access, conferences: conferences, followUp: followUpAdmin, accounts: AccountAdminRoutes(desk: accounts),
            revokeLink: revokeLink
        ) {
            try await self.create($0)
        }.register(in: router)
        return router
    }

    private func registerFollowUp(in router: Router<Visit>) {
        let gate = FollowUpGate(access: directory.access, limiter: limiter)
        let session = router.group("s/:session")
        let calendar = CalendarFeed(inbox: followUp, key: signingKey), evidence = FileStore.evidence(in: folder.evidence)
        FollowUpRoutes(
            gate: gate, inbox: followUp, bell: followUpBell, conferences: conferences, evidence: evidence, pages: pages, counters: counters, sign: signer
        ).register(in: session)
        ReadRoutes(gate: gate, uploads: uploads, reader: reader).register(in: session)
        EvidenceRoutes(gate: gate, inbox: followUp, store: evidence, uploads: uploads).register(in: session)
        ReviewRoutes(gate: gate, inbox: followUp, conferences: conferences, calendar: calendar).register(in: session)
        calendar.register(in: router)
    }

    /// Serves until a signal asks it to stop; `ready` hears the port.
    package func run(ready: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let web = options.web
        let http = HTTPServerBuilder.http1(configuration: .init(
            idleTimeout: .seconds(Limits.idleSeconds),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: Limits.headerBytes, maxHeaderListSize: Limits.headerBytes,
                maxHeaderFieldCount: Limits.headerFields)))
        let server = try web.certificate.map { try HTTPServerBuilder.tls(http, tlsConfiguration: $0.configuration) }
        let pages = Application(
            router: router, server: server ?? http,
            configuration: ApplicationConfiguration(
                address: .hostname(web.host, port: web.port), backlog: Limits.backlog),
            onServerRunning: { channel in await ready(channel.localAddress?.port ?? web.port) },
            logger: logger)
        let admin = Application(
            router: router, server: http,
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: folder.adminSocket)),
            logger: logger)
        let group = ServiceGroup(configuration: ServiceGroupConfiguration(
            services: [pages, admin].map {
                ServiceGroupConfiguration.ServiceConfiguration(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
            } + [.init(service: Upkeep(server: self))],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger))
        do {
            try await group.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw StartFailure("port \(web.port) of \(web.host) is in use")
        }
    }

    /// Runs the owners, the clock and the media process beside the pages.
    fileprivate func conduct() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.runOwners() }
            let supervision = Task {
                await MediaSupervisor(
                    self.media, socket: self.folder.mediaSocket, logger: self.logger, launch: self.launch).run()
            }
            group.addTask {
                while (try? await Task.sleep(for: .seconds(1))) != nil {
                    for conference in await self.conferences.all { conference.inbox.put(.tick) }
                }
            }
            group.addTask {
                while (try? await Task.sleep(for: .seconds(1))) != nil {
                    for conference in await self.conferences.all {
                        await conference.lines.look(at: await conference.broadcaster.conduct.durable, now: self.clock.now())
                        await conference.lines.store(at: wallTime())
                    }
                }
            }
            group.addTask {
                let watch = SittingWatch(
                    conferences: self.conferences, preparations: self.preparations, papers: .papers(in: self.folder.papers),
                    logger: self.logger)
                while (try? await Task.sleep(for: Limits.sittingWatchEvery)) != nil { await watch.look() }
            }
            group.addTask {
                while (try? await Task.sleep(for: .seconds(10))) != nil {
                    for preparation in await self.preparations.all { await preparation.board.keepAlive() }
                    await self.followUpBell.keepAlive()
                    await self.convener.withLock(\.self)?.retry()
                }
            }
            if let mail = self.options.mail {
                let mailer = Mailer(options: mail, inbox: self.followUp, logger: self.logger, now: self.options.calendar)
                let invitations = InvitationMailer(
                    options: mail, preparations: self.preparations, key: self.signingKey, logger: self.logger, now: { wallTime() })
                group.addTask {
                    while (try? await Task.sleep(for: Limits.noticesEvery)) != nil { await invitations.look() }
                }
                group.addTask {
                    repeat { await mailer.look() } while (try? await Task.sleep(for: Limits.mailerEvery)) != nil
                }
            }
            try? await gracefulShutdown()
            // Streams never end by themselves, and the pages' server waits for them.
            for conference in await self.conferences.all { await conference.broadcaster.endAll() }
            for preparation in await self.preparations.all { await preparation.board.end() }
            await self.followUpBell.end()
            if self.options.keepsMedia { supervision.cancel() } else { await self.endMedia(supervision) }
            self.newOwner.finish()
            self.followUp.finish()
            self.accounts.inbox.finish()
            for preparation in await self.preparations.all { preparation.inbox.finish() }
            for conference in await self.conferences.all {
                conference.inbox.finish()
                await conference.lines.store(at: wallTime(), all: true)
            }
            group.cancelAll()
        }
    }

    /// Waits for the media process to take its leave, but not for long.
    private func endMedia(_ supervision: Task<Void, Never>) async {
        await media.shutdown()
        let deadline = Task {
            try? await Task.sleep(for: .seconds(2))
            supervision.cancel()
        }
        await supervision.value
        deadline.cancel()
    }

    /// Each conference's owner runs as long as its inbox is open.
    package func runOwners() async {
        await withDiscardingTaskGroup { group in
            for await owner in owners { group.addTask { await owner() } }
        }
    }
}

private struct Upkeep: Service {
    let server: ControlServer

    func run() async throws {
        await server.conduct()
    }
}
