import Basics
import Media
import Simulation
import Testing
import Wire

/// What strangers try, and those who are inside: nothing changes for the others.
struct AttackTests {
    private let stage = SlotID(.video, 0)
    private let voice = SlotID(.audio, 0)
    private let stranger = TransportAddress(v4: 0x0A00_0001, port: 6_666)
    private static let many = 50_000

    /// A speaker whose picture and voice a hall gets.
    private struct Show {
        let studio: Studio
        let speaker: TestHall
        let hall: TestHall
        private var next: UInt16 = 1

        init() throws {
            studio = Studio()
            speaker = try studio.join(1, tag: "speaker")
            hall = try studio.join(2, tag: "hall")
            go()
            studio.route(2, SlotID(.video, 0), to: FeedID(peer: PeerID(rawValue: 1), source: .camera))
            studio.route(2, SlotID(.audio, 0), to: FeedID(peer: PeerID(rawValue: 1), source: .microphone))
            go()
            hall.forget()
        }

        mutating func go() {
            studio.receive([picture(next), speaker.microphone(sequence: next)], from: 1)
            next += 1
        }

        func picture(_ sequence: UInt16) -> [UInt8] {
            speaker.camera(.high, sequence: sequence, timestamp: UInt32(sequence) * 3_000, picture: sequence, isKey: true)
        }

        var dispositions: DispositionCounters { studio.router.dispositions }
        var footprint: Footprint { studio.router.footprint }
    }

    private func expectUnharmed(_ show: inout Show, _ comment: Comment) {
        show.hall.forget()
        show.go()
        #expect(show.hall.received(stage).count == 1, comment)
        #expect(show.hall.received(voice).count == 1, comment)
    }

    // MARK: Before anybody is authentic

    @Test func `a ClientHello from another port than the one that proved itself is not heard`() throws {
        let studio = Studio()
        let hall = try studio.join(1, completes: false)
        studio.receive([[22, 0, 0]], fromAddress: stranger)
        studio.receive([hall.check(by: studio.cryptography)], from: 1)
        studio.receive([[22, 0, 0]], fromAddress: stranger)
        #expect(studio.events.isEmpty && studio.astray == 0)
        #expect(studio.router.dispositions[.unknownPeer] == 2)
        studio.receive([[22, 0, 0]], from: 1)
        #expect(studio.events == [.connected(PeerID(rawValue: 1))])
    }

    @Test func `media that comes before the handshake is through leaves nothing`() throws {
        let studio = Studio()
        let hall = try studio.join(1, completes: false)
        studio.receive([hall.microphone(sequence: 1)], from: 1)
        studio.receive([hall.check(by: studio.cryptography)], from: 1)
        studio.receive([hall.microphone(sequence: 2), hall.nack(SequenceNumber(1), of: stage)], from: 1)
        let dispositions = studio.router.dispositions
        #expect(dispositions[.unknownPeer] == 1 && dispositions[.notConnected] == 2)
        #expect(studio.router.footprint.streams == 0 && studio.events.isEmpty)
    }

    @Test func `strangers who never finish leave nothing, however many they are`() throws {
        var show = try Show()
        let before = show.footprint
        let unsigned = show.speaker.check(by: show.studio.cryptography, password: "guessed")
        for number in 0..<UInt32(Self.many) {
            let address = TransportAddress(v4: 0x0B00_0000 | number, port: 5_000)
            show.studio.receive([unsigned, [22, 0xFE, 0xFD, 1, 2, 3], show.picture(7)], fromAddress: address)
        }
        #expect(show.footprint == before)
        #expect(show.studio.astray == 0, "no stranger got an answer")
        #expect(show.dispositions[.unauthenticatedCheck] == Self.many)
        expectUnharmed(&show, "after the strangers")
    }

    @Test func `who may connect holds sixteen addresses, however many it comes from, and none when it is gone`() throws {
        var show = try Show()
        let guest = try show.studio.join(3, tag: "guest", completes: false)
        let check = guest.check(by: show.studio.cryptography)
        let others = show.footprint.addresses
        for number in 0..<UInt32(Self.many) {
            let address = TransportAddress(v4: 0x0B00_0000 | number, port: 5_000)
            show.studio.receive([check, [22]], fromAddress: address)
        }
        #expect(show.footprint.addresses == others + 16)
        expectUnharmed(&show, "after the checks")
        show.studio.router.close(PeerID(rawValue: 3))
        #expect(show.footprint.addresses == others)
    }

    // MARK: In another's name

    @Test func `forged packets of every number are counted, and move nothing`() throws {
        var show = try Show()
        // One who counts the rounds of the numbers as the speaker does, and lacks only its key.
        let forger = TestHall(id: 1, answer: show.speaker.answer)
        for sequence in stride(from: UInt16(0), to: 65_500, by: 97) {
            var forged = [
                forger.camera(.high, sequence: sequence, timestamp: 9, picture: 1, isKey: true),
                forger.microphone(sequence: sequence, level: 0),
            ]
            for place in forged.indices { forged[place][forged[place].count - 1] ^= 0x55 }
            show.studio.receive(forged, from: 1)
        }
        #expect(show.hall.media.isEmpty)
        #expect(show.dispositions[.authenticationFailed] > 1_000)
        expectUnharmed(&show, "after the forgeries")
        show.studio.pass(.milliseconds(500))
        let loudest = show.studio.events.compactMap { if case .levels(let levels) = $0 { levels.map(\.decibels).max() } else { nil } }.max()
        #expect(loudest == -20, "a forged packet is not even loud")
    }

