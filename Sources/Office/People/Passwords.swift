public import Attendance
public import Store

/// A code with which somebody chooses their password: for a new sign-in, or a forgotten password.
public struct Invitation: Hashable, Sendable {
    /// What they type as their name.
    public var signInName: String
    /// Shown once.
    public var code: String
    public var ends: Instant
}

extension Office {
    private static let setUpSetting = "set-up-code"
    /// Seconds for which an invitation holds: a week.
    private static let invitationSeconds: Int64 = 7 * 86_400

    // MARK: First run

    /// The code with which the first administrator is made, anew each time; nil once anybody has a sign-in. For
    /// the terminal of whoever started the server, and nowhere else.
    public func setUpCode() async throws -> String? {
        let code = Secret.code(characters: 16)
        return try await store.writeInstallation { transaction in
            guard try transaction.signInCount() == 0 else { return nil }
            try transaction.set(Self.setUpSetting, to: Secret.hash(Secret.normal(code: code)))
            return code
        }
    }

    /// Whether nobody has a sign-in yet.
    public func isFirstRun() async throws -> Bool {
        try await store.read { try $0.signInCount() == 0 }
    }

    /// Makes the first administrator, by the code the terminal showed.
    ///
    /// Throws `OfficeError.notAllowed` for a wrong code, or once there is somebody; `.invalid` for the rest.
    public func setUp(
        code: String, school: SchoolID, details: PersonDetails, position: String, signInName: String,
        password: String
    ) async throws -> SignInAnswer {
        let name = signInName.trimmedOfSpace.lowercased()
        try Self.check(details, position: position, signInName: name, password: password)
        let hash = try await PasswordHash.make(password, cost: passwordCost)
        let at = now()
        let day = today
        let typed = Secret.hash(Secret.normal(code: code))
        try await store.write(school) { transaction in
            guard try transaction.signInCount() == 0,
                try transaction.take(setting: Self.setUpSetting, equalTo: typed)
            else {
                throw OfficeError.notAllowed("That is not the code that the server's terminal shows.")
            }
            let person = try transaction.addPerson(details)
            try transaction.saveStaff(
                person, code: nil, position: position, from: day, to: nil, school: school)
            try transaction.setRoles([.administrator], of: person, from: day, school: school)
            var row = SignInRow(person: person, name: name)
            row.passwordHash = hash.description
            try transaction.save(row)
            let by = NamedPerson(
                person: person, name: "\(details.forename) \(details.surname)", position: position)
            _ = try transaction.record(
                Act(.staff, at: at, by: by, detail: "first administrator"), school: school)
        }
        return try await signIn(name: name, password: password)
    }

    // MARK: Invitations

    /// Gives a person a sign-in, or a way back into it, by a code with which they choose a password. Their sessions
    /// end; a name they had already stays unless another is given.
    ///
    /// Throws `OfficeError.invalid` when the name is somebody else's.
    public func invite(
        _ person: PersonID, signInName: String? = nil, by signedIn: SignedIn
    ) async throws -> Invitation {
        try signedIn.require(.manageStaff)
        let code = Secret.code(characters: 12)
        let at = now()
        let day = today
        let ends = at + Self.invitationSeconds
        return try await store.write(signedIn.school) { transaction in
            guard let member = try transaction.staffMember(person, on: day, school: signedIn.school) else {
                throw OfficeError.notFound("There is no such person on the staff.")
            }
            if member.roles.contains(.administrator) { try signedIn.require(.administer) }
            let existing = try transaction.lockSignIn(of: person)
            let name = (signInName?.trimmedOfSpace).flatMap { $0.isEmpty ? nil : $0.lowercased() }
            guard let name = name ?? existing?.name ?? member.person.email else {
                throw OfficeError.invalid("signInName", "Give a user name, since no email is recorded.")
            }
            if let other = try transaction.signIn(named: name), other.person != person {
                throw OfficeError.invalid(
                    "signInName", "Somebody else signs in as \(name): choose another name.")
            }
            var row = existing ?? SignInRow(person: person, name: name)
            row.name = name
            row.passwordHash = nil
            row.invitationHash = Secret.hash(Secret.normal(code: code))
            row.invitationEnds = ends
            row.failures = 0
            row.lockedUntil = nil
            try transaction.save(row)
            try transaction.endSessions(of: person)
            _ = try transaction.record(
                Act(.signIn, at: at, by: signedIn.named, detail: "invited \(member.name)"),
                school: signedIn.school)
            return Invitation(signInName: name, code: code, ends: ends)
        }
    }

