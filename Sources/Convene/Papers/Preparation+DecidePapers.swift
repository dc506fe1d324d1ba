import Basics
import Conference

extension Preparation {
    func decidePapers(_ command: PreparationCommand) throws(PreparationRefusal) -> [PreparationEvent] {
        switch command {
        case .bringPaper(let paper, let item, let title, let version):
            return try bring(paper, item, title, version)
        case .removePaper(let paper, let revision):
            try requireFresh(papers[paper], revision, .paper(id: paper))
            guard papers[paper] != nil else { throw .unknownPaper }
            return [.paperRemoved(paper: paper)]
        case .openPaper(let id, let invitee):
            guard let paper = papers[id]?.value, mayRead(paper, invitee) else { throw .unknownPaper }
            let version = paper.versions.count
            return openings[id]?[invitee] == version ? [] : [.paperOpened(paper: id, version: version, by: invitee)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    private func bring(
        _ id: PaperID, _ item: ItemID, _ title: String, _ version: PaperVersion
    ) throws(PreparationRefusal) -> [PreparationEvent] {
        guard items[item] != nil else { throw .unknownItem }
        guard Self.isName(title), Self.isName(version.name) else { throw .badName }
        if let former = papers[id]?.value {
            guard former.item == item else { throw .unknownPaper }
            guard former.versions.count < Limits.paperVersions else { throw .tooMany }
            // The same again is no new version.
            guard former.versions.last != version || former.title != title else { return [] }
            return [.paperBrought(paper: id, item: item, title: title, version: version)]
        }
        guard id.rawValue.isEmpty else { throw .unknownPaper }
        guard papers.values.count(where: { $0.value.item == item }) < Limits.papersOfItem else { throw .tooMany }
        let name = Folding.shortName(title, or: "tai-lieu") { papers[PaperID(rawValue: $0)] != nil || removedPapers.contains(PaperID(rawValue: $0)) }
        return [.paperBrought(paper: PaperID(rawValue: name), item: item, title: title, version: version)]
    }
}
