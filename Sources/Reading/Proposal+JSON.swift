/// The proposal as `dienhong read` prints it; docs/reading.md describes the members.
extension Proposal {
    package var json: JSONText {
        .object([
            ("schema", .string("dienhong-proposal/1")),
            ("offsets", .string("Unicode scalars from the beginning of the text, end exclusive; line is 1-based")),
            ("article", .object([
                ("headline", span(article.headline)), ("byline", span(article.byline)),
                ("published", field(article.published) { .string($0.words) }),
            ])),
            ("conference", conferenceJSON),
            ("sites", .array(sites.map { site in
                .object([
                    ("name", .string(site.name)), ("level", .string(site.level.rawValue)),
                    ("province", field(site.province) { .string($0) }), ("quote", span(site.quote)),
                ])
            })),
            ("people", .array(people.map(personJSON))),
            ("groups", .array(groups.map { .object([("text", span($0.words)), ("site", .int($0.site))]) })),
            ("speeches", .array(speeches.enumerated().map { speechJSON($1, order: $0 + 1) })),
            ("figures", .array(figures.map(figureJSON))),
            ("lessons", .array(lessons.map(itemJSON))),
            ("tasks", .array(tasks.map(itemJSON))),
            ("directives", .array(directives.map { directive in
                .object([
                    ("speaker", name(directive.speaker)), ("addressee", field(directive.addressee) { .string($0) }), ("text", span(directive.words)),
                ])
            })),
            ("documents", .array(documents.map { span($0) })),
            ("furniture", .array(furniture.map { span($0) })),
            ("doubts", .array(doubts.map { .object([("reason", .string($0.reason.rawValue)), ("words", .string($0.words)), ("quote", span($0.span))]) })),
        ])
    }

    private var conferenceJSON: JSONText {
        let conference = conference
        return .object([
            ("title", field(conference.title) { .string($0) }), ("short_title", field(conference.shortTitle) { .string($0) }),
            ("edition", field(conference.edition) { .int($0) }), ("theme", field(conference.theme) { .string($0) }),
            ("start", field(conference.start) { .string($0.words) }), ("end", field(conference.end) { .string($0.words) }),
            ("year", field(conference.year) { .int($0) }), ("session", field(conference.session) { .string($0) }),
            ("form", field(conference.form) { .string($0.rawValue) }),
            ("hosts", .array(conference.hosts.map { field($0) { .string($0) } })),
            ("chair", field(conference.chair) { .string($0) }), ("venue", field(conference.venue) { .string($0) }),
            ("connected_sites", field(conference.connectedSites) { .int($0) }),
        ])
    }

    private func personJSON(_ person: Person) -> JSONText {
        .object([
            ("name", .string(person.name)), ("name_quote", span(person.nameSpan)),
            ("titles", .array(person.titles.map { title in
                .object([("title", .string(title.name)), ("status", .string(title.isFromGroup ? "inferred" : "stated")), ("quote", span(title.span))])
            })),
            ("site", field(person.site) { .int($0) }), ("site_name", .text(person.site.value.map { sites[$0].name })),
            ("attends", .bool(person.attends)), ("roles", .array(person.roles.map { .string($0) })), ("quote", span(person.quote)),
        ])
    }

    private func speechJSON(_ speech: Speech, order: Int) -> JSONText {
        .object([
            ("order", .int(order)), ("speaker", name(speech.speaker)), ("speakers", span(speech.speakers)),
            ("kind", field(speech.kind) { .string($0.rawValue) }), ("kind_vi", .text(speech.kind.value?.words)),
            ("topic", field(speech.topic) { .string($0) }), ("titles", .array(speech.titles.map { .string($0) })), ("quote", span(speech.quote)),
        ])
    }

    private func figureJSON(_ figure: Figure) -> JSONText {
        var members: [(String, JSONText)] = []
        switch figure.value {
        case .exactly(let value): members = [("value", .number(value.words)), ("value_base", base(value, figure.multiplier))]
        case .part(let value, let total): members = [("value", .number(value.words)), ("of_total", .number(total.words))]
        case .range(let low, let high):
            members = [("value", .null), ("value_min", .number(low.words)), ("value_max", .number(high.words))]
        case .magnitude(let size): members = [("value", .null), ("magnitude", .int(size))]
        case .period(let from, let to, let stated):
            members = [("value", .null), ("period_start", .int(from)), ("period_end", .int(to)), ("stated_length", .int(stated))]
        }
        return .object(members + [
            ("unit", .string(figure.unit)), ("kind", .string(figure.kind.rawValue)), ("qualifier", .text(figure.qualifier?.rawValue)),
            ("qualifier_vi", .text(figure.qualifierWords)), ("as_of", span(figure.asOf)), ("speaker", name(figure.speaker)),
            ("words", span(figure.words)), ("quote", span(figure.quote)),
        ])
    }

    private func base(_ value: Decimal, _ multiplier: Int) -> JSONText {
        guard multiplier > 1 else { return .null }
        return .number("\(Int((value.value * Double(multiplier)).rounded()))")
    }

    private func itemJSON(_ item: Item) -> JSONText {
        .object([
            ("number", .int(item.number)), ("ordinal", span(item.marker)), ("text", span(item.words)), ("speaker", name(item.speaker)),
            ("lead", field(item.lead) { .string($0) }), ("deadline", field(item.deadline) { .string($0) }),
            ("pillars", .array(item.pillars.map { .string($0) })),
        ])
    }

    private func name(_ person: Int?) -> JSONText { .text(person.map { people[$0].name }) }

    private func span(_ span: Span?) -> JSONText {
        guard let span else { return .null }
        return .object([("text", .string(span.text)), ("start", .int(span.start)), ("end", .int(span.end)), ("line", .int(span.line))])
    }

    private func field<Value>(_ field: Field<Value>, _ json: (Value) -> JSONText) -> JSONText {
        switch field {
        case .stated(let value, let words): .object([("status", .string("stated")), ("value", json(value)), ("quote", span(words))])
        case .inferred(let value, let basis, let words):
            .object([("status", .string("inferred")), ("value", json(value)), ("basis", .string(basis)), ("quote", span(words))])
        case .missing: .object([("status", .string("missing"))])
        }
    }
}

extension PartialDate {
    /// As ISO 8601 writes it; "--12-14" where the year is not said.
    package var words: String {
        let rest = "\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        return year.map { "\($0)-\(rest)" } ?? "--\(rest)"
    }
}

extension Decimal {
    package var words: String {
        guard places > 0 else { return "\(digits)" }
        var text = "\(digits)"
        while text.utf8.count <= places { text = "0" + text }
        let split = text.index(text.endIndex, offsetBy: -places)
        return "\(text[..<split]).\(text[split...])"
    }
}
