/// What a rule is being asked about, besides the pupil.
struct Asked {
    /// The place of a session.
    var place: Int?
    /// The number of an act among the pupil's.
    var act: Int?
    /// An act that is being tried and not yet recorded.
    var tried: PupilAct? {
        get { triedAct?.act }
        set { triedAct = newValue.map(TriedAct.init) }
    }
    /// Apart, because acts are large, few are tried, and every condition is handed what is asked.
    private var triedAct: TriedAct?
    var contact: Recipient?
    /// The number of a request for leave.
    var request: Int?
    /// The name of the process, and of whom it is.
    var process: String?
    var throughYesterday = false

    /// What it is about, told from everything else that a rule can be about.
    var number: Int {
        if let place { return place * 4 }
        if let contact { return (contact.priority ?? 0) * 4 + 1 }
        if let request { return request * 4 + 2 }
        if let act { return act * 4 + 3 }
        return -1
    }

    /// What it is about, for keys.
    func item(in run: PupilRun) -> String {
        if let place { return run.line.sessions[place].description.replacingSpace }
        if let contact { return contact.text }
        if let request { return "leave-\(run.requests[request].from)" }
        if let act { return "\(run.acts[act].did.rawValue)-\(run.acts[act].at)-\(act)" }
        return ""
    }
}

extension String {
    fileprivate var replacingSpace: String { String(map { $0 == " " ? "-" : $0 }) }
}

private final class TriedAct: Sendable {
    let act: PupilAct
    init(_ act: PupilAct) { self.act = act }
}

/// Counts of sessions that rates are made of.
struct RateCounts: Hashable, Sendable {
    var attended = 0
    var absent = 0
    var possible = 0

    /// Without a branch: asked for oftener than anything else.
    mutating func add(_ byte: UInt8) {
        attended &+= CodeClass.isAttended(byte) ? 1 : 0
        absent &+= CodeClass.isAbsence(byte) ? 1 : 0
        possible &+= CodeClass.isPossible(byte) ? 1 : 0
    }
}

/// Stretches of time, as places of the line.
extension PupilRun {
    func places(of period: Period, _ asked: Asked) -> Range<Int> {
        let line = line
        let end = knownPlaces(throughYesterday: asked.throughYesterday)
        // The school day that today is or follows.
        let today = line.dayNumber(onOrAfter: now.date + 1) - 1
        func days(_ range: Range<Int>?) -> Range<Int> {
            guard let range, range.lowerBound <= range.upperBound else { return end..<end }
            let low = line.firstOfDay[range.lowerBound]
            return min(low, end)..<min(line.firstOfDay[range.upperBound], end)
        }
        func from(_ date: CalendarDate) -> Range<Int> { min(line.place(onOrAfter: date), end)..<end }
        switch period {
        case .today: return days(line.isSchoolDay(now.date) ? today..<(today + 1) : nil)
        case .yearToDate: return days(line.stretch(line.years, containing: today))
        case .term: return days(line.stretch(line.terms, containing: today))
        case .halfTerm: return days(line.stretch(line.halfTerms, containing: today))
        case .week:
            guard today >= 0, line.schoolDays[today].monday == now.date.monday else { return end..<end }
            return days(line.stretch(line.firstDayOfWeek, containing: today))
        case .lastTerm: return days(line.stretch(line.terms, containing: today, back: 1))
        case .lastHalfTerm: return days(line.stretch(line.halfTerms, containing: today, back: 1))
        case .lastWeek: return days(line.stretch(line.firstDayOfWeek, containing: today, back: 1))
        case .twelveMonths: return from(now.date.addingMonths(-12) + 1)
        case .schoolWeeks(let quantity):
            guard let weeks = current?.whole(quantity), weeks > 0, today >= 0 else { return end..<end }
            let week = line.weekOfDay[today]
            return days(line.firstDayOfWeek[max(0, week - weeks + 1)]..<(today + 1))
        case .schoolDays(let quantity):
            guard let count = current?.whole(quantity), today >= 0 else { return end..<end }
            return days(max(0, today - count + 1)..<(today + 1))
        case .calendarDays(let quantity):
            guard let count = current?.whole(quantity) else { return end..<end }
            return from(now.date - (count - 1))
        case .years(let quantity):
            guard let count = current?.whole(quantity) else { return end..<end }
            return from(now.date.addingMonths(-12 * count) + 1)
        case .window: return asked.process.flatMap { window(of: $0) }.map { days($0) } ?? end..<end
        case .state:
            guard let process = asked.process, let state = processStates[process] else { return end..<end }
            // A receipt or an act comes after the day's marks, a review or a timer before them.
            return from(state.isFromItsDay ? state.entered : state.entered + 1)
        case .since(let pattern):
            guard let act = lastAct(pattern, asked) else { return end..<end }
            return from(acts[act].countsFrom + 1)
        case .beforeAct(let wait):
            guard let date = itemMoment(asked)?.date, case .schoolDays(let quantity) = wait,
                let count = current?.whole(quantity)
            else { return end..<end }
            let last = line.dayNumber(onOrAfter: date + 1)
            return days(max(0, last - count)..<last)
        case .absence:
            return firstDayOfAbsence(asked).map(from) ?? end..<end
        case .always: return 0..<end
        }
    }

