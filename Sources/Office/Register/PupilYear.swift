public import Attendance
public import Store

/// One academic year of a pupil's attendance: what stands in every session, and figures over it.
public struct PupilYear: Sendable {
    /// Exact counts over some days, to the last session whose register has closed.
    public struct Stretch: Hashable, Sendable {
        /// `Autumn term`, `the last 10 school weeks`.
        public var name: String
        public var from: CalendarDate
        /// The last session counted; nil when none is.
        public var through: Session?
        public var counts: SessionCounts
    }

    public var year: AcademicYear
    /// Nil when the school has none for the year.
    public var calendar: SchoolCalendar?
    public var yearGroup: YearGroup?
    public var marks: YearMarks
    /// Sessions held for the pupil while on the roll, the whole year.
    public var held: SessionMask
    /// Those of them whose register has closed: without a mark they are missing.
    public var closed: SessionMask
    public var whole: Stretch
    /// One for each term of the calendar.
    public var terms: [Stretch]
    /// The weeks of the national threshold, up to today; nil unless the year is the present one.
    public var rolling: Stretch?
    /// Plans that still hold and touch the year, the earliest first.
    public var plans: [Plan]
    /// What was reported of its sessions, the latest first; empty for those who may not see reasons.
    public var reports: [AbsenceReport]
    /// The years of which the school has a calendar and in which the pupil was on the roll.
    public var years: [AcademicYear]
}

extension Office {
    /// One academic year of a pupil's attendance.
    ///
    /// Throws `OfficeError.notFound` for an id that is not of this school.
    public func attendance(
        of pupil: PupilID, in year: AcademicYear, by signedIn: SignedIn
    ) async throws -> PupilYear {
        try signedIn.require(.seeFigures)
        let moment = self.moment
        return try await store.read { transaction in
            _ = try transaction.requireDetails(of: pupil, school: signedIn.school)
            let school = try self.school(signedIn.school, in: transaction)
            let sheet = PupilSessions(
                school: school, moment: moment,
                spells: try transaction.admissions(of: pupil, school: school.id).map(\.spell),
                yearGroups: try transaction.yearGroups(of: pupil, school: school.id),
                marks: try [year.previous, year].map {
                    YearMarks(
                        year: $0, bytes: try transaction.yearMarks(of: pupil, in: $0, school: school.id))
                        ?? YearMarks(year: $0)
                })
            let calendar = school.calendars[year]
            let first = Session(year.firstDay, .am)
            let last = Session(year.lastDay, .pm)
            let isPresent = year == AcademicYear(containing: moment.date)
            // The stretch over which sessions count towards a penalty notice; none where the law knows none.
            let weeks = isPresent ? self.law.penaltyThreshold(on: moment.date)?.schoolWeeks : nil
            let rolling = weeks.flatMap { weeks in
                (try? school.calendars.schoolWeeks(weeks, endingWith: moment.date).days).map {
                    sheet.stretch("the last \(weeks) school weeks", $0)
                }
            }
            return PupilYear(
                year: year, calendar: calendar, yearGroup: sheet.yearGroups[year],
                marks: sheet.marks.last ?? YearMarks(year: year), held: sheet.held(in: year),
                closed: sheet.closed(in: year, year.firstDay...year.lastDay),
                whole: sheet.stretch("the year \(year)", year.firstDay...year.lastDay),
                terms: (calendar?.terms ?? []).map { sheet.stretch("\($0.name) term", $0.from...$0.to) },
                rolling: rolling,
                plans: signedIn.may(.seeReasons)
                    ? try transaction.plans(of: pupil, from: first, to: last, school: school.id)
                        .sorted { ($0.from, $0.id) < ($1.from, $1.id) } : [],
                reports: signedIn.may(.seeReasons)
                    ? try transaction.reports(from: first, to: last, of: pupil, school: school.id).reversed()
                    : [],
                years: school.calendars.years.map(\.year).filter { year in
                    sheet.spells.contains {
                        $0.from <= year.lastDay && ($0.to.map { $0 >= year.firstDay } ?? true)
                    }
                })
        }
    }

