package import Accounts
package import Basics

/// The append-only record of who may what, and of who came in.
package typealias AccountsJournal = EventJournal<Accounts>

extension AccountsEntry: ChronicleEntry {}

extension Accounts: Chronicle {
    package static func opening(by event: AccountsEvent) -> Opening? {
        guard case .accountsOpened = event else { return nil }
        return Opening(name: "accounts", isSound: true)
    }

    package static func entry(seq: Int, at: WallTime, by: AccountsActor, event: AccountsEvent) -> AccountsEntry {
        AccountsEntry(seq: seq, at: at, by: by, event: event)
    }
}
