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
        #expect(problems { $0.delegates.append($0.delegates[0]) } == [#"The delegate id "an" is used more than once."#])
        #expect(problems { $0.programme.append($0.programme[0]) } == [#"The item id "khai-mac" is used more than once."#])
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
        #expect(problems { $0.sites[1].kind = .centre } == ["Only one site can be of kind centre, not trung-tam, ha-noi."])
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
        #expect(problems { $0.sites[1].province = "1" } == [#"The province code "1" of site "ha-noi" is not of two digits."#])
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
}
