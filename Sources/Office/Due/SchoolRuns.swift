import Attendance
import Store

/// Everybody's time at a school, played as far as the clock has come, with how much of the books it was made from.
struct SchoolRuns: Sendable {
    let rules: SchoolRules
    /// The first day played.
    let start: CalendarDate
    var read: BooksRead
    /// Those on the roll since the first day; the school itself under nil.
    var pupils: [PupilID?: PlayedPupil]
    var now: Moment
    /// What is written of steps, by key: what closed each, nil while it is open. Nil before it was read.
    var written: [String: StepChange?]?
    /// Open steps that are written, by pupil.
    var openKeys: [PupilID?: Set<String>] = [:]

    /// Those on the roll on a day, and the school.
    func members(on day: CalendarDate) -> [PlayedPupil] {
        pupils.values.filter { $0.history.isOnRoll(on: day) }
            .sorted { ($0.history.id?.rawValue ?? 0) < ($1.history.id?.rawValue ?? 0) }
    }
}

extension Array where Element: Sendable {
    /// As `map`, on as many processors as there are, giving way to whatever else is asked for.
    func mapTogether<T: Sendable>(_ body: @escaping @Sendable (Element) throws -> T) async throws -> [T] {
        let length = Swift.max(8, count / 32)
        return try await withThrowingTaskGroup(of: (Int, [T]).self) { group in
            for first in stride(from: 0, to: count, by: length) {
                let part = self[first..<Swift.min(first + length, count)]
                group.addTask(executorPreference: PlayingThreads.shared) {
                    try Task.checkCancellation()
                    return (first, try part.map(body))
                }
            }
            var parts: [(Int, [T])] = []
            for try await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }
}

/// The runs of the schools, in memory; those of one school are worked on by one at a time.
actor RunKeeper {
    private var kept: [SchoolID: SchoolRuns] = [:]
    private var last: [SchoolID: Task<Void, Never>] = [:]
    private var ready: Set<SchoolID> = []

    /// Whether a school's runs are in memory and need not be made anew: whoever asks waits a moment at most.
    func isReady(_ school: SchoolID) -> Bool { ready.contains(school) }

    /// The runs in memory are made anew, which takes a while.
    func makesAnew(_ school: SchoolID) { ready.remove(school) }

    /// Works on a school's runs: nil where there are none yet. What `body` gives back is kept; when it throws, what
    /// there was.
    func inTurn<T: Sendable>(
        _ school: SchoolID, _ body: @escaping @Sendable (SchoolRuns?) async throws -> (SchoolRuns?, T)
    ) async throws -> T {
        let before = last[school]
        let task = Task { () throws -> T in
            await before?.value
            let known = kept[school]
            do {
                let (runs, value) = try await body(known)
                kept[school] = runs
                if runs == nil { ready.remove(school) } else { ready.insert(school) }
                return value
            } catch {
                // An act that is refused must not cost playing everybody's time again.
                kept[school] = known
                if known == nil { ready.remove(school) }
                throw error
            }
        }
        last[school] = Task { _ = try? await task.value }
        return try await task.value
    }
}

extension Office {
    /// Everybody's time, as the books have it now, played to a moment; to the clock's when none is given.
    func runs(of school: SchoolID) async throws -> SchoolRuns {
        try await keeper.inTurn(school) { known in
            let runs = try await self.brought(known, to: self.moment, school: school)
            return (runs, runs)
        }
    }

    /// Brings runs up to the books and a moment; makes them where there are none, or where rules or calendars changed.
    func brought(_ known: SchoolRuns?, to moment: Moment, school id: SchoolID) async throws -> SchoolRuns {
        let (school, change) = try await store.read { transaction in
            (try self.school(id, in: transaction), try transaction.lastChange(school: id))
        }
        guard var runs = known, runs.read.edition == school.edition,
            AcademicYear(containing: runs.now.date) == AcademicYear(containing: moment.date),
            runs.now <= moment
        else {
            if known != nil { await keeper.makesAnew(id) }
            return try await madeRuns(of: school, to: moment, written: known)
        }
        if runs.read.lastChange != change || runs.read.rollEdition != school.rollEdition {
            let (start, read) = (runs.start, runs.read)
            let histories = Dictionary(
                uniqueKeysWithValues: runs.pupils.compactMap { id, played in id.map { ($0, played.history) } }
            )
            let reading = try await store.read { transaction in
                var reading = HistoryReading(
                    school: try self.school(id, in: transaction), start: start, today: moment.date,
                    pupils: histories, read: read)
                try reading.readOn(transaction)
                return reading
            }
            runs.read = reading.read
            try await runs.take(reading)
        }
        try await runs.advance(to: moment)
        return runs
    }

