import Attendance
import Store

extension DemoDiary {
    /// Here, in time or not.
    mutating func comes(
        _ pupil: Int, _ register: Int, _ times: RegisterTimes, on sheet: inout DemoSheet
    ) {
        let session = sheet.session
        let ways = ways[pupil]
        func entry(_ code: AttendanceCode, late: Int? = nil) -> DemoAct.Entry {
            DemoAct.Entry(pupil: pupil, session: session, code: code, minutesLate: late)
        }
        let late = session.half == .am ? ways.late : ways.late / 6
        if session.half == .am, chances[pupil].chance(ways.veryLate) {
            let minutes = times.minutesOpen + chances[pupil].within(1...110)
            return arrive(pupil, minutes, register, times, on: &sheet)
        }
        if chances[pupil].chance(late) {
            let most = max(1, times.minutesOpen - 1)
            var minutes = chances[pupil].pick(weighted: [
                (55, 6), (30, 14), (15, most),
            ])
            minutes = 1 + chances[pupil].below(min(minutes, session.half == .am ? most : min(most, 8)))
            if minutes <= sheet.takenAfter(register, maker) {
                return sheet.inRoom(entry(.late, late: minutes), register)
            }
            return arrive(pupil, minutes, register, times, on: &sheet)
        }
        if session.half == .pm, chances[pupil].chance(ways.slipsAway) {
            sheet.atClosing(pupil, register)
            if let day = sheet.nextDay(maker) {
                add(
                    DemoAct(
                        at: Moment(day, DemoDiary.time(8, 20, chances[pupil].below(60))), kind: .amend,
                        by: DemoMaker.Post.attendanceOfficer.rawValue,
                        reason: "Seen in school before lunch; not in lessons after it; no reason given",
                        entries: [entry(.otherAbsence)]))
            }
            return
        }
        sheet.inRoom(entry(.present(session.half)), register)
        if chances[pupil].rarely(220), let day = sheet.nextDay(maker) {
            add(
                DemoAct(
                    at: Moment(day, DemoDiary.time(9, 40, chances[pupil].below(200))), kind: .amend,
                    by: DemoMaker.Post.attendanceOfficer.rawValue,
                    reason:
                        "Marked present in error: parent confirms the pupil was at home with a temperature",
                    entries: [entry(.illness)]))
        }
    }

    /// At the desk, so many minutes after the register opened.
    private mutating func arrive(
        _ pupil: Int, _ minutes: Int, _ register: Int, _ times: RegisterTimes, on sheet: inout DemoSheet
    ) {
        guard let time = TimeOfDay(minutes: times.opens.minutes + minutes),
            let code = times.code(arrivingAt: time, in: sheet.session.half)
        else {
            return sheet.inRoom(
                DemoAct.Entry(pupil: pupil, session: sheet.session, code: .present(sheet.session.half)),
                register)
        }
        if code == .lateAfterClose { sheet.atClosing(pupil, register) }
        add(
            DemoAct(
                at: Moment(sheet.session.date, time), kind: .arrive, by: DemoMaker.Post.receptionist.rawValue,
                reason: "Arrived at \(time).", detail: sheet.session.description,
                entries: [
                    DemoAct.Entry(pupil: pupil, session: sheet.session, code: code, minutesLate: minutes)
                ]))
    }

    /// The whole site closed before anybody came.
    mutating func closeForSnow(_ date: CalendarDate, in year: EnglishSchoolYear) {
        let code = DemoMaker.code(.siteClosed, .unableToAttend, on: date)
        var act = DemoAct(
            at: Moment(date, DemoDiary.time(6, 45, 0)), kind: .closure,
            by: DemoMaker.Post.headteacher.rawValue,
            reason: "Heavy snow: the site cannot be made safe",
            detail: "\(code.text) \(date) AM to \(date) PM",
            effects: [
                .closure(
                    from: Session(date, .am), to: Session(date, .pm), code: code,
                    reason: "Heavy snow: the site cannot be made safe")
            ])
        for half in Session.Half.allCases {
            let session = Session(date, half)
            for pupil in maker.school.pupils.indices {
                guard maker.school.pupils[pupil].spell.contains(date),
                    let yearGroup = maker.school.pupils[pupil].yearGroups[year.year],
                    year.calendar.isSession(session, for: yearGroup), register(of: pupil, in: session) != nil
                else { continue }
                absences[pupil] = nil
                let known = ways[pupil].circumstance(in: session)
                let isElsewhere = known.map { $0.code.isTaughtElsewhere } ?? false
                act.entries.append(
                    DemoAct.Entry(
                        pupil: pupil, session: session, code: isElsewhere ? known?.code ?? code : code,
                        note: isElsewhere ? known?.note : nil))
            }
        }
        add(act)
        explain(through: date)
    }
}
