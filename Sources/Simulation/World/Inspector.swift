import Basics
import Media
import Wire

/// Looks at all that the server sends and the browsers show, and notes what must never be.
struct Inspector {
    /// What one slot should have, and what went to it so far.
    final class SlotRecord {
        let id: SlotID
        var feed: FeedID?
        var since = Instant.start
        /// The feed and layer of the last packet.
        var shown: (feed: FeedID, layer: Layer)?
        var unwrapper = SequenceUnwrapper()
        var highest: (index: Int64, timestamp: UInt32)?
        /// What was sent under the last numbers.
        var numbers = ContiguousArray<(index: Int64, content: UInt64, wasAgain: Bool)>(repeating: (-1, 0, false), count: 4_096)
        /// Where the slot's clock put the last frame, and when that was captured.
        var lastPlaced: (timestamp: UInt32, captured: Instant)?
        var isVideo: Bool { id.kind == .video }

        init(_ id: SlotID) {
            self.id = id
        }
    }

    final class BrowserRecord {
        let slots: [SlotRecord]
        let places: [UInt32: (slot: Int, isAgain: Bool)]
        let codec: VideoCodec
        var sync: [SyncRecord]

        init(_ browser: Browser) {
            slots = browser.slots.map { SlotRecord($0.id) }
            places = browser.places
            codec = browser.options.format.codec
            sync = slots.map { _ in SyncRecord() }
        }
    }

    /// How far a slot's picture or sound stands from where it was captured, by the reports that came since it came.
    struct SyncRecord {
        var feed: FeedID?
        var layer = Layer.high
        var changed = Instant.start
        var error: Duration?
        var at = Instant.start
        var last = Instant.start
    }

    let isOn: Bool
    private(set) var violations: [String] = []
    private var records: [PeerID: BrowserRecord] = [:]
    private(set) var worstSync: Duration = .zero

    /// A picture may stay for three seconds while its successor is awaited, and the server looks every 40 ms.
    static let patience: Duration = .milliseconds(3_100)
    static let violationsMax = 20
    /// Lips and voice: half of what ITU-R BT.1359 finds acceptable.
    /// Between the layers of one camera: a frame that was waited for a little, in ticks.
    static let shiftMax: Int64 = 40_000
    private static let silence: Duration = .milliseconds(400)
    static let syncMax: Duration = .milliseconds(90)

    init(isOn: Bool) {
        self.isOn = isOn
    }

    mutating func complain(_ now: Instant, _ words: String, _ trace: inout Trace) {
        trace.say(now, "VIOLATION: \(words)")
        guard violations.count < Self.violationsMax else { return }
        violations.append("\(now.sinceStart.milliseconds) ms: \(words)")
    }

    mutating func joined(_ browser: Browser) {
        guard isOn else { return }
        records[browser.id] = BrowserRecord(browser)
    }

    mutating func left(_ id: PeerID) { records[id] = nil }

    mutating func routed(_ change: RouteChange, at now: Instant) {
        guard let slot = records[change.peer]?.slots.first(where: { $0.id == change.slot }) else { return }
        slot.feed = change.feed
        slot.since = now
        if change.feed == nil || change.slot.kind == .audio, slot.shown?.feed != change.feed { slot.shown = nil }
    }

    func feed(of id: PeerID, _ slot: SlotID) -> FeedID? {
        records[id]?.slots.first { $0.id == slot }?.feed
    }

    func feeds(of id: PeerID, but slot: SlotID) -> [FeedID] {
        records[id]?.slots.filter { $0.id != slot }.compactMap(\.feed) ?? []
    }

    // MARK: What the server sends

