/// A site's short name in links and the journal, for example `lao-cai`.
package struct SiteID: Hashable, Sendable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}
