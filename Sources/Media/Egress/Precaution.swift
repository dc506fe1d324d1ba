import Wire

/// How often a slot's packets go out again at once, without being missed: where much is lost, to ask for each takes too long.
enum Precaution: BitwiseCopyable, Equatable, Sendable {
    case none
    /// Only frames that later ones lean on.
    case bases
    case once
    case twice

    /// The loss from which on asking alone is not enough, and the one at which two in a row are lost too often.
    static let some = 0.06
    static let much = 0.15
    /// What the frames that others lean on are of a picture in three temporal layers, about.
    static let baseShare = 0.6

    func copies(of packet: StoredPacket) -> Int {
        switch self {
        case .none: 0
        case .bases: packet.vp8?.temporalLayer ?? 0 == 0 ? 1 : 0
        case .once: 1
        case .twice: 2
        }
    }
}