    mutating func sent(_ bytes: [UInt8], to id: PeerID, at now: Instant, _ trace: inout Trace) {
        guard DatagramKind.classify(bytes.span) == .rtp, let header = try? RTPHeader(parsing: bytes.span),
            let record = records[id]
        else { return }
        guard let place = record.places[header.ssrc.rawValue] else {
            return complain(now, "\(id.rawValue) was sent a stream that is not its", &trace)
        }
        let end = bytes.count - 4 - (header.hasPadding ? Int(bytes[bytes.count - 5]) : 0)
        let start = header.length + (place.isAgain ? 2 : 0)
        guard end > start else { return }
        let payload = Array(bytes[start..<end])
        let isVideo = record.slots[place.slot].isVideo
        let part = isVideo ? (record.codec == .vp8 ? PicturePart(vp8: payload) : PicturePart(h264: payload)) : nil
        guard let stamp = isVideo ? part?.stamp : Self.voice(payload, header) else {
            return complain(now, "\(id.rawValue) was sent other bytes than came, number \(header.sequence.rawValue)", &trace)
        }
        let original = place.isAgain
            ? SequenceNumber(UInt16(bytes[header.length]) << 8 | UInt16(bytes[header.length + 1])) : nil
        let complaint = record.slots[place.slot].take(header, stamp, again: original, at: now)
        if let complaint { complain(now, "\(id.rawValue) \(record.slots[place.slot].id.words): \(complaint)", &trace) }
    }

    /// The stamp of a sound; `nil` when it, or an earlier one that it carries, is not what the same microphone sent before.
    private static func voice(_ payload: [UInt8], _ header: RTPHeader) -> Stamp? {
        guard header.payloadType == BrowserOffer.redundancyType else { return Stamp(reading: payload[...]) }
        guard let blocks = try? RedundantBlock.blocks(of: payload.span), let own = blocks.last,
            let stamp = Stamp(reading: payload[own.range])
        else { return nil }
        for block in blocks.dropLast() {
            guard let earlier = Stamp(reading: payload[block.range]), earlier.feed == stamp.feed, earlier.frame < stamp.frame,
                abs(earlier.captured.duration(to: stamp.captured).nanoseconds * 48 / 1_000_000 - Int64(block.timestampOffset)) < 48
            else { return nil }
        }
        return stamp
    }

    // MARK: What the browsers show

    mutating func judge(_ browser: Browser, at now: Instant, _ trace: inout Trace) {
        for words in browser.complaints { complain(now, "\(browser.id.rawValue): \(words)", &trace) }
        browser.complaints.removeAll(keepingCapacity: true)
        guard isOn, records[browser.id] != nil, !browser.appeared.isEmpty || !browser.heard.isEmpty else {
            browser.appeared.removeAll(keepingCapacity: true)
            browser.heard.removeAll(keepingCapacity: true)
            return
        }
        for (slot, picture) in browser.appeared {
            trace.say(now, "\(browser.id.rawValue) shows \(picture.stamp.words) in \(browser.slots[slot].id.words)")
            presented(picture.stamp, picture.timestamp, rate: 90_000, in: slot, of: browser, at: now)
        }
        for (slot, sound) in browser.heard {
            presented(sound.stamp, sound.timestamp, rate: 48_000, in: slot, of: browser, at: now)
        }
        browser.appeared.removeAll(keepingCapacity: true)
        browser.heard.removeAll(keepingCapacity: true)
        compareLips(browser, at: now, &trace)
    }

    private mutating func presented(
        _ stamp: Stamp, _ timestamp: UInt32, rate: Int64, in slot: Int, of browser: Browser, at now: Instant
    ) {
        guard let record = records[browser.id] else { return }
        var sync = record.sync[slot]
        if sync.feed != stamp.feed || sync.layer != stamp.layer {
            sync = SyncRecord(feed: stamp.feed, layer: stamp.layer, changed: now)
        } else if sync.last.duration(to: now) > Self.silence {
            // A slot that was held back begins anew, with a clock of its own.
            sync.changed = now
            sync.error = nil
        }
        sync.last = now
        if let clock = browser.clocks[browser.slots[slot].ssrc], clock.at > sync.changed {
            let ticks = Int64(Int32(bitPattern: timestamp &- clock.timestamp))
            let reported = clock.ntp.nanoseconds(since: NTPTime(nanosecondsSince1970: 0))
            // What was captured before the report was made may belong to a stretch that it does not speak of.
            guard stamp.captured.sinceStart.nanoseconds >= reported else { return record.sync[slot] = sync }
            let moment = reported + ticks * 1_000_000_000 / rate
            sync.error = .nanoseconds(moment) - stamp.captured.sinceStart
            sync.at = now
        }
        record.sync[slot] = sync
    }

