import Basics
@testable import Media
import Simulation
import Wire

extension FuzzTarget {
    static let slot = FuzzTarget("slot", "one slot, switched between streams: numbers, time and picture ids only go on", longest: 1_024) { bytes in
        var script = Script(bytes)
        var random = SeededGenerator(seed: 3)
        let parameters = SlotParameters(
            id: SlotID(.video, 0), mid: "0", ssrc: SSRC(1), retransmissionSSRC: SSRC(2), payloadType: 96, retransmissionPayloadType: 97)
        var slot = Slot(parameters, codec: .vp8, random: &random)
        typealias Stream = (number: Int64, timestamp: UInt32, picture: UInt16)
        var streams: [Stream] = [(0, 0, 0), (100, 0x4321_0000, 9_000), (65_400, 0xFFFF_F000, 18_000), (9, 77, 32_760)]
        var used: Set<Int64> = []
        var highest: (number: Int64, timestamp: UInt32, picture: UInt16)?
        while !script.isOver {
            let place = script.below(4)
            let id = StreamID(source: SourceID(rawValue: UInt32(place)), layer: .high)
            switch script.below(12) {
            case 0: slot.route(to: script.flag() ? id.source : nil, upTo: .high)
            case 1: slot.lose(id.source)
            case 2:
                let sequence = SequenceNumber(script.word())
                if let origin = slot.origin(of: sequence) {
                    promise(origin.splice.contains(outgoing: origin.outgoing), "a request led out of its stretch")
                    promise(UInt16(truncatingIfNeeded: origin.outgoing) == sequence.rawValue, "another number was meant")
                }
            default:
                streams[place].number += Int64(1 + (script.below(8) == 0 ? script.below(200) : 0))
                var packet = StoredPacket()
                let late = script.below(6) == 0 ? Int64(script.below(20)) : 0
                packet.number = streams[place].number - late
                packet.timestamp = streams[place].timestamp &+ UInt32(truncatingIfNeeded: packet.number) &* 90
                packet.marker = script.flag()
                packet.isKeyFrameStart = late == 0 && script.below(4) == 0
                packet.length = 20
                let picture = (streams[place].picture &+ UInt16(truncatingIfNeeded: packet.number)) & 0x7FFF
                let payload: [UInt8] = [0x90, 0xC0, 0x80 | UInt8(picture >> 8), UInt8(picture & 0xFF), UInt8(picture & 0xFF), 0x11]
                packet.vp8 = try? VP8PayloadDescriptor(parsing: payload.span)
                let capture = Int64(script.long()) * 10_000
                let starts = slot.canStart(with: packet, of: id)
                if starts { slot.start(with: packet, of: id, captured: capture) }
                guard slot.splice?.stream == id, let (number, splice) = slot.send(packet) else { continue }
                // A late packet of the stretch may come, the same one twice may not: here the replay window is not before it.
                guard used.insert(number).inserted || late > 0 || number <= highest?.number ?? 0 else { return promise(false, "number \(number) twice") }
                var datagram = payload
                var span = datagram.mutableSpan
                if let vp8 = packet.vp8 { splice.rewrite(vp8, in: &span, payload: 0) }
                guard let again = try? VP8PayloadDescriptor(parsing: datagram.span), let shown = again.pictureID else {
                    return promise(false, "what was rewritten cannot be read")
                }
                promise(again.length == packet.vp8?.length, "the descriptor has another length")
                let timestamp = packet.timestamp &+ splice.timestampOffset
                if let highest, number > highest.number {
                    promise(!starts || number - highest.number <= 2, "a gap of \(number - highest.number) at a switch")
                    promise(Int32(bitPattern: timestamp &- highest.timestamp) >= 0, "time went back")
                    if starts { promise((shown &- highest.picture) & 0x7FFF == 1, "picture ids jumped") }
                }
                if number > highest?.number ?? -1 { highest = (number, timestamp, shown) }
            }
        }
    }

