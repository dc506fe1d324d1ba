@testable import Accounts
import Basics
import Conference
import Testing

/// The rules of accounts, each as a past, a command and what it gives.
struct AccountsTests {
    static let lan = AccountID(rawValue: "lan"), binh = AccountID(rawValue: "binh"), hanh = AccountID(rawValue: "hanh")
    static let chair = Right.post(conference: ConferenceID(rawValue: "doi-ngoai"), as: .chair)
    static let now = WallTime(milliseconds: 1_000_000)

    static func invited(_ id: AccountID, _ rights: Right...) -> AccountsEvent {
        .accountInvited(id: id, name: id.rawValue, signInName: id.rawValue, email: nil, rights: rights)
    }

    static func active(_ id: AccountID, _ rights: Right...) -> [AccountsEvent] {
        [
            .accountInvited(id: id, name: id.rawValue, signInName: id.rawValue, email: nil, rights: rights),
            .meansEnrolled(id: id, means: .passkey("PC")),
        ]
    }

    static func after(_ past: [AccountsEvent]) -> Accounts {
        var accounts: Accounts?
        for (index, event) in ([.accountsOpened] + past).enumerated() {
            Accounts.apply(AccountsEntry(seq: index + 1, at: now, by: .operator, event: event), to: &accounts)
        }
        return accounts ?? Accounts()
    }

    private func check(
        _ past: [AccountsEvent], _ command: AccountsCommand, by actor: AccountsActor,
        gives expected: Result<[AccountsEvent], AccountsRefusal>, _ location: SourceLocation = #_sourceLocation
    ) {
        let given = Result<[AccountsEvent], AccountsRefusal> { () throws(AccountsRefusal) in
            try Self.after(past).decide(command, by: actor, at: Self.now)
        }
        #expect(given == expected, sourceLocation: location)
    }

    @Test func `the last active administrator cannot be suspended, nor lose the right`() {
        let past = Self.active(Self.lan, .administrator) + [Self.invited(Self.binh, .administrator)]
        check(past, .suspend(Self.lan), by: .account(Self.lan), gives: .failure(.lastAdministrator))
        check(past, .suspend(Self.lan), by: .operator, gives: .failure(.lastAdministrator))
        check(past, .renew(Self.lan), by: .account(Self.lan), gives: .failure(.lastAdministrator))
        check(
            past, .change(Self.lan, name: "lan", email: nil, rights: [.secretariat]), by: .account(Self.lan),
            gives: .failure(.lastAdministrator))
    }

    @Test func `the machine's operator can invite the last administrator anew`() {
        check(
            Self.active(Self.lan, .administrator), .renew(Self.lan), by: .operator, gives: .success([.invitationRenewed(id: Self.lan)]))
    }

    @Test func `one administrator of two can be suspended`() {
        let past = Self.active(Self.lan, .administrator) + Self.active(Self.binh, .administrator)
        check(past, .suspend(Self.lan), by: .account(Self.binh), gives: .success([.accountSuspended(id: Self.lan)]))
    }

    @Test func `a sign-in name is one person's, however it is written`() {
        let invite = AccountsCommand.invite(Self.binh, name: "Bình", signInName: " LAN ", email: nil, rights: [])
        check([Self.invited(Self.lan)], invite, by: .operator, gives: .failure(.signInNameTaken))
    }

    @Test func `an e-mail address is one person's`() {
        let past: [AccountsEvent] = [
            .accountInvited(id: Self.lan, name: "Lan", signInName: "lan", email: "lan@mofa.gov.vn", rights: []), Self.invited(Self.binh),
        ]
        let change = AccountsCommand.change(Self.binh, name: "Bình", email: "Lan@mofa.gov.vn", rights: [])
        check(past, change, by: .operator, gives: .failure(.emailTaken))
    }

    @Test func `whoever is no administrator makes no accounts and revokes nothing`() {
        let past = Self.active(Self.lan, .secretariat, Self.chair)
        for command in [
            .invite(Self.binh, name: "Bình", signInName: "binh", email: nil, rights: [.administrator]), .suspend(Self.lan),
            .revokePass(PassID(rawValue: "x")), .revokeLink("x", of: ConferenceID(rawValue: "y")), .renew(Self.lan), .restore(Self.lan),
        ] as [AccountsCommand] {
            check(past, command, by: .account(Self.lan), gives: .failure(.notAllowed))
        }
    }

    @Test func `an administrator who was suspended is none`() {
        let past = Self.active(Self.lan, .administrator) + Self.active(Self.binh, .administrator) + [.accountSuspended(id: Self.lan)]
        check(past, .suspend(Self.binh), by: .account(Self.lan), gives: .failure(.notAllowed))
    }

