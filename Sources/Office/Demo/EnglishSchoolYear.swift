public import Attendance

/// The terms of an ordinary English school year, for any year, by rule: three terms, half-terms in October,
/// February and May, two weeks at Christmas and Easter, five training days, 190 days for pupils.
public struct EnglishSchoolYear: Hashable, Sendable {
    public let year: AcademicYear
    public let terms: [Term]
    public let closures: [Closure]
    public let calendar: SchoolCalendar

    /// - Parameter staggered: on the first morning only these year groups come, the others at midday; empty for
    ///   everybody at once.
    public init(_ year: AcademicYear, staggered: (first: Set<YearGroup>, all: [YearGroup]) = ([], [])) {
        self.year = year
        let autumn = Self.autumn(year.start)
        let spring = Self.spring(year.start + 1)
        var closures = [
            Closure(date: autumn.from, reason: "Staff training"),
            Closure(date: (autumn.halfTerm?.upperBound ?? autumn.from) + 3, reason: "Staff training"),
            Closure(date: spring.from, reason: "Staff training"),
        ]
        if !staggered.first.isEmpty {
            let others = Set(staggered.all).subtracting(staggered.first)
            let date = Self.weekday(after: autumn.from)
            if !others.isEmpty {
                closures.append(
                    Closure(
                        date: date, reason: "New year groups settle in", yearGroups: others, half: .am))
            }
        }
        let before = Self.daysOpen([autumn, spring], closures)
        let (summer, more) = Self.summer(year.start + 1, daysLeft: 190 - before)
        closures += more
        terms = [autumn, spring, summer]
        self.closures = closures.sorted { $0.date < $1.date }
        do {
            calendar = try SchoolCalendar(year: year, terms: terms, closures: self.closures)
        } catch {
            preconditionFailure("the rule made a calendar with faults: \(error)")
        }
    }

    /// From the first Monday to Thursday of September to the Friday from 16 to 22 December.
    private static func autumn(_ year: Int) -> Term {
        var from = MoveableDays.day(year, 9, 1)
        while from.weekday > .thursday { from = from + 1 }
        let halfTerm = MoveableDays.monday(onOrAfter: MoveableDays.day(year, 10, 22))
        let friday = MoveableDays.day(year, 12, 16).monday + 4
        let to = friday < MoveableDays.day(year, 12, 16) ? friday + 7 : friday
        return Term(name: "Autumn", from: from, to: to, halfTerm: halfTerm...(halfTerm + 4))
    }

    /// From the first Monday or Tuesday on or after 4 January to Easter's holiday.
    private static func spring(_ year: Int) -> Term {
        var from = MoveableDays.day(year, 1, 4)
        while from.weekday > .tuesday { from = from + 1 }
        let halfTerm = MoveableDays.monday(onOrAfter: MoveableDays.day(year, 2, 13))
        return Term(
            name: "Spring", from: from, to: easterHoliday(year).lastDay, halfTerm: halfTerm...(halfTerm + 4))
    }

    /// An early Easter begins the holiday, a late one ends it, one in between falls into the middle.
    private static func easterHoliday(_ year: Int) -> (lastDay: CalendarDate, resumes: CalendarDate) {
        let easter = MoveableDays.easter(in: year)
        let goodFriday = easter - 2
        if goodFriday < MoveableDays.day(year, 4, 1) { return (goodFriday - 1, easter + 15) }
        if goodFriday <= MoveableDays.day(year, 4, 10) { return (goodFriday - 7, easter + 8) }
        return (goodFriday - 14, easter + 2)
    }

    /// Until pupils have had their days, or to 27 July.
    private static func summer(_ year: Int, daysLeft: Int) -> (Term, [Closure]) {
        let from = easterHoliday(year).resumes
        let mayDay = MoveableDays.monday(onOrAfter: MoveableDays.day(year, 5, 1))
        let halfTerm = MoveableDays.day(year, 5, 31).monday
        let closures = [
            Closure(date: from, reason: "Staff training"),
            Closure(date: mayDay, reason: "Early May bank holiday"),
            Closure(date: halfTerm + 7, reason: "Staff training"),
        ]
        var to = halfTerm + 14
        let last = MoveableDays.day(year, 7, 27)
        func term() -> Term { Term(name: "Summer", from: from, to: to, halfTerm: halfTerm...(halfTerm + 4)) }
        while to < last, daysOpen([term()], closures) < daysLeft { to = to + 1 }
        while to.weekday > .friday { to = to - 1 }
        return (term(), closures)
    }

    private static func daysOpen(_ terms: [Term], _ closures: [Closure]) -> Int {
        let closed = Set(closures.filter { $0.yearGroups == nil }.map(\.date))
        return terms.reduce(0) { sum, term in
            sum
                + (term.from...term.to).filter { date in
                    date.weekday < .saturday && !(term.halfTerm?.contains(date) ?? false)
                        && !closed.contains(date)
                }.count
        }
    }

    private static func weekday(after date: CalendarDate) -> CalendarDate {
        var next = date + 1
        while next.weekday > .friday { next = next + 1 }
        return next
    }

    /// As a calendar file has it.
    public var text: String {
        var text = """
            # School year \(year), made for a fictional school by a rule, not by any school's decision.
            format: 1
            academic-year: \(year)
            terms:

            """
        for term in terms {
            let halfTerm = term.halfTerm.map {
                ", half-term: {from: \($0.lowerBound), to: \($0.upperBound)}"
            }
            text += "  - {name: \(term.name), from: \(term.from), to: \(term.to)\(halfTerm ?? "")}\n"
        }
        text += "closed:\n"
        for closure in closures {
            var more = ""
            if let half = closure.half { more += ", session: \(half.name)" }
            if let groups = closure.yearGroups {
                more += ", year-groups: [\(groups.sorted().map(\.description).joined(separator: ", "))]"
            }
            text += "  - {date: \(closure.date), reason: \(closure.reason)\(more)}\n"
        }
        return text
    }
}