    static let stream = FuzzTarget("stream", "an incoming stream: its window, its gaps and what it keeps, against sets that forget nothing", longest: 1_024) { bytes in
        var script = Script(bytes)
        let codec: Codec = script.flag() ? .vp8 : .opus
        let stream = IngressStream(id: StreamID(source: SourceID(rawValue: 1), layer: .high), ssrc: SSRC(1), codec: codec)
        var seen: Set<Int64> = [], numbers: Set<Int64> = []
        var last = Int64(script.word()), now = Instant.start
        var stored: [(number: Int64, payload: [UInt8])] = []
        while !script.isOver {
            switch script.below(10) {
            case 0: now = now.advanced(by: .milliseconds(Int64(script.word())))
            case 1:
                let asked = stream.pollRequests(at: now).missing
                promise(asked.count <= NackGenerator.outstandingMax, "asked for \(asked.count)")
                promise(asked.allSatisfy { sequence in !seen.contains { UInt16(truncatingIfNeeded: $0) == sequence.rawValue && last - $0 < 1_000 } }, "asked for what came")
            case 2:
                if script.flag() { stream.releaseIfIdle(at: now) } else { _ = stream.reportBlock(at: now) }
            case 3:
                stream.receivedSenderReport(
                    SenderReport(ssrc: SSRC(1), ntp: NTPTime(rawValue: script.longest()), rtpTimestamp: script.long(), packetCount: 0, octetCount: 0),
                    at: now)
                _ = stream.clock.nanoseconds(of: script.long())
            case 4: now = now.advanced(by: .seconds(Int64(script.word())))
            default:
                let step = Int64(Int8(bitPattern: script.byte()))
                last = max(0, last + (step == 127 ? Int64(script.word()) / 2 : step / 4 + 1))
                let index = stream.index(of: SequenceNumber(UInt16(truncatingIfNeeded: last)))
                guard stream.verdict(on: index) == .fresh else { continue }
                promise(seen.insert(index).inserted, "index \(index) twice")
                last = index
                stream.arrived(index, timestamp: script.long(), bytes: 10, isRetransmission: script.flag(), at: now)
                if script.below(4) == 0 {
                    _ = stream.skip(index)
                    continue
                }
                let payload: [UInt8] = codec == .opus ? [script.byte()] : [0x90, 0x80, script.byte(), script.byte(), 0x10, 2, 0, 0x9D, 1, 0x2A, 1, 1, 1, 1]
                guard let packet = stream.store(payload.span, index: index, timestamp: script.long(), marker: true, isWanted: true) else { continue }
                promise(numbers.insert(packet.number).inserted, "number \(packet.number) twice")
                let length = payload.count + (codec == .vp8 && payload[2] < 0x80 ? 1 : 0)
                promise(Int(packet.length) == length, "another length")
                stored.append((packet.number, payload))
            }
            for (number, payload) in stored.suffix(8) {
                guard let packet = stream.packet(number) else { continue }
                var room = [UInt8](repeating: 0, count: 64)
                var span = room.mutableSpan
                stream.copy(packet, into: &span, at: 0)
                promise(room[0] == payload[0] && (codec == .opus || room[..<Int(packet.length)].suffix(3) == payload.suffix(3)), "another payload is kept")
            }
            promise(stream.missingCount <= NackGenerator.outstandingMax + 1 && stream.historyBytes < 3_000_000, "it grows without end")
        }
    }

    static let echo = FuzzTarget("echo", "what publishers are told: arrivals, losses and budgets of resending keep within bounds") { bytes in
        var script = Script(bytes)
        var recorder = FeedbackRecorder(), budget = ResendBudget(), requests = KeyFrameRequests(interval: .seconds(1))
        var now = Instant.start, allowed = 0, octets: UInt32 = 0, asked: [Instant] = []
        while !script.isOver {
            switch script.below(6) {
            case 0: now = now.advanced(by: .milliseconds(Int64(script.word())))
            case 1:
                guard let report = recorder.poll(from: SSRC(1), about: SSRC(2)) else { continue }
                promise(report.arrivals.count <= FeedbackRecorder.pendingMax + 1 && report.arrivals.contains { $0 != nil }, "a report of nothing, or of too much")
                _ = RTCPPacket.encode([.transportFeedback(report)])
                if let loss = recorder.takeLoss() { promise(0...1 ~= loss, "a loss of \(loss)") }
            case 2:
                octets &+= UInt32(script.word())
                let bytes = Int(script.word())
                if budget.allow(Int64(script.word()), bytes: bytes, sentOctets: octets, loss: 0, roundTrip: .milliseconds(Int64(script.byte())), at: now) {
                    allowed += bytes
                }
                promise(Double(allowed) <= 120_001 + 0.15 * Double(octets), "\(allowed) bytes again for \(octets)")
            case 3:
                requests.want()
                if requests.poll(at: now) { asked.append(now) }
                if script.flag() { requests.keyFrameArrived() }
                if asked.count > 1 { promise(asked[asked.count - 2].duration(to: asked[asked.count - 1]) >= .milliseconds(300), "asked twice at once") }
            default:
                recorder.received(SequenceNumber(script.word()), at: now)
            }
        }
    }
}
