import Foundation
import Testing

@testable import Conference

/// The conference file that is shipped.
struct DemonstrationTests {
    private let text: Data
    private let plan: ConferencePlan

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try Data(contentsOf: root.appending(path: "Demonstration/conference.json"))
        plan = try JSONDecoder().decode(ConferencePlan.self, from: text)
    }

    @Test func `the demonstration has no problems`() {
        #expect(plan.problems() == [])
    }

    @Test func `every province of the day has its site and its code`() {
        let provinces = plan.sites.filter { $0.kind == .province }
        #expect(provinces.count == 63 && Set(provinces.map(\.province)).count == 63)
        #expect(provinces.allSatisfy { $0.parent == Conference(plan).central })
    }

    @Test func `whoever has an item speaks from their own site`() {
        for item in plan.programme {
            #expect(item.speaker == nil || item.site == item.speaker.flatMap(plan.delegate)?.site)
        }
    }

    @Test func `nothing in the file is unknown to the plan`() throws {
        let file = try #require(try JSONSerialization.jsonObject(with: text) as? NSDictionary)
        let again = try JSONSerialization.jsonObject(with: JSONEncoder().encode(plan))
        #expect(file.isEqual(again))
    }
}
