package import Accounts
import Conference
import HTTPTypes
import Journal

/// The way to the accounts' owner.
package typealias AccountsInbox = JournalInbox<Accounts>

extension Accounts: Commanded {
    package static var notTheirs: AccountsRefusal { .notAllowed }
    package static func problem(_ refusal: AccountsRefusal) -> Problem { Problem(refusal) }
}

/// What the accounts are now, for everybody who asks.
package actor AccountsBoard {
    package private(set) var accounts: Accounts

    package init(_ accounts: Accounts) {
        self.accounts = accounts
    }

    /// Returns what they were.
    func publish(_ accounts: Accounts) -> Accounts {
        defer { self.accounts = accounts }
        return self.accounts
    }
}

extension Problem {
    init(_ refusal: AccountsRefusal) {
        self.init(refusal.isForbidden ? .forbidden : .conflict, refusal.code, vi: refusal.text.vi, en: refusal.text.en)
    }
}
