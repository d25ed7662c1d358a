public import Attendance
public import Store

/// A system, or a person, that a bearer token speaks for.
public struct TokenHolder: Hashable, Sendable {
    public var person: PersonID?
    public var name: String
    public var role: Role
    /// Nil for every school of the installation.
    public var school: SchoolID?

    /// As who it acts at a school; nil where it may not.
    public func signedIn(at school: SchoolID) -> SignedIn? {
        guard self.school == nil || self.school == school else { return nil }
        return SignedIn(
            person: person, name: name, position: "\(role.title) (token)", roles: [role], school: school)
    }
}

extension Office {
    /// Makes a bearer token. It is given once: the books hold its hash.
    ///
    /// `school` nil is every school of the installation, which only the operator may give. Throws `OfficeError`.
    public func createToken(
        name: String, role: Role, school: SchoolID?, person: PersonID? = nil, by signedIn: SignedIn
    ) async throws -> String {
        try signedIn.require(.administer)
        let name = name.trimmedOfSpace
        if name.isEmpty { throw OfficeError.invalid("name", "Say which system or person the token is for.") }
        if role == .supplyTeacher || role == .contact {
            throw OfficeError.invalid("role", "A token cannot be a \(role.title)'s.")
        }
        if school != signedIn.school && !signedIn.isOperator {
            throw OfficeError.notAllowed("You may make tokens for your own school only.")
        }
        let token = "rc_" + Secret.token()
        let at = now()
        try await store.write(signedIn.school) { transaction in
            try transaction.add(
                TokenRow(
                    tokenHash: Secret.hash(token), name: name, role: role, school: school, person: person,
                    made: at))
            _ = try transaction.record(
                Act(.signIn, at: at, by: signedIn.named, detail: "token for \(name), \(role.title)"),
                school: signedIn.school)
        }
        return token
    }

    /// Whom a token speaks for; nil when it is unknown or was ended. One indexed read.
    public func holder(ofToken token: String) async throws -> TokenHolder? {
        let hash = Secret.hash(token)
        return try await store.read { transaction in
            try transaction.token(hash: hash).map {
                TokenHolder(person: $0.person, name: $0.name, role: $0.role, school: $0.school)
            }
        }
    }

    /// As who a token acts at a school; nil when it is unknown, was ended or is not for that school.
    public func signedIn(token: String, at school: SchoolID) async throws -> SignedIn? {
        try await holder(ofToken: token)?.signedIn(at: school)
    }

    /// The tokens that reach a school, the latest first.
    public func tokens(by signedIn: SignedIn) async throws -> [TokenRow] {
        try signedIn.require(.administer)
        return try await store.read { transaction in
            try transaction.tokens().filter { $0.school == nil || $0.school == signedIn.school }
        }
    }

    /// Ends a token of one's own school, by the hash it is listed with.
    public func endToken(hash: String, by signedIn: SignedIn) async throws {
        try signedIn.require(.administer)
        let at = now()
        try await store.write(signedIn.school) { transaction in
            guard let token = try transaction.token(hash: hash),
                token.school == signedIn.school || signedIn.isOperator
            else { throw OfficeError.notFound("There is no such token at this school.") }
            try transaction.endToken(hash: hash, at: at)
            _ = try transaction.record(
                Act(.signIn, at: at, by: signedIn.named, detail: "ended the token of \(token.name)"),
                school: signedIn.school)
        }
    }
}

extension Office {
    /// As who a token acts at the school of that short name, in one read; nil when the token is unknown, was ended
    /// or is not for that school. Throws `OfficeError.notFound` for a good token and a school that is not there.
    public func signedIn(token: String, atSchoolNamed slug: String) async throws -> SignedIn? {
        let hash = Secret.hash(token)
        return try await store.read { transaction -> SignedIn? in
            guard let row = try transaction.token(hash: hash) else { return nil }
            guard let school = try transaction.school(slug: slug) else {
                throw OfficeError.notFound("There is no school '\(slug)'.")
            }
            return TokenHolder(person: row.person, name: row.name, role: row.role, school: row.school)
                .signedIn(at: school.id)
        }
    }

    /// The schools a token reaches; nil when it is unknown or was ended.
    public func schools(ofToken token: String) async throws -> [SchoolRow]? {
        let hash = Secret.hash(token)
        return try await store.read { transaction -> [SchoolRow]? in
            guard let row = try transaction.token(hash: hash) else { return nil }
            return try transaction.schools().filter { row.school == nil || row.school == $0.id }
        }
    }
}
