import Basics
import Testing

@testable import Conference

/// Opening a vote, voting, and what it comes to.
struct VoteTests {
    private let open = untilOpen + [.voteOpened(motion())]
    private let secret = untilOpen + [.voteOpened(motion(isSecret: true))]
    private let byDelegate = untilOpen + [.voteOpened(motion(.delegate))]
    private let secretByDelegate = untilOpen + [.voteOpened(motion(.delegate, isSecret: true))]

    private func cast(_ voter: VoterID, _ option: Int?) -> Event { .ballotCast(ballot, voter: voter, option: option) }

    @Test func `the chair puts a motion to the vote`() {
        var running = motion()
        running.item = talk
        check(untilOpen + [.itemStarted(talk)], .chair, .openVote(motion()), gives: .success([.voteOpened(running)]))
    }

    @Test func `a site puts nothing to the vote`() {
        check(untilOpen, at: hue, .openVote(motion()), gives: .failure(.notAllowed))
        check(untilOpen, .director, .openVote(motion()), gives: .failure(.notAllowed))
    }

    @Test func `votes are held in session, one at a time`() {
        check(untilOpen + [.sessionRecessed()], .chair, .openVote(motion()), gives: .failure(.notOpen))
        check(open, .chair, .openVote(motion()), gives: .failure(.voteUnderWay))
    }

    @Test(arguments: [["Một"], [], ["Có", "Có"], (0...10).map { "\($0)" }])
    func `a vote has two to ten different options`(options: [String]) {
        var bad = motion()
        bad.options = options
        check(untilOpen, .chair, .openVote(bad), gives: .failure(.badVote))
    }

    @Test(arguments: ["", "  ", String(repeating: "ă", count: 1_001)])
    func `what is put to the vote is said in words`(text: String) {
        var bad = motion()
        bad.title = text
        check(untilOpen, .chair, .openVote(bad), gives: .failure(.badText))
        bad = motion()
        bad.options[1] = text
        check(untilOpen, .chair, .openVote(bad), gives: .failure(.badText))
    }

    @Test func `a vote has a name of its own`() {
        check(open + [.voteClosed(ballot, counts: [0, 0])], .chair, .openVote(motion()), gives: .failure(.badVote))
        var bad = motion()
        bad.id = VoteID(rawValue: "Thông qua")
        check(untilOpen, .chair, .openVote(bad), gives: .failure(.badVote))
    }

    @Test func `a site votes`() {
        check(open, at: hue, .cast(ballot, option: 1), gives: .success([cast(VoterID(hue), 1)]))
        check(open, at: centre, .cast(ballot, option: 0), gives: .success([cast(VoterID(centre), 0)]))
    }

    @Test func `in a secret vote nobody is told what was chosen`() {
        check(secret, at: hue, .cast(ballot, option: 1), gives: .success([cast(VoterID(hue), nil)]))
        let vote = state(after: secret + [cast(VoterID(hue), nil)]).vote
        #expect(vote?.voted == [VoterID(hue)] && vote?.ballots == [:])
    }

    @Test func `nobody votes twice`() {
        check(open + [cast(VoterID(hue), 0)], at: hue, .cast(ballot, option: 1), gives: .failure(.alreadyVoted))
        check(secret + [cast(VoterID(hue), nil)], at: hue, .cast(ballot, option: 1), gives: .failure(.alreadyVoted))
    }

    @Test(arguments: [-1, 2, Int.min, .max])
    func `an option is one of those put`(option: Int) {
        check(open, at: hue, .cast(ballot, option: option), gives: .failure(.noSuchOption))
        check(secret, at: hue, .cast(ballot, option: option), gives: .failure(.noSuchOption))
    }

    @Test func `nobody votes in what is not put`() {
        check(untilOpen, at: hue, .cast(ballot, option: 0), gives: .failure(.unknownVote))
        check(open, at: hue, .cast(VoteID(rawValue: "khac"), option: 0), gives: .failure(.unknownVote))
    }

