/// All sessions that one year group has, over every calendar held, in a row: the ruler on which rules measure.
/// A session is its place in the row, a school day and a school week are numbers too, so that "ten school weeks"
/// and "the third school day after" are subtractions.
///
/// A class, because every pupil of a year group measures on the same one.
final class SessionLine: Sendable {
    /// In order.
    let sessions: [Session]
    /// For each session, the number of its school day.
    let dayOfSession: [Int]
    /// The first minute of the day in which the register of a session is closed.
    let closes: [Int]
    /// In order.
    let schoolDays: [CalendarDate]
    /// For each school day, the place of its first session; one more at the end.
    let firstOfDay: [Int]
    /// For each school day, the number of its school week; and for each week its first day's number.
    let weekOfDay: [Int]
    let firstDayOfWeek: [Int]
    /// The numbers of the first school day of each stretch; one more at the end.
    let terms: [Int]
    let halfTerms: [Int]
    let years: [Int]
    /// The first and the last day that the calendars cover.
    let covered: ClosedRange<CalendarDate>
    /// For each day covered, the number of school days before it.
    private let daysBefore: [Int32]

    /// Nil when there is no calendar.
    init?(
        _ calendars: SchoolCalendars, yearGroup: (AcademicYear) -> YearGroup?,
        closing: (Session, YearGroup?) -> Int
    ) {
        guard let first = calendars.years.first, let last = calendars.years.last else { return nil }
        var sessions = [Session]()
        var dayOfSession = [Int]()
        var closes = [Int]()
        var schoolDays = [CalendarDate]()
        var firstOfDay = [Int]()
        var weekOfDay = [Int]()
        var firstDayOfWeek = [Int]()
        var terms = [Int]()
        var halfTerms = [Int]()
        var years = [Int]()
        for calendar in calendars.years {
            let group = yearGroup(calendar.year)
            let mask = calendar.sessions(for: group)
            years.append(schoolDays.count)
            var lastTerm: Term?
            var lastHalf: HalfTerm?
            for date in calendar.year.firstDay...calendar.year.lastDay {
                let held = Session.Half.allCases.map { Session(date, $0) }.filter(mask.contains)
                guard !held.isEmpty else { continue }
                let number = schoolDays.count
                let term = calendar.term(containing: date)
                if term != lastTerm {
                    terms.append(number)
                    lastTerm = term
                }
                let half = calendar.halfTerm(containing: date)
                if half != lastHalf {
                    halfTerms.append(number)
                    lastHalf = half
                }
                if schoolDays.last.map({ $0.monday != date.monday }) ?? true { firstDayOfWeek.append(number) }
                weekOfDay.append(firstDayOfWeek.count - 1)
                schoolDays.append(date)
                firstOfDay.append(sessions.count)
                for session in held {
                    sessions.append(session)
                    dayOfSession.append(number)
                    closes.append(closing(session, group))
                }
            }
        }
        firstOfDay.append(sessions.count)
        self.sessions = sessions
        self.dayOfSession = dayOfSession
        self.closes = closes
        self.schoolDays = schoolDays
        self.firstOfDay = firstOfDay
        self.weekOfDay = weekOfDay
        self.firstDayOfWeek = firstDayOfWeek + [schoolDays.count]
        self.terms = terms + [schoolDays.count]
        self.halfTerms = halfTerms + [schoolDays.count]
        self.years = years + [schoolDays.count]
        covered = first.year.firstDay...last.year.lastDay
        var before = [Int32]()
        before.reserveCapacity(covered.upperBound - covered.lowerBound + 2)
        var count: Int32 = 0
        for date in covered {
            before.append(count)
            if Int(count) < schoolDays.count, schoolDays[Int(count)] == date { count += 1 }
        }
        before.append(count)
        daysBefore = before
    }

    /// The number of the first school day on or after a date; a date outside the calendars gives the nearest end.
    func dayNumber(onOrAfter date: CalendarDate) -> Int {
        let place = date - covered.lowerBound
        return Int(daysBefore[min(max(place, 0), daysBefore.count - 1)])
    }

    func isSchoolDay(_ date: CalendarDate) -> Bool {
        let number = dayNumber(onOrAfter: date)
        return number < schoolDays.count && schoolDays[number] == date
    }

    /// The place of the first session on or after a date.
    func place(onOrAfter date: CalendarDate) -> Int { firstOfDay[dayNumber(onOrAfter: date)] }

    func place(of session: Session) -> Int? {
        let number = dayNumber(onOrAfter: session.date)
        guard number < schoolDays.count, schoolDays[number] == session.date else { return nil }
        return (firstOfDay[number]..<firstOfDay[number + 1]).first { sessions[$0].half == session.half }
    }

    /// The places of a day's sessions; empty when it is no school day.
    func places(of date: CalendarDate) -> Range<Int> {
        let number = dayNumber(onOrAfter: date)
        guard number < schoolDays.count, schoolDays[number] == date else { return 0..<0 }
        return firstOfDay[number]..<firstOfDay[number + 1]
    }

    /// School days after one date up to and including another: 1 from a Monday to the Tuesday.
    func schoolDays(after date: CalendarDate, through last: CalendarDate) -> Int {
        dayNumber(onOrAfter: last + 1) - dayNumber(onOrAfter: date + 1)
    }

    /// The n-th school day after a date, or the last that is known.
    func schoolDay(_ n: Int, after date: CalendarDate) -> CalendarDate? {
        let number = dayNumber(onOrAfter: date + 1) + n - 1
        return schoolDays.indices.contains(number) ? schoolDays[number] : nil
    }

    /// The stretch that a school day lies in, by the starts of all: its first day's number and the next one's.
    func stretch(_ starts: [Int], containing day: Int, back: Int = 0) -> Range<Int>? {
        var low = 0
        var high = starts.count - 1
        guard high > 0, day >= starts[0] else { return nil }
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= day { low = middle } else { high = middle }
        }
        let place = low - back
        return place >= 0 ? starts[place]..<starts[place + 1] : nil
    }
}
