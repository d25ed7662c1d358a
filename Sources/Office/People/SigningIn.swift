public import Attendance
import Store

/// A session that has just begun: what the browser is to keep.
public struct OpenedSession: Hashable, Sendable {
    /// For the cookie; the books hold only its hash.
    public var token: String
    /// For every form of this session.
    public var csrf: String
    public var ends: Instant
}

/// What came of a name and a password, or of a code.
public enum SignInAnswer: Hashable, Sendable {
    /// Not right, or tried too often: which of the two is not said.
    case refused
    /// Signed in.
    case opened(OpenedSession)
    /// The password was right; now the code of the authenticator app. The session opens nothing until then.
    case needsCode(OpenedSession)
    /// The password was right, and the role needs an authenticator app that is not set up yet: show the secret and
    /// ask for the first code.
    case needsEnrolment(OpenedSession, OneTimeCode, name: String)

    /// For whoever was refused.
    public static let refusal = """
        The name and password, or the code, are not right, or there were too many wrong tries. After five, wait a \
        minute; after each further one, longer.
        """
}

/// How long sign-ins last, and how often they may be tried.
enum SignInRule {
    /// Seconds that a session lasts, however busy.
    static let longest: Int64 = 12 * 3600
    /// Seconds that it lasts without being used, where the installation sets nothing else.
    static let idle: Int64 = 30 * 60
    /// The installation's setting for it, in minutes.
    static let idleSetting = "session-idle-minutes"
    /// Seconds between a right password and the code.
    static let pending: Int64 = 10 * 60
    /// Wrong tries before the first wait.
    static let tries = 5

    /// How long nobody may try after so many wrong tries: a minute after the fifth, doubled by each further one
    /// up to an hour.
    static func wait(after failures: Int) -> Int64? {
        failures < tries ? nil : min(3600, 60 << min(failures - tries, 10))
    }
}

extension Office {
    /// Signs somebody in by what they type.
    ///
    /// Whether the second factor is asked for is told by `secondFactor(for:)`. Throws only what the books throw.
    public func signIn(name: String, password: String) async throws -> SignInAnswer {
        let name = name.trimmedOfSpace.lowercased()
        let at = now()
        let found = try await store.read { try $0.signIn(named: name) }
        guard let found, found.disabled == nil, let hash = found.passwordHash.flatMap({ PasswordHash($0) }),
            found.lockedUntil.map({ $0 <= at }) ?? true
        else {
            await PasswordHash.waste(password, cost: passwordCost)
            return .refused
        }
        let isRight = try await hash.matches(password)
        let isOutdated = hash.cost != passwordCost
        let renewed =
            isRight && isOutdated ? try await PasswordHash.make(password, cost: passwordCost) : nil
        return try await store.writeInstallation { transaction in
            guard
                var row = try self.rowToTry(found.person, isRight: isRight, at: at, transaction),
                row.passwordHash == found.passwordHash
            else { return .refused }
            if let renewed { row.passwordHash = renewed.description }
            return try self.pass(row, at: at, transaction)
        }
    }

    /// The sign-in, locked, if it may be tried now and the try was right; counts the try if it was wrong.
    func rowToTry(
        _ person: PersonID, isRight: Bool, at instant: Instant, _ transaction: any Transaction
    ) throws -> SignInRow? {
        guard var row = try transaction.lockSignIn(of: person), row.disabled == nil,
            row.lockedUntil.map({ $0 <= instant }) ?? true
        else { return nil }
        if isRight { return row }
        row.failures += 1
        row.lockedUntil = SignInRule.wait(after: row.failures).map { instant + $0 }
        try transaction.save(row)
        return nil
    }

    /// What follows a right password.
    private func pass(
        _ row: SignInRow, at instant: Instant, _ transaction: any Transaction
    ) throws -> SignInAnswer {
        var row = row
        let day = LondonClock.moment(at: instant).date
        let schools = try transaction.schools(of: row.person, on: day)
        guard let school = schools.first else { return .refused }
        let isEnrolled = row.totpConfirmed != nil
        guard try isEnrolled || needsSecondFactor(row.person, at: schools, on: day, transaction) else {
            row.failures = 0
            row.lockedUntil = nil
            try transaction.save(row)
            return .opened(
                try open(row.person, school: school.id, isComplete: true, at: instant, transaction))
        }
        let pending = try open(row.person, school: school.id, isComplete: false, at: instant, transaction)
        if isEnrolled {
            try transaction.save(row)
            return .needsCode(pending)
        }
        let code = row.totpSecret.map { OneTimeCode(secret: $0) } ?? .new()
        row.totpSecret = code.secret
        try transaction.save(row)
        return .needsEnrolment(pending, code, name: row.name)
    }

