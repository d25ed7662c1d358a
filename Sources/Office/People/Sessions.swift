public import Attendance
import Store

/// A session that is open: who it is, and what its forms carry.
public struct CurrentSession: Hashable, Sendable {
    public var signedIn: SignedIn
    public var csrf: String
    public var begun: Instant
    public var ends: Instant
    /// When it ends if it is not used before.
    public var idleEnds: Instant
    /// The email or user name; nil for a supply teacher.
    public var hasSecondFactor: Bool
}

/// A session as its person sees it in a list.
public struct SessionListed: Hashable, Sendable {
    public var begun: Instant
    public var seen: Instant
    public var ends: Instant
    /// The one that asks.
    public var isThis: Bool
}

extension Office {
    /// Who a cookie's token is of; nil when the session is unknown, incomplete, idle for too long or over.
    ///
    /// Using it puts off its idle end.
    public func currentSession(token: String) async throws -> CurrentSession? {
        let at = now()
        let day = today
        let tokenHash = Secret.hash(token)
        let found = try await store.read { transaction -> (SessionHolder, Int64, Bool)? in
            guard let holder = try transaction.session(tokenHash: tokenHash, on: day) else { return nil }
            let idle = try transaction.setting(SignInRule.idleSetting).flatMap { Int64($0) }.map { $0 * 60 }
            let hasFactor =
                try holder.session.person.flatMap { try transaction.signIn(of: $0)?.totpConfirmed } != nil
            return (holder, idle ?? SignInRule.idle, hasFactor)
        }
        guard let (holder, idle, hasFactor) = found, holder.session.isComplete, !holder.isDisabled,
            at < holder.session.ends, at < holder.session.seen + idle,
            let signedIn = SignedIn(holder, on: day)
        else { return nil }
        if at - holder.session.seen >= 60 {
            // With a full disk, or books that another program holds, people can still look.
            do {
                try await store.writeInstallation { try $0.touch(session: tokenHash, at: at) }
            } catch is StoreError {}
        }
        return CurrentSession(
            signedIn: signedIn, csrf: holder.session.csrf, begun: holder.session.begun,
            ends: holder.session.ends, idleEnds: min(at + idle, holder.session.ends),
            hasSecondFactor: hasFactor)
    }

    /// The form token of a session that still waits for its code; nil when it does not, or no longer.
    public func pendingSession(token: String) async throws -> OpenedSession? {
        let at = now()
        let day = today
        guard
            let session = try await store.read({
                try $0.session(tokenHash: Secret.hash(token), on: day)?.session
            }), !session.isComplete, at < session.ends
        else { return nil }
        return OpenedSession(token: token, csrf: session.csrf, ends: session.ends)
    }

    /// What a session that waits for its first code has to show: the secret of an app not yet set up.
    public func enrolment(pending token: String) async throws -> (code: OneTimeCode, name: String)? {
        let at = now()
        let day = today
        return try await store.read { transaction in
            guard let session = try transaction.session(tokenHash: Secret.hash(token), on: day)?.session,
                !session.isComplete, at < session.ends,
                let row = try session.person.flatMap({ try transaction.signIn(of: $0) }),
                row.totpConfirmed == nil, let secret = row.totpSecret
            else { return nil }
            return (OneTimeCode(secret: secret), row.name)
        }
    }

    public func signOut(session token: String) async throws {
        try await store.writeInstallation { try $0.end(session: Secret.hash(token)) }
    }

    /// Ends every session of a person's own, this one too unless it is to be kept.
    public func signOutEverywhere(_ signedIn: SignedIn, keeping token: String? = nil) async throws {
        guard let person = signedIn.person else { return }
        try await store.writeInstallation {
            try $0.endSessions(of: person, except: token.map { Secret.hash($0) })
        }
    }

    /// The sessions a person has open, the latest first.
    public func sessions(of signedIn: SignedIn, token: String) async throws -> [SessionListed] {
        guard let person = signedIn.person else { return [] }
        let at = now()
        let hash = Secret.hash(token)
        return try await store.read { transaction in
            try transaction.sessions(of: person, at: at).filter(\.isComplete).map {
                SessionListed(begun: $0.begun, seen: $0.seen, ends: $0.ends, isThis: $0.tokenHash == hash)
            }
        }
    }

    /// Looks at another school from now on, of those the person has a role at.
    public func moveSession(token: String, to school: SchoolID, by signedIn: SignedIn) async throws {
        let day = today
        guard let person = signedIn.person else {
            throw OfficeError.notAllowed("You are signed in for one school only.")
        }
        try await store.writeInstallation { transaction in
            guard try transaction.schools(of: person, on: day).contains(where: { $0.id == school }) else {
                throw OfficeError.notFound("You have no role at that school.")
            }
            try transaction.move(session: Secret.hash(token), to: school)
        }
    }

    /// The schools at which somebody may look.
    public func schools(of signedIn: SignedIn) async throws -> [(id: SchoolID, name: String)] {
        let day = today
        return try await store.read { transaction in
            if let person = signedIn.person {
                return try transaction.schools(of: person, on: day).map { ($0.id, $0.name) }
            }
            return try transaction.school(signedIn.school).map { [($0.id, $0.name)] } ?? []
        }
    }

    /// Forgets sessions that are over. Part of the day's work.
    public func forgetOldSessions() async throws {
        let before = now() + -SignInRule.longest
        try await store.writeInstallation { try $0.forgetSessions(endedBefore: before) }
    }
}

extension SignedIn {
    /// Nil when the person has no role at the session's school on the day, or the one day of a supply teacher is
    /// over.
    init?(_ holder: SessionHolder, on day: CalendarDate) {
        let session = holder.session
        if let only = session.only {
            guard only.day == day, let name = session.onlyName else { return nil }
            self.init(
                person: nil, name: name, position: SupplyCode.position, roles: [.supplyTeacher],
                school: session.school, only: only)
        } else {
            guard let person = holder.person, let position = holder.position, !holder.roles.isEmpty else {
                return nil
            }
            self.init(
                person: person.id, name: person.name, position: position, roles: holder.roles,
                school: session.school)
        }
    }
}
