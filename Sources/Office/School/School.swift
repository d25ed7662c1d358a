public import Attendance
public import Store

/// A school as its acts need it: its calendars, its policies and its unexpected closures, read once and kept while
/// its edition in the books is the same.
public struct School: Sendable {
    public let id: SchoolID
    public let slug: String
    public let name: String
    public let edition: Int64
    /// The roll's, in the picture of the books that this was read from.
    var rollEdition: Int64
    public let isFictional: Bool
    public let calendars: SchoolCalendars
    /// By the day each is in force from, oldest first; of two from one day the later adopted last.
    public let policies: [AdoptedPolicy]
    public let closures: [UnexpectedClosure]
    let law: Law

    /// The policy in force on a day; before the first, the first, since a school had rules before it wrote them
    /// down here. Nil while none is adopted.
    public func policy(on day: CalendarDate) -> Policy? {
        (policies.last { $0.from <= day } ?? policies.first)?.policy
    }

    /// The published times of one pupil's register. Nil when the policy in force has none.
    public func times(for session: Session, yearGroup: YearGroup?) -> RegisterTimes? {
        guard let table = policy(on: session.date)?.registerTimes(under: law, on: session.date) else {
            return nil
        }
        return table.times(for: session, yearGroup: yearGroup)
    }

    /// Whether a session is held for a year group; false outside the calendars known, which `calendars.covers`
    /// tells apart.
    public func isSession(_ session: Session, _ yearGroup: YearGroup?) -> Bool {
        (try? calendars.isSession(session, for: yearGroup)) ?? false
    }

    /// The unexpected closure that reaches a pupil of a year group in a session.
    public func closure(in session: Session, _ yearGroup: YearGroup?) -> UnexpectedClosure? {
        closures.last { $0.reaches(session, yearGroup) }
    }

    /// Whether a pupil's register for a session has closed by a moment: its published closing time has passed.
    public func hasClosed(_ session: Session, _ yearGroup: YearGroup?, at moment: Moment) -> Bool {
        if session.date != moment.date { return session.date < moment.date }
        guard let times = times(for: session, yearGroup: yearGroup) else { return false }
        return times.closedFrom <= moment.time
    }
}

/// A policy as a school adopted it.
public struct AdoptedPolicy: Sendable {
    public let from: CalendarDate
    public let policy: Policy
    public let fileName: String
}
