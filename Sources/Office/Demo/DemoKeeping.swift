import Attendance
import Store

extension DemoMaker {
    /// Two years of registers, up to now; and what waits for somebody this morning.
    mutating func keepRegisters() {
        let ways = ways()
        for pupil in school.pupils.indices
        where ways[pupil].circumstances.contains(where: { $0.code == .dual && $0.to >= today }) {
            school.pupils[pupil].enrolStatus = "M"
        }
        var diary = DemoDiary(self, ways: ways)
        for year in [lastYear, thisYear] {
            for date in schoolDays(year) { diary.keep(date, in: year) }
        }
        school.takings = diary.takings
        school.acts = rollActs() + diary.acts + plans(ways)
        parkMark()
        raiseQuestions()
        // In order of time; of two in one minute, the one thought of first.
        school.acts = school.acts.enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
        keepReasons()
    }

    /// A register completed late records N only for those about whom nothing is known by then.
    private mutating func keepReasons() {
        var known: Set<DemoAct.Place> = []
        for place in school.acts.indices {
            if school.acts[place].kind == .close {
                school.acts[place].entries.removeAll { known.contains($0.place) }
            }
            // Only what is written on the day itself can come before a closing.
            for entry in school.acts[place].entries where school.acts[place].kind != .submit {
                known.insert(entry.place)
            }
        }
        school.acts.removeAll { $0.kind == .close && $0.entries.isEmpty }
    }

    /// Who came and went, and changed group, since the first day.
    private func rollActs() -> [DemoAct] {
        var acts: [DemoAct] = []
        let first = firstDay(lastYear)
        func add(
            _ kind: Act.Kind, _ day: CalendarDate, _ minutes: Int, _ effect: DemoAct.Effect, _ detail: String
        ) {
            let at = Moment(day, DemoDiary.time(0, minutes, 0))
            guard at <= school.now else { return }
            acts.append(
                DemoAct(at: at, kind: kind, by: Post.admissions.rawValue, detail: detail, effects: [effect]))
        }
        for (number, pupil) in school.pupils.enumerated() {
            if pupil.spell.from > first {
                add(
                    .admit, pupil.spell.from - 1, 870 + number % 90, .admission(pupil: number),
                    "from \(pupil.spell.from)")
            }
            if let left = pupil.spell.to {
                add(
                    .delete, left, 930 + number % 60, .deletion(pupil: number),
                    "\(pupil.ground ?? "") on \(left)")
            }
        }
        for group in school.groups where group.kind == .registration {
            for member in group.members
            where member.from.date > max(first, school.pupils[member.pupil].spell.from) {
                let isNewYear = school.years.contains {
                    $0.year == group.year && $0.terms[0].from == member.from.date
                }
                if isNewYear { continue }
                add(
                    .moveGroup, member.from.date - 1, 920, .groupMove(pupil: member.pupil),
                    "to \(group.name) from \(member.from)")
            }
        }
        return acts
    }

    /// What is known of the weeks to come, as it was entered.
    private func plans(_ ways: [DemoWays]) -> [DemoAct] {
        var acts: [DemoAct] = []
        for pupil in school.pupils.indices {
            guard school.pupils[pupil].spell.contains(today) else { continue }
            var chance = generator("plans", pupil)
            for plan in ways[pupil].circumstances
            where plan.to >= today && plan.from <= today + 21 && plan.code.mayBePlanned && chance.chance(800)
            {
                let entered = Moment(
                    max(min(plan.from, today) - 6, firstDay(lastYear)).monday + chance.below(3),
                    DemoDiary.time(15, 0, chance.below(80)))
                let detail = "\(plan.code.text) \(Session(plan.from, .am)) to \(Session(plan.to, .pm))"
                acts.append(
                    DemoAct(
                        at: min(entered, Moment(today - 1, DemoDiary.time(15, 0, 0))), kind: .plan,
                        by: Post.attendanceOfficer.rawValue, detail: detail,
                        effects: [
                            .plan(
                                pupil: pupil, from: Session(plan.from, plan.half ?? .am),
                                to: Session(plan.to, plan.half ?? .pm), code: plan.code,
                                pattern: plan.from == plan.to ? [] : plan.patternText, note: plan.note)
                        ]))
            }
        }
        return acts
    }

