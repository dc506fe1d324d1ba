/// A person who takes part (đại biểu), at one site.
package struct Delegate: Hashable, Codable, Sendable {
    package var id: DelegateID
    package var name: String
    /// The person's titles, in the order of protocol, with commas between them.
    package var title: Text
    /// The body that the person speaks for.
    package var body: Text
    package var site: SiteID
    /// The place in protocol order, 1 first.
    package var rank: Int
    /// The delegation that the person belongs to; a member may sit at another site than the others.
    package var delegation: DelegationID?

    package init(
        id: DelegateID, name: String, title: Text, body: Text, site: SiteID, rank: Int,
        delegation: DelegationID? = nil
    ) {
        self.id = id
        self.name = name
        self.title = title
        self.body = body
        self.site = site
        self.rank = rank
        self.delegation = delegation
    }
}
