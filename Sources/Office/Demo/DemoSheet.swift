import Attendance
import Store

/// The registers of one session while they are made up, before they are written down in order.
struct DemoSheet {
    let session: Session
    private(set) var times: [Int: RegisterTimes] = [:]
    private(set) var inRoom: [Int: [DemoAct.Entry]] = [:]
    private(set) var unaccounted: [Int: [Int]] = [:]
    private(set) var byOffice: [TimeOfDay: [DemoAct.Entry]] = [:]
    private var after: [Int: Int] = [:]

    init(session: Session) {
        self.session = session
    }

    mutating func open(_ register: Int, _ times: RegisterTimes) {
        if self.times[register] == nil { self.times[register] = times }
    }

    /// Goes in when the register is taken.
    mutating func inRoom(_ entry: DemoAct.Entry, _ register: Int) {
        inRoom[register, default: []].append(entry)
    }

    /// Goes in from the office before the register closes.
    mutating func byOffice(_ entry: DemoAct.Entry, _ times: RegisterTimes) {
        byOffice[DemoDiary.time(0, times.closes.minutes - 2, 0), default: []].append(entry)
    }

    /// Nobody knows: N when a taken register closes.
    mutating func atClosing(_ pupil: Int, _ register: Int) {
        unaccounted[register, default: []].append(pupil)
    }

    /// How many minutes after it opened a register is taken; most tutors are prompt.
    mutating func takenAfter(_ register: Int, _ maker: DemoMaker) -> Int {
        if let known = after[register] { return known }
        guard let times = times[register] else { return 1 }
        var chance = SeededGenerator(
            seed: maker.request.seed, "taking", String(register), session.description)
        let most = max(1, min(12, times.minutesOpen - 3))
        let minutes = 1 + min(chance.below(most), chance.below(most))
        after[register] = minutes
        return minutes
    }

    /// The school day after this one, of its own year.
    func nextDay(_ maker: DemoMaker) -> CalendarDate? {
        maker.wholeYears[AcademicYear(containing: session.date)]?.first { $0 > session.date }
    }
}

extension DemoDiary {
    /// Writes the registers of one session down, as far as the day has got.
    mutating func write(_ sheet: DemoSheet) {
        var sheet = sheet
        let session = sheet.session
        for time in sheet.byOffice.keys.sorted() {
            add(
                DemoAct(
                    at: Moment(session.date, time), kind: .take,
                    by: DemoMaker.Post.attendanceOfficer.rawValue,
                    detail: session.description, entries: sheet.byOffice[time] ?? []))
        }
        let registers = sheet.times.keys.sorted()
        let missing = maker.notIn(registers, in: session)
        for register in registers {
            guard let times = sheet.times[register] else { continue }
            var chance = SeededGenerator(
                seed: maker.request.seed, "register", String(register), session.description)
            if missing.contains(register) {
                leaveOut(register, session, sendsWalker: register == missing.first)
                continue
            }
            let rare = chance.below(10_000)
            if rare < 34, session.date < maker.today {
                // 5 in 34 are never completed: those sessions stay missing.
                if rare >= 5 { completeLate(register, sheet, &chance) }
                continue
            }
            take(register, times, &sheet, &chance)
        }
    }

    private mutating func take(
        _ register: Int, _ times: RegisterTimes, _ sheet: inout DemoSheet, _ chance: inout SeededGenerator
    ) {
        let session = sheet.session
        let now = maker.school.now
        let name = maker.school.registers[register].name
        let submitted = Moment(
            session.date, DemoDiary.time(0, times.opens.minutes, sheet.takenAfter(register, maker)))
        let closes = Moment(session.date, times.closes)
        guard submitted <= now else { return }
        let taker = maker.taker(of: register, on: session.date, &chance)
        add(
            DemoAct(
                at: submitted, kind: .submit, by: taker, detail: "\(name) \(session)",
                entries: sheet.inRoom[register] ?? []))
        var taking = DemoSchool.Taking(
            register: register, session: session,
            opened: Moment(session.date, DemoDiary.time(0, submitted.time.minutes - 1, 0)),
            submitted: submitted, by: taker)
        if closes <= now { taking.closed = closes }
        add(taking)
        let rest = sheet.unaccounted[register] ?? []
        if !rest.isEmpty {
            add(
                DemoAct(
                    at: closes, kind: .close, detail: "\(name) \(session)",
                    entries: rest.map { DemoAct.Entry(pupil: $0, session: session, code: .noReasonYet) }))
        }
    }

