import Basics
import Conference
import Testing

@testable import Convene

/// Invitations, answers, the clock of three working days, calendars, codes, intervention texts.
struct InvitationTests {
    private let van = DelegateID(rawValue: "tran-thi-hong-van"), trong = DelegateID(rawValue: "nguyen-phu-trong")

    private func invited() throws -> Desk {
        var desk = try Desk.ready()
        try desk.act(.publish(note: nil))
        try desk.act(.invite(invitees: [.delegate(van), .site(laoCai)]))
        return desk
    }

    @Test func `nobody is invited before a programme is published, nor after the day`() throws {
        var desk = try Desk.ready()
        check(desk, .invite(invitees: [.delegate(van)]), refused: .notPublished)
        try desk.act(.publish(note: nil))
        check(desk, .invite(invitees: [.delegate(van)]), at: morning.advanced(bySeconds: 22 * 86_400), refused: .tooLate)
    }

    @Test func `an invitee answers for oneself alone`() throws {
        let desk = try invited()
        check(desk, .answer(invitee: .delegate(van), answer: .accepted), by: .invitee(who: .site(laoCai)), refused: .notAllowed)
        check(desk, .answer(invitee: .delegate(trong), answer: .accepted), by: lan, refused: .notInvited)
        check(desk, .publish(note: nil), by: .invitee(who: .delegate(van)), refused: .notAllowed)
    }

    @Test func `whoever comes instead is who the sitting shows`() throws {
        var desk = try invited()
        let own = Party.invitee(who: .delegate(van))
        check(desk, .answer(invitee: .delegate(van), answer: .substituted(name: " ", title: nil)), by: own, refused: .substituteNotNamed)
        try desk.act(.answer(invitee: .delegate(van), answer: .substituted(name: "Lê Văn Ba", title: "Phó Chủ tịch")), by: own)
        let plan = desk.preparation.plan(of: SittingID(rawValue: "toan-the"))
        #expect(plan?.delegate(van)?.name == "Lê Văn Ba" && plan?.delegate(van)?.title.vi == "Phó Chủ tịch")
    }

    @Test func `an answer is a change to publish only when somebody else comes, or does so no longer`() throws {
        var desk = try invited()
        let own = Party.invitee(who: .delegate(van))
        for answer in [InvitationAnswer.accepted, .declined(reason: nil)] {
            try desk.act(.answer(invitee: .delegate(van), answer: answer), by: own)
            #expect(!desk.preparation.hasChanged)
        }
        try desk.act(.answer(invitee: .delegate(van), answer: .substituted(name: "Lê Văn Ba", title: nil)), by: own)
        #expect(desk.preparation.hasChanged)
        try desk.act(.publish(note: nil))
        try desk.act(.answer(invitee: .delegate(van), answer: .accepted), by: own)
        #expect(desk.preparation.hasChanged)
    }

