public import Attendance
public import Store

/// What people at a school do: each act one transaction, with who may do it and the line it leaves in the books.
public struct Office: Sendable {
    public let store: Store
    /// The clock, as `rollcall` started it; it may lie in the past (`--now`).
    public let now: @Sendable () -> Instant

    public init(store: Store, now: @escaping @Sendable () -> Instant) {
        self.store = store
        self.now = now
    }

    /// What the clock on the school's wall says.
    public var moment: Moment { LondonClock.moment(at: now()) }
    public var today: CalendarDate { moment.date }
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