    /// Chooses a password by an invitation's code, and signs in.
    ///
    /// Throws `OfficeError.invalid` for a password that will not do.
    public func accept(
        invitation code: String, signInName: String, password: String
    ) async throws -> SignInAnswer {
        let name = signInName.trimmedOfSpace.lowercased()
        if let problem = PasswordRule.problem(with: password, of: name) {
            throw OfficeError.invalid("password", problem)
        }
        let hash = try await PasswordHash.make(password, cost: passwordCost)
        let at = now()
        let typed = Secret.hash(Secret.normal(code: code))
        let isAccepted = try await store.writeInstallation { transaction -> Bool in
            guard let found = try transaction.signIn(named: name), let wanted = found.invitationHash,
                found.invitationEnds.map({ at < $0 }) ?? false
            else { return false }
            let isRight = Secret.areEqual(Array(typed.utf8), Array(wanted.utf8))
            guard var row = try self.rowToTry(found.person, isRight: isRight, at: at, transaction) else {
                return false
            }
            row.passwordHash = hash.description
            row.invitationHash = nil
            row.invitationEnds = nil
            try transaction.save(row)
            return true
        }
        return isAccepted ? try await signIn(name: name, password: password) : .refused
    }

    // MARK: One's own

    /// Changes one's own password; every other session of one's own ends.
    ///
    /// Throws `OfficeError.invalid` when the old one is wrong or the new one will not do.
    public func changePassword(
        from old: String, to new: String, by signedIn: SignedIn, session token: String
    ) async throws {
        guard let person = signedIn.person, let row = try await store.read({ try $0.signIn(of: person) }),
            let hash = row.passwordHash.flatMap({ PasswordHash($0) })
        else { throw OfficeError.notAllowed("You have no password here.") }
        if let problem = PasswordRule.problem(with: new, of: row.name) {
            throw OfficeError.invalid("new", problem)
        }
        let at = now()
        let isRight = try await hash.matches(old)
        let made = try await PasswordHash.make(new, cost: passwordCost)
        let isChanged = try await store.write(signedIn.school) { transaction -> Bool in
            guard var row = try self.rowToTry(person, isRight: isRight, at: at, transaction) else {
                return false
            }
            row.passwordHash = made.description
            row.failures = 0
            try transaction.save(row)
            try transaction.endSessions(of: person, except: Secret.hash(token))
            _ = try transaction.record(
                Act(.signIn, at: at, by: signedIn.named, detail: "changed password"), school: signedIn.school)
            return true
        }
        if !isChanged { throw OfficeError.invalid("old", "That is not your password.") }
    }

    /// Begins setting up an authenticator app of one's own free will; it counts once confirmed.
    public func beginSecondFactor(by signedIn: SignedIn) async throws -> (code: OneTimeCode, name: String) {
        guard let person = signedIn.person else { throw OfficeError.notAllowed("You have no password here.") }
        return try await store.writeInstallation { transaction in
            guard var row = try transaction.lockSignIn(of: person) else {
                throw OfficeError.notAllowed("You have no password here.")
            }
            if row.totpConfirmed != nil {
                throw OfficeError.conflict("An authenticator app is set up already.")
            }
            let code = row.totpSecret.map { OneTimeCode(secret: $0) } ?? .new()
            row.totpSecret = code.secret
            try transaction.save(row)
            return (code, row.name)
        }
    }

