package import Basics

extension Limits {
    /// Sites of one conference: every province, ministry and mission, and the communes of the largest province.
    package static let sites = 2_000
    /// Delegates named in one conference; a hall's thirty people are counted, not named.
    package static let delegates = 5_000
    /// Items of one programme: five days of speeches of five minutes.
    package static let programmeItems = 500
    /// Minutes of one item: a whole day; longer is a slip of the pen.
    package static let itemMinutes = 1...720
    /// Seconds that one grant or extension gives: enough to say thank you, at most half a day.
    package static let floorSeconds = 5...43_200
    /// UTF-8 bytes of one text of a plan: a long title is 300.
    package static let textBytes = 2_000
    /// Bytes of a short name in links, in the journal and in file names.
    package static let identifierBytes = 64
    /// Holders of the floor at one time: two are a dialogue.
    package static let floorHolders = 2
    /// Sites of one page of a wall.
    package static let wallSites = 25
    /// Tiles of the gallery.
    package static let galleryTiles = 4
    /// How long the floor waits for a holder whose line dropped: a router restarts in less.
    package static let lineGrace: Duration = .seconds(30)
}
