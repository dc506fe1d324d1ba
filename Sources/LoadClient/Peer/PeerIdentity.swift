import Basics
import Wire

/// The random names of one connection: its ICE credentials and its sources.
struct PeerIdentity {
    let iceUfrag: String
    let icePwd: String
    let tieBreaker: UInt64
    let session: UInt64
    let cname: String
    let microphone: SSRC
    let camera: [Layer: SourcePair]
    let presentation: SourcePair
    /// Who the receiving side is in its reports.
    let reporter: SSRC

    /// A stream and its retransmissions.
    struct SourcePair {
        var media: SSRC
        var retransmission: SSRC
    }

    init(_ options: PeerOptions, using random: inout some RandomNumberGenerator) {
        func text(_ count: Int) -> String {
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
            return String((0..<count).map { _ in letters.randomElement(using: &random)! })
        }
        var taken: Set<SSRC> = [SSRC(0)]
        func source() -> SSRC {
            while true {
                let candidate = SSRC(random.next())
                if taken.insert(candidate).inserted { return candidate }
            }
        }
        iceUfrag = text(4)
        icePwd = text(24)
        tieBreaker = random.next()
        session = random.next() >> 2
        cname = text(16)
        microphone = source()
        var camera: [Layer: SourcePair] = [:]
        for layer in options.camera.sorted() {
            camera[layer] = SourcePair(media: source(), retransmission: source())
        }
        self.camera = camera
        presentation = SourcePair(media: source(), retransmission: source())
        reporter = source()
    }
}
