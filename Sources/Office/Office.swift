public import Attendance
public import Formats
public import Store

/// What people at a school do: each act one transaction, with who may do it and the line it leaves in the books.
public struct Office: Sendable {
    public let store: Store
    public let law: Law
    /// The ids of the clauses that policy files may cite.
    public let clauses: ClauseLibrary
    /// The clock, as `rollcall` started it; it may lie in the past (`--now`).
    public let now: @Sendable () -> Instant
    /// Signs the heads of the chains; nil only where nothing is kept, as in a dry run.
    public let signingKey: SigningKey?
    /// Keeps signed heads somewhere besides the books.
    let keepSigned: @Sendable ([SignedHead]) -> Void
    let shelf = SchoolShelf()
    let rosters = Rosters(most: 400)
    let registersCalled = RegistersCalled(most: 400)
    let figureRolls = FigureRolls(most: 1)
    let keeper = RunKeeper()
    /// How long it takes to try a password.
    var passwordCost = PasswordHash.Cost.current

    public init(
        store: Store, law: Law, clauses: ClauseLibrary = ClauseLibrary(), signingKey: SigningKey? = nil,
        keepSigned: @escaping @Sendable ([SignedHead]) -> Void = { _ in },
        now: @escaping @Sendable () -> Instant
    ) {
        self.signingKey = signingKey
        self.keepSigned = keepSigned
        self.store = store
        self.law = law
        self.clauses = clauses
        self.now = now
    }

    /// What the clock on the school's wall says.
    public var moment: Moment { LondonClock.moment(at: now()) }
    public var today: CalendarDate { moment.date }

    /// Signs the head of every chain of a school that has grown, and keeps the signed heads outside the books too.
    public func signHeads(school: SchoolID) async throws {
        guard let key = signingKey else { return }
        let at = now()
        let signed = try await store.write(school) { try $0.signHeads(school: school, with: key, at: at) }
        if !signed.isEmpty { keepSigned(signed) }
    }
}

/// Why something was not done, for the person who tried.
public enum OfficeError: Error, Hashable, Sendable {
    /// The person's role does not allow it. Says who may.
    case notAllowed(String)
    /// There is no such thing at this school.
    case notFound(String)
    /// What was given cannot be taken; one message for each field, saying what to do.
    case invalid([FieldProblem])
    /// Something else stands by now; says what.
    case conflict(String)

    public static func invalid(_ field: String, _ message: String) -> OfficeError {
        .invalid([FieldProblem(field: field, message: message)])
    }
}

/// One field of a form or a request, and what to do about it.
public struct FieldProblem: Hashable, Sendable {
    public var field: String
    public var message: String

    public init(field: String, message: String) {
        self.field = field
        self.message = message
    }
}
