import Basics

/// The test session: begun and ended any number of times between convening and opening.
extension Conference {
    func decideRehearsal(_ command: Command) throws(Refusal) -> [Event] {
        switch command {
        case .startRehearsal:
            guard phase == .convened else { throw .notBeforeOpening }
            guard !isRehearsing else { throw .rehearsalUnderWay }
            return [.rehearsalStarted]
        case .endRehearsal:
            guard isRehearsing else { throw .noRehearsal }
            return [.rehearsalEnded]
        case .reportTest(let site, let result):
            try require(site)
            guard let rehearsal, rehearsal.isOn else { throw .noRehearsal }
            guard rehearsal.sites[site]?.count ?? 0 < Limits.testsPerSite else { throw .tooManyTests }
            return [.siteTested(site, result)]
        default:
            preconditionFailure("a command of another subject")
        }
    }

    /// Whether a test session is under way.
    package var isRehearsing: Bool { rehearsal?.isOn ?? false }

    /// Opening the session ends the test session, as calling it off does.
    var endOfRehearsal: [Event] { isRehearsing ? [.rehearsalEnded] : [] }
}