    /// Confirms it by a first code; from then on each sign-in asks for one.
    public func confirmSecondFactor(code typed: String, by signedIn: SignedIn) async throws {
        guard let person = signedIn.person else { throw OfficeError.notAllowed("You have no password here.") }
        let at = now()
        let isConfirmed = try await store.write(signedIn.school) { transaction -> Bool in
            guard let waiting = try transaction.signIn(of: person), let secret = waiting.totpSecret,
                waiting.totpConfirmed == nil
            else { return false }
            let step = OneTimeCode(secret: secret).step(of: typed, at: at, after: waiting.totpLastStep)
            guard var row = try self.rowToTry(person, isRight: step != nil, at: at, transaction) else {
                return false
            }
            row.totpConfirmed = at
            row.totpLastStep = step
            row.failures = 0
            try transaction.save(row)
            _ = try transaction.record(
                Act(.signIn, at: at, by: signedIn.named, detail: "set up an authenticator app"),
                school: signedIn.school)
            return true
        }
        if !isConfirmed { throw OfficeError.invalid("code", "That is not the code that the app shows now.") }
    }

    /// Forgets somebody's authenticator app, as when their telephone is lost; the next sign-in sets up another
    /// where the role needs one.
    public func forgetSecondFactor(of person: PersonID, by signedIn: SignedIn) async throws {
        try await changeSignIn(of: person, saying: "forgot the authenticator app of", by: signedIn) {
            row, _ in
            row.totpSecret = nil
            row.totpConfirmed = nil
            row.totpLastStep = nil
        }
    }

    /// Nobody signs in by it until it is opened again.
    public func disableSignIn(of person: PersonID, by signedIn: SignedIn) async throws {
        if person == signedIn.person {
            throw OfficeError.conflict("You cannot close your own sign-in: ask a colleague.")
        }
        try await changeSignIn(of: person, saying: "closed the sign-in of", by: signedIn) { row, at in
            row.disabled = at
        }
    }

    public func enableSignIn(of person: PersonID, by signedIn: SignedIn) async throws {
        try await changeSignIn(of: person, saying: "opened the sign-in of", by: signedIn) { row, _ in
            row.disabled = nil
            row.failures = 0
            row.lockedUntil = nil
        }
    }

    private func changeSignIn(
        of person: PersonID, saying what: String, by signedIn: SignedIn,
        _ change: @escaping @Sendable (inout SignInRow, Instant) -> Void
    ) async throws {
        try signedIn.require(.manageStaff)
        let at = now()
        let day = today
        try await store.write(signedIn.school) { transaction in
            guard let member = try transaction.staffMember(person, on: day, school: signedIn.school),
                var row = try transaction.lockSignIn(of: person)
            else { throw OfficeError.notFound("There is no such sign-in.") }
            if member.roles.contains(.administrator) { try signedIn.require(.administer) }
            change(&row, at)
            try transaction.save(row)
            try transaction.endSessions(of: person)
            _ = try transaction.record(
                Act(.signIn, at: at, by: signedIn.named, detail: "\(what) \(member.name)"),
                school: signedIn.school)
        }
    }

    static func check(
        _ details: PersonDetails, position: String, signInName: String? = nil, password: String? = nil
    ) throws(OfficeError) {
        var problems: [FieldProblem] = []
        if details.surname.trimmedOfSpace.isEmpty {
            problems.append(FieldProblem(field: "surname", message: "Give a surname."))
        }
        if position.trimmedOfSpace.isEmpty {
            problems.append(
                FieldProblem(
                    field: "position", message: "Give a position: it is written beside each amendment."))
        }
        if let email = details.email, !email.isPlausibleEmail {
            problems.append(FieldProblem(field: "email", message: "That is not an email address."))
        }
        if let signInName, signInName.isEmpty {
            problems.append(FieldProblem(field: "signInName", message: "Give an email or a user name."))
        }
        if let password, let problem = PasswordRule.problem(with: password, of: signInName ?? "") {
            problems.append(FieldProblem(field: "password", message: problem))
        }
        if !problems.isEmpty { throw .invalid(problems) }
    }
}

extension String {
    /// Something on either side of one `@`, and no spaces: whether it arrives is found out by sending.
    var isPlausibleEmail: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && !contains(where: \.isWhitespace)
            && utf8.count <= 254
    }
}
