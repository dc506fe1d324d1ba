package import Basics

/// What a simulated site sends, and how many slots it asks for.
package struct PeerOptions: Sendable {
    package var sendsMicrophone = true
    /// The camera's layers; with only one there is no simulcast, none is no camera.
    package var camera: [Layer] = [.low, .middle, .high]
    /// Whether a presentation is offered; it shows the card's middle layer when it is asked for.
    package var offersPresentation = true
    package var audioSlots = 3
    package var videoSlots = 4
    /// Whether a microphone that does not have the floor goes quiet, as Opus does in silence.
    package var quietWithoutFloor = true

    package init() {}
}
