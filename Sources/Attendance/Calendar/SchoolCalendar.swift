/// One school's terms and closures in one academic year.
///
/// A day in a term, Monday to Friday, not in a half-term holiday and not closed is a school day of two sessions.
/// Where a function takes a year group, nil asks about the school as a whole, which is open when only some year
/// groups are closed.
public struct SchoolCalendar: Hashable, Sendable {
    public let year: AcademicYear
    /// By date.
    public let terms: [Term]
    public let closures: [Closure]

    private let wholeSchool: SessionMask
    /// Only year groups with closures of their own.
    private let ofYearGroup: [YearGroup: SessionMask]

    /// - Throws: every fault of the calendar at once; warnings alone do not throw.
    public init(year: AcademicYear, terms: [Term], closures: [Closure] = []) throws(CalendarFaults) {
        let faults = Self.faults(year: year, terms: terms, closures: closures)
            .filter { !$0.isWarning }
        guard faults.isEmpty else { throw CalendarFaults(faults) }
        self.year = year
        self.terms = terms
        self.closures = closures

        var open = SessionMask.none(of: year)
        for term in terms {
            for date in term.from...term.to where term.isTime(date) {
                open.insert(Session(date, .am))
                open.insert(Session(date, .pm))
            }
        }
        for closure in closures where closure.yearGroups == nil { open.close(closure) }
        var own = [YearGroup: SessionMask]()
        for closure in closures {
            for yearGroup in closure.yearGroups ?? [] { own[yearGroup, default: open].close(closure) }
        }
        wholeSchool = open
        ofYearGroup = own
    }

    /// The sessions on the year's grid that a year group has; the whole-year mask of figures.
    public func sessions(for yearGroup: YearGroup?) -> SessionMask {
        yearGroup.flatMap { ofYearGroup[$0] } ?? wholeSchool
    }

    public func isSession(_ session: Session, for yearGroup: YearGroup? = nil) -> Bool {
        sessions(for: yearGroup).contains(session)
    }

    /// Whether the day has at least one session.
    public func isSchoolDay(_ date: CalendarDate, for yearGroup: YearGroup? = nil) -> Bool {
        let mask = sessions(for: yearGroup)
        return mask.contains(Session(date, .am)) || mask.contains(Session(date, .pm))
    }

    /// The closure that keeps a session of term from being held; nil if none does.
    public func closure(of session: Session, for yearGroup: YearGroup? = nil) -> Closure? {
        closures.first { $0.closes(session, to: yearGroup) }
    }

    /// What a session bears that is not held: the closure's code, and `#` at weekends and in holidays. Nil when
    /// the session is held.
    public func closedCode(of session: Session, for yearGroup: YearGroup? = nil) -> AttendanceCode? {
        guard !isSession(session, for: yearGroup) else { return nil }
        return closure(of: session, for: yearGroup)?.code ?? .plannedClosure
    }

    /// The term a day falls in, its half-term holiday included.
    public func term(containing date: CalendarDate) -> Term? { terms.first { $0.contains(date) } }

    /// The half of a term a day falls in; nil in the holiday between.
    public func halfTerm(containing date: CalendarDate) -> HalfTerm? {
        term(containing: date)?.halves.first { $0.contains(date) }
    }

    public var halfTerms: [HalfTerm] { terms.flatMap(\.halves) }

    /// Everything that is wrong with a calendar, so that a reader can say where each stands.
    public static func faults(year: AcademicYear, terms: [Term], closures: [Closure]) -> [CalendarFault] {
        var faults = [CalendarFault]()
        if terms.isEmpty { faults.append(.noTerms) }
        for (place, term) in terms.enumerated() {
            if term.to < term.from {
                faults.append(.termEndsBeforeItBegins(term: place))
                continue
            }
            if !inYear(term.from, year) || !inYear(term.to, year) {
                faults.append(.termOutsideYear(term: place, year))
            }
            if place > 0, term.from <= terms[place - 1].to { faults.append(.termsOverlap(term: place)) }
            if let halfTerm = term.halfTerm,
                halfTerm.lowerBound <= term.from || halfTerm.upperBound >= term.to
            {
                faults.append(.halfTermOutsideTerm(term: place))
            }
        }
        for (place, closure) in closures.enumerated() {
            if !inYear(closure.date, year) {
                faults.append(.closureOutsideYear(closure: place, year))
            } else if !terms.contains(where: { $0.isTime(closure.date) }) {
                faults.append(.closureWithoutEffect(closure: place))
            }
            if closure.yearGroups?.isEmpty == true {
                faults.append(.closureWithoutYearGroups(closure: place))
            }
            if closure.code.sessionClass != .notPossible, closure.code != .plannedClosure {
                faults.append(.closureCode(closure: place, closure.code))
            }
        }
        return faults
    }

    private static func inYear(_ date: CalendarDate, _ year: AcademicYear) -> Bool {
        year.firstDay <= date && date <= year.lastDay && year.index(of: Session(date, .pm)) != nil
    }
}

extension SessionMask {
    fileprivate mutating func close(_ closure: Closure) {
        for half in Session.Half.allCases where closure.half.map({ $0 == half }) ?? true {
            remove(Session(closure.date, half))
        }
    }
}