    @Test func `an authentic packet from another address is nobody's`() throws {
        var show = try Show()
        show.studio.receive([show.picture(50), show.speaker.microphone(sequence: 50)], fromAddress: stranger)
        #expect(show.hall.media.isEmpty && show.dispositions[.unknownPeer] == 2)
        expectUnharmed(&show, "after the spoofed packets")
    }

    @Test func `who may check cannot take another's address, nor have pictures sent there`() throws {
        var show = try Show()
        let guest = try show.studio.join(3, tag: "guest")
        let datagrams = show.hall.datagrams
        show.studio.receive([guest.check(by: show.studio.cryptography)], from: 1)
        show.studio.receive([guest.check(by: show.studio.cryptography)], from: 2)
        #expect(show.dispositions[.addressTaken] == 2)
        #expect(show.hall.datagrams == datagrams)
        expectUnharmed(&show, "after the checks")
        show.studio.route(3, stage, to: FeedID(peer: PeerID(rawValue: 1), source: .camera))
        show.go()
        #expect(guest.received(stage).count == 1, "where it was before")
    }

    @Test func `an address is free again once its holder is silent, and for the same session at once`() throws {
        let show = try Show()
        let again = try show.studio.join(4, tag: "hall", completes: false)
        show.studio.receive([again.check(by: show.studio.cryptography)], from: 2)
        #expect(show.dispositions[.addressTaken] == 0)
        show.studio.pass(.seconds(7))
        let guest = try show.studio.join(3, tag: "guest", completes: false)
        show.studio.receive([guest.check(by: show.studio.cryptography)], from: 1)
        #expect(show.dispositions[.addressTaken] == 0)
    }

    // MARK: From inside

    /// An authentic packet of any source.
    private func packet(of ssrc: UInt32, type: UInt8) -> [UInt8] {
        var packet: [UInt8] = [0x90, type, 0, 1, 0, 0, 0, 0] + TestHall.big(ssrc)
        packet += [0xBE, 0xDE, 0, 1, 0x10, UInt8(ascii: "1"), 0x20, UInt8(ascii: "m")] + TestHall.picture(1, isKey: true, isStart: true, size: 9)
        return sealed(packet, header: 20)
    }

    private func sealed(_ packet: [UInt8], header: Int) -> [UInt8] {
        var room = packet + [0, 0, 0, 0]
        var span = room.mutableSpan
        _ = NullCipher().sealRTP(&span, length: packet.count, headerLength: header, rollover: 0)
        return room
    }

    @Test func `sources without end open three layers and no more`() throws {
        var show = try Show()
        for number in 0..<UInt32(Self.many) {
            show.studio.receive([packet(of: 1_000 + number, type: number % 2 == 0 ? 96 : 97)], from: 1)
        }
        #expect(show.footprint.streams <= 2 * 4)
        #expect(show.dispositions[.unknownSource] > Self.many - 20)
        expectUnharmed(&show, "after the sources")
    }

    @Test func `reports of many sources count for themselves, and their windows end`() throws {
        let show = try Show()
        func report(of ssrc: UInt32, index: UInt32) -> [UInt8] {
            let bytes = RTCPPacket.encode([.receiverReport(SSRC(ssrc), [])])
            var room = bytes + [UInt8](repeating: 0, count: 8)
            var span = room.mutableSpan
            _ = NullCipher().sealRTCP(&span, length: bytes.count, index: index)
            return room
        }
        // A browser counts the reports of its pictures and of its sound apart.
        show.studio.receive([report(of: 1, index: 5), report(of: 2, index: 5), report(of: 2, index: 5)], from: 2)
        #expect(show.dispositions[.controlPacket] == 2 && show.dispositions[.duplicate] == 1)
        for number in 0..<UInt32(1_000) { show.studio.receive([report(of: 10 + number, index: 1)], from: 2) }
        #expect(show.dispositions[.controlPacket] == 32)
    }

    @Test func `a publisher whose clock jumps by decades stops nobody`() throws {
        var show = try Show()
        let clocks = [0, 1 << 63, UInt64.max >> 1, UInt64.max, 1 << 62] as [UInt64]
        for clock in clocks {
            for ssrc in [SSRC(16), SSRC(19)] {
                let report = SenderReport(
                    ssrc: ssrc, ntp: NTPTime(rawValue: clock), rtpTimestamp: 5, packetCount: 1, octetCount: 1, reports: [])
                show.studio.receive([show.speaker.sealed([.senderReport(report)])], from: 1)
            }
            show.studio.route(2, stage, to: nil)
            show.studio.route(2, stage, to: FeedID(peer: PeerID(rawValue: 1), source: .camera))
            expectUnharmed(&show, "clock \(clock)")
            show.studio.pass(.seconds(2))
        }
    }

