import Accounts
import Basics
import Conference
import Foundation
import Testing

@testable import Journal

/// The journal of accounts is the conferences'; the secrets beside it are used once, expire, and end with the account.
struct AccountsJournalTests {
    private let folder: Folder
    private let lan = AccountID(rawValue: "lan"), lifetime = CredentialStore.Lifetime(idle: 100, absolute: 1_000)

    init() throws {
        folder = try Folder()
    }

    private func opened() throws -> (journal: AccountsJournal, credentials: CredentialStore) {
        let journal = try AccountsJournal(path: folder.path)
        if try journal.fold().seq == 0 { _ = try journal.append(Accounts.opening, by: .system, at: noon, expecting: 0) }
        return (journal, CredentialStore(journal))
    }

    /// What journals have had from the first version on; a line is added for a new event, and none is changed.
    private static let written: [(AccountsEvent, String)] = [
        (.accountsOpened, #"{"accountsOpened":{}}"#),
        (
            .accountInvited(
                id: AccountID(rawValue: "a"), name: "Lan", signInName: "lan", email: "lan@x.vn",
                rights: [.administrator, .secretariat, .post(conference: ConferenceID(rawValue: "x"), as: .chair)]),
            #"{"accountInvited":{"email":"lan@x.vn","id":"a","name":"Lan","rights":[{"administrator":{}},{"secretariat":{}},{"post":{"as":{"role":"chair"},"conference":"x"}}],"signInName":"lan"}}"#
        ),
        (.invitationRenewed(id: AccountID(rawValue: "a")), #"{"invitationRenewed":{"id":"a"}}"#),
        (.accountChanged(id: AccountID(rawValue: "a"), name: "B", email: nil, rights: []), #"{"accountChanged":{"id":"a","name":"B","rights":[]}}"#),
        (.accountSuspended(id: AccountID(rawValue: "a")), #"{"accountSuspended":{"id":"a"}}"#),
        (.accountRestored(id: AccountID(rawValue: "a")), #"{"accountRestored":{"id":"a"}}"#),
        (.meansEnrolled(id: AccountID(rawValue: "a"), means: .password), #"{"meansEnrolled":{"id":"a","means":{"password":{}}}}"#),
        (.meansEnrolled(id: AccountID(rawValue: "a"), means: .passkey("PC")), #"{"meansEnrolled":{"id":"a","means":{"passkey":{"_0":"PC"}}}}"#),
        (
            .meansWithdrawn(id: AccountID(rawValue: "a"), means: .openID(issuer: "https://x")),
            #"{"meansWithdrawn":{"id":"a","means":{"openID":{"issuer":"https://x"}}}}"#
        ),
        (.signedIn(id: AccountID(rawValue: "a"), way: .passwordAndCode), #"{"signedIn":{"id":"a","way":"passwordAndCode"}}"#),
        (.signInFailed(id: AccountID(rawValue: "a")), #"{"signInFailed":{"id":"a"}}"#),
        (.signedOut(id: AccountID(rawValue: "a")), #"{"signedOut":{"id":"a"}}"#),
        (.otherSessionsEnded(id: AccountID(rawValue: "a")), #"{"otherSessionsEnded":{"id":"a"}}"#),
        (
            .conferenceEntered(id: AccountID(rawValue: "a"), entrance: WayIn(right: .secretariat, link: "l", expires: WallTime(milliseconds: 5))),
            #"{"conferenceEntered":{"entrance":{"expires":5,"link":"l","right":{"secretariat":{}}},"id":"a"}}"#
        ),
        (
            .deskPassSeen(pass: PassID(rawValue: "p"), name: "Lan", expires: WallTime(milliseconds: 5)),
            #"{"deskPassSeen":{"expires":5,"name":"Lan","pass":"p"}}"#
        ),
        (.deskPassRevoked(pass: PassID(rawValue: "p")), #"{"deskPassRevoked":{"pass":"p"}}"#),
        (.linkRevoked(link: "l", of: ConferenceID(rawValue: "x")), #"{"linkRevoked":{"link":"l","of":"x"}}"#),
    ]

    @Test func `events are written as they always were, and read again`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for (event, text) in Self.written {
            #expect(String(decoding: try encoder.encode(event), as: UTF8.self) == text)
            #expect(try JSONDecoder().decode(AccountsEvent.self, from: Data(text.utf8)) == event)
        }
    }

    @Test func `the accounts are there again after a restart`() throws {
        let (journal, _) = try opened()
        let events = try #require(try journal.fold().state).decide(
            .invite(lan, name: "Lan", signInName: "Lan", email: nil, rights: [.administrator]), by: .operator, at: noon)
        _ = try journal.append(events, by: .operator, at: noon, expecting: 1)
        let state = try #require(try AccountsJournal(path: folder.path).fold().state)
        #expect(state[lan]?.signInName == "lan" && state[lan]?.state == .invited)
        #expect(try AccountsJournal.verify(path: folder.path).entries == 2)
    }

    @Test func `an invitation is good until it expires, is used or replaced`() throws {
        let (_, credentials) = try opened()
        var random = SeededGenerator(seed: 1)
        let first = try credentials.invite(lan, expires: noon.advanced(bySeconds: 60), using: &random)
        #expect(try credentials.isInvitation(first, of: lan, at: noon))
        #expect(try !credentials.isInvitation(first, of: AccountID(rawValue: "binh"), at: noon))
        #expect(try !credentials.isInvitation(first, of: lan, at: noon.advanced(bySeconds: 60)))
        let second = try credentials.invite(lan, expires: noon.advanced(bySeconds: 60), using: &random)
        #expect(try !credentials.isInvitation(first, of: lan, at: noon) && credentials.isInvitation(second, of: lan, at: noon))
        try credentials.endInvitation(of: lan)
        #expect(try !credentials.isInvitation(second, of: lan, at: noon))
    }

    @Test func `an invitation voids every former way in`() throws {
        let (_, credentials) = try opened()
        var random = SeededGenerator(seed: 1)
        try credentials.setPassword(PasswordHash(salt: [UInt8](repeating: 1, count: 16), hash: [UInt8](repeating: 2, count: 32), rounds: 16, blockSize: 8, parallelism: 1), of: lan)
        try credentials.setCode([UInt8](repeating: 3, count: 20), step: 5, of: lan)
        #expect(try credentials.add(StoredPasskey(id: [1], account: lan, key: [2], counter: 0, label: "PC", created: noon)))
        try credentials.link("subject", of: "https://x", to: lan)
        let (_, cookie) = try credentials.start(lan, way: .passkey, client: "", limit: 5, at: noon, using: &random)
        _ = try credentials.invite(lan, expires: noon, using: &random)
        #expect(try credentials.password(of: lan) == nil && credentials.codeSecret(of: lan) == nil && credentials.passkeys(of: lan).isEmpty)
        #expect(try credentials.account(of: "subject", at: "https://x") == nil)
        #expect(try credentials.session(cookie, lifetime: lifetime, at: noon) == nil)
    }

    @Test func `a code is good once, and none before it any more`() throws {
        let (_, credentials) = try opened()
        try credentials.setCode([UInt8](repeating: 3, count: 20), step: 5, of: lan)
        #expect(try !credentials.useStep(5, of: lan) && credentials.useStep(7, of: lan))
        #expect(try !credentials.useStep(7, of: lan) && !credentials.useStep(6, of: lan) && credentials.useStep(8, of: lan))
    }

    @Test func `a passkey's counter grows, or stays nothing`() throws {
        let (_, credentials) = try opened()
        #expect(try credentials.add(StoredPasskey(id: [1], account: lan, key: [2], counter: 4, label: "PC", created: noon)))
        #expect(try !credentials.add(StoredPasskey(id: [1], account: AccountID(rawValue: "binh"), key: [2], counter: 4, label: "x", created: noon)))
        #expect(try !credentials.use([1], counter: 4, at: noon) && !credentials.use([1], counter: 0, at: noon))
        #expect(try credentials.use([1], counter: 5, at: noon) && credentials.passkey([1])?.counter == 5)
        #expect(try credentials.add(StoredPasskey(id: [2], account: lan, key: [2], counter: 0, label: "phone", created: noon)))
        #expect(try credentials.use([2], counter: 0, at: noon) && credentials.use([2], counter: 0, at: noon))
    }

    @Test func `a session ends unused, after its time, with the others, and when there are too many`() throws {
        let (_, credentials) = try opened()
        var random = SeededGenerator(seed: 1)
        func start(_ seconds: Int) throws -> (AccountSession, Token) {
            let made = try credentials.start(lan, way: .passkey, client: "", limit: 2, at: noon.advanced(bySeconds: seconds), using: &random)
            return (made.session, made.cookie)
        }
        func isIn(_ cookie: Token, _ seconds: Int) throws -> Bool {
            try credentials.session(cookie, lifetime: lifetime, at: noon.advanced(bySeconds: seconds)) != nil
        }
        let (_, first) = try start(0)
        #expect(try isIn(first, 99) && !isIn(first, 199))
        // Seen now and then it goes on, but not for ever.
        let (_, second) = try start(0)
        for seconds in stride(from: 90, to: 1_000, by: 90) { #expect(try isIn(second, seconds)) }
        #expect(try !isIn(second, 1_000))
        #expect(try !isIn(Token("something else"), 90))

        let (third, kept) = try start(1_000), (_, other) = try start(1_001)
        #expect(try credentials.sessions(of: lan, lifetime: lifetime, at: noon.advanced(bySeconds: 1_001)).count == 2)
        try credentials.endSessions(of: lan, but: third.id)
        #expect(try isIn(kept, 1_002) && !isIn(other, 1_002))
    }
}