    private func madeRuns(
        of school: School, to moment: Moment, written: SchoolRuns?
    ) async throws -> SchoolRuns {
        let start = try self.start(of: school, on: moment.date)
        let rules = rules(of: school)
        let reading = try await store.read { transaction in
            var reading = HistoryReading(
                school: try self.school(school.id, in: transaction), start: start, today: moment.date)
            try reading.readOn(transaction)
            return reading
        }
        let whole = PupilHistory(id: nil, upn: nil, name: "", spells: [], facts: .wholeSchool)
        let end = school.clamped(moment)
        let played = try await (Array(reading.pupils.values) + [whole]).mapTogether { history in
            var played = try PlayedPupil(history, rules: rules, from: start)
            try played.advance(to: end)
            return played
        }
        var runs = SchoolRuns(
            rules: rules, start: start, read: reading.read,
            pupils: Dictionary(uniqueKeysWithValues: played.map { ($0.history.id, $0) }), now: moment)
        runs.written = written?.written
        runs.openKeys = written?.openKeys ?? [:]
        return runs
    }

    func rules(of school: School, policies: [(from: CalendarDate, policy: Policy)]? = nil) -> SchoolRules {
        SchoolRules(
            policies: policies ?? school.policies.map { ($0.from, $0.policy) }, law: law,
            calendars: school.calendars)
    }

    /// 1 August of the year before a day's, where the school has a calendar of it; else of the day's own year.
    func start(of school: School, on day: CalendarDate) throws -> CalendarDate {
        let year = AcademicYear(containing: day)
        for year in [year.previous, year] where school.calendars[year] != nil { return year.firstDay }
        guard let last = school.calendars.years.last?.year, last < year else {
            throw OfficeError.conflict(
                "The school has no calendar for \(year): add it with `rollcall calendar add`.")
        }
        return last.firstDay
    }
}

extension School {
    /// A moment, or the end of the last day that a calendar covers.
    func clamped(_ moment: Moment) -> Moment {
        guard !calendars.covers(moment.date), let last = calendars.years.last?.year.lastDay,
            last < moment.date
        else { return moment }
        return Moment(last, .endOfDay)
    }
}

extension SchoolRuns {
    /// Takes in what has been read since.
    mutating func take(_ reading: HistoryReading) async throws {
        let (rules, start, now) = (rules, start, now)
        let end = pupils[nil]?.run.now ?? now
        let changed = reading.touched.map { ($0, reading.pupils[$0], pupils[$0]) }
        let played = try await changed.mapTogether { id, history, played -> (PupilID, PlayedPupil?) in
            guard let history else { return (id, nil) }
            guard var played else {
                var new = try PlayedPupil(history, rules: rules, from: start)
                try new.advance(to: end)
                return (id, new)
            }
            try played.take(history)
            try played.advance(to: end)
            return (id, played)
        }
        for (id, new) in played { pupils[id] = new }
    }

    /// Those of whom something was read have come as far as the rest.
    mutating func advance(to moment: Moment) async throws {
        guard now < moment else { return }
        let last = rules.calendars.years.last?.year.lastDay ?? moment.date
        let end = moment.date <= last ? moment : Moment(last, .endOfDay)
        let all = Array(pupils)
        let played = try await all.mapTogether { id, played in
            var played = played
            try played.advance(to: end)
            return (id, played)
        }
        pupils = Dictionary(uniqueKeysWithValues: played)
        now = moment
    }
}
