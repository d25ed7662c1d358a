import Attendance
import Store

/// The sessions held and closed in a period, by year group, made once for each.
struct FigureCalendars {
    let school: School
    let days: ClosedRange<CalendarDate>
    let moment: Moment
    private var masks: [Key: SessionMask] = [:]

    private struct Key: Hashable {
        let year: AcademicYear
        let group: YearGroup?
    }

    init(school: School, days: ClosedRange<CalendarDate>, moment: Moment) {
        self.school = school
        self.days = days
        self.moment = moment
    }

    mutating func expected(in year: AcademicYear, _ group: YearGroup?) -> SessionMask {
        let key = Key(year: year, group: group)
        if let known = masks[key] { return known }
        let made = (school.calendars[year]?.sessions(for: group) ?? .none(of: year))
            .restricted(to: days)
            .through(lastClosed(for: group))
        masks[key] = made
        return made
    }

    /// The last session whose register has closed for a year group, at or before the moment.
    private func lastClosed(for group: YearGroup?) -> Session {
        for half in [Session.Half.pm, .am] {
            let session = Session(moment.date, half)
            if school.hasClosed(session, group, at: moment) { return session }
        }
        return Session(moment.date - 1, .pm)
    }
}

/// Figures in the making: each pupil's sessions are added to the groups they belong to.
struct FigureTally {
    let question: FigureQuestion
    var calendars: FigureCalendars
    var stays: [PupilID: [GroupStay]] = [:]
    var flagged: [String: Set<PupilID>] = [:]

    private var places: [[String]: Int] = [:]
    private var figures: [Figures] = []
    /// With days: sessions of each group, spread over the grid.
    private var grids: [[String]: [AcademicYear: GridCounts]] = [:]

    init(question: FigureQuestion, calendars: FigureCalendars) {
        self.question = question
        self.calendars = calendars
    }

    private var isByDay: Bool { question.by.contains(.day) }

    mutating func add(_ pupil: FigurePupil, years: [AcademicYear], marks: (AcademicYear) -> [UInt8]?) {
        var counts: [[String]: SessionCounts] = [:]
        for year in years {
            let group = pupil.yearGroups[year]
            var expected = calendars.expected(in: year, group).restricted(to: pupil.spells)
            if question.cohort == .statutory {
                let cohort = StatutoryCohort(year)
                guard let born = pupil.born,
                    cohort.contains(born: born, isBoarder: pupil.isBoarder, possible: 1)
                else { continue }
                expected = cohort.published(expected, born: born)
            }
            let own = marks(year).flatMap { YearMarks(year: year, bytes: $0) } ?? YearMarks(year: year)
            for (key, mask) in parts(of: pupil, year: year, group: group, expected: expected) {
                if isByDay {
                    grids[key, default: [:]][year, default: GridCounts(year: year)].add(own, expected: mask)
                } else {
                    counts[key, default: SessionCounts()].add(own, expected: mask)
                }
            }
        }
        let isAnywhere = counts.values.contains { $0.sessions > 0 }
        for (key, counts) in counts {
            // In August between two years a pupil is in no group, and in none there is nothing to count.
            if isAnywhere, counts.sessions == 0 { continue }
            if question.cohort == .statutory, counts.possible == 0 { continue }
            let place =
                places[key]
                ?? {
                    places[key] = figures.count
                    figures.append(Figures())
                    return figures.count - 1
                }()
            figures[place] += Figures(ofPupil: counts)
        }
    }

    /// The keys a pupil's sessions go under, without the day, and the sessions that go under each.
    private func parts(
        of pupil: FigurePupil, year: AcademicYear, group: YearGroup?, expected: SessionMask
    ) -> [([String], SessionMask)] {
        var parts: [([String], SessionMask)] = [([], expected)]
        for grouping in question.by where grouping != .day {
            switch grouping {
            case .pupil: parts = parts.map { ($0 + [pupil.id.description], $1) }
            case .school: parts = parts.map { ($0 + [calendars.school.slug], $1) }
            case .yearGroup: parts = parts.map { ($0 + [group?.description ?? ""], $1) }
            case .flag(let flag):
                let bears = flagged[flag]?.contains(pupil.id) ?? false
                parts = parts.map { ($0 + [bears ? flag : "not \(flag)"], $1) }
            case .registrationGroup: parts = parts.flatMap { split($0, by: stays[pupil.id] ?? []) }
            case .day: break
            }
        }
        return parts
    }

    /// A pupil's sessions belong to the group as it was then.
    private func split(_ part: ([String], SessionMask), by stays: [GroupStay]) -> [([String], SessionMask)] {
        let (key, mask) = part
        var rest = mask
        var parts: [([String], SessionMask)] = []
        for stay in stays {
            let own = mask.from(stay.from).through(stay.to ?? Session(mask.year.lastDay, .pm))
            if own.isEmpty { continue }
            rest = rest.subtracting(own)
            if let known = parts.firstIndex(where: { $0.0.last == stay.group }) {
                parts[known].1 = parts[known].1.union(own)
            } else {
                parts.append((key + [stay.group], own))
            }
        }
        // In no group, as before the first was given.
        if !rest.isEmpty || parts.isEmpty { parts.append((key + [""], rest)) }
        return parts
    }

    func groups(_ pupils: [FigurePupil]) -> [FigureGroup] {
        isByDay ? byDay() : plain(pupils)
    }

    private func plain(_ pupils: [FigurePupil]) -> [FigureGroup] {
        let pupilPlace = question.by.firstIndex(of: .pupil)
        let byID =
            pupilPlace == nil
            ? [:]
            : Dictionary(pupils.map { ($0.id.description, $0) }, uniquingKeysWith: { first, _ in first })
        return places.sorted { Self.inOrder($0.key, $1.key) }.map { key, place in
            FigureGroup(key: key, pupil: pupilPlace.flatMap { byID[key[$0]] }, figures: figures[place])
        }
    }

    private func byDay() -> [FigureGroup] {
        guard let dayPlace = question.by.firstIndex(of: .day) else { return [] }
        var groups: [FigureGroup] = []
        for (key, years) in grids {
            for (year, grid) in years {
                for date in max(year.gridStart, question.days.lowerBound)...question.days.upperBound {
                    guard year.index(of: Session(date, .am)) != nil else { break }
                    let halves = Session.Half.allCases.map { grid.counts(in: Session(date, $0)) }
                    let pupils = halves.map(\.sessions).max() ?? 0
                    if pupils == 0 { continue }
                    var full = key
                    full.insert(date.description, at: dayPlace)
                    groups.append(
                        FigureGroup(
                            key: full, pupil: nil,
                            figures: Figures(
                                ofSessions: halves.reduce(SessionCounts(), +), pupils: pupils)))
                }
            }
        }
        return groups.sorted { Self.inOrder($0.key, $1.key) }
    }

    /// Numbers by size, year groups as the school counts them, the rest as text.
    private static func inOrder(_ a: [String], _ b: [String]) -> Bool {
        for (left, right) in zip(a, b) where left != right {
            if let x = Int(left), let y = Int(right) { return x < y }
            return left < right
        }
        return a.count < b.count
    }
}
