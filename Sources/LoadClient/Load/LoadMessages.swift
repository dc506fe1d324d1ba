/// What a benchmark asks of a load client, a line of JSON each.
enum LoadRequest: Decodable {
    /// Connect one peer to a server whose answer is known by now.
    case connect(ConnectRequest)
    /// Open sockets whose datagrams are only taken out, joined by the kernel where `joins` says so.
    case listen(count: Int, address: String, joins: Bool?)
    /// From now on every source sends so many frames a second, and so many packets in each.
    case pace(framesPerSecond: Int, packetsPerFrame: Int)
    /// Count what is sent from now on until `seconds` have passed, and wait a moment for the last of it.
    case measure(seconds: Double)
    /// Seal and send packets to sockets that listen, and do nothing else.
    case bare(BareRequest)
}

struct ConnectRequest: Decodable {
    var peer: Int
    /// Its own port, which its description may have named.
    var localPort: UInt16
    var fragment: String
    var password: String
    var remoteFragment: String
    var remotePassword: String
    /// SHA-256 of the server's certificate, hexadecimal with colons.
    var remoteFingerprint: String
    var address: String
    var port: UInt16
    /// What it sends; `nil` for one that only receives.
    var sends: SourceRequest?
}

struct SourceRequest: Decodable {
    var number: UInt16
    var videoSSRC: UInt32
    var videoType: UInt8
    var audioSSRC: UInt32
    var audioType: UInt8
    /// Header extension ids; those that are missing were refused.
    var transportID: UInt8?
    var levelID: UInt8?
}

struct BareRequest: Decodable {
    var address: String
    var ports: [UInt16]
    var seconds: Double
    var framesPerSecond: Int
    var packetsPerFrame: Int
    /// Bytes of one packet of the picture and one of the sound before they are sealed; a sound comes twice in each frame's time.
    var packetBytes: Int
    var soundBytes: Int
    var seals: Bool
    var sends: Bool
}

/// What a load client tells a benchmark, a line of JSON each.
enum LoadReport: Encodable {
    /// The fingerprint of the certificate that all peers share.
    case ready(fingerprint: String)
    case connected(peer: Int, profile: UInt16)
    case ended(peer: Int, reason: String)
    case listening(ports: [UInt16])
    case began
    case measured(LoadResult)
    case bare(packets: Int, cpuSeconds: Double)
}

/// What one measurement found.
struct LoadResult: Encodable, Equatable {
    var seconds = 0.0
    /// Packets that the sources sent, video and sound.
    var sent = 0
    /// Packets that reached a receiver, and those that should have but did not.
    var delivered = 0
    var lost = 0
    /// Streams at all receivers.
    var streams = 0
    /// Packets that came after a later one, or twice.
    var late = 0
    /// Packets opened to see whether they are what was sent, and those that were not.
    var opened = 0
    var wrong = 0
    var keyFramesAsked = 0
    var delayMicrosecondsP50 = 0
    var delayMicrosecondsP99 = 0
    var delayMicrosecondsMax = 0
    /// Of the load client itself, which is no part of any server.
    var clientCPUSeconds = 0.0
}
