import Basics
import Conference
import FollowUp

/// Assignments as a table for a spreadsheet, in the reader's language.
struct FollowUpSheet: Sendable {
    let language: Language

    private static let heads = [
        Text(vi: "Số", en: "No."), Text(vi: "Nhiệm vụ", en: "Assignment"), Text(vi: "Chủ trì", en: "Lead"),
        Text(vi: "Phối hợp", en: "Coordinating"), Text(vi: "Trụ cột", en: "Pillars"), Text(vi: "Hạn", en: "Due"),
        Text(vi: "Trạng thái", en: "Status"), Text(vi: "Tiến độ (%)", en: "Progress (%)"),
        Text(vi: "Báo cáo gần nhất", en: "Last report"), Text(vi: "Sản phẩm", en: "Deliverable"), Text(vi: "Nguồn", en: "Source"),
    ]

    func text(of ids: [AssignmentID], _ followUp: FollowUp, on day: Day) -> String {
        var table = CSVTable(Self.heads.map { $0[language] })
        for row in AssignmentRow.rows(ids, followUp, on: day) { table.add(cells(row, followUp)) }
        return table.text
    }

    /// Beneath each group's name its assignments.
    func text(of review: Review, _ followUp: FollowUp, on day: Day) -> String {
        var table = CSVTable([Text(vi: "Nhóm", en: "Group")[language]] + Self.heads.map { $0[language] })
        for group in review.groups {
            let name = name(of: group.key, review.grouping, followUp)
            let ids = Set(group.done + group.open + group.late)
            for row in AssignmentRow.rows(followUp.inOrder(Array(ids), on: day), followUp, on: day) {
                table.add([name] + cells(row, followUp))
            }
        }
        return table.text
    }

    private func cells(_ row: AssignmentRow, _ followUp: FollowUp) -> [String] {
        func names(_ ids: [AgencyID]) -> String {
            ids.map { followUp.agencies[$0]?.name[language] ?? $0.rawValue }.joined(separator: "; ")
        }
        let due: String = switch row.deadline {
        case .dated: row.due.map { "\($0)" } ?? ""
        case .continuous: Text(vi: "Thường xuyên", en: "Continuous")[language]
        case .none: ""
        }
        return [
            "\(row.id.rawValue)", row.text, names([row.owner ?? row.lead]), names(row.coordinating),
            row.pillars.map { followUp.pillar($0)?.name[language] ?? $0.rawValue }.joined(separator: "; "), due,
            row.status.words[language], "\(row.progress / 100)", row.lastReport.map { "\($0)" } ?? "",
            row.deliverable ?? "", [row.source.document, row.source.words].compactMap(\.self).joined(separator: ": "),
        ]
    }

    private func name(of key: String?, _ grouping: Board.Grouping, _ followUp: FollowUp) -> String {
        guard let key else { return "" }
        return switch grouping {
        case .province, .agency: followUp.agencies[AgencyID(rawValue: key)]?.name[language] ?? key
        case .pillar: followUp.pillar(PillarID(rawValue: key))?.name[language] ?? key
        case .conference: key
        }
    }
}

extension Status {
    var words: Text {
        switch self {
        case .doneOnTime: Text(vi: "Xong đúng hạn", en: "Done on time")
        case .doneLate: Text(vi: "Xong quá hạn", en: "Done late")
        case .inTerm: Text(vi: "Trong hạn", en: "In term")
        case .dueSoon: Text(vi: "Sắp đến hạn", en: "Due soon")
        case .returned: Text(vi: "Trả lại", en: "Sent back")
        case .overdue: Text(vi: "Quá hạn", en: "Overdue")
        case .stopped: Text(vi: "Dừng", en: "Stopped")
        case .transferred: Text(vi: "Chuyển", en: "Transferred")
        }
    }
}