    /// The first day of a period, for acts; nil when there is none.
    func firstDay(of period: Period, _ asked: Asked) -> CalendarDate? {
        switch period {
        case .always: return CalendarDate(dayNumber: Int32.min / 2)
        case .today: return now.date
        case .yearToDate: return AcademicYear(containing: now.date).firstDay
        case .years(let quantity):
            return current?.whole(quantity).map { now.date.addingMonths(-12 * $0) + 1 }
        case .calendarDays(let quantity): return current?.whole(quantity).map { now.date - ($0 - 1) }
        case .twelveMonths: return now.date.addingMonths(-12) + 1
        case .state: return asked.process.flatMap { processStates[$0]?.entered }
        case .since(let pattern): return lastAct(pattern, asked).map { acts[$0].countsFrom }
        case .beforeAct(.months(let quantity)):
            guard let act = asked.tried ?? asked.act.map({ acts[$0] }) else { return nil }
            return current?.whole(quantity).map { act.at.date.addingMonths(-$0) + 1 }
        case .absence: return firstDayOfAbsence(asked)
        case .week: return now.date.monday
        default:
            let range = places(of: period, asked)
            return range.lowerBound < line.sessions.count && range.lowerBound < max(known, range.upperBound)
                ? line.sessions[range.lowerBound].date : now.date
        }
    }

    /// The first day of the unbroken absence that the session being looked at, or the first that an act speaks of,
    /// belongs to.
    private func firstDayOfAbsence(_ asked: Asked) -> CalendarDate? {
        let spoken = (asked.tried ?? asked.act.map { acts[$0] }).flatMap { places(spokenOf: $0).first }
        let place = asked.place ?? spoken ?? known - 1
        return place < 0 ? nil : line.sessions[firstOfRun(place, of: .absent)].date
    }

    func counts(over period: Period, _ asked: Asked) -> RateCounts {
        counts(of: places(of: period, asked))
    }

    func counts(of places: Range<Int>) -> RateCounts {
        codes.withUnsafeBufferPointer { codes in
            var counts = RateCounts()
            for byte in UnsafeBufferPointer(rebasing: codes[places]) { counts.add(byte) }
            return counts
        }
    }

    /// The days of a process's window, as numbers of school days.
    func window(of process: String) -> Range<Int>? {
        guard let state = processStates[process], let window = state.window else { return nil }
        let first = line.dayNumber(onOrAfter: state.entered + 1)
        switch window.length {
        case .schoolDays(let quantity):
            guard let length = current?.whole(quantity) else { return nil }
            return first..<min(first + length, line.schoolDays.count)
        case .calendarDays(let quantity):
            guard let length = current?.whole(quantity) else { return nil }
            return first..<line.dayNumber(onOrAfter: state.entered + length + 1)
        case .minutes, .calendarWeeks, .months: return nil
        }
    }
}

