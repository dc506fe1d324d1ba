package import Basics

extension Limits {
    /// What one reader may leave unread before it is told to resynchronise.
    package static let readerBytes = 256 * 1024
    /// Encoded journal events kept for readers that come back: some minutes of a lively conference.
    package static let recentEvents = 2_048
    /// Journal events that a returning reader is given one by one; further behind, a new state is cheaper.
    package static let replayedEvents = 10_000
    /// Event streams of one session: a page, its reload, and ghosts of lost connections.
    package static let streamsPerSession = 6
    /// Seconds of silence after which a stream gets a comment, so that proxies keep it.
    package static let keepAliveTicks = 15
    /// Envelopes waiting for one conference's owner; full means "busy, try again".
    package static let inbox = 8_192
    /// Requests waiting for the media process; a full queue means that it stands still.
    package static let mediaRequests = 4_096
    /// Routes of one control frame: far below ``controlFrameBytes``.
    package static let routesPerFrame = 10_000
    /// Sessions whose cookie is known without asking the disk.
    package static let rememberedSessions = 20_000
    /// A conference file: two thousand sites and five thousand delegates.
    package static let planBytes = 8 * 1024 * 1024
    /// A command is a few fields; a whole queue of sites in a new order is the largest.
    package static let commandBytes = 64 * 1024
    /// Remembered answers to commands, so that a repeated one happens once.
    package static let rememberedCommands = 4_096
    package static let headerFields = 64
    package static let headerBytes = 16 * 1024
    /// A connection that asks nothing for this long is closed; open event streams are not idle.
    package static let idleSeconds: Int64 = 60
    package static let backlog = 4_096
    /// A site without media and without a stream for this long has left.
    package static let absence: Duration = .seconds(10)
    /// The media process answers an offer in milliseconds; this is a fault.
    package static let negotiation: Duration = .seconds(5)
    /// A layer that nobody wants any more is sent this long on, so that a wall that pages does not make cameras flap.
    package static let unwanted: Duration = .seconds(5)
    /// Loudness is shown as a bar; four times a second is smooth enough.
    package static let levelsEvery: Duration = .milliseconds(250)
    /// Commands of one session: a hand on a button, and a chair who reorders a queue in haste.
    package static let commandRate = Rate(burst: 20, every: .milliseconds(100))
    /// Offers of one session: a page whose line comes and goes makes one every other second.
    package static let offerRate = Rate(burst: 10, every: .seconds(1))
    /// Documents of one session: a folder of a dozen at once, then one every ten seconds.
    package static let uploadRate = Rate(burst: 12, every: .seconds(10))
    /// What a hall says of its line: every ten seconds, and once more when it goes and comes.
    package static let reportRate = Rate(burst: 4, every: .seconds(5))
    package static let reportBytes = 2_048
    /// What one report may cover: a page that slept says nothing of the time in which it did.
    package static let reportSeconds = 1...60
    /// Packets that a hall may say to have received in a second: four pictures of the best kind are a tenth of it.
    package static let hallPackets = 20_000
    /// Voices that a hall hears at once.
    package static let hallVoices = 8
    /// Minutes shown of a hall that is in trouble all day.
    package static let spoiltMinutes = 200
    /// How long a hall may use a relay: no conference is longer than a day, and a page asks again when it begins anew.
    package static let relayLifetime: Duration = .seconds(24 * 3_600)
    /// The shortest secret that may be shared with a relay: whoever guesses it may send through it.
    package static let relaySecretBytes = 16
    /// Sessions and kinds of requests that are counted before those at rest are forgotten.
    package static let rateAccounts = 20_000
    /// One document: a report with photographs; a hundred pages of slides are a tenth of it.
    package static let documentBytes = 50 * 1024 * 1024
    /// Documents that one site brings along: its own paper, its annexes, and corrected ones.
    package static let documentsPerSite = 20
    /// Documents coming in at once; each holds a connection and a file.
    package static let uploads = 8
    /// The largest document over a line of half a megabit a second.
    package static let upload: Duration = .seconds(900)
    /// What stays free on the disk whatever documents come: the journal's.
    package static let freeBytes: Int64 = 512 * 1024 * 1024
    /// A page's longer side: a hall's screen, where a line of small print is still read.
    package static let pagePixels = 1_920
    /// One page as a picture; a scan full of noise is a tenth of it.
    package static let pageBytes = 16 * 1024 * 1024
    /// What poppler may take for one page: a scan of a large map.
    package static let popplerBytes = 1024 * 1024 * 1024
    package static let popplerSeconds = 15
    /// Pages of the follow-up that hear of changes: every province's and ministry's office, three times over.
    package static let followUpReaders = 2_000
    /// What taking one file out of an archive may take.
    package static let unzipBytes = 64 * 1024 * 1024
    /// Pages rendered at once: half of the smallest machine, so that media is not disturbed.
    package static let renderings = 1
    /// Pages waiting to be rendered; more is a page-turner gone wild.
    package static let waitingRenderings = 64
    /// A command of the follow-up: a batch of assignments, or a report of several pages.
    package static let followUpBytes = 1024 * 1024
    /// Rows of the overdue and of the due on a board; the list has the rest.
    package static let boardRows = 50
    /// Rows of one list: what a person scrolls through.
    package static let listRows = 500
    /// Rows of a whole review: what is printed on some hundred pages.
    package static let reviewRows = 3_000
    /// A scan of a decision with its annexes.
    package static let evidenceBytes = 20 * 1024 * 1024
    /// Days before a deadline on which whoever answers for it is reminded.
    package static let reminderDays = [14, 7, 1]
    /// How far the secretariat's calendar looks ahead.
    package static let calendarDays = 400
    /// Entries of one calendar; programs grow slow with more.
    package static let calendarEvents = 2_000
    /// What LibreOffice may use for one file; it takes more address space than memory.
    package static let officeSeconds = 90
    package static let officeBytes = 6 * 1024 * 1024 * 1024
    /// What curl may use for one mail: its seconds, its memory, and what it writes to the disk, which is nothing.
    package static let mailSeconds = 60
    package static let mailerBytes = 512 * 1024 * 1024
    package static let mailerFileBytes = 1024 * 1024
    /// Invitations that are sent before it is noted that they were.
    package static let noticeBatch = 20
    /// How often it is looked whether somebody is to be written to of an invitation.
    package static let noticesEvery: Duration = .seconds(3)
    /// How often it is looked whether reminders are to be sent; a mail server that was away is asked again so soon.
    package static let mailerEvery: Duration = .seconds(60)
    /// How often published sittings are compared with their preparations.
    package static let sittingWatchEvery: Duration = .seconds(2)
}
