import Conference
import Foundation
import Web

/// One link as a line of CSV (RFC 4180): id, role, site, the name of who or what it is for, the address.
struct LinkLine: Equatable {
    var id: String
    var role: Role
    var site: String
    var name: String
    var url: String

    static let head = "id,role,site,name,link"

    init(_ made: MadeLink, in plan: ConferencePlan, url: String) {
        id = made.link.id
        role = made.link.role
        site = made.link.site?.rawValue ?? ""
        name = made.link.delegate.flatMap(plan.delegate)?.name
            ?? plan.channels.first { $0.id == made.link.channel }?.name.vi
            ?? plan.sites.first { $0.id == made.link.site }?.name.vi ?? ""
        self.url = url + made.path
    }

    /// `nil` for a line that is no link, such as the head.
    init?(_ line: some StringProtocol) {
        let fields = Self.fields(line)
        guard fields.count == 5, let role = Role(rawValue: fields[1]), fields[4].contains("://") else { return nil }
        (id, site, name, url) = (fields[0], fields[2], fields[3], fields[4])
        self.role = role
    }

    var text: String {
        [id, role.rawValue, site, name, url].map(Self.quoted).joined(separator: ",")
    }

    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { ",\"\n".contains($0) }) else { return field }
        return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    private static func fields(_ line: some StringProtocol) -> [String] {
        var fields = [""], isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}

extension [LinkLine] {
    var csv: String { ([LinkLine.head] + map(\.text)).joined(separator: "\n") + "\n" }
}
