package import Basics
import Conference

extension Accounts {
    package func decide(
        _ command: AccountsCommand, by actor: AccountsActor, at now: WallTime
    ) throws(AccountsRefusal) -> [AccountsEvent] {
        switch command {
        case .invite(let id, let name, let signInName, let email, let rights):
            // The sign-in of an organisation brings its own people, without rights.
            guard actor == .system && rights.isEmpty || isAdministrator(actor) else { throw .notAllowed }
            return [try invited(id, name, signInName, email, rights)]
        case .renew(let id):
            try requireAdministrator(actor)
            guard try known(id).state != .suspended else { throw .suspended }
            // Who reads the data folder may mend even the last administrator's account.
            if actor != .operator { try requireAdministrator(besides: id) }
            return [.invitationRenewed(id: id)]
        case .change(let id, let name, let email, let rights):
            try requireAdministrator(actor)
            return try changed(try known(id), name, email, rights)
        case .suspend(let id):
            try requireAdministrator(actor)
            guard try !known(id).isSuspended else { throw .alreadySuspended }
            try requireAdministrator(besides: id)
            return [.accountSuspended(id: id)]
        case .restore(let id):
            try requireAdministrator(actor)
            guard try known(id).isSuspended else { throw .notSuspended }
            return [.accountRestored(id: id)]
        case .enrol(let id, let means): return [try enrolled(id, means, by: actor)]
        case .withdraw(let id, let means): return [try withdrawn(id, means, by: actor)]
        case .signIn(let id, let way):
            try requireOneself(id, actor)
            try requireActive(id)
            return [.signedIn(id: id, way: way)]
        case .failSignIn(let id):
            guard actor == .system else { throw .notAllowed }
            _ = try known(id)
            return [.signInFailed(id: id)]
        case .signOut(let id):
            try requireOneself(id, actor)
            return [.signedOut(id: try known(id).id)]
        case .endOtherSessions(let id):
            try requireOneself(id, actor)
            return [.otherSessionsEnded(id: try known(id).id)]
        case .enter(let id, let entrance):
            try requireOneself(id, actor)
            let account = try requireActive(id)
            guard account.rights.contains(entrance.right), entrance.right != .administrator else { throw .notAllowed }
            guard account.entrances.count(where: { $0.expires > now }) < Limits.entrancesPerAccount else { throw .tooManyEntrances }
            return [.conferenceEntered(id: id, entrance: entrance)]
        case .seePass(let pass, let name, let expires):
            guard actor == .system || actor == .operator else { throw .notAllowed }
            guard passes[pass] == nil else { return [] }
            guard passes.values.count(where: { $0.expires > now }) < Limits.deskPasses else { throw .tooManyPasses }
            return [.deskPassSeen(pass: pass, name: name, expires: expires)]
        case .revokePass(let pass):
            try requireAdministrator(actor)
            guard let known = passes[pass] else { throw .unknownPass }
            guard !known.isRevoked else { throw .alreadyRevoked }
            return [.deskPassRevoked(pass: pass)]
        case .revokeLink(let link, let conference):
            try requireAdministrator(actor)
            return [.linkRevoked(link: link, of: conference)]
        }
    }

    // MARK: Who

    private func isAdministrator(_ actor: AccountsActor) -> Bool {
        switch actor {
        case .operator: true
        case .account(let id): accounts[id]?.may(.administrator) ?? false
        case .system: false
        }
    }

    private func requireAdministrator(_ actor: AccountsActor) throws(AccountsRefusal) {
        guard isAdministrator(actor) else { throw .notAllowed }
    }

    /// Somebody has to remain who can let the others in.
    private func requireAdministrator(besides id: AccountID) throws(AccountsRefusal) {
        let active = activeAdministrators
        guard !active.contains(id) || active.count > 1 else { throw .lastAdministrator }
    }

    private func requireOneself(_ id: AccountID, _ actor: AccountsActor) throws(AccountsRefusal) {
        guard actor == .account(id) else { throw .notAllowed }
    }

    private func known(_ id: AccountID) throws(AccountsRefusal) -> Account {
        guard let account = accounts[id] else { throw .unknownAccount }
        return account
    }