    @Test func `three working days before leave out weekends and holidays`() throws {
        let monday = try #require(Day("2026-12-14"))
        #expect(WorkingCalendar().lastDay(before: monday, workingDays: 3).description == "2026-12-09")
        let holiday = WorkingCalendar(holidays: [Holiday(day: try #require(Day("2026-12-10")), name: "Nghỉ")])
        #expect(holiday.lastDay(before: monday, workingDays: 3).description == "2026-12-08")
        let worked = WorkingCalendar(worked: [try #require(Day("2026-12-12"))])
        #expect(worked.lastDay(before: monday, workingDays: 3).description == "2026-12-10")
    }

    @Test func `a calendar has each sitting in UTC, with the link and the version`() throws {
        var desk = try invited()
        try desk.act(.orderItems(sitting: SittingID(rawValue: "toan-the"), items: [ItemID(rawValue: "thao-luan"), ItemID(rawValue: "khai-mac")]))
        try desk.act(.publish(note: nil))
        let text = try #require(InvitationCalendar(desk.preparation, .delegate(van), link: "https://hoi.vn/i/x", domain: "hoi.vn").text(in: .vietnamese))
        for line in ["UID:thu--toan-the@hoi.vn", "SEQUENCE:1", "DTSTART:20261214T010000Z", "DTEND:20261214T043000Z", "URL:https://hoi.vn/i/x", "LOCATION:Quảng Trị"] {
            #expect(text.contains(line + "\r\n"), "\(line)")
        }
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    }

    @Test func `a sitting that was announced can be called off, and calendars say so`() throws {
        var desk = try Desk.ready()
        try desk.act(.setSitting(sitting: .morning("Chuyên đề", day: "2026-12-15"), revision: 0))
        try desk.item("Trao đổi", in: "chuyen-de", kind: .discussion)
        try desk.act(.publish(note: nil))
        try desk.act(.invite(invitees: [.delegate(van)]))
        let off = SittingID(rawValue: "chuyen-de")
        try desk.act(.removeSitting(sitting: off, revision: try #require(desk.preparation.sittings[off]).revision))
        try desk.act(.publish(note: nil))
        #expect(desk.preparation.calledOff.map(\.sitting.id) == [off] && desk.preparation.invitations[.delegate(van)]?.changedIn == 2)
        let text = try #require(InvitationCalendar(desk.preparation, .delegate(van), link: "https://hoi.vn/i/x", domain: "hoi.vn").text(in: .vietnamese))
        let events = text.split(separator: "BEGIN:VEVENT").dropFirst()
        #expect(events.first { $0.contains("UID:thu--chuyen-de@") }?.contains("STATUS:CANCELLED") == true)
        #expect(events.first { $0.contains("UID:thu--toan-the@") }?.contains("STATUS:CONFIRMED") == true)
        // Its name is not given to another.
        try desk.act(.setSitting(sitting: .morning("Chuyên đề", day: "2026-12-16"), revision: 0))
        #expect(desk.preparation.sittings.keys.contains(SittingID(rawValue: "chuyen-de-2")) && desk.preparation.sittings[off] == nil)
    }

    @Test func `a sitting that was held is not called off`() throws {
        var desk = try invited()
        let sitting = SittingID(rawValue: "toan-the")
        try desk.act(.closeSitting(sitting: sitting, spoke: []), by: .system)
        check(desk, .removeSitting(sitting: sitting, revision: try #require(desk.preparation.sittings[sitting]).revision), refused: .sittingBegan)
    }

    @Test func `a code is as large as its text needs`() throws {
        #expect(QRCode("https://hoi.vn")?.size == 21)
        #expect(QRCode(String(repeating: "a", count: 213))?.size == 17 + 40)
        #expect(QRCode(String(repeating: "a", count: 2_000)) == nil)
    }

    @Test func `a text is brought by its delegation, chosen by the secretariat, and stays when it is not reached`() throws {
        var desk = try invited()
        let own = Party.invitee(who: .delegate(van))
        let text = Intervention(
            id: InterventionID(rawValue: ""), delegation: DelegationID(rawValue: "doan-quang-tri"), title: "Biên giới", text: "Kính thưa")
        var foreign = text
        foreign.delegation = DelegationID(rawValue: "doan-lao-cai")
        check(desk, .submitIntervention(intervention: foreign, revision: 0), by: own, refused: .notAllowed)
        try desk.act(.submitIntervention(intervention: text, revision: 0), by: own)
        let id = InterventionID(rawValue: "bien-gioi")
        try desk.act(.reviewIntervention(intervention: id, stage: .selected, note: nil, item: nil, revision: desk.entries.count))
        try desk.act(.orderInterventions(interventions: [id]))
        let kept = try #require(desk.preparation.interventions[id])
        #expect(kept.value.place == 1)
        check(desk, .submitIntervention(intervention: kept.value, revision: kept.revision), by: own, refused: .interventionDecided)
        try desk.act(.reviewIntervention(intervention: id, stage: .inWriting, note: nil, item: nil, revision: kept.revision))
        #expect(desk.preparation.interventions[id]?.value.stage == .inWriting)
    }

    /// Two texts of the opening's sitting, one of each delegation.
    private func chosen() throws -> (desk: Desk, texts: [InterventionID]) {
        var desk = try invited()
        var texts: [InterventionID] = []
        for (delegation, author) in [("doan-quang-tri", van), ("doan-lao-cai", trong)] {
            let text = Intervention(
                id: InterventionID(rawValue: ""), delegation: DelegationID(rawValue: delegation), author: author,
                title: "Tham luận \(delegation)", text: "Kính thưa Hội nghị")
            try desk.act(.submitIntervention(intervention: text, revision: 0))
            let kept = try #require(desk.preparation.interventions.values.first { $0.value.delegation == text.delegation })
            try desk.act(.reviewIntervention(
                intervention: kept.value.id, stage: .selected, note: nil, item: ItemID(rawValue: "thao-luan"), revision: kept.revision))
            texts.append(kept.value.id)
        }
        return (desk, texts)
    }

    @Test func `a chosen text that a sitting did not hear counts as submitted in writing`() throws {
        var (desk, texts) = try chosen()
        let sitting = SittingID(rawValue: "toan-the")
        check(desk, .closeSitting(sitting: sitting, spoke: [van]), by: lan, refused: .notAllowed)
        try desk.act(.closeSitting(sitting: sitting, spoke: [van]), by: .system)
        #expect(texts.map { desk.preparation.interventions[$0]?.value.stage } == [.spoken, .inWriting])
        #expect(try desk.act(.closeSitting(sitting: sitting, spoke: []), by: .system).isEmpty)
    }

    @Test func `a text that names an item of another sitting waits for that one`() throws {
        var (desk, texts) = try chosen()
        try desk.act(.setSitting(sitting: .morning("Chuyên đề", day: "2026-12-15"), revision: 0))
        try desk.act(.closeSitting(sitting: SittingID(rawValue: "chuyen-de"), spoke: []), by: .system)
        #expect(texts.allSatisfy { desk.preparation.interventions[$0]?.value.stage == .selected })
    }
}
