import Basics
import Foundation
import Native
import Wire

/// Many receivers and a few sources on one thread, told what to do by a benchmark over a Unix socket.
package final class ForwardingLoad {
    private let clock = MonotonicClock()
    private let poller: Poller
    private let cryptography: OpenSSLCryptography
    private var control: ByteStream
    private var heard: [UInt8] = []
    private var peers: [LoadPeer] = []
    private var listeners: [Listener] = []
    private var sources: [UInt16: LoadSource] = [:]
    private var senders: [LoadPeer] = []
    private var random = SystemEntropy()
    private var incoming = ReceiveBatch()
    private var outgoing = PacketBatch(capacity: 512 * 1024)
    private var delays = DelayHistogram()
    private var isOpen = true
    private var nextSweep = Instant.start
    private var measurement: Measurement?
    private var known: [Int: LoadPeer.Phase] = [:]

    private struct Measurement {
        var began: Instant
        var ends: Instant
        var closes: Instant
        var cpuBefore: Duration
        var isCounting = true
    }

    /// A socket whose datagrams are only taken out.
    private final class Listener {
        var socket: UDPSocket
        init(_ socket: consuming UDPSocket) { self.socket = socket }
    }

    private enum Token {
        static let control: UInt64 = 0
        static let firstPeer: UInt64 = 1
        static let firstListener: UInt64 = 1 << 32
    }

    /// How long the last packets may still be under way.
    private static let grace: Duration = .milliseconds(500)
    private static let sweep: Duration = .milliseconds(20)
    private static let nap: Duration = .milliseconds(1)
    /// Batches taken from one socket before the sources are looked at again.
    private static let batchesPerTurn = 4

    /// Connects to the benchmark that listens at `path`.
    package init(socketPath path: String) throws {
        raiseDescriptorLimit()
        poller = try Poller()
        var options = OpenSSLCryptography.Options()
        // What the servers are to be compared with; one that lacks it takes the other.
        options.profiles = [.aeadAES128GCM, .aes128CMSHA1_80]
        cryptography = try OpenSSLCryptography(options)
        control = try ByteStream(connectingTo: path)
        try poller.add(control.descriptor, token: Token.control)
    }

    /// Runs until the benchmark hangs up.
    package func run() throws {
        report(.ready(fingerprint: fingerprintText(cryptography.fingerprint)))
        nextSweep = clock.now
        while isOpen {
            let due = senders.compactMap(\.source?.deadline).min() ?? nextSweep
            let wait = max(.zero, clock.now.duration(to: min(due, nextSweep)))
            // To be woken costs the sender time, which over a network it would not: what came is looked for each millisecond.
            if wait > .zero { pause(min(wait, Self.nap)) }
            sendDue()
            while try takeEvents() {}
            let now = clock.now
            if nextSweep <= now {
                nextSweep = now.advanced(by: Self.sweep)
                sweep(at: now)
            }
        }
    }

    /// Returns whether there may be more.
    private func takeEvents() throws -> Bool {
        let events = try poller.wait(atMost: .zero)
        for event in events {
            switch event.token {
            case Token.control: try hear()
            case Token.firstListener...: try drain(listeners[Int(event.token - Token.firstListener)])
            default: try receive(peers[Int(event.token - Token.firstPeer)])
            }
            sendDue()
        }
        return events.count > 1 && clock.now < nextSweep
    }

    // MARK: Media

    private func receive(_ peer: LoadPeer) throws {
        for _ in 0..<Self.batchesPerTurn {
            let count = try peer.socket.receive(into: &incoming)
            guard count > 0 else { break }
            let now = clock.now
            for index in 0..<count {
                let entry = incoming[index]
                var datagram = incoming.datagram(index)
                peer.handle(&datagram, entry, at: now, sources: sources, &delays, into: &outgoing)
            }
            flush(peer)
        }
    }

    private func drain(_ listener: Listener) throws {
        while try listener.socket.receive(into: &incoming) > 0 {}
    }

    private func sendDue() {
        let now = clock.now
        for peer in senders {
            guard let deadline = peer.source?.deadline, deadline <= now else { continue }
            peer.send(at: now, wall: wallNanoseconds(), into: &outgoing)
            flush(peer)
        }
    }

    private func flush(_ peer: LoadPeer) {
        guard !outgoing.isEmpty else { return }
        _ = peer.socket.send(outgoing)
        outgoing.clear()
    }

    private func sweep(at now: Instant) {
        let ntp = NTPTime(wallClock())
        for peer in peers {
            peer.advance(at: now, ntp: ntp, using: &random, into: &outgoing)
            flush(peer)
            guard known[peer.number] != peer.phase else { continue }
            known[peer.number] = peer.phase
            switch peer.phase {
            case .connecting: break
            case .connected:
                if peer.source != nil { senders.append(peer) }
                report(.connected(peer: peer.number, profile: peer.profile))
            case .ended(let reason):
                report(.ended(peer: peer.number, reason: reason))
            }
        }
        advanceMeasurement(at: now)
    }

    // MARK: Measuring

    private func beginMeasurement(seconds: Double, at now: Instant) {
        for peer in peers { peer.clearCounts() }
        for source in sources.values { source.beginWindow() }
        delays.clear()
        let ends = now.advanced(by: .nanoseconds(Int64(seconds * 1e9)))
        measurement = Measurement(
            began: now, ends: ends, closes: ends.advanced(by: Self.grace), cpuBefore: processCPUTime())
        report(.began)
    }

    private func advanceMeasurement(at now: Instant) {
        guard var current = measurement else { return }
        if current.isCounting, current.ends <= now {
            for source in sources.values { source.endWindow() }
            current.isCounting = false
            current.ends = now
            measurement = current
        }
        guard current.closes <= now else { return }
        measurement = nil
        var result = LoadResult()
        result.seconds = Double(current.began.duration(to: current.ends).nanoseconds) / 1e9
        result.clientCPUSeconds = Double((processCPUTime() - current.cpuBefore).nanoseconds) / 1e9
        for source in sources.values {
            result.sent += source.sentInWindow
            result.keyFramesAsked += source.keyFramesAsked
        }
        for peer in peers {
            result.opened += peer.opened
            result.wrong += peer.wrong
            result.streams += peer.streams.count
            for stream in peer.streams {
                result.delivered += stream.delivered
                result.lost += stream.expected - stream.delivered
                result.late += stream.late
            }
        }
        result.delayMicrosecondsP50 = delays.percentile(0.5)
        result.delayMicrosecondsP99 = delays.percentile(0.99)
        result.delayMicrosecondsMax = delays.percentile(1)
        report(.measured(result))
    }

    // MARK: The benchmark

    private func hear() throws {
        switch control.read() {
        case .bytes(let bytes): heard += bytes
        case .nothingYet: return
        case .ended: isOpen = false
        }
        while let end = heard.firstIndex(of: UInt8(ascii: "\n")) {
            let line = Data(heard[..<end])
            heard.removeFirst(end + 1)
            try handle(try JSONDecoder().decode(LoadRequest.self, from: line))
        }
    }

    private func handle(_ request: LoadRequest) throws {
        let now = clock.now
        switch request {
        case .connect(let request):
            let peer = try LoadPeer(request, cryptography, at: now, using: &random)
            try poller.add(peer.socket.descriptor, token: Token.firstPeer + UInt64(peers.count))
            peers.append(peer)
            if let source = peer.source { sources[source.number] = source }
        case .listen(let count, let address, let joins):
            var ports: [UInt16] = []
            for _ in 0..<count {
                guard let address = TransportAddress(numeric: address, port: 0) else { continue }
                var options = UDPSocket.Options()
                options.stamps = true
                options.joins = joins == true
                let listener = Listener(try UDPSocket(boundTo: address, options: options))
                if listener.socket.joins { incoming = listener.socket.makeBatch() }
                try poller.add(
                    listener.socket.descriptor, token: Token.firstListener + UInt64(listeners.count))
                ports.append(listener.socket.localPort)
                listeners.append(listener)
            }
            report(.listening(ports: ports))
        case .pace(let framesPerSecond, let packetsPerFrame):
            let pace = LoadSource.Pace(framesPerSecond: framesPerSecond, packetsPerFrame: packetsPerFrame)
            for source in sources.values { source.setPace(pace) }
        case .measure(let seconds):
            beginMeasurement(seconds: seconds, at: now)
        case .bare(let request):
            let (packets, cpu) = try BareSender(request).run(clock: clock)
            report(.bare(packets: packets, cpuSeconds: cpu))
        }
    }

    private func report(_ report: LoadReport) {
        guard var line = try? JSONEncoder().encode(report) else { return }
        line.append(UInt8(ascii: "\n"))
        let bytes = [UInt8](line)
        var written = 0
        while written < bytes.count, isOpen {
            do {
                written += try control.write(bytes.span.extracting(written..<bytes.count))
            } catch {
                isOpen = false
            }
        }
    }
}
