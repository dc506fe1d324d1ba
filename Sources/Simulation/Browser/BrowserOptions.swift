import Basics

/// What a browser sends, what it wants, and what kind of machine it is.
struct BrowserOptions {
    var audioSlots = 2
    var videoSlots = 2
    var hasMicrophone = true
    /// The camera's layers, smallest first; empty without a camera, without RIDs when there is one.
    var layers: [(layer: Layer, shape: LayerEncoder.Shape)] = []
    var format = PictureFormat.layered
    /// Sends a frame's packets over some milliseconds and not at once.
    var paces = true
    /// Plays what it gets; without it, it only looks at where it comes from.
    var plays = true
    /// Tells when each packet came, from which its line is estimated.
    var tellsOfArrivals = true
    /// Its clock against ours: where it began, and how much faster it is.
    var clockOffset: Duration = .zero
    var clockSkew = 0.0
    /// Puts a loss correction into its sound (RFC 6716 §2.1.7), as Opus does when losses are reported.
    var correctsErrors = true
    /// Reads sound that carries earlier sound (RFC 2198), as Chromium does and Firefox does not.
    var readsRedundancy = true
    var audioBytes = 60
    var audioInterval: Duration = .milliseconds(20)
    /// How often a silent microphone says that it is there.
    var silenceInterval: Duration = .milliseconds(400)
}

/// A slot as a browser sees it.
struct BrowserSlot {
    var id: SlotID
    var ssrc: UInt32
    let pictures: PictureReceiver?
    let voice: VoiceReceiver?
}