    @Test func `packets as large as may be fit the batch that said so`() throws {
        let show = try Show()
        let guest = try show.studio.join(3)
        show.studio.route(3, stage, to: FeedID(peer: PeerID(rawValue: 1), source: .camera))
        var packet: [UInt8] = [0x80, 96] + TestHall.big(UInt16(9)) + TestHall.big(UInt32(27_000)) + TestHall.big(UInt32(19))
        packet += TestHall.picture(9, isKey: true, isStart: true, size: 1_500 - 12 - 15 - 4)
        var received = ReceiveBatch()
        received.append(sealed(packet, header: 12).span, from: Studio.address(of: 1))
        // Room for one, and for hardly another: a contributing source makes each four bytes longer than it came.
        for capacity in 1_500..<1_600 {
            var batch = PacketBatch(capacity: 1_504 + capacity)
            show.studio.router.handle(&received, at: show.studio.now)
            while show.studio.router.poll(into: &batch) { batch.clear() }
            packet[3] += 1
            received.clear()
            received.append(sealed(packet, header: 12).span, from: Studio.address(of: 1))
        }
        #expect(guest.id == 3 && show.dispositions[.received] > 90)
    }

    @Test func `what comes later than padding is remembered goes nowhere, and no number is used twice`() throws {
        let show = try Show()
        func padding(_ sequence: UInt16) -> [UInt8] {
            let packet: [UInt8] = [0xA0, 96] + TestHall.big(sequence) + TestHall.big(UInt32(sequence) * 3_000) + TestHall.big(UInt32(19))
            return sealed(packet + [0, 0, 0, 4], header: 12)
        }
        for sequence in 10..<110 as Range<UInt16> { show.studio.receive([show.picture(sequence)], from: 1) }
        for sequence in 111..<211 as Range<UInt16> { show.studio.receive([padding(sequence)], from: 1) }
        show.studio.receive([show.picture(211), show.picture(110)], from: 1)
        let numbers = show.hall.received(stage).map(\.header.sequence)
        #expect(numbers.count == 101 && Set(numbers).count == 101)
    }

    @Test func `an offer as long and as twisted as may be is read once`() throws {
        // For each of the two hundred payload types all parameters were read again, and everybody waited.
        var offer = TestHall.offer(audio: 0, video: 1, sends: false)
        offer += String(repeating: "a=rtpmap:98 rtx/90000\r\n", count: 190)
        offer += String(repeating: "a=fmtp:98 " + String(repeating: "a;", count: 600) + "\r\n", count: 190)
        let studio = Studio()
        let result = try studio.router.negotiate(PeerID(rawValue: 1), tag: "", offer: offer, candidates: [], at: studio.now)
        #expect(result.videoSlots == 1)
    }

    // MARK: Secrets

    /// Turns the generator's mixing back (the inverse of SplitMix64's finalizer).
    private func state(behind number: UInt64) -> UInt64 {
        var mixed = number
        mixed ^= mixed >> 31 ^ mixed >> 62
        mixed = mixed &* 0x3196_42B2_D24D_8EC3
        mixed ^= mixed >> 27 ^ mixed >> 54
        mixed = mixed &* 0x96DE_1B17_3F11_9089
        return mixed ^ mixed >> 30 ^ mixed >> 60
    }

    /// What one who knows the session number of an answer takes for the names of the next ones.
    private func guesses(from session: UInt64) -> Set<String> {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var guesses: Set<String> = []
        for candidate in (session &* 2 &- 4)...(session &* 2 &+ 4) {
            for skipped in 0..<40 {
                var random = SeededGenerator(seed: state(behind: candidate))
                for _ in 0..<skipped { _ = random.next() }
                guesses.insert(String((0..<8).map { _ in alphabet[Int.random(in: 0..<64, using: &random)] }))
            }
        }
        return guesses
    }

    private struct Secrets: RandomNumberGenerator {
        var numbers = SeededGenerator(seed: 0xD1E4_0000)
        mutating func next() -> UInt64 { numbers.next() }
    }

    @Test(arguments: [false, true])
    func `who reads one answer cannot tell the credentials of the next`(hasSecrets: Bool) throws {
        let router = Router(cryptography: NullCryptography(), seed: 99, secrets: hasSecrets ? Secrets() : nil)
        func answer(_ id: UInt64) throws -> SessionDescription {
            let result = try router.negotiate(
                PeerID(rawValue: id), tag: "", offer: TestHall.offer(audio: 1, video: 1, sends: true), candidates: [], at: .start)
            return try SessionDescription(parsing: result.answer)
        }
        let guesses = guesses(from: try answer(1).origin.session)
        let fragment = try #require(try answer(2).sections[0].iceUfrag)
        // Without secrets it can, or this test would say nothing.
        #expect(guesses.contains(String(fragment.dropFirst())) == !hasSecrets)
    }
}
