/// When a rule holds. A closed vocabulary: there are no expressions.
public indirect enum Condition: Hashable, Sendable {
    case all([Condition])
    case any([Condition])
    case none([Condition])

    /// Attended of possible sessions, in per cent. With `ownTarget` a pupil's own target takes the number's place;
    /// with `leastPossible` it does not hold before so many sessions were possible.
    case attendance(Comparison, over: Period, ownTarget: Bool, leastPossible: Quantity?)
    /// Absent of possible sessions, in per cent.
    case absence(Comparison, over: Period)
    /// Sessions of a kind, as days: two sessions are one.
    case days(CodeChoice, Comparison, over: Period)
    /// As `days`, with the school days still to come for which a note on file says that the pupil will be away.
    case daysExpected(CodeChoice, Comparison, over: Period)
    /// Sessions of a kind. `unspent` leaves out those that an issued notice lists, and those of
    /// days on which the pupil was not of compulsory school age.
    case sessions(CodeChoice, Comparison, over: Period, unspent: Bool)
    /// As `sessions`, in any stretch of so many school weeks that ends with one of them: what was met stays met.
    case sessionsInAny(CodeChoice, Comparison, schoolWeeks: Quantity, unspent: Bool)
    /// Sessions of one kind as a share, in per cent, of those of another; does not hold when there are none.
    case share(CodeChoice, among: CodeChoice, Comparison, over: Period)
    /// School days in a row, up to now, whose sessions are all of a kind. Sessions that are not possible are
    /// neutral unless `strict`: then anything else breaks the run. A day whose afternoon alone is of the kind may be the
    /// first.
    case run(CodeChoice, Comparison, strict: Bool)
    /// As `run`, counting a day only when all its sessions are known.
    case runOfWholeDays(CodeChoice, Comparison, strict: Bool)
    /// As `run`, sessions of another kind neither counting nor breaking it.
    case runPassing(CodeChoice, over: CodeChoice, Comparison)
    /// As `run`, of the one that the session belongs to that the act being looked at speaks of, be it over or not.
    case runAround(CodeChoice, Comparison)
    /// The day of an absence whose reason nobody knows, counted in school days from its first.
    case unexplainedDay(Comparison)
    /// School or calendar days since the session, act or absence being looked at.
    case age(Relation, Wait)
    /// This day's marks: the morning's, the afternoon's, or either.
    case marked(Session.Half?, CodeChoice)
    /// No arrival was noted today, no reason was given, and no mark says that the pupil is here.
    case notArrived
    /// The pupil's reason for being away today has been given, by a report or a plan.
    case reasonGiven
    /// The pupil is back: the latest session known was attended.
    case returned
    /// The date to which a pupil was expected to be away has passed.
    case returnOverdue

    /// A day of the act being looked at has come.
    case falls(ActDay)
    /// The stretch that the act names, both ends counted, is so long; does not hold without an end.
    case lasts(Relation, Wait)
    /// Which school day of the stretch that the last act of a kind names it is; does not hold on any other day.
    case dayOf(ActPattern, Comparison)
    /// The act was done within these hours.
    case hours(from: TimeOfDay, before: TimeOfDay)
    /// Time since the pupil's first day on the roll.
    case onRoll(Relation, Wait)
    /// The pupil came with the first school day of an academic year.
    case entryStartsYear

    /// Any of these.
    case flags([PupilFlag])
    case yearGroups([YearGroup])
    case keyStages([KeyStage])
    case compulsorySchoolAge(Bool)
    /// The session or act being looked at fell while the pupil was of compulsory school age.
    case schoolTypes([SchoolType])
    case penaltyNoticesApply
    /// A contact of that kind is on file.
    case contact(Recipient)
    case contacts(Comparison)
    case siblingsAtSchool
    /// The pupil has a plan of that name: `attendance`, `support`.
    case plan(String)

    /// So many acts of a kind are on file.
    case onFile(ActPattern, Comparison, over: Period)
    /// Time since the last act of a kind; does not hold when there was none.
    case since(ActPattern, Relation, Wait)
    case state(process: String, states: [String])
    /// Points by which the rate over the second period is above the first.
    case change(from: Period, to: Period, Comparison)
    /// Points by which the year to date is below what it was at the end of the day that a period follows.
    case fall(Comparison, over: Period)
    case months([Int])
    case weekdays([Weekday])
    /// Terms of the academic year, by number from 1.
    case terms([Int])
    case dates(ClosedRange<CalendarDate>)
    /// Inside a window of the calendar, as `assessment`, for the pupil's year group.
    case calendarWindow(String)
    /// Another rule holds now.
    case met(String)
    /// A named value of the policy has been given.
    case valueSet(String)
    /// A yes-or-no value of the policy.
    case valueIs(String)
    /// A step of that name is open; with `overdue`, past its time.
    case stepOpen(what: String, overdue: Bool)

    /// About the request for leave being looked at.
    case leave(LeaveCondition)
    /// About the act being looked at, or being tried.
    case act(ActPattern)
    /// The first session that the act speaks of had begun when it was done.
    case tooLate
    /// What the parent said matches these lists of reasons.
    case reasonLists([String])

    public static let always = Condition.all([])
}

/// A day that comes with an act; each is the last school day on or before it, but the one that follows.
public enum ActDay: Hashable, Sendable {
    /// So often after its first day, and not after its last.
    case every(Wait)
    /// Its last day, or a day filled in under a name.
    case on(String)
    /// The first school day after it.
    case after(String)
}

/// What can be asked of a request for leave.
public enum LeaveCondition: Hashable, Sendable {
    /// Calendar days between the request and the first day asked for.
    case notice(Comparison)
    /// The first day asked for is not after the day of the request.
    case past
    case reasons([String])
    /// School days one after the other, requests that join it included.
    case schoolDays(Comparison)
    case months([Int])
    case calendarWindow(String)
    /// Attendance with the sessions asked for counted as missed.
    case attendance(Comparison, over: Period)
    /// Leave of such a reason has been taken this school year, granted or not.
    case taken(reasons: [String])
    /// The request says, or does not say, one of these things: `critically-ill`, `licence`, `document`.
    case says(String)
    /// So many grounds were found on it, those that only prompt left out.
    case groundsFound(Comparison)
    /// An act of a kind within so many months ending the day before the first day asked for.
    case before(ActPattern, months: Quantity)
}
