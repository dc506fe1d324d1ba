import Basics
import Hummingbird

/// Everything under `/s/{session}/`, by subject.
struct SessionRoutes: Sendable {
    let gate: SessionGate
    let pages: Pages
    let uploads: Uploads
    let renderer: PageRenderer
    let counters: Counters
    let relays: Relays?
    let sign: ActSigner
    let now: @Sendable () -> Instant

    func register(in router: Router<Visit>) {
        let session = router.group("s/:session")
        PageRoutes(gate: gate, pages: pages, relays: relays).register(in: session)
        StateRoutes(gate: gate, counters: counters).register(in: session)
        CommandRoutes(gate: gate, counters: counters, sign: sign).register(in: session)
        MediaRoutes(gate: gate, counters: counters, relays: relays).register(in: session)
        LineRoutes(gate: gate, counters: counters, now: now).register(in: session)
        DocumentRoutes(gate: gate, uploads: uploads, renderer: renderer, counters: counters).register(in: session)
    }
}