    @Test func `a password without a code lets nobody in`() {
        let past = [Self.invited(Self.lan), .meansEnrolled(id: Self.lan, means: .password)]
        check(past, .signIn(Self.lan, .passwordAndCode), by: .account(Self.lan), gives: .failure(.notActive))
        check(
            past + [.meansEnrolled(id: Self.lan, means: .code)], .signIn(Self.lan, .passwordAndCode), by: .account(Self.lan),
            gives: .success([.signedIn(id: Self.lan, way: .passwordAndCode)]))
    }

    @Test func `nobody signs in, enrols or signs out for another`() {
        let past = Self.active(Self.lan) + Self.active(Self.binh, .administrator)
        for command in [
            .signIn(Self.lan, .passkey), .enrol(Self.lan, .passkey("mine")), .signOut(Self.lan), .endOtherSessions(Self.lan),
        ] as [AccountsCommand] {
            check(past, command, by: .account(Self.binh), gives: .failure(.notAllowed))
        }
    }

    @Test func `the last way of signing in stays`() {
        let past = Self.active(Self.lan)
        check(past, .withdraw(Self.lan, .passkey("PC")), by: .account(Self.lan), gives: .failure(.lastMeans))
        check(
            past + [.meansEnrolled(id: Self.lan, means: .passkey("phone"))], .withdraw(Self.lan, .passkey("PC")), by: .account(Self.lan),
            gives: .success([.meansWithdrawn(id: Self.lan, means: .passkey("PC"))]))
    }

    @Test func `a conference is entered with the right to it, and with no other`() {
        let way = WayIn(right: Self.chair, link: "x", expires: Self.now.advanced(bySeconds: 60))
        check(Self.active(Self.lan, .secretariat), .enter(Self.lan, way), by: .account(Self.lan), gives: .failure(.notAllowed))
        check(
            Self.active(Self.lan, Self.chair), .enter(Self.lan, way), by: .account(Self.lan),
            gives: .success([.conferenceEntered(id: Self.lan, entrance: way)]))
    }

    @Test func `with a right go the links that were used under it`() {
        let way = WayIn(right: Self.chair, link: "x", expires: Self.now.advanced(bySeconds: 60))
        let before = Self.after(Self.active(Self.lan, Self.chair, .secretariat) + [.conferenceEntered(id: Self.lan, entrance: way)])
        for event in [
            .accountChanged(id: Self.lan, name: "lan", email: nil, rights: [.secretariat]), .accountSuspended(id: Self.lan),
            .invitationRenewed(id: Self.lan),
        ] as [AccountsEvent] {
            var after = before
            after.apply(AccountsEntry(seq: 9, at: Self.now, by: .operator, event: event))
            let expelled = after.expelled(since: before, at: Self.now)
            #expect(expelled.map(\.0) == [Self.lan] && expelled.map(\.1) == [[way]])
            #expect(after.shut == [way], "whoever begins anew would not know of it")
        }
    }

    @Test func `a desk pass is revoked once, and stays revoked`() {
        let pass = PassID(rawValue: "abc"), expires = Self.now.advanced(bySeconds: 60)
        let seen = AccountsEvent.deskPassSeen(pass: pass, name: "Lan", expires: expires)
        check([], .revokePass(pass), by: .operator, gives: .failure(.unknownPass))
        check([seen], .revokePass(pass), by: .operator, gives: .success([.deskPassRevoked(pass: pass)]))
        check([seen, .deskPassRevoked(pass: pass)], .revokePass(pass), by: .operator, gives: .failure(.alreadyRevoked))
        check([seen, .deskPassRevoked(pass: pass)], .seePass(pass, name: "Lan", expires: expires), by: .system, gives: .success([]))
    }

    @Test(arguments: [
        ("matkhau12345678", PasswordProblem.commonplace), ("Password1234!", .commonplace), ("aaaaaaaaaaaaaa", .commonplace),
        ("123456789012", .commonplace), ("abcdefghijklm", .commonplace), ("qwertyuiop123", .commonplace), ("hoinghihoinghi", .commonplace),
        ("ngắn", .tooShort), ("nguyen.lan có mèo vàng", .ownName), (String(repeating: "câu dài ", count: 30), .tooLong),
    ])
    func `what everybody tries first is no password`(password: String, problem: PasswordProblem) {
        #expect(PasswordRules.problem(password, of: "nguyen.lan@mofa.gov.vn") == problem)
    }

    @Test(arguments: ["mưa rơi trên mái đình làng", "correct horse battery staple", "Tr4n-Hung-Dao-1288"])
    func `a sentence is a password`(password: String) {
        #expect(PasswordRules.problem(password, of: "lan") == nil)
    }
}
