import Foundation

/// How a site's card looks and sounds.
package struct CardDesign: Hashable, Codable, Sendable {
    /// What is written on it; nothing when empty.
    package var text: String
    /// Red, green and blue.
    package var color: UInt32
    /// The tone in hertz.
    package var pitch: Int

    /// Raised when the encoding changes, so that cards made before are made again.
    private static let version = 1

    package init(text: String, color: UInt32, pitch: Int) {
        self.text = text
        self.color = color
        self.pitch = pitch
    }

    /// A card with a name, in a color and a tone that follow from the name.
    package init(named name: String) {
        let mark = Self.hash(name)
        self.init(text: name, color: Self.color(hue: Double(mark % 360)), pitch: 220 + 20 * Int(mark >> 16 % 24))
    }

    /// The name of its folder in the cache.
    var key: String {
        String(Self.hash("\(Self.version)|\(text)|\(color)|\(pitch)"), radix: 16)
    }

    /// FNV-1a: the same in each run, as `Hasher` is not.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// A color dark enough for white text.
    private static func color(hue: Double) -> UInt32 {
        func channel(_ shift: Double) -> UInt32 {
            let position = (hue / 60 + shift).truncatingRemainder(dividingBy: 6)
            let part = max(0, min(1, abs(position - 3) - 1))
            return UInt32(30 + 110 * part)
        }
        return channel(0) << 16 | channel(4) << 8 | channel(2)
    }
}
