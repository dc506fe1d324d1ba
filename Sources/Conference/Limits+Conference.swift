import Basics

extension Limits {
    /// Sites of one conference: every province, ministry and mission, and the communes of the largest province.
    package static let sites = 2_000
    /// Delegates named in one conference; a hall's thirty people are counted, not named.
    package static let delegates = 5_000
    /// Items of one programme: five days of speeches of five minutes.
    package static let programmeItems = 500
    /// Channels of interpretation: more languages than any house has booths for.
    package static let channels = 16
    /// Minutes of one item: a whole day; longer is a slip of the pen.
    package static let itemMinutes = 1...720
    /// Minutes of a recess: until tomorrow morning at most.
    package static let recessMinutes = 1...720
    /// Minutes that one delegation may speak: five days without a pause.
    package static let delegationMinutes = 1...3_600
    /// Seconds that one grant or extension gives: enough to say thank you, at most half a day.
    package static let floorSeconds = 5...43_200
    /// UTF-8 bytes of one text of a plan or of a person: a long title is 300.
    package static let textBytes = 2_000
    /// Bytes of a short name in links, in the journal and in file names.
    package static let identifierBytes = 64
    /// Holders of the floor at one time: two are a dialogue.
    package static let floorHolders = 2
    /// Sites of one page of a wall.
    package static let wallSites = 25
    /// Tiles of the gallery.
    package static let galleryTiles = 4
    /// Sites that the director shows at one time: as many as the gallery has tiles.
    package static let shownSites = 4
    /// Documents of one conference: one for each item of the longest programme.
    package static let documents = 500
    /// Pages of one document; a longer one is a book and not presented.
    package static let documentPages = 1...500
    /// Options of one vote: more do not fit a hall's screen in letters that can be read.
    package static let voteOptions = 2...10
    /// Messages that are kept at hand; older ones are in the journal.
    package static let messages = 1_000
    /// Results of one site in one test session: one each two minutes of a long evening.
    package static let testsPerSite = 200
    /// Milliseconds to the server and back; what takes a minute is no line.
    package static let testRoundTripMilliseconds = 0...60_000
    /// Kilobits a second of one site's test: above what any network card carries.
    package static let testKilobitsPerSecond = 0...100_000_000
    /// Below this a line that is held back has no room for a camera's middle layer and a voice.
    package static let poorKilobitsPerSecond = 600
    /// How long the floor waits for a holder whose line dropped: a router restarts in less.
    package static let lineGrace: Duration = .seconds(30)
}
