import Basics

extension Limits {
    /// A long resolution is half a megabyte of text; what is longer is not one document.
    package static let readingTextBytes = 4 * 1024 * 1024
    /// Phrases of all gazetteers; a country's agencies and communes fit ten times.
    package static let readingPhrases = 200_000
    /// What one reading proposes of a kind; beyond it, it is no record of a conference.
    package static let readingProposals = 4_096
    /// Tokens that are read as one sentence; a list of two hundred people with their titles fits.
    package static let readingSentence = 3_000
    /// Items of all counted lists.
    package static let readingItems = 1_024
    /// Texts that are read together.
    package static let readingTexts = 32
    /// A DOCX, an HTML page or a PDF as it comes; pictures make them large.
    package static let readingFileBytes = 32 * 1024 * 1024
    /// The markup of one Word document: some ten times its text.
    package static let readingMarkupBytes = 10 * readingTextBytes
    /// Tags within tags of one document.
    package static let readingDepth = 256
}