    @discardableResult
    private func requireActive(_ id: AccountID) throws(AccountsRefusal) -> Account {
        let account = try known(id)
        switch account.state {
        case .active: return account
        case .suspended: throw .suspended
        case .invited: throw .notActive
        }
    }

    // MARK: What

    private func invited(
        _ id: AccountID, _ name: String, _ signInName: String, _ email: String?, _ rights: Set<Right>
    ) throws(AccountsRefusal) -> AccountsEvent {
        guard accounts.count < Limits.accounts else { throw .tooManyAccounts }
        let signInName = SignInName.normal(signInName)
        guard SignInName.isValid(signInName) else { throw .badSignInName }
        guard names[signInName] == nil, accounts[id] == nil else { throw .signInNameTaken }
        return .accountInvited(
            id: id, name: try sound(name: name), signInName: signInName, email: try sound(email: email, of: id), rights: try sound(rights))
    }

    private func changed(
        _ account: Account, _ name: String, _ email: String?, _ rights: Set<Right>
    ) throws(AccountsRefusal) -> [AccountsEvent] {
        let name = try sound(name: name), email = try sound(email: email, of: account.id), sorted = try sound(rights)
        if account.rights.contains(.administrator), !rights.contains(.administrator) { try requireAdministrator(besides: account.id) }
        guard name != account.name || email != account.email || rights != account.rights else { return [] }
        return [.accountChanged(id: account.id, name: name, email: email, rights: sorted)]
    }

    private func enrolled(_ id: AccountID, _ means: Means, by actor: AccountsActor) throws(AccountsRefusal) -> AccountsEvent {
        try requireOneself(id, actor)
        let account = try known(id)
        guard !account.isSuspended else { throw .suspended }
        // A new password and a new telephone take the place of the old.
        if case .passkey = means {
            guard !account.means.contains(means) else { throw .alreadyEnrolled }
            let count = account.means.count { if case .passkey = $0 { true } else { false } }
            guard count < Limits.passkeysPerAccount else { throw .tooManyPasskeys }
        }
        return .meansEnrolled(id: id, means: means)
    }

    private func withdrawn(_ id: AccountID, _ means: Means, by actor: AccountsActor) throws(AccountsRefusal) -> AccountsEvent {
        try requireOneself(id, actor)
        let account = try requireActive(id)
        guard account.means.contains(means) else { throw .notEnrolled }
        guard Account.suffice(account.means.subtracting([means])) else { throw .lastMeans }
        return .meansWithdrawn(id: id, means: means)
    }

    private func sound(name: String) throws(AccountsRefusal) -> String {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !name.isEmpty else { throw .nameMissing }
        guard name.count <= Limits.accountNameLetters, !name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw .nameTooLong
        }
        return name
    }

    private func sound(email: String?, of id: AccountID) throws(AccountsRefusal) -> String? {
        guard let email, !email.isEmpty else { return nil }
        let normal = SignInName.normal(email)
        guard SignInName.isEmail(normal) else { throw .badEmail }
        // An address lets its owner in by the organisation's sign-in: it is one person's.
        if let other = account(withEmail: normal), other.id != id { throw .emailTaken }
        return normal
    }

    /// The rights in an order of their own, so that equal events are equal bytes.
    private func sound(_ rights: Set<Right>) throws(AccountsRefusal) -> [Right] {
        guard rights.count <= Limits.rightsPerAccount else { throw .tooManyRights }
        guard rights.allSatisfy({ $0.isSound }) else { throw .notAllowed }
        return rights.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    }
}

extension Right {
    /// Nobody is the server itself.
    fileprivate var isSound: Bool {
        if case .post(_, let actor) = self { actor != .system } else { true }
    }

    fileprivate var order: [String] {
        switch self {
        case .administrator: ["0"]
        case .secretariat: ["1"]
        case .post(let conference, let actor):
            [
                "2", conference.rawValue, actor.role?.rawValue ?? "", actor.site?.rawValue ?? "", actor.delegate?.rawValue ?? "",
                actor.channel?.rawValue ?? "",
            ]
        }
    }
}