    @Test func `nobody votes in a recess`() {
        check(open + [.sessionRecessed()], at: hue, .cast(ballot, option: 0), gives: .failure(.notOpen))
    }

    @Test func `the chair does not vote`() {
        check(open, .chair, .cast(ballot, option: 0), gives: .failure(.notAllowed))
        check(open, .observer(hue), .cast(ballot, option: 0), gives: .failure(.notAllowed))
    }

    @Test func `a delegate votes with a link of their own`() {
        check(byDelegate, .delegate(dung, hue), .cast(ballot, option: 1), gives: .success([cast(VoterID(dung), 1)]))
        check(
            secretByDelegate, .delegate(dung, hue), .cast(ballot, option: 1),
            gives: .success([cast(VoterID(dung), nil)]))
    }

    @Test func `a delegate votes for nobody else`() {
        check(byDelegate, .delegate(dung, hue), .cast(ballot, option: 1, delegate: an), gives: .failure(.notAllowed))
    }

    @Test func `an operator votes for the delegates of the site, in an open vote`() {
        check(
            byDelegate, at: hue, .cast(ballot, option: 1, delegate: dung), gives: .success([cast(VoterID(dung), 1)]))
        check(byDelegate, at: hue, .cast(ballot, option: 1, delegate: an), gives: .failure(.delegateAtOtherSite))
        check(byDelegate, at: hue, .cast(ballot, option: 1), gives: .failure(.notEligible))
        check(secretByDelegate, at: hue, .cast(ballot, option: 1, delegate: dung), gives: .failure(.notEligible))
    }

    @Test func `when sites vote, delegates do not`() {
        check(open, .delegate(dung, hue), .cast(ballot, option: 1), gives: .failure(.notEligible))
        check(open, at: hue, .cast(ballot, option: 1, delegate: dung), gives: .failure(.notEligible))
    }

    @Test func `an open vote is counted from its ballots`() {
        let past = open + [cast(VoterID(hue), 1), cast(VoterID(hanoi), 1), cast(VoterID(centre), 0)]
        check(past, .chair, .closeVote(ballot), gives: .success([.voteClosed(ballot, counts: [1, 2])]))
    }

    @Test func `a secret vote is counted elsewhere`() {
        let past = secret + [cast(VoterID(hue), nil), cast(VoterID(hanoi), nil)]
        check(
            past, .chair, .closeVote(ballot, secretCounts: [2, 0]),
            gives: .success([.voteClosed(ballot, counts: [2, 0])]))
        for counts in [nil, [2], [1, 0], [2, 1], [3, -1], [.max, 2], [2, 0, 0]] as [[Int]?] {
            check(past, .chair, .closeVote(ballot, secretCounts: counts), gives: .failure(.badTally))
        }
    }

    @Test func `a result says how many could have voted`() {
        let bySite = state(after: open + [cast(VoterID(hue), 1), .voteClosed(ballot, counts: [0, 1])])
        #expect(bySite.vote == nil && bySite.votes == [VoteResult(motion(), counts: [0, 1], eligible: 6, at: noon)])
        #expect(state(after: byDelegate + [.voteClosed(ballot, counts: [0, 0])]).votes[0].eligible == 5)
    }

    @Test func `a vote is annulled without a trace`() {
        check(open, .chair, .annulVote(ballot), gives: .success([.voteAnnulled(ballot)]))
        let conference = state(after: open + [.voteAnnulled(ballot)])
        #expect(conference.vote == nil && conference.votes.isEmpty)
    }

    @Test func `a vote is ended before the conference is closed`() {
        check(open, .chair, .close, gives: .failure(.voteUnderWay))
    }

    @Test func `an open vote outlasts a recess`() {
        #expect(state(after: open + [.sessionRecessed(), .sessionResumed]).vote != nil)
    }
}
