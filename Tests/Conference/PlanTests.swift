import Basics
import Testing

@testable import Conference

/// What a conference file is told about its faults.
struct PlanTests {
    private func problems(_ change: (inout ConferencePlan) -> Void) -> [String] {
        var changed = plan
        change(&changed)
        return changed.problems()
    }

    @Test func `a good plan has no problems`() {
        #expect(plan.problems() == [])
    }

    @Test func `a bad plan makes no conference`() {
        var bad = plan
        bad.sites.removeFirst()
        #expect(throws: Refusal.badPlan) { try Conference.create(bad) }
    }

    @Test func `ids are used once`() {
        #expect(problems { $0.sites.append($0.sites[1]) } == [#"The site id "ha-noi" is used more than once."#])
        #expect(problems { $0.delegates.append($0.delegates[0]) }
            == [#"The delegate id "an" is used more than once."#])
        #expect(problems { $0.programme.append($0.programme[0]) }
            == [#"The item id "khai-mac" is used more than once."#])
    }

    @Test(arguments: ["", "-x", "Hà Nội", "a b", "../etc", "HN", String(repeating: "x", count: 65)])
    func `an id is a short name`(id: String) {
        #expect(problems { $0.id = ConferenceID(rawValue: id) }
            == ["The conference id \"\(id)\" is not of 1 to 64 small letters a–z, digits and hyphens."])
    }

    @Test func `parents are known`() {
        #expect(problems { $0.sites[1].parent = nowhere }
            == [#"The parent "khong-dau" of site "ha-noi" is not in the plan."#])
    }

    @Test func `no site lies below itself`() {
        let found = problems { $0.sites[1].parent = hue; $0.sites[3].parent = hanoi; $0.sites[4].parent = hue }
        #expect(found == [#"The site "ha-noi" lies below itself."#, #"The site "hue" lies below itself."#])
    }

    @Test func `there is one centre`() {
        #expect(problems { $0.sites[0].kind = .ministry } == ["No site is of kind centre."])
        #expect(problems { $0.sites[1].kind = .centre }
            == ["Only one site can be of kind centre, not trung-tam, ha-noi."])
    }

    @Test func `there are not too many sites`() {
        let found = problems { plan in
            plan.sites += (0..<2_000).map {
                Site(id: SiteID(rawValue: "xa-\($0)"), name: Text(vi: "Xã", en: "Commune"), kind: .commune)
            }
        }
        #expect(found == ["The plan has 2006 sites; at most 2000 are possible."])
    }

    @Test func `a province has a code of two digits`() {
        #expect(problems { $0.sites[1].province = "1" }
            == [#"The province code "1" of site "ha-noi" is not of two digits."#])
    }

    @Test func `delegates are somewhere`() {
        #expect(problems { $0.delegates[0].site = nowhere }
            == [#"The delegate "an" is at the site "khong-dau", which is not in the plan."#])
        #expect(problems { $0.delegates[0].rank = 0 } == [#"The rank of delegate "an" is below 1."#])
    }

    @Test func `speakers and sites of items are known`() {
        #expect(problems { $0.programme[0].speaker = DelegateID(rawValue: "ai") }
            == [#"The speaker "ai" of item "khai-mac" is not among the delegates."#])
        #expect(problems { $0.programme[0].site = nowhere }
            == [#"The site "khong-dau" of item "khai-mac" is not in the plan."#])
    }

    @Test(arguments: [0, -5, 721])
    func `an item takes some minutes`(minutes: Int) {
        #expect(problems { $0.programme[0].minutes = minutes }
            == [#"The item "khai-mac" is allotted \#(minutes) minutes, not 1 to 720."#])
    }

    @Test func `texts are said in both languages and at a sensible length`() {
        #expect(problems { $0.title.en = "" } == ["The title is empty."])
        #expect(problems { $0.sites[1].name.vi = String(repeating: "ă", count: 1_001) }
            == [#"The name of site "ha-noi" is longer than 2000 bytes."#])
    }

    @Test func `delegations are somewhere, and have some time`() {
        let team = Delegation(id: DelegationID(rawValue: "doan"), name: Text(vi: "Đoàn", en: "Team"), site: hanoi, minutes: 60)
        #expect(problems { $0.delegations = [team] } == [])
        #expect(problems { $0.delegations = [team, team] } == [#"The delegation id "doan" is used more than once."#])
        #expect(problems { $0.delegations = [team]; $0.delegations[0].site = nowhere }
            == [#"The delegation "doan" is at the site "khong-dau", which is not in the plan."#])
        #expect(problems { $0.delegations = [team]; $0.delegations[0].minutes = 0 }
            == [#"The delegation "doan" has 0 minutes, not 1 to 3600."#])
    }

    @Test func `a member may sit at another site than its delegation`() {
        let team = Delegation(id: DelegationID(rawValue: "doan"), name: Text(vi: "Đoàn", en: "Team"), site: hanoi)
        #expect(problems { $0.delegations = [team]; $0.delegates[1].delegation = team.id } == [])
        #expect(problems { $0.delegations = [team]; $0.delegates[0].delegation = team.id } == [])
        #expect(problems { $0.delegates[0].delegation = team.id }
            == [#"The delegation "doan" of delegate "an" is not in the plan."#])
    }

    @Test func `a closed item admits some sites of the plan`() {
        #expect(problems { $0.programme[2].admits = [hanoi, hue] } == [])
        #expect(problems { $0.programme[2].admits = [] } == [#"The closed item "thao-luan" admits no site."#])
        #expect(problems { $0.programme[2].admits = [hue, hue] }
            == [#"The closed item "thao-luan" admits a site twice."#])
        #expect(problems { $0.programme[2].admits = [nowhere] }
            == [#"The site "khong-dau" that the closed item "thao-luan" admits is not in the plan."#])
    }

    @Test func `there are at most sixteen channels, each with its name`() {
        let channels = (0..<17).map { Channel(id: ChannelID(rawValue: "k\($0)"), name: Text(vi: "Kênh", en: "Channel")) }
        #expect(problems { $0.channels = Array(channels[..<16]) } == [])
        #expect(problems { $0.channels = channels } == ["The plan has 17 channels; at most 16 are possible."])
        #expect(problems { $0.channels = [channels[0], channels[0]] }
            == [#"The channel id "k0" is used more than once."#])
        #expect(problems { $0.channels = [Channel(id: english, name: Text(vi: "", en: "English"))] }
            == [#"The name of channel "en" is empty."#])
    }

    @Test(arguments: [Int.min, 0, 101])
    func `a quorum is a share`(percent: Int) {
        #expect(problems { $0.quorum = Quorum(unit: .site, percent: percent) }
            == ["The quorum is \(percent) percent, not 1 to 100."])
    }

    @Test func `a contact has a name and a number`() {
        #expect(problems { $0.sites[1].contact = Contact(name: "Nguyễn An", phone: "+84 24 0000 0000") } == [])
        #expect(problems { $0.sites[1].contact = Contact(name: "Nguyễn An", phone: "") }
            == [#"The contact of site "ha-noi" is empty."#])
    }

    @Test(arguments: ["8:00", "24:00", "08:60", "08-00", "08:00:00", "-1:00", "+8:00", "０８:00", ""])
    func `a time is one of the clock`(text: String) {
        #expect(TimeOfDay(text) == nil)
    }

    @Test(arguments: ["00:00", "08:05", "23:59"])
    func `a time comes back as it was`(text: String) {
        #expect(TimeOfDay(text)?.description == text)
    }
}