    /// Whether the roles somebody holds ask for a second factor: every role but a teacher's or tutor's does, save
    /// in a fictional school.
    func needsSecondFactor(
        _ person: PersonID, at schools: [SchoolRow], on day: CalendarDate, _ transaction: any Transaction
    ) throws -> Bool {
        try schools.contains { school in
            guard !school.isFictional else { return false }
            let roles = try transaction.staffMember(person, on: day, school: school.id)?.roles ?? []
            return !roles.isSubset(of: [.teacher, .tutor])
        }
    }

    /// Begins a session and records it as an act of the school's when it is complete.
    func open(
        _ person: PersonID, school: SchoolID, isComplete: Bool, at instant: Instant,
        _ transaction: any Transaction
    ) throws -> OpenedSession {
        let opened = OpenedSession(
            token: Secret.token(), csrf: Secret.token(),
            ends: instant + (isComplete ? SignInRule.longest : SignInRule.pending))
        try transaction.begin(
            SignInSession(
                tokenHash: Secret.hash(opened.token), person: person, school: school, csrf: opened.csrf,
                isComplete: isComplete, begun: instant, ends: opened.ends))
        if isComplete {
            let day = LondonClock.moment(at: instant).date
            if let member = try transaction.staffMember(person, on: day, school: school) {
                _ = try transaction.record(
                    Act(
                        .signIn, at: instant,
                        by: NamedPerson(person: person, name: member.name, position: member.position),
                        detail: "signed in"),
                    school: school)
            }
        }
        return opened
    }

    /// The second step: the code of the authenticator app. The session that waited for it ends, and a new one with
    /// a token of its own begins.
    public func confirm(session token: String, code typed: String) async throws -> SignInAnswer {
        let at = now()
        let day = today
        let tokenHash = Secret.hash(token)
        return try await store.writeInstallation { transaction in
            guard let holder = try transaction.session(tokenHash: tokenHash, on: day),
                !holder.session.isComplete, holder.session.ends > at, let person = holder.session.person,
                let waiting = try transaction.signIn(of: person), let secret = waiting.totpSecret
            else { return .refused }
            let step = OneTimeCode(secret: secret).step(of: typed, at: at, after: waiting.totpLastStep)
            guard var row = try self.rowToTry(person, isRight: step != nil, at: at, transaction) else {
                return .refused
            }
            row.failures = 0
            row.lockedUntil = nil
            row.totpLastStep = step
            row.totpConfirmed = row.totpConfirmed ?? at
            try transaction.save(row)
            try transaction.end(session: tokenHash)
            return .opened(
                try self.open(
                    person, school: holder.session.school, isComplete: true, at: at, transaction))
        }
    }

    /// Signs in a supply teacher by the code that the office gave them for today.
    public func signInSupply(code: String) async throws -> SignInAnswer {
        let at = now()
        let day = today
        let codeHash = try await SupplyCode.hash(code, on: day, cost: passwordCost)
        return try await store.writeInstallation { transaction in
            guard let found = try transaction.supplySignIn(codeHash: codeHash, on: day) else {
                return .refused
            }
            let opened = OpenedSession(
                token: Secret.token(), csrf: Secret.token(), ends: at + SignInRule.longest)
            try transaction.begin(
                SignInSession(
                    tokenHash: Secret.hash(opened.token), person: nil, school: found.school,
                    csrf: opened.csrf, isComplete: true, only: found.only, onlyName: found.name, begun: at,
                    ends: opened.ends))
            _ = try transaction.record(
                Act(
                    .signIn, at: at,
                    by: NamedPerson(person: nil, name: found.name, position: SupplyCode.position),
                    detail: "signed in for \(day) by the code of act \(found.issuedBy)"),
                school: found.school)
            return .opened(opened)
        }
    }
}

extension String {
    /// Without white space at either end.
    var trimmedOfSpace: String {
        // Most are codes and names with a letter or sign at each end, and a register has thirty of them.
        if let first = utf8.first, let last = utf8.last, Self.signs.contains(first), Self.signs.contains(last)
        {
            return self
        }
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return String(self[start..<end])
    }

    /// ASCII's signs that can be seen, which stand for themselves wherever they are.
    private static let signs: ClosedRange<UInt8> = 0x21...0x7E
}