    /// Nobody took it yet; somebody may be on the way to the room.
    private mutating func leaveOut(_ register: Int, _ session: Session, sendsWalker: Bool) {
        guard sendsWalker else { return }
        let walker = DemoMaker.Post.receptionist.rawValue
        var taking = DemoSchool.Taking(register: register, session: session)
        taking.walker = walker
        let name = maker.school.registers[register].name
        add(
            DemoAct(
                at: maker.school.now, kind: .registers, by: DemoMaker.Post.attendanceOfficer.rawValue,
                detail: "\(maker.school.staff[walker].name) walks to \(name) \(session)"))
        add(taking)
    }

    /// Nobody took it at the time; the same day, or the next, it was made up for.
    private mutating func completeLate(
        _ register: Int, _ sheet: DemoSheet, _ chance: inout SeededGenerator
    ) {
        let session = sheet.session
        let next = session.half == .pm ? sheet.nextDay(maker) : session.date
        guard let day = next else { return }
        let at = Moment(
            day,
            session.half == .am
                ? DemoDiary.time(14, 40, chance.below(60)) : DemoDiary.time(8, 5, chance.below(20)))
        guard at <= maker.school.now else { return }
        let taker = maker.taker(of: register, on: session.date, &chance)
        let (source, reason) = chance.pick([
            ("paper", "The network was down in this block; taken on paper"),
            ("recall", "A fire alarm sounded during registration"), ("recall", "The class was in assembly"),
            ("office", "The supply teacher had no sign-in"),
            ("recall", "Forgotten; the class was in its room"),
        ])
        let member = maker.school.staff[taker]
        let name = maker.school.registers[register].name
        let by = source == "office" ? DemoMaker.Post.attendanceOfficer.rawValue : taker
        add(
            DemoAct(
                at: at, kind: .lateCompletion, by: by, reason: reason,
                detail: "\(name) \(session), taken by \(member.name), from \(source)",
                entries: sheet.inRoom[register] ?? []))
        let rest = sheet.unaccounted[register] ?? []
        if !rest.isEmpty {
            add(
                DemoAct(
                    at: at, kind: .close, detail: "\(name) \(session)",
                    entries: rest.map { DemoAct.Entry(pupil: $0, session: session, code: .noReasonYet) }))
        }
        add(
            DemoSchool.Taking(
                register: register, session: session, opened: at, submitted: at, by: taker, closed: at,
                isEnteredAfterwards: true, source: source, reason: reason))
    }
}

extension DemoMaker {
    /// Whose register it was, or now and then a colleague who covered.
    func taker(of register: Int, on day: CalendarDate, _ chance: inout SeededGenerator) -> Int {
        let takers = school.registers[register].takers.filter {
            $0.from <= day && ($0.to.map { day <= $0 } ?? true)
        }
        let covers = chance.chance(22)
        if covers { return subjectTeachers.lowerBound + chance.below(subjectTeachers.count) }
        return takers.isEmpty ? tutors.lowerBound : chance.pick(takers).staff
    }

    /// The two registers that are not in at `now`: of the session going on or just closed, and not the first, which
    /// is the one shown to a visitor.
    func notIn(_ registers: [Int], in session: Session) -> [Int] {
        guard session.date == today, registers.count > 4 else { return [] }
        let isGoingOn = { (session: Session) in
            registers.contains { register in
                let yearGroup = self.school.groups[self.school.registers[register].group].yearGroup
                return Moment(session.date, self.request.registerTimes(session, yearGroup).opens)
                    <= self.request.now
            }
        }
        guard isGoingOn(session) else { return [] }
        if session.half == .am, request.now.time.hour >= 12 { return [] }
        return [registers[registers.count / 3], registers[registers.count * 2 / 3]]
    }
}
