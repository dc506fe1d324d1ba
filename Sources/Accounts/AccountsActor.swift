/// Who a command about accounts comes from: known from the session, never from what was sent.
package enum AccountsActor: Hashable, Codable, Sendable {
    case account(AccountID)
    /// Whoever may read the data folder of the machine.
    case `operator`
    /// The server itself.
    case system
}
