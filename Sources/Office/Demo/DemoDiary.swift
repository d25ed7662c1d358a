import Attendance
import Store

/// The registers of a made-up school being kept, day by day, as its people would have kept them: what is known goes
/// in when the register is taken, whom nobody accounts for is N at its closing, and the office puts that right.
struct DemoDiary {
    let maker: DemoMaker
    let ways: [DemoWays]
    private(set) var acts: [DemoAct] = []
    private(set) var takings: [DemoSchool.Taking] = []
    var absences: [DemoAbsence?]
    var chances: [SeededGenerator]
    /// Absences whose reason comes later, by pupil in the order they began.
    private var unexplained: [DemoAbsence] = []
    private let memberships: [[Membership]]
    let snowDay: CalendarDate?

    private struct Membership {
        var from: Session
        var to: Session?
        var am: Int?
        var pm: Int?
    }

    init(_ maker: DemoMaker, ways: [DemoWays]) {
        self.maker = maker
        self.ways = ways
        absences = [DemoAbsence?](repeating: nil, count: maker.school.pupils.count)
        chances = maker.school.pupils.indices.map { maker.generator("days", $0) }
        memberships = Self.memberships(maker.school)
        var chance = maker.generator("snow")
        let winter = (maker.wholeYears[maker.lastYear.year] ?? []).filter {
            [1, 2].contains($0.month) && $0.weekday > .monday && $0.weekday < .friday
        }
        snowDay = winter.isEmpty ? nil : chance.pick(winter)
    }

    /// The registers in which each pupil is called, with the sessions from and to which they are.
    private static func memberships(_ school: DemoSchool) -> [[Membership]] {
        var all = [[Membership]](repeating: [], count: school.pupils.count)
        var byGroup: [Int: (am: Int?, pm: Int?)] = [:]
        for (number, register) in school.registers.enumerated() {
            if register.half == .am { byGroup[register.group, default: (nil, nil)].am = number }
            if register.half == .pm { byGroup[register.group, default: (nil, nil)].pm = number }
        }
        for (number, group) in school.groups.enumerated() {
            let registers = byGroup[number] ?? (nil, nil)
            for member in group.members {
                all[member.pupil].append(
                    Membership(from: member.from, to: member.to, am: registers.am, pm: registers.pm))
            }
        }
        return all
    }

    func register(of pupil: Int, in session: Session) -> Int? {
        for membership in memberships[pupil]
        where membership.from <= session && membership.to.map({ session <= $0 }) ?? true {
            if let register = session.half == .am ? membership.am : membership.pm { return register }
        }
        return nil
    }

    /// Writes an act down, if it has happened by now.
    mutating func add(_ act: DemoAct) {
        if act.at <= maker.school.now { acts.append(act) }
    }

    mutating func add(_ taking: DemoSchool.Taking) { takings.append(taking) }

    /// One school day.
    mutating func keep(_ date: CalendarDate, in year: EnglishSchoolYear) {
        if date == snowDay { return closeForSnow(date, in: year) }
        for half in Session.Half.allCases {
            let session = Session(date, half)
            var sheet = DemoSheet(session: session)
            for pupil in maker.school.pupils.indices {
                guard maker.school.pupils[pupil].spell.contains(date),
                    let yearGroup = maker.school.pupils[pupil].yearGroups[year.year],
                    year.calendar.isSession(session, for: yearGroup),
                    let register = register(of: pupil, in: session)
                else { continue }
                mark(pupil, yearGroup, register, on: &sheet, in: year)
            }
            write(sheet)
        }
        explain(through: date)
    }