/// Runs and chains.
extension PupilRun {
    /// School days in a row, up to now, all of whose sessions are of a kind: how many, and the first.
    func run(
        of choice: CodeChoice, strict: Bool, _ asked: Asked, wholeDays: Bool = false,
        endingAt last: Int? = nil, passing passed: CodeChoice? = nil
    ) -> (length: Int, from: CalendarDate)? {
        let line = line
        var place = last ?? knownPlaces(throughYesterday: asked.throughYesterday) - 1
        var length = 0
        var from: CalendarDate?
        while place >= 0 {
            let day = line.dayOfSession[place]
            var counts = false
            // A day whose afternoon is still to come is not yet counted where whole days are asked for.
            var unknown = wholeDays && place + 1 < line.firstOfDay[day + 1]
            while place >= 0, line.dayOfSession[place] == day {
                let byte = codes[place]
                if byte == 0 {
                    unknown = true
                } else if choice.contains(byte: byte) {
                    counts = true
                } else if strict || CodeClass.isPossible(byte), passed?.contains(byte: byte) != true {
                    // An absence that began in an afternoon has that day as its first, but for whole days.
                    if counts, !wholeDays { return (length + 1, line.schoolDays[day]) }
                    return from.map { (length, $0) }
                }
                place -= 1
            }
            if counts, !(wholeDays && unknown) {
                length += 1
                from = line.schoolDays[day]
            } else if length == 0, unknown, !counts, place < known - 4 {
                return nil
            }
        }
        return from.map { (length, $0) }
    }

    /// The run that the session belongs to that an act speaks of, be it over or not.
    func runAround(_ choice: CodeChoice, _ asked: Asked) -> (length: Int, from: CalendarDate)? {
        guard let act = asked.tried ?? asked.act.map({ acts[$0] }), let place = places(spokenOf: act).last,
            place < known, choice.contains(byte: codes[place])
        else { return nil }
        var last = place
        while last + 1 < known,
            choice.contains(byte: codes[last + 1]) || !CodeClass.isPossible(codes[last + 1])
        {
            last += 1
        }
        return run(of: choice, strict: false, asked, endingAt: last)
    }

    /// The day of an absence whose reason nobody knows; nil when today's absence is explained or there is none.
    func unexplained(_ asked: Asked) -> (day: Int, from: CalendarDate)? {
        let line = line
        var place = knownPlaces(throughYesterday: asked.throughYesterday) - 1
        var length = 0
        var from: CalendarDate?
        scan: while place >= 0 {
            let day = line.dayOfSession[place]
            let date = line.schoolDays[day]
            var counts = false
            while place >= 0, line.dayOfSession[place] == day {
                let byte = codes[place]
                if isUnexplained(place, date) {
                    counts = true
                } else if CodeClass.isPossible(byte) {
                    if counts {
                        length += 1
                        from = date
                    }
                    break scan
                }
                place -= 1
            }
            if counts {
                length += 1
                from = date
            } else if length == 0, date < now.date {
                return nil
            }
        }
        guard let from, lastUnexplainedIsToday(asked) else { return nil }
        return (length, from)
    }

    private func lastUnexplainedIsToday(_ asked: Asked) -> Bool {
        asked.throughYesterday
            || line.places(of: now.date).contains { $0 < known && isUnexplained($0, now.date) }
    }

    func isUnexplained(_ place: Int, _ date: CalendarDate) -> Bool {
        guard !explainedDays.contains(date), !explainedPlaces.contains(place) else { return false }
        return codes[place] == AttendanceCode.noReasonYet.rawValue || lapsed.contains(place)
    }

    /// The first day of the run that a condition speaks of, for keys.
    func runStart(_ condition: Condition, _ asked: Asked) -> CalendarDate? {
        switch condition {
        case .run(let choice, _, let strict): return run(of: choice, strict: strict, asked)?.from
        case .runOfWholeDays(let choice, _, let strict):
            return run(of: choice, strict: strict, asked, wholeDays: true)?.from
        case .runPassing(let choice, let passed, _):
            return run(of: choice, strict: false, asked, passing: passed)?.from
        case .runAround(let choice, _): return runAround(choice, asked)?.from
        case .unexplainedDay: return unexplained(asked)?.from
        case .all(let parts), .any(let parts):
            for part in parts { if let start = runStart(part, asked) { return start } }
            return nil
        default: return nil
        }
    }
}

extension CalendarDate {
    /// The same day of another month, or its last.
    func addingMonths(_ months: Int) -> CalendarDate {
        let total = year * 12 + (month - 1) + months
        let (year, month) = (total / 12, total % 12 + 1)
        let last = CalendarDate.days(inMonth: month, of: year)
        return CalendarDate(year: year, month: month, day: min(day, last)) ?? self
    }
}
