import Attendance
import Office
import Store

/// Makes the picture of a school year.
struct CalendarPicture {
    let school: School
    let year: AcademicYear
    /// Nil when the school has none for the year.
    let calendar: SchoolCalendar?
    let today: CalendarDate

    func view(frame: Frame, mayClose: Bool, mayAdd: Bool) -> CalendarView {
        let closures = closures(mayClose: mayClose)
        return CalendarView(
            frame: frame, year: year.description,
            years: school.calendars.years.map {
                Tab(
                    href: "/calendar?year=\($0.year.start)", label: $0.year.description,
                    isCurrent: $0.year == year)
            }, tiles: tiles, months: months, terms: terms, closures: closures, noClosures: closures.isEmpty,
            close: mayClose ? "/calendar/closures/new" : nil, add: mayAdd ? "/calendar/new" : nil,
            source: calendar == nil
                ? "There is no calendar for \(year) yet: no register of it can be taken or counted."
                : "Terms, holidays and closures")
    }

    private var unexpected: [UnexpectedClosure] {
        school.closures.filter {
            $0.code != .plannedClosure && $0.from.date <= year.lastDay && $0.to.date >= year.firstDay
        }
    }

    private var tiles: [Tile] {
        guard let calendar else { return [] }
        let mask = calendar.sessions(for: nil)
        let days = Set(mask.sessions.map(\.date)).count
        let gone = mask.through(Session(today, .pm)).count
        let lost = mask.sessions.filter { session in
            unexpected.contains { $0.code == .siteClosed && $0.from <= session && session <= $0.to }
        }.count
        return [
            Tile(
                label: "School days", value: days.inWords, how: "Days with a session, planned closures off"),
            Tile(
                label: "Sessions", value: mask.count.inWords, how: "Mornings and afternoons, the whole year"),
            Tile(
                label: "So far", value: gone.inWords, unit: "sessions",
                how: "Up to the end of \(today.shortWithYear)"),
            Tile(
                label: "Lost to closures", value: lost.inWords, unit: "sessions",
                how: "Whole site closed unexpectedly (Y4): not possible attendances"),
        ]
    }

    private var months: [CalendarMonth] {
        guard let calendar, let first = calendar.terms.first, let last = calendar.terms.last else {
            return []
        }
        var months: [CalendarMonth] = []
        var (year, month, _) = first.from.civil
        while let start = CalendarDate(year: year, month: month, day: 1), start <= last.to {
            let end = start + (CalendarDate.days(inMonth: month, of: year) - 1)
            var weeks: [CalendarMonth.Week] = []
            for monday in stride(from: start.monday, through: end, by: 7) {
                let days = (0..<5).map { monday + $0 }
                guard days.contains(where: { start <= $0 && $0 <= end }) else { continue }
                weeks.append(
                    .init(
                        days: days.map {
                            start <= $0 && $0 <= end
                                ? day($0, calendar) : .init(number: "", kind: "none", title: "")
                        }))
            }
            months.append(CalendarMonth(name: start.monthAndYear, weeks: weeks))
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        }
        return months
    }

    private func day(_ date: CalendarDate, _ calendar: SchoolCalendar) -> CalendarMonth.Day {
        let closure = calendar.closures.first { $0.date == date }
        let sudden = unexpected.first { $0.from.date <= date && date <= $0.to.date }
        var kind = "school"
        var title = "School day"
        if calendar.isSchoolDay(date) {
            if let sudden {
                let isWhole =
                    sudden.yearGroups.isEmpty && sudden.from <= Session(date, .am)
                    && Session(date, .pm) <= sudden.to
                (kind, title) = (isWhole ? "closed" : "part", sudden.reason)
            } else if let closure {
                (kind, title) = ("part", closure.reason)
            }
        } else if let closure {
            (kind, title) = ("closed", closure.reason)
        } else {
            (kind, title) = ("holiday", calendar.term(containing: date) == nil ? "Holiday" : "Half-term")
        }
        return .init(
            number: "\(date.day)", kind: kind + (date == today ? " d-today" : ""),
            title: "\(date.inWords): \(title)")
    }

    private var terms: [CalendarView.Term] {
        (calendar?.terms ?? []).map { term in
            CalendarView.Term(
                name: term.name, from: term.from.short, to: term.to.short,
                halfTerm: term.halfTerm.map { "\($0.lowerBound.short) to \($0.upperBound.short)" } ?? "none",
                sessions: (calendar?.sessions(for: nil).restricted(to: term.from...term.to).count ?? 0)
                    .inWords
            )
        }
    }

    private func closures(mayClose: Bool) -> [CalendarView.Closure] {
        func who(_ groups: Set<YearGroup>?) -> String {
            guard let groups, !groups.isEmpty else { return "Everyone" }
            return groups.sorted().map(\.name).joined(separator: ", ")
        }
        func chip(_ code: AttendanceCode) -> CodeChip {
            CodeChip(
                code: code.text,
                name: code == .siteClosed
                    ? "Site closed" : code == .partClosed ? "Part closed" : "Planned closure",
                kind: code.sessionClass.kind)
        }
        let sudden = unexpected.map { closure in
            (
                closure.from,
                CalendarView.Closure(
                    when: closure.from == closure.to
                        ? closure.from.short : "\(closure.from.short) to \(closure.to.short)",
                    who: who(closure.yearGroups), code: chip(closure.code), reason: closure.reason,
                    takeBack: mayClose ? "/calendar/closures/take-back" : nil, act: closure.act.description)
            )
        }
        let planned = (calendar?.closures ?? []).map { closure in
            (
                Session(closure.date, closure.half ?? .am),
                CalendarView.Closure(
                    when: closure.date.shortWithYear + (closure.half.map { " \($0.name)" } ?? ""),
                    who: "\(who(closure.yearGroups)), planned", code: chip(closure.code),
                    reason: closure.reason, takeBack: nil, act: "")
            )
        }
        return (sudden + planned).sorted { $0.0 < $1.0 }.map(\.1)
    }
}
