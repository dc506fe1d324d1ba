@testable import Accounts
import Basics
import Conference
import Testing

/// Random people who ask for random things: whatever is allowed of it, somebody remains who can let the others in.
struct HistoryTests {
    private static let ids = (0..<6).map { AccountID(rawValue: "a\($0)") }
    private static let rights: [Right] = [
        .administrator, .secretariat, .post(conference: ConferenceID(rawValue: "x"), as: .chair),
        .post(conference: ConferenceID(rawValue: "x"), as: .director),
    ]

    private static func command(using random: inout SeededGenerator) -> AccountsCommand {
        let id = ids.randomElement(using: &random) ?? ids[0]
        let some = Set(rights.filter { _ in Bool.random(using: &random) })
        let means = [Means.password, .code, .passkey("k"), .openID(issuer: "https://x")].randomElement(using: &random) ?? .code
        let expires = WallTime(milliseconds: Int64.random(in: 0...4_000_000, using: &random))
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return .invite(id, name: "N", signInName: "name-\(id.rawValue)", email: nil, rights: some)
        case 1: return .renew(id)
        case 2: return .change(id, name: "M", email: nil, rights: some)
        case 3: return .suspend(id)
        case 4: return .restore(id)
        case 5, 6: return .enrol(id, means)
        case 7: return .withdraw(id, means)
        case 8: return .signIn(id, .passkey)
        default:
            let right = rights.randomElement(using: &random) ?? .secretariat
            return .enter(id, WayIn(right: right, link: "l\(expires.milliseconds)", expires: expires))
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `there is always an administrator, and nobody is in who may not be`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var accounts = AccountsTests.after(AccountsTests.active(AccountID(rawValue: "first"), .administrator))
        let actors = (Self.ids + [AccountID(rawValue: "first")]).map(AccountsActor.account) + [.system]
        for step in 0..<300 {
            let now = WallTime(milliseconds: Int64(step) * 10_000)
            let actor = actors.randomElement(using: &random) ?? .system
            let former = accounts
            guard let events = try? accounts.decide(Self.command(using: &random), by: actor, at: now) else { continue }
            for event in events { accounts.apply(AccountsEntry(seq: step + 2, at: now, by: actor, event: event)) }

            #expect(!accounts.activeAdministrators.isEmpty)
            #expect(accounts.names.count == accounts.accounts.count)
            for account in accounts.accounts.values {
                // Whoever has a way in is active and has the right to it.
                #expect(account.entrances.isEmpty || account.state == .active)
                #expect(account.entrances.allSatisfy { account.rights.contains($0.right) && $0.right != .administrator })
            }
            let expelled = Dictionary(uniqueKeysWithValues: accounts.expelled(since: former, at: now))
            for (id, account) in former.accounts where account.state == .active && accounts[id]?.state != .active {
                #expect(expelled[id]?.count == account.entrances.count { $0.expires > now }, "somebody was put out by halves")
            }
        }
    }
}
