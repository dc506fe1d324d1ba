/// Words of a text, and where they stand.
package struct Span: Hashable, Sendable {
    package var text: String
    /// Unicode scalars from the beginning of the text; the end is one past the last.
    package var start: Int
    package var end: Int
    /// 1-based.
    package var line: Int
}

/// One fact of a proposal: said by the text, concluded from something that is named, or absent.
package enum Field<Value: Hashable & Sendable>: Hashable, Sendable {
    case stated(Value, Span)
    case inferred(Value, basis: String, Span?)
    case missing

    package var value: Value? {
        switch self {
        case .stated(let value, _), .inferred(let value, _, _): value
        case .missing: nil
        }
    }

    package var span: Span? {
        switch self {
        case .stated(_, let span): span
        case .inferred(_, _, let span): span
        case .missing: nil
        }
    }
}

/// A day as a text gives it, perhaps without its year.
package struct PartialDate: Hashable, Sendable {
    package var day: Int
    package var month: Int
    package var year: Int?
}

package enum ConferenceForm: String, Hashable, Sendable { case online, hybrid, inPerson }

/// The kinds of speeches of the programme, as a text names them.
package enum SpeechKind: String, Hashable, Sendable, CaseIterable {
    case opening, welcome, report, intervention, discussion, directive, conclusion, response, closing, speech

    package var words: String {
        switch self {
        case .opening: "phát biểu khai mạc"
        case .welcome: "phát biểu chào mừng"
        case .report: "báo cáo"
        case .intervention: "tham luận"
        case .discussion: "thảo luận"
        case .directive: "phát biểu chỉ đạo"
        case .conclusion: "phát biểu kết luận"
        case .response: "tiếp thu ý kiến chỉ đạo"
        case .closing: "phát biểu bế mạc"
        case .speech: "phát biểu"
        }
    }
}

/// What one text is proposed to mean; nothing in it is without its words or its basis.
package struct Proposal: Hashable, Sendable {
    package struct Article: Hashable, Sendable {
        package var headline: Span?
        package var byline: Span?
        package var published: (Field<PartialDate>) = .missing
    }

    package struct Conference: Hashable, Sendable {
        package var title: Field<String> = .missing
        package var shortTitle: Field<String> = .missing
        package var edition: Field<Int> = .missing
        package var theme: Field<String> = .missing
        package var start: Field<PartialDate> = .missing
        package var end: Field<PartialDate> = .missing
        package var year: Field<Int> = .missing
        package var session: Field<String> = .missing
        package var form: Field<ConferenceForm> = .missing
        package var hosts: [Field<String>] = []
        package var chair: Field<String> = .missing
        package var venue: Field<String> = .missing
        package var connectedSites: Field<Int> = .missing
    }

    package struct Site: Hashable, Sendable {
        package enum Level: String, Hashable, Sendable { case central, province, agency, other }
        package var name: String
        package var level: Level
        package var province: Field<String>
        package var quote: Span
    }

    package struct Title: Hashable, Sendable {
        package var name: String
        package var span: Span
        /// The head of a list gave it, not the words beside the name.
        package var isFromGroup: Bool
    }

    package struct Person: Hashable, Sendable {
        package var name: String
        package var nameSpan: Span
        package var titles: [Title]
        /// An index into `sites`.
        package var site: Field<Int>
        package var attends: Bool
        package var roles: [String]
        package var quote: Span
    }

    package struct Group: Hashable, Sendable {
        package var words: Span
        package var site: Int?
    }

    package struct Speech: Hashable, Sendable {
        /// An index into `people`.
        package var speaker: Int?
        package var speakers: Span?
        package var kind: Field<SpeechKind>
        package var topic: Field<String>
        package var titles: [String]
        package var quote: Span
    }

    package struct Item: Hashable, Sendable {
        package var number: Int
        package var marker: Span
        package var words: Span
        package var speaker: Int?
        package var lead: Field<String>
        package var deadline: Field<String>
        package var pillars: [String]
    }

    package struct Directive: Hashable, Sendable {
        package var speaker: Int?
        package var addressee: Field<String>
        package var words: Span
    }

    /// Something that a person should look at before accepting.
    package struct Doubt: Hashable, Sendable {
        package enum Reason: String, Hashable, Sendable {
            case announcedCountDiffers, announcedWithoutList, numbersMissing, dateInTwoReadings, impossibleDate
            case nameLikeTitle, nameLikePlace, sameNameTwoPeople, unfinished, figuresDiffer, noConference, kindOfListUnknown
        }
        package var reason: Reason
        package var words: String
        package var span: Span?
    }

    package var article = Article()
    package var conference = Conference()
    package var sites: [Site] = []
    package var people: [Person] = []
    package var groups: [Group] = []
    package var speeches: [Speech] = []
    package var figures: [Figure] = []
    package var lessons: [Item] = []
    package var tasks: [Item] = []
    package var directives: [Directive] = []
    package var documents: [Span] = []
    package var furniture: [Span] = []
    package var doubts: [Doubt] = []
}

extension PartialDate {
    /// Days of a month; of February without a year, what it may have.
    static func days(of month: Int, _ year: Int?) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year.map { ($0 % 4 == 0 && $0 % 100 != 0) || $0 % 400 == 0 ? 29 : 28 } ?? 29
        default: 31
        }
    }
}
