/// Which of several routers a peer is with, as the first sign of its ICE user fragment: what comes over a shared door says by
/// that where it belongs.
package struct RouterMark: Hashable, Sendable {
    package let index: Int

    /// The signs of an ICE user fragment (RFC 8839 §5.4).
    static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    /// `index` is the router's among at most 64.
    package init(_ index: Int) {
        precondition(Self.alphabet.indices.contains(index), "more routers than signs")
        self.index = index
    }

    /// Reads the mark of the fragment that a check's username begins with (RFC 8445 §7.1.2).
    package init?(username: String) {
        guard let sign = username.first, let index = Self.alphabet.firstIndex(of: sign) else { return nil }
        self.init(index)
    }

    var text: String { String(Self.alphabet[index]) }
}
