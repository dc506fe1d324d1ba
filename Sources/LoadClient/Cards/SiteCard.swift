package import Basics

/// What a simulated site shows and says: a picture of its name in three sizes and a tone.
package struct SiteCard: Sendable {
    package var layers: [Layer: VideoLoop]
    package var audio: AudioLoop

    package init(layers: [Layer: VideoLoop], audio: AudioLoop) {
        self.layers = layers
        self.audio = audio
    }
}

extension Layer {
    /// The name of the layer in descriptions and packets (RFC 8853).
    package var rid: String {
        switch self {
        case .low: "l"
        case .middle: "m"
        case .high: "h"
        }
    }

    package init?(rid: String) {
        guard let layer = Self.allCases.first(where: { $0.rid == rid }) else { return nil }
        self = layer
    }
}