    /// Every entry made for a pupil in a session, in the order they were made: original, amended, reason, day, name
    /// and position. Without notes for those who may not see reasons; codes are for the page to hide.
    public func entries(
        of pupil: PupilID, in session: Session, by signedIn: SignedIn
    ) async throws -> [MarkEntry] {
        try signedIn.require(.seeFigures)
        return try await store.read { transaction in
            _ = try transaction.requireDetails(of: pupil, school: signedIn.school)
            var entries = try transaction.entries(
                of: pupil, in: session.date...session.date, school: signedIn.school
            ).filter { $0.session == session }
            if !signedIn.may(.seeReasons) {
                for place in entries.indices { entries[place].note = nil }
            }
            return entries
        }
    }

    /// The sessions between two that are held for a pupil on the roll and are not to come: those that can be amended.
    public func amendable(
        _ pupil: PupilID, from: Session, to: Session, by signedIn: SignedIn
    ) async throws -> [Session] {
        try signedIn.require(.amend)
        let today = self.today
        return try await store.read { transaction in
            _ = try transaction.requireDetails(of: pupil, school: signedIn.school)
            let school = try self.school(signedIn.school, in: transaction)
            let spells = try transaction.admissions(of: pupil, school: school.id).map(\.spell)
            let groups = try transaction.yearGroups(of: pupil, school: school.id)
            let last = min(to, Session(today, .pm))
            guard from <= last else { return [] }
            return (from.date...last.date).flatMap { day in
                Session.Half.allCases.map { Session(day, $0) }.filter { session in
                    from <= session && session <= last && spells.contains { $0.contains(day) }
                        && school.isSession(session, groups[AcademicYear(containing: day)])
                }
            }
        }
    }

    /// The other pupils whom each contact of a pupil is linked to and who are on the roll: brothers and sisters.
    public func others(
        ofContactsOf pupil: PupilID, by signedIn: SignedIn
    ) async throws -> [ContactID: [PupilSummary]] {
        try signedIn.require(.seeContacts)
        let day = today
        return try await store.read { transaction in
            var all: [ContactID: [PupilSummary]] = [:]
            for contact in try transaction.contacts(of: pupil, school: signedIn.school) {
                // A professional is shared by pupils who have nothing else to do with each other.
                if contact.link.isSocialWorker { continue }
                all[contact.id] = try transaction.pupils(of: contact.id, school: signedIn.school)
                    .filter { $0 != pupil }
                    .compactMap { try transaction.pupilSummary($0, on: day, school: signedIn.school) }
            }
            return all
        }
    }
}

extension SignedIn {
    /// Whether the person may see which code a session has. Codes that tell of health, religion, ethnicity or
    /// exclusion are for those who may see reasons; detention for those who may see that (UK GDPR, articles 9, 10).
    public func maySee(_ code: AttendanceCode) -> Bool {
        if code == .criminalJustice { return may(.seeSensitiveCodes) }
        return may(.seeReasons) || !Self.telling.contains(code)
    }

    private static let telling: Set<AttendanceCode> = Set(
        [
            .illness, .illnessCovid, .illnessNotCovid, .medicalAppointment, .religiousObservance, .travelling,
            .excluded, .partTimeTimetable, .localAuthorityProvision, .publicHealth,
        ] + AttendanceCode.covid)
}

/// What figures of one pupil are counted from.
private struct PupilSessions {
    let school: School
    let moment: Moment
    let spells: [RollSpell]
    let yearGroups: [AcademicYear: YearGroup]
    let marks: [YearMarks]

    func held(in year: AcademicYear) -> SessionMask {
        (school.calendars[year]?.sessions(for: yearGroups[year]) ?? .none(of: year)).restricted(to: spells)
    }

    func closed(in year: AcademicYear, _ days: ClosedRange<CalendarDate>) -> SessionMask {
        var calendars = FigureCalendars(school: school, days: days, moment: moment)
        return calendars.expected(in: year, yearGroups[year]).restricted(to: spells)
    }

    func stretch(_ name: String, _ days: ClosedRange<CalendarDate>) -> PupilYear.Stretch {
        var counts = SessionCounts()
        var through: Session?
        for marks in marks {
            let mask = closed(in: marks.year, days)
            counts.add(marks, expected: mask)
            through = mask.last ?? through
        }
        return PupilYear.Stretch(name: name, from: days.lowerBound, through: through, counts: counts)
    }
}
