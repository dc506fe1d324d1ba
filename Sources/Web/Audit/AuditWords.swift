import Accounts
import Basics
import Conference
import Foundation
import Journal

/// Puts acts into words: who and what, and about whom where that may be told.
///
/// What was said, written, voted or shown is in no line, and of a closed item not even its title.
struct AuditWords: Sendable {
    private let area: AuditArea
    private let names: AuditNames
    private let language: Language

    init(_ area: AuditArea, _ names: AuditNames, _ language: Language) {
        self.area = area
        self.names = names
        self.language = language
    }

    func line(_ act: RecordedAct, account: String?, place: String) -> AuditLine {
        let (type, body) = Self.event(act.body)
        return AuditLine(
            at: act.at, who: who(act, type, body, account), what: Self.words[type]?[language] ?? type, about: about(type, body),
            where: place, area: area)
    }

    /// The name of an event and its fields: flat JSON with a type, or one object under its name.
    private static func event(_ text: String) -> (type: String, body: [String: JSONValue]) {
        guard case .object(let whole) = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) else { return ("", [:]) }
        if case .text(let type) = whole["type"] { return (type, whole) }
        guard let (type, value) = whole.first, whole.count == 1 else { return ("", [:]) }
        if case .object(let body) = value { return (type, body) }
        return (type, [:])
    }

    // MARK: Who

    private func who(_ act: RecordedAct, _ type: String, _ body: [String: JSONValue], _ account: String?) -> String {
        guard area != .links else { return link(act.by, type) }
        guard case .object(let by) = try? JSONDecoder().decode(JSONValue.self, from: Data(act.by.utf8)) else { return "" }
        switch area {
        case .accounts:
            if case .object(let one) = by["account"], case .text(let id) = one["_0"] { return names.accounts[id] ?? id }
            // Who tried in vain is not known; whose name it was stands beside it.
            return Self.words[by["operator"] != nil ? "operator" : "system"]?[language] ?? ""
        case .preparation:
            if case .object(let one) = by["secretary"], case .text(let name) = one["name"] { return name }
            return Self.words[by["invitee"] != nil ? "invitee" : "system"]?[language] ?? ""
        case .conference, .followUp, .links:
            guard case .text(let role) = by["role"] else { return "" }
            let place = [("site", names.sites), ("agency", names.agencies), ("delegate", names.delegates)].compactMap { key, names in
                if case .text(let id) = by[key] { names[id] ?? id } else { nil }
            }.first
            let bearer = [Self.words["role.\(role)"]?[language] ?? role, place].compactMap(\.self).joined(separator: ", ")
            return account.map { "\($0) (\(bearer))" } ?? bearer
        }
    }

    /// The account that came in by it; who else bears a link is not known, and who made it with the command line neither.
    private func link(_ id: String, _ type: String) -> String {
        names.accounts[id] ?? (type == "linkUsed" ? Self.words["bearer"]?[language] : nil) ?? "–"
    }

    // MARK: About whom

    private func about(_ type: String, _ body: [String: JSONValue]) -> String? {
        switch area {
        case .accounts: return aboutAccount(type, body)
        case .preparation: return Self.title(body)?[language]
        case .conference:
            if case .text(let id) = body["site"] { return names.sites[id] }
            if case .text(let id) = body["item"] { return names.items[id] }
            return nil
        case .followUp:
            if case .text(let id) = body["agency"] { return names.agencies[id] }
            return nil
        case .links:
            guard case .text(let role) = body["role"] else { return nil }
            let site: String? = if case .text(let id) = body["site"] { names.sites[id] ?? names.agencies[id] ?? id } else { nil }
            return [Self.words["role.\(role)"]?[language] ?? role, site].compactMap(\.self).joined(separator: ", ")
        }
    }

    private func aboutAccount(_ type: String, _ body: [String: JSONValue]) -> String? {
        if case .text(let name) = body["name"] { return name }
        guard case .text(let id) = body["id"] else {
            if case .text(let pass) = body["pass"] { return pass }
            if case .text(let link) = body["link"] { return link }
            return nil
        }
        let means: String? = switch body["means"] {
        case .object(let means): means.keys.first.flatMap { Self.words["means.\($0)"]?[language] }
        default: nil
        }
        let way: String? = if case .text(let way) = body["way"] { Self.words["way.\(way)"]?[language] } else { nil }
        return [names.accounts[id] ?? id, means ?? way].compactMap(\.self).joined(separator: " · ")
    }

    /// The name or title of what was prepared, of a few kinds; of a closed item, and of what somebody will say, none.
    private static func title(_ body: [String: JSONValue]) -> Text? {
        for kind in ["heading", "sitting", "item", "site", "delegation", "person"] {
            guard case .object(let value) = body[kind], value["admits"] == nil else { continue }
            for key in ["title", "name"] {
                if case .text(let text) = value[key] { return Text(vi: text, en: text) }
                guard case .object(let both) = value[key], case .text(let vi) = both["vi"] else { continue }
                if case .text(let en) = both["en"], !en.isEmpty { return Text(vi: vi, en: en) }
                return Text(vi: vi, en: vi)
            }
        }
        return nil
    }
}

/// JSON of which little is known.
enum JSONValue: Decodable, Equatable, Sendable {
    case text(String), object([String: JSONValue]), other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let object = try? container.decode([String: JSONValue].self) {
            self = .object(object)
        } else {
            self = .other
        }
    }
}