    /// What becomes of one pupil in one session.
    private mutating func mark(
        _ pupil: Int, _ yearGroup: YearGroup, _ register: Int, on sheet: inout DemoSheet,
        in year: EnglishSchoolYear
    ) {
        let session = sheet.session
        let times = maker.request.registerTimes(session, yearGroup)
        sheet.open(register, times)
        if let known = ways[pupil].circumstance(in: session) {
            absences[pupil] = nil
            let entry = DemoAct.Entry(pupil: pupil, session: session, code: known.code, note: known.note)
            if known.code.isKnownBeforehand {
                sheet.inRoom(entry, register)
            } else {
                sheet.byOffice(entry, times)
            }
            return
        }
        if var absence = absences[pupil], absence.lastDay >= session.date {
            absence.go(
                on: session, closes: Moment(session.date, times.closes), sheet: &sheet, register, times)
            absences[pupil] = absence.lastDay == session.date && session.half == .pm ? nil : absence
            return update(absence)
        }
        absences[pupil] = nil
        if beginsAbsence(pupil, session), var absence = absence(of: pupil, from: session, times, in: year) {
            if let report = absence.reported { add(report.act(pupil, from: session, to: absence.lastDay)) }
            absence.go(
                on: session, closes: Moment(session.date, times.closes), sheet: &sheet, register, times)
            absences[pupil] = absence.lastDay == session.date && session.half == .pm ? nil : absence
            if absence.explained != nil { unexplained.append(absence) }
            return
        }
        comes(pupil, register, times, on: &sheet)
    }

    private mutating func update(_ absence: DemoAbsence) {
        guard absence.explained != nil,
            let place = unexplained.lastIndex(where: {
                $0.pupil == absence.pupil && $0.begins == absence.begins
            })
        else { return }
        unexplained[place] = absence
    }

    private mutating func beginsAbsence(_ pupil: Int, _ session: Session) -> Bool {
        let ways = ways[pupil]
        let weekday = [112, 92, 90, 97, 124][session.date.weekday.rawValue - 1]
        let season = DemoDiary.season(of: session.date)
        // So often that the share of days absent comes out as it should, each absence lasting as long as it does.
        let begins = ways.absence * 1_000_000 / (10_000 - ways.absence) * (1000 - ways.goesOn) / 1000
        let today = begins / 10_000 * weekday * season / (session.half == .am ? 1 : 9)
        return chances[pupil].rarely(today)
    }

    /// Illness has its seasons: as a percentage of the year's mean.
    private static func season(of date: CalendarDate) -> Int {
        switch (date.month, date.day) {
        case (9, _): 74
        case (10, _): 92
        case (11, _): 112
        case (12, ..<13): 158
        case (12, _): 138
        case (1, _): 121
        case (2, _): 108
        case (3, _): 100
        case (4, _): 90
        case (5, _): 86
        default: 94
        }
    }

    private mutating func absence(
        of pupil: Int, from session: Session, _ times: RegisterTimes, in year: EnglishSchoolYear
    ) -> DemoAbsence? {
        guard let days = maker.wholeYears[year.year], let place = days.firstIndex(of: session.date) else {
            return nil
        }
        var last = place
        let length = chances[pupil].run(ways[pupil].goesOn, most: 24)
        while last - place + 1 < length, last + 1 < days.count, days[last + 1] - days[last] < 6 { last += 1 }
        return DemoAbsence(
            of: pupil, contacts: maker.school.pupils[pupil].contacts, people: maker.school.contacts,
            from: session, to: days[last], ways: ways[pupil], times: times,
            next: Array(days[place..<min(days.count, place + 7)]), &chances[pupil])
    }

    /// The reasons that come in on a day for absences that had none.
    mutating func explain(through date: CalendarDate) {
        var still: [DemoAbsence] = []
        for absence in unexplained {
            guard let explained = absence.explained, explained.at.date <= date else {
                still.append(absence)
                continue
            }
            for act in absence.explanation { add(act) }
        }
        unexplained = still
    }

    static func time(_ hour: Int, _ minute: Int, _ more: Int) -> TimeOfDay {
        TimeOfDay(minutes: min(1439, hour * 60 + minute + more)) ?? .endOfDay
    }
}

extension AttendanceCode {
    /// Whether it stands as a plan before the session; the rest the office enters on the day.
    fileprivate var isKnownBeforehand: Bool {
        switch self {
        case .holidayNotGranted, .illness, .excluded, .transportNotAvailable, .unableToAttend,
            .unavoidableCause,
            .criminalJustice:
            false
        default: true
        }
    }

    /// Being taught somewhere else, whatever becomes of this site.
    var isTaughtElsewhere: Bool {
        sessionClass == .approvedEducationalActivity || self == .dual
    }
}
