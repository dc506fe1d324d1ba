import Basics
import Wire

extension Browser {
    /// How often a browser looks for what is missing and what it owes in feedback.
    static var lookInterval: Duration { .milliseconds(20) }
    private static var tellingInterval: Duration { .milliseconds(60) }

    func receive(
        _ header: RTPHeader, _ payload: [UInt8], slot place: Int, original: SequenceNumber?, at now: Instant
    ) {
        if original == nil { reception[header.ssrc.rawValue, default: BrowserReception()].receive(header.sequence) }
        guard options.plays else {
            light.packets += 1
            light.bytes += payload.count
            return
        }
        if let voice = slots[place].voice {
            // With the headers of RTP, UDP and IP, and the tag.
            voice.bytes += payload.count + 16 + 28 + 16
            voice.receive(header, payload, at: now)
            complaints += voice.takeComplaints()
        } else if let pictures = slots[place].pictures {
            var header = header
            if let original { header.sequence = original }
            pictures.receive(header, payload, wasAsked: original != nil, at: now)
            if pictures.nacks.hasNews { nextLook = now }
        }
    }

    var playDeadline: Instant {
        var moment = nextLook
        for slot in slots {
            if let due = slot.voice?.deadline { moment = min(moment, due) }
            if let due = slot.pictures?.deadline(roundTrip: roundTrip) { moment = min(moment, due) }
        }
        return moment
    }

    /// Shows and plays what is due, and asks for what is missing.
    func play(at now: Instant) {
        for place in slots.indices {
            for sound in slots[place].voice?.advance(at: now) ?? [] { heard.append((place, sound)) }
            for picture in slots[place].pictures?.advance(roundTrip: roundTrip, at: now) ?? [] {
                appeared.append((place, picture))
            }
        }
        guard nextLook <= now else { return }
        nextLook = now.advanced(by: Self.lookInterval)
        var packets: [RTCPPacket] = []
        for slot in slots {
            guard let pictures = slot.pictures else { continue }
            let media = SSRC(slot.ssrc)
            let missing = pictures.takeMissing(roundTrip: roundTrip, at: now)
            if !missing.isEmpty { packets.append(.nack(sender: reporter, media: media, NackEntry.entries(for: missing))) }
            if pictures.takeKeyFrameRequest() {
                packets.append(.pictureLossIndication(sender: reporter, media: media))
            }
            complaints += pictures.takeComplaints()
        }
        if nextTelling <= now {
            nextTelling = now.advanced(by: Self.tellingInterval)
            if let first = slots.first, let told = feedback.poll(from: reporter, about: SSRC(first.ssrc)) {
                packets.append(.transportFeedback(told))
            }
        }
        if !packets.isEmpty { send(packets, at: now) }
    }
}
