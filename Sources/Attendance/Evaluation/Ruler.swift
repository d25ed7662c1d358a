import Synchronization

/// The line of a year group with the times of day at which something may happen on each day.
final class Ruler: Sendable {
    let line: SessionLine
    /// For each regime, by the day it begins.
    private let timetables: [CalendarDate: Timetable]

    init(line: SessionLine, regimes: [Regime]) {
        self.line = line
        var timetables = [CalendarDate: Timetable]()
        for regime in regimes { timetables[regime.from] = Timetable(regime, line: line) }
        self.timetables = timetables
    }

    func covers(_ date: CalendarDate) -> Bool { line.covered.contains(date) }

    func timetable(of regime: Regime?) -> Timetable? { regime.flatMap { timetables[$0.from] } }

    /// Minutes of the day, in order.
    func slots(on date: CalendarDate, for regime: Regime?) -> [Int] {
        timetable(of: regime)?.slots(on: date) ?? [0, TimeOfDay.endOfDay.minutes]
    }

    /// When a date is the first school day of an academic year but the first: the last school day before it.
    func lastOfYear(before date: CalendarDate) -> CalendarDate? {
        let number = line.dayNumber(onOrAfter: date)
        guard number > 0, number < line.schoolDays.count, line.schoolDays[number] == date,
            line.years.dropLast().contains(number)
        else { return nil }
        return line.schoolDays[number - 1]
    }
}

/// When in each day the rules of a regime are first looked at.
final class Timetable: Sendable {
    /// For each day covered, in the order of the line: minutes at which something happens.
    private let slotsOfDay: [[Int]]
    /// For each day covered, each rule's first minute; `never` on days that are not its own.
    private let firstMinutes: [[Int16]]
    /// For each day covered: the rules first looked at on it, in the order of their minutes.
    private let inOrder: [[(minute: Int16, rule: Int16)]]
    private let reviews: [[Int16]]
    private let firstDay: CalendarDate
    static let never = Int16.max

    init(_ regime: Regime, line: SessionLine) {
        firstDay = line.covered.lowerBound
        var times = [RuleTime]()
        func number(_ time: RuleTime) -> Int {
            if let number = times.firstIndex(of: time) { return number }
            times.append(time)
            return times.count - 1
        }
        let timesOfRules = regime.rules.map { number($0.time) }
        let timesOfProcesses = regime.processes.map { number($0.review) }
        var slotsOfDay = [[Int]]()
        var firstMinutes = [[Int16]]()
        var inOrder = [[(minute: Int16, rule: Int16)]]()
        var reviews = [[Int16]]()
        for date in line.covered {
            guard date >= regime.from || regime.from > line.covered.upperBound else {
                slotsOfDay.append([])
                firstMinutes.append([])
                inOrder.append([])
                reviews.append([])
                continue
            }
            var slots: Set<Int> = [0, TimeOfDay.endOfDay.minutes]
            let places = line.places(of: date)
            for place in places { slots.insert(line.closes[place]) }
            if !places.isEmpty {
                for process in regime.processes {
                    if case .time(let time) = process.review.clock { slots.insert(time.minutes) }
                }
            }
            // Many rules, few times.
            let minutes = times.map { Self.minute($0, on: date, line) }
            let first = timesOfRules.map { minutes[$0] }
            let review = timesOfProcesses.map { minutes[$0] }
            for minute in first where minute != Self.never { slots.insert(Int(minute)) }
            for minute in review where minute != Self.never { slots.insert(Int(minute)) }
            slotsOfDay.append(slots.sorted())
            firstMinutes.append(first)
            inOrder.append(
                first.enumerated().filter { $0.element != Self.never }
                    .map { (minute: $0.element, rule: Int16($0.offset)) }
                    .sorted { ($0.minute, $0.rule) < ($1.minute, $1.rule) })
            reviews.append(review)
        }
        self.slotsOfDay = slotsOfDay
        self.firstMinutes = firstMinutes
        self.inOrder = inOrder
        self.reviews = reviews
    }

    private func number(_ date: CalendarDate) -> Int? {
        let number = date - firstDay
        return slotsOfDay.indices.contains(number) && !slotsOfDay[number].isEmpty ? number : nil
    }

