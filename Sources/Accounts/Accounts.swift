package import Basics

/// The staff of one installation: what the journal of accounts adds up to.
///
/// `decide` holds the rules and changes nothing; `apply` changes the state and holds no rules. No secret is ever here.
package struct Accounts: Sendable {
    package internal(set) var accounts: [AccountID: Account] = [:]
    package internal(set) var names: [String: AccountID] = [:]
    package internal(set) var passes: [PassID: DeskPass] = [:]
    /// The ways in that were shut and would still be good: whoever begins anew shuts them again, in case that was not finished.
    package internal(set) var shut: [WayIn] = []

    init() {}

    /// The first event of the journal.
    package static let opening: [AccountsEvent] = [.accountsOpened]

    package subscript(id: AccountID) -> Account? { accounts[id] }

    package func account(signingInAs name: String) -> Account? { names[SignInName.normal(name)].flatMap { accounts[$0] } }

    package func account(withEmail email: String) -> Account? {
        let email = SignInName.normal(email)
        return accounts.values.filter { $0.email == email }.min { $0.id < $1.id }
    }

    /// Who came in by a link that is still good.
    package func account(enteredBy link: String) -> Account? {
        accounts.values.first { account in account.entrances.contains { $0.link == link } }
    }

    /// Those who can let others in, now.
    package var activeAdministrators: Set<AccountID> {
        Set(accounts.values.filter { $0.may(.administrator) }.map(\.id))
    }

    /// By name, then by sign-in name, for lists.
    package var inOrder: [Account] {
        accounts.values.sorted { ($0.name, $0.signInName) < ($1.name, $1.signInName) }
    }

    package func isRevoked(_ pass: PassID) -> Bool { passes[pass]?.isRevoked ?? false }
}

/// The form of the names that people sign in with.
enum SignInName {
    static func normal(_ name: String) -> String {
        String(name.lowercased().drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    static func isValid(_ name: String) -> Bool {
        Limits.signInNameBytes.contains(name.utf8.count) && name.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || ".-_@+".utf8.contains(byte)
        }
    }

    static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return isValid(text) && parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
    }
}

extension Accounts {
    /// Whose ways in have been shut since `former`, and which they were; an account that is not active has none at all.
    package func expelled(since former: Accounts, at now: WallTime) -> [(AccountID, [WayIn])] {
        accounts.values.sorted { $0.id < $1.id }.compactMap { account in
            guard let before = former.accounts[account.id], before != account else { return nil }
            let shut = before.entrances.filter { $0.expires > now && !account.entrances.contains($0) }
            let isOut = before.state == .active && account.state != .active
            return shut.isEmpty && !isOut ? nil : (account.id, shut)
        }
    }
}