    /// A mark that came in a file with a code the law no longer had: it waits for somebody to say which it is, and
    /// the session has no mark until then.
    private mutating func parkMark() {
        let june = schoolDays(lastYear).filter { $0.month == 6 }
        guard let day = june.dropFirst(5).first, let imported = schoolDays(thisYear).dropFirst(3).first,
            day >= MoveableDays.day(2024, 8, 19),
            let pupil = school.pupils.indices.first(where: {
                $0 % 5 == 3 && school.pupils[$0].spell.contains(day)
                    && school.pupils[$0].spell.contains(today)
            })
        else { return }
        let session = Session(day, .am)
        for place in school.acts.indices where school.acts[place].at.date >= day {
            school.acts[place].entries.removeAll { $0.pupil == pupil && $0.session == session }
        }
        school.acts.append(
            DemoAct(
                at: Moment(imported, DemoDiary.time(16, 10, 0)), kind: .importFile,
                by: Post.attendanceOfficer.rawValue,
                detail: "marks-summer-term.csv",
                effects: [
                    .question(
                        .parkedMark, pupil: pupil, session: session, ours: nil, theirs: "H",
                        source: "marks-summer-term.csv",
                        detail:
                            "H has not been a code of the register since 19 August 2024. A holiday that was granted is C; one that was not is G."
                    )
                ]))
    }

    /// What teachers told the office today, and what does not agree.
    private mutating func raiseQuestions() {
        let taken = school.acts.indices.filter {
            school.acts[$0].kind == .submit && school.acts[$0].at.date == today
                && !school.acts[$0].entries.isEmpty
        }
        var chance = generator("questions")
        let notes = [
            "Quiet this morning and says breakfast was missed. Could somebody have a word?",
            "Came without a coat again.", "Asked to see the nurse after registration; sent at break.",
            "Says an aunt is collecting at 2.30 today. No note in the planner.",
        ]
        var asked: Set<Int> = []
        for note in notes {
            guard let place = taken.isEmpty ? nil : chance.pick(taken) else { break }
            let act = school.acts[place]
            let present = act.entries.filter { $0.code.sessionClass == .present && !asked.contains($0.pupil) }
            guard let entry = present.isEmpty ? nil : chance.pick(present) else { continue }
            asked.insert(entry.pupil)
            school.acts[place].effects.append(
                .question(
                    .note, pupil: entry.pupil, session: entry.session, ours: nil, theirs: nil,
                    source: name(of: act.by),
                    detail: note))
        }
        if let place = taken.last { conflict(in: place, besides: asked) }
        requestAmendment()
    }

    /// Reported ill at breakfast, and marked present in the room.
    private mutating func conflict(in place: Int, besides asked: Set<Int>) {
        let act = school.acts[place]
        guard
            let entry = act.entries.first(where: {
                $0.code.sessionClass == .present && !asked.contains($0.pupil)
                    && !school.pupils[$0.pupil].contacts.isEmpty
            })
        else { return }
        let caller = school.contacts[school.pupils[entry.pupil].contacts[0].contact]
        school.acts.append(
            DemoAct(
                at: Moment(today, DemoDiary.time(0, act.at.time.minutes - 32, 0)), kind: .report,
                by: Post.receptionist.rawValue, detail: "\(entry.session) to \(Session(today, .pm))",
                effects: [
                    .report(
                        pupil: entry.pupil, from: entry.session, to: Session(today, .pm),
                        reason: "Temperature in the night",
                        code: .illness, toldBy: "\(caller.forename) \(caller.surname)", channel: "phone")
                ]))
        school.acts[place].effects.append(
            .question(
                .presentButReported, pupil: entry.pupil, session: entry.session, ours: entry.code.text,
                theirs: "I",
                source: name(of: act.by), detail: "Marked present; reported absent."))
    }

    /// The day before, a teacher noticed a mark that was wrong, after the register had closed.
    private mutating func requestAmendment() {
        guard let yesterday = schoolDays(thisYear).last(where: { $0 < today }),
            let act = school.acts.first(where: {
                $0.kind == .submit && $0.at.date == yesterday && $0.at.time.hour >= 12 && !$0.entries.isEmpty
            }),
            let entry = act.entries.first(where: { $0.code == .presentPM })
        else { return }
        let pupil = school.pupils[entry.pupil]
        school.acts.append(
            DemoAct(
                at: Moment(yesterday, DemoDiary.time(15, 12, 0)), kind: .requestAmendment, by: act.by,
                reason:
                    "\(pupil.preferredForename ?? pupil.forename) was at the orchestra rehearsal in the town hall, not in the room",
                effects: [
                    .question(
                        .amendmentRequest, pupil: entry.pupil, session: entry.session, ours: entry.code.text,
                        theirs: "V",
                        source: name(of: act.by),
                        detail: "At the orchestra rehearsal in the town hall, not in the room")
                ]))
    }

    private func name(of member: Int?) -> String? { member.map { school.staff[$0].name } }
}

extension AttendanceCode {
    /// Codes the office enters before the session.
    fileprivate var mayBePlanned: Bool {
        switch self {
        case .holidayNotGranted, .illness, .transportNotAvailable, .unableToAttend, .unavoidableCause,
            .partClosed:
            false
        default: true
        }
    }
}