    func slots(on date: CalendarDate) -> [Int]? { number(date).map { slotsOfDay[$0] } }
    func firstMinutes(on date: CalendarDate) -> [Int16] { number(date).map { firstMinutes[$0] } ?? [] }
    /// The numbers of the rules first looked at in a minute of a day, in their order.
    func rules(on date: CalendarDate, at minute: Int) -> LazyMapSequence<
        ArraySlice<(minute: Int16, rule: Int16)>, Int16
    > {
        let all = number(date).map { inOrder[$0] } ?? []
        let first = all.firstIndex { Int($0.minute) >= minute } ?? all.endIndex
        let end = all[first...].firstIndex { Int($0.minute) > minute } ?? all.endIndex
        return all[first..<end].lazy.map(\.rule)
    }
    func reviews(on date: CalendarDate) -> [Int16] { number(date).map { reviews[$0] } ?? [] }

    private static func minute(_ time: RuleTime, on date: CalendarDate, _ line: SessionLine) -> Int16 {
        guard isDay(time.days, date, line) else { return never }
        switch time.clock {
        case .startOfDay: return 0
        case .time(let time): return Int16(time.minutes)
        case .closing(let half):
            let places = line.places(of: date)
            guard let own = places.first(where: { line.sessions[$0].half == half }) ?? places.last else {
                return 0
            }
            return Int16(line.closes[own])
        case .act: return never
        }
    }

    /// Whether a rule is looked at on a date.
    private static func isDay(_ days: RuleTime.Days, _ date: CalendarDate, _ line: SessionLine) -> Bool {
        if case .everyDay = days { return true }
        if case .date(let own) = days { return own == date }
        let number = line.dayNumber(onOrAfter: date)
        guard number < line.schoolDays.count, line.schoolDays[number] == date else { return false }
        switch days {
        case .schoolDays, .everyDay, .date: return true
        case .weekday(let weekday):
            // The weekday itself, or the last school day before it in its week.
            let own = date.monday + (weekday.rawValue - 1)
            let next = line.dayNumber(onOrAfter: date + 1)
            let isLastBefore = next >= line.schoolDays.count || line.schoolDays[next] > own
            return date <= own && isLastBefore
        case .firstOfWeek: return isFirst(number, line.firstDayOfWeek)
        case .lastOfWeek: return isFirst(number + 1, line.firstDayOfWeek)
        case .firstOfHalfTerm: return isFirst(number, line.halfTerms)
        case .lastOfHalfTerm: return isFirst(number + 1, line.halfTerms)
        case .firstOfTerm: return isFirst(number, line.terms)
        case .lastOfTerm: return isFirst(number + 1, line.terms)
        case .firstOfYear: return isFirst(number, line.years)
        case .lastOfYear: return isFirst(number + 1, line.years)
        case .firstOfMonth: return number == 0 || line.schoolDays[number - 1].month != date.month
        case .everySchoolDays(let every):
            guard let half = line.stretch(line.halfTerms, containing: number) else { return false }
            return every > 0 && (number - half.lowerBound + 1) % every == 0
        }
    }

    private static func isFirst(_ number: Int, _ starts: [Int]) -> Bool {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < starts.count && starts[low] == number
    }
}

extension SchoolRules {
    /// The ruler of a pupil in a year group on a day.
    ///
    /// - Throws: `CalendarGap` when no calendar covers the day.
    func ruler(for yearGroup: YearGroup?, from day: CalendarDate) throws(CalendarGap) -> Ruler {
        guard calendars.covers(day) else { throw CalendarGap(day) }
        let key = RulerKey(yearGroup: yearGroup, year: AcademicYear(containing: day))
        if let ruler = rulers.withLock({ $0[key] }) { return ruler }
        guard let line = line(for: yearGroup, in: key.year) else { throw CalendarGap(day) }
        let ruler = Ruler(line: line, regimes: regimes)
        rulers.withLock { $0[key] = ruler }
        return ruler
    }
}

struct RulerKey: Hashable, Sendable {
    var yearGroup: YearGroup?
    var year: AcademicYear
}
