import Basics

/// The conference itself: its title, days, theme, form and central venue.
extension Record {
    mutating func readConference() {
        for sentence in grammar.lead(paragraphs: 2).prefix(6) { readAnnouncement(sentence.tokens) }
        // A teaser may stand before the paragraph that says what was held, where and when.
        if proposal.conference.title == .missing || proposal.conference.venue == .missing || proposal.conference.hosts.isEmpty {
            for sentence in grammar.lead(paragraphs: 5).prefix(12) where isHeld(sentence.tokens) {
                if proposal.conference.title == .missing { readAnnouncement(sentence.tokens) }
                if proposal.conference.venue == .missing { readVenue(sentence.tokens) }
                // The first sentence may name the conference only to say what was told there.
                if proposal.conference.hosts.isEmpty, firstTitle(sentence.tokens) != nil { readHosts(sentence.tokens) }
            }
        }
        if let headline = text.lines.first(where: { $0.role == .headline && !$0.isFurniture }) {
            if let title = firstTitle(headline.tokens), proposal.conference.title.value.map({ !isSameWords($0, title) }) ?? true {
                proposal.conference.shortTitle = .stated(text.words(title), text.span(title))
                if proposal.conference.edition == .missing, proposal.conference.title == .missing, let (number, words) = grammar.edition(in: title) {
                    proposal.conference.edition = .stated(number, text.span(words))
                }
            }
        }
        // A report's first line may only say that it is one; what it reports on stands below.
        if proposal.conference.title == .missing, proposal.conference.shortTitle == .missing,
           let title = text.lines.prefix(8).filter({ $0.role == .heading && !$0.isFurniture }).compactMap({ firstTitle($0.tokens) }).first {
            proposal.conference.title = .stated(text.words(title), text.span(title))
        }
        readForm()
    }

    private mutating func readHosts(_ range: Range<Int>) {
        proposal.conference.hosts = grammar.hosts(in: range).map { .stated(text.words($0), text.span($0)) }
    }

    private mutating func readAnnouncement(_ range: Range<Int>) {
        if proposal.conference.title == .missing, let title = firstTitle(range) {
            proposal.conference.title = .stated(text.words(title), text.span(title))
            if let (number, words) = grammar.edition(in: title) { proposal.conference.edition = .stated(number, text.span(words)) }
            readDate(range)
            readHosts(range)
            readTheme(range)
            readVenue(range)
        }
        if proposal.conference.start == .missing { readDate(range) }
        if proposal.conference.venue == .missing, isOfConference(range) { readVenue(range) }
    }

    /// "Ngày 3/2, tại Hà Nội, Bộ … tổ chức Hội nghị …": a sentence that begins with its day.
    private func isHeld(_ range: Range<Int>) -> Bool {
        guard grammar.date(range.lowerBound, range.upperBound) != nil else { return false }
        return range.contains { grammar.match(.organise, $0, range.upperBound) != nil || grammar.match(.chair, $0, range.upperBound) != nil }
    }

    func isSameWords(_ value: String, _ range: Range<Int>) -> Bool {
        var tokenizer = Tokenizer(Array(value.utf8), gazetteer: nil)
        guard tokenizer.run() else { return false }
        let words = tokenizer.tokens.filter { $0.kind == .word || $0.kind == .number }.map(\.hash)
        return words == range.filter { text.tokens[$0].kind == .word || text.tokens[$0].kind == .number }.map { text.tokens[$0].hash }
    }

    func firstTitle(_ range: Range<Int>) -> Range<Int>? {
        for index in range where grammar.starts(.conference, index) && text.tokens[index].kind == .word {
            // "Trung tâm Hội nghị Quốc gia" is a house.
            if index > range.lowerBound, grammar.isWord(.centre, index - 1, range.upperBound) { continue }
            if let title = grammar.conferenceTitle(index, range.upperBound) { return title }
        }
        return nil
    }

    mutating func readDate(_ range: Range<Int>) {
        for index in range {
            guard text.tokens[index].kind == .word || text.tokens[index].kind == .number, let date = grammar.date(index, range.upperBound) else { continue }
            let span = text.span(date.whole)
            proposal.conference.start = .stated(date.date, span)
            if let end = date.end { proposal.conference.end = .stated(end, span) }
            if let session = date.session {
                proposal.conference.session = .stated(text.words(session.lowerBound..<(session.lowerBound + 1)), text.span(session))
            }
            if date.isDoubtful { proposal.doubts.append(.init(reason: .dateInTwoReadings, words: span.text, span: span)) }
            if date.date.day > PartialDate.days(of: date.date.month, date.date.year) {
                proposal.doubts.append(.init(reason: .impossibleDate, words: span.text, span: span))
            }
            return
        }
    }