    /// Sound and picture of one site, each put where the reports say that it was captured, must come out together.
    private mutating func compareLips(_ browser: Browser, at now: Instant, _ trace: inout Trace) {
        guard let sync = records[browser.id]?.sync else { return }
        for voice in sync where voice.feed?.source == .microphone {
            for picture in sync where picture.feed?.source == .camera && picture.feed?.peer == voice.feed?.peer {
                guard let voiceError = voice.error, let pictureError = picture.error,
                    voice.at.duration(to: now) < .seconds(1), picture.at.duration(to: now) < .seconds(1)
                else { continue }
                let difference = voiceError - pictureError
                worstSync = max(worstSync, max(difference, .zero - difference))
                if max(difference, .zero - difference) > Self.syncMax {
                    complain(now, "\(browser.id.rawValue): voice and lips of \(voice.feed?.peer.rawValue ?? 0) are "
                        + "\(difference.milliseconds) ms apart", &trace)
                }
            }
        }
    }
}

extension Inspector.SlotRecord {
    /// Notes one packet; returns what is wrong with it.
    func take(_ header: RTPHeader, _ stamp: Stamp, again: SequenceNumber?, at now: Instant) -> String? {
        let content = UInt64(stamp.frame) << 32 | stamp.feed.peer.rawValue << 12 | UInt64(stamp.layer.rawValue) << 8
            | UInt64(stamp.part)
        let index = unwrapper.unwrap(again ?? header.sequence)
        let place = Int(index & 4_095)
        if numbers[place].index == index, numbers[place].content != content {
            return "number \(index & 0xFFFF) was used for two packets, the second \(stamp.words)"
        }
        // Sound may come twice, and then nothing is to be said of it; a picture is sent again in a stream of its own, which
        // may overtake one that waits for its turn.
        if again == nil, numbers[place].index == index {
            defer { numbers[place].wasAgain = false }
            return !isVideo || numbers[place].wasAgain ? nil : "number \(index & 0xFFFF) was sent twice"
        }
        numbers[place] = (index, content, again != nil)
        if let highest {
            let elapsed = Int32(bitPattern: header.timestamp &- highest.timestamp)
            if index > highest.index, elapsed < 0 { return "time goes back by \(-elapsed) with \(stamp.words)" }
            if index < highest.index, elapsed > 0 { return "an earlier number has a later time, \(stamp.words)" }
            if index > highest.index + 2_000 { return "numbers jump by \(index - highest.index)" }
        }
        if again == nil, index > highest?.index ?? .min { highest = (index, header.timestamp) }
        guard again == nil else { return nil }
        defer { lastPlaced = (header.timestamp, stamp.captured) }
        return belongs(stamp, header.timestamp, at: now)
    }

    private func belongs(_ stamp: Stamp, _ timestamp: UInt32, at now: Instant) -> String? {
        guard let feed else { return "\(stamp.words) although nothing is routed here" }
        if let shown, shown.feed == stamp.feed, shown.layer == stamp.layer || !isVideo {
            if stamp.feed == feed { return nil }
            guard isVideo else { return "\(stamp.words) although \(feed.words) is routed here" }
            return since.duration(to: now) <= Inspector.patience
                ? nil : "\(stamp.words) \(since.duration(to: now).milliseconds) ms after \(feed.words) was routed here"
        }
        let isStart = !isVideo || stamp.isKey && stamp.part == 0
        if stamp.feed != feed, shown?.feed != stamp.feed { return "\(stamp.words) although \(feed.words) is routed here" }
        guard isStart else { return "begins with \(stamp.words), not with a key frame" }
        defer { shown = (stamp.feed, stamp.layer) }
        guard let shown, shown.feed == stamp.feed, let before = lastPlaced else { return nil }
        // Ticks by which the slot's clock and the camera's disagree about the time between the two frames.
        let captured = before.captured.duration(to: stamp.captured).nanoseconds * 90 / 1_000_000
        let shift = Int64(Int32(bitPattern: timestamp &- before.timestamp)) - captured
        return abs(shift) <= Inspector.shiftMax
            ? nil : "moves its clock by \(shift / 90) ms with \(stamp.words)"
    }
}