    mutating func readTheme(_ range: Range<Int>) {
        for index in range {
            guard let theme = grammar.match(.theme, index, range.upperBound) else { continue }
            var start = theme.end
            if grammar.isKind(.colon, start, range.upperBound) { start += 1 }
            guard grammar.isKind(.quote, start, range.upperBound) else { continue }
            var end = start + 1
            while end < range.upperBound, text.tokens[end].kind != .quote { end += 1 }
            if end > start + 1, end < range.upperBound {
                let words = (start + 1)..<end
                proposal.conference.theme = .stated(text.words(words), text.span(words))
            }
            return
        }
    }

    /// "tại Hà Nội, hội nghị … khai mạc": where it was held, when no "điểm cầu" is the central one.
    /// "Hội nghị được tổ chức …", "Hội nghị kết nối từ …": what the sentence says is said of the conference.
    func isOfConference(_ range: Range<Int>) -> Bool {
        guard let head = grammar.match(.conference, range.lowerBound, range.upperBound) else { return false }
        return (head.end..<min(head.end + 6, range.upperBound)).contains { isConnecting($0, range) || grammar.match(.organise, $0, range.upperBound) != nil }
    }

    /// "kết nối", "kết nối trực tuyến".
    func isConnecting(_ index: Int, _ range: Range<Int>) -> Bool {
        grammar.isWord(.tie, index, range.upperBound) && grammar.isWord(.join, index + 1, range.upperBound)
    }

    mutating func readVenue(_ range: Range<Int>) {
        let named = grammar.sites(in: text.sentences.first.map { $0.tokens.lowerBound..<min(text.tokens.count, $0.tokens.lowerBound + 400) } ?? range)
        guard !named.contains(where: \.isCentral) else { return }
        for index in range where grammar.starts(.at, index) && text.tokens[index].kind == .word {
            let isFrom = grammar.isWord(.from, index, range.upperBound)
            guard !grammar.isWord(.until, index, range.upperBound), !isFrom || (max(range.lowerBound, index - 4)..<index).contains(where: { isConnecting($0, range) }),
                  index + 1 < range.upperBound, grammar.match(.site, index + 1, range.upperBound) == nil else { continue }
            guard let name = grammar.placeName(index + 1, range.upperBound), !isOfSites(index, name.upperBound, range) else { continue }
            // "tại trụ sở Bộ Tư pháp", and then "tại điểm cầu Bộ Tư pháp": one hall.
            if named.contains(where: { $0.name.count < name.count && text.hash($0.name) == text.hash(name.suffix($0.name.count)) }) { continue }
            let whole = index..<name.upperBound
            proposal.conference.venue = .stated(text.words(name), text.span(whole))
            proposal.sites.append(.init(
                name: text.words(name), level: .central, province: grammar.match(.province, name.lowerBound, name.upperBound).map {
                    .stated(text.words(name.lowerBound..<$0.end), text.span(name.lowerBound..<$0.end))
                } ?? .missing, quote: text.span(whole)))
            venueSite = proposal.sites.count - 1
            sitesByName[text.hash(name)] = venueSite
            return
        }
    }

    /// "20 điểm cầu tại Hải quan các địa phương", "điểm cầu từ Trung ương đến cấp xã": where the others sit.
    private func isOfSites(_ at: Int, _ end: Int, _ range: Range<Int>) -> Bool {
        if (1...3).contains(where: { at - $0 >= range.lowerBound && grammar.match(.site, at - $0, at)?.end == at }) { return true }
        return grammar.isOfMany(end, range.upperBound) 
            || grammar.match(.generalsite, at + 1, end)?.end == end && grammar.isWord(.until, end, range.upperBound)
    }

    mutating func readForm() {
        var best: (ConferenceForm, Span)?
        let lead = grammar.lead(paragraphs: 4).prefix(14)
        var ranges = lead.map(\.tokens)
        let titleStart = proposal.conference.title.span?.start
        if let headline = text.lines.first(where: { $0.role == .headline && !$0.isFurniture }) { ranges.append(headline.tokens) }
        for range in ranges {
            var inPerson: Int?
            for index in range where text.tokens[index].kind == .word {
                guard let form = grammar.match(.form, index, range.upperBound) else { continue }
                // "trực tuyến" alone may be how one person takes part.
                let isOfConference = form.end - index > 2 || inPerson != nil || range.contains { Int(text.tokens[$0].start) == titleStart } || range == ranges.last
                guard isOfConference else { continue }
                var value: ConferenceForm = form.meaning == "hybrid" ? .hybrid : form.meaning == "online" ? .online : .inPerson
                // "trực tiếp tại Hà Nội và trực tuyến tới …" says it in two places.
                if value == .online, inPerson != nil { value = .hybrid }
                if value == .inPerson { inPerson = index }
                let isStronger = best == nil || value == .hybrid && best?.0 != .hybrid
                if isStronger { best = (value, text.span((value == .hybrid ? inPerson ?? index : index)..<form.end)) }
            }
        }
        if let best { proposal.conference.form = .stated(best.0, best.1) }
    }

    mutating func finishConference() {
        let chairs = proposal.people.filter { $0.attends && $0.roles.contains("chủ trì") }
        // Who chairs at a province's site does not chair the conference.
        func isCentral(_ person: Proposal.Person) -> Bool { person.site.value.map { proposal.sites[$0].level == .central } ?? true }
        if let chair = chairs.first(where: isCentral) ?? chairs.first {
            proposal.conference.chair = .stated(chair.name, chair.quote)
        }
        if proposal.conference.venue == .missing, let central = proposal.sites.first(where: { $0.level == .central }) {
            proposal.conference.venue = .stated(central.name, central.quote)
        }
        promoteCentral()
        if let count = proposal.figures.first(where: { $0.kind == .siteCount }), case .exactly(let value) = count.value {
            proposal.conference.connectedSites = .stated(value.digits, count.words)
        }
        readLastDay()
        inferYear()
        if proposal.conference.title == .missing, proposal.conference.shortTitle == .missing, proposal.people.isEmpty {
            proposal.doubts.append(.init(reason: .noConference, words: "", span: nil))
        }
    }

    /// The hall that is named first, before any province, is the central one.
    mutating func promoteCentral() {
        guard !proposal.sites.contains(where: { $0.level == .central }), proposal.sites.count > 1, let first = proposal.sites.first,
              first.level == .agency else { return }
        proposal.sites[0].level = .central
        if proposal.conference.venue == .missing { proposal.conference.venue = .inferred(first.name, basis: "first site named", first.quote) }
    }

    mutating func readLastDay() {
        guard proposal.conference.end == .missing, let start = proposal.conference.start.value else { return }
        for sentence in text.sentences {
            for index in sentence.tokens where text.tokens[index].kind == .word {
                guard let cue = grammar.match(.untilday, index, sentence.tokens.upperBound) else { continue }
                for next in cue.end..<min(cue.end + 3, sentence.tokens.upperBound) {
                    guard let date = grammar.date(next, sentence.tokens.upperBound) else { continue }
                    let end = date.end ?? date.date
                    if (end.month, end.day) >= (start.month, start.day) || end.month == 1 {
                        proposal.conference.end = .stated(end, text.span(index..<date.whole.upperBound))
                    }
                    return
                }
            }
        }
    }

    /// "phiên họp thường kỳ tháng 6 năm 2024".
    func yearOfMonth(in title: Span) -> (Int, Span)? {
        for sentence in text.sentences.prefix(6) {
            let range = sentence.tokens
            for index in range where Int(text.tokens[index].start) >= title.start && Int(text.tokens[index].end) <= title.end {
                guard grammar.isWord(.month, index, range.upperBound), index + 3 < range.upperBound, text.integer(index + 1) != nil,
                      grammar.isWord(.year, index + 2, range.upperBound), let year = text.integer(index + 3), (1990...2200).contains(year) else { continue }
                return (year, text.span(index..<(index + 4)))
            }
        }
        return nil
    }

    /// The year, where the day does not say it: from when the article came out, or from what the text says of the year.
    mutating func inferYear() {
        guard let start = proposal.conference.start.value else { return }
        if let year = start.year, let span = proposal.conference.start.span {
            proposal.conference.year = .stated(year, span)
            return
        }
        if let published = proposal.article.published.value, let year = published.year {
            proposal.conference.year = .inferred(
                start.month > published.month + 6 ? year - 1 : year, basis: "publication date", proposal.article.published.span)
            return
        }
        if let title = proposal.conference.title.span, let (year, words) = yearOfMonth(in: title) {
            proposal.conference.year = .inferred(year, basis: "month in the title", words)
            return
        }
        for sentence in text.sentences {
            let range = sentence.tokens
            for index in range where grammar.isWord(.year, index, range.upperBound) {
                guard index + 1 < range.upperBound, let year = text.integer(index + 1), (1990...2200).contains(year) else { continue }
                let words = text.span(index..<(index + 2))
                // "triển khai nhiệm vụ năm 2025" of a conference held at the turn of the year.
                if index - range.lowerBound >= 1, grammar.match(.listunit, index - 2 < range.lowerBound ? index - 1 : index - 2, index) != nil,
                   start.month >= 11 || start.month <= 3 {
                    proposal.conference.year = .inferred(start.month >= 11 ? year - 1 : year, basis: "year of the tasks", words)
                    return
                }
                // "11 tháng của năm 2021".
                let back = grammar.isWord(.of, index - 1, range.upperBound) ? index - 2 : index - 1
                if back - 1 >= range.lowerBound, grammar.isWord(.month, back, range.upperBound) || grammar.isWord(.first, back, range.upperBound),
                   text.tokens[back - 1].kind == .number || grammar.isWord(.month, back - 1, range.upperBound) {
                    proposal.conference.year = .inferred(year, basis: "months reported of that year", words)
                    return
                }
            }
        }
    }
}
