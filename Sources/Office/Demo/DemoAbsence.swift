import Attendance
import Store

/// One absence that began without warning, and how the school came to know its reason.
struct DemoAbsence {
    /// Somebody tells the school.
    struct Told {
        var at: Moment
        var words: String
        var code: AttendanceCode
        var by: String
        var channel: String

        func act(_ pupil: Int, from: Session, to lastDay: CalendarDate) -> DemoAct {
            DemoAct(
                at: at, kind: .report, by: DemoMaker.Post.receptionist.rawValue,
                detail: "\(from) to \(Session(lastDay, .pm))",
                effects: [
                    .report(
                        pupil: pupil, from: from, to: Session(lastDay, .pm), reason: words, code: code,
                        toldBy: by,
                        channel: channel)
                ])
        }
    }

    struct Explained {
        var at: Moment
        var code: AttendanceCode
        /// Nil when no reason came and the time for one ran out.
        var told: Told?
    }

    let pupil: Int
    let begins: Session
    let lastDay: CalendarDate
    /// Before the register closed.
    private(set) var reported: Told?
    /// Later, or never.
    private(set) var explained: Explained?
    /// Sessions that stood at N when the reason came.
    private var sessions: [Session] = []

    init(
        of pupil: Int, contacts: [DemoSchool.ContactLink], people: [DemoSchool.Contact],
        from session: Session,
        to lastDay: CalendarDate, ways: DemoWays, times: RegisterTimes, next days: [CalendarDate],
        _ chance: inout SeededGenerator
    ) {
        self.pupil = pupil
        begins = session
        self.lastDay = lastDay
        let caller = contacts.filter { $0.livesWith }.min { $0.priority < $1.priority } ?? contacts.first
        let name =
            caller.map { "\(people[$0.contact].forename) \(people[$0.contact].surname)" } ?? "a relative"
        let code: AttendanceCode =
            chance.chance(860)
            ? .illness : chance.chance(300) && lastDay == session.date ? .medicalAppointment : .otherAbsence
        let words = chance.pick(Self.words[code] ?? ["Away from home"])
        let channel = chance.pick(["phone", "phone", "phone", "email", "text", "portal", "voicemail"])
        func told(at moment: Moment) -> Told {
            Told(at: moment, words: words, code: code, by: name, channel: channel)
        }
        if !chance.chance(ways.unreported) {
            let earliest = session.half == .am ? 440 : times.opens.minutes - 30
            let minute = earliest + chance.below(max(1, times.closes.minutes - 3 - earliest))
            reported = told(at: Moment(session.date, DemoDiary.time(0, minute, 0)))
            return
        }
        if chance.chance(ways.unexplained) {
            let day = days.count > 5 ? days[5] : session.date + 7
            explained = Explained(
                at: Moment(day, DemoDiary.time(14, 0, chance.below(90))), code: .otherAbsence, told: nil)
            return
        }
        let wait = chance.pick(weighted: [(52, 0), (22, 1), (14, 2), (12, 3)])
        let moment: Moment
        switch wait {
        case 0: moment = Moment(session.date, DemoDiary.time(0, times.closes.minutes + 8, chance.below(150)))
        case 1:
            moment = Moment(
                session.date, DemoDiary.time(0, max(times.closes.minutes + 8, 725), chance.below(180)))
        case 2:
            moment = Moment(
                days.count > 1 ? days[1] : session.date + 3, DemoDiary.time(8, 5, chance.below(95)))
        default:
            let place = min(days.count - 1, chance.within(2...4))
            moment = Moment(
                place > 0 ? days[place] : session.date + 4, DemoDiary.time(9, 0, chance.below(340)))
        }
        explained = Explained(at: moment, code: code, told: told(at: moment))
    }

    /// One session of it: a reason already known goes into the register, or else the pupil is N at its closing.
    mutating func go(
        on session: Session, closes: Moment, sheet: inout DemoSheet, _ register: Int, _ times: RegisterTimes
    ) {
        let early = explained.flatMap { $0.at < closes ? $0.code : nil }
        if let code = reported?.code ?? early {
            return sheet.byOffice(DemoAct.Entry(pupil: pupil, session: session, code: code), times)
        }
        sessions.append(session)
        sheet.atClosing(pupil, register)
    }

    /// What the office writes when the reason comes, or when the time for one has run out.
    var explanation: [DemoAct] {
        guard let explained, !sessions.isEmpty else { return [] }
        let entries = sessions.map { DemoAct.Entry(pupil: pupil, session: $0, code: explained.code) }
        guard let told = explained.told else {
            return [
                DemoAct(
                    at: explained.at, kind: .amend, by: DemoMaker.Post.attendanceOfficer.rawValue,
                    reason: "No reason given within five school days, after calls, a text and a letter",
                    entries: entries)
            ]
        }
        return [
            told.act(pupil, from: sessions[0], to: max(lastDay, sessions[sessions.count - 1].date)),
            DemoAct(
                at: told.at, kind: .amend, by: DemoMaker.Post.attendanceOfficer.rawValue,
                reason: "\(told.by), by \(told.channel): \(told.words)", entries: entries),
        ]
    }

    private static let words: [AttendanceCode: [String]] = [
        .illness: [
            "Sickness since last night", "High temperature", "Migraine", "Chest infection",
            "Asthma, kept in to rest",
            "Ear infection", "Tonsillitis", "Flu", "Stomach bug, back 48 hours after the last of it",
            "Bad cold and cough",
            "Very anxious this morning; the GP is seeing them", "Sprained ankle, waiting for an X-ray",
            "Hand, foot and mouth",
        ],
        .medicalAppointment: [
            "Emergency dental appointment", "Hospital appointment this morning", "Called in for a blood test",
        ],
        .otherAbsence: [
            "Overslept; parent at work", "Family birthday", "Uniform not ready",
            "Looking after a younger brother",
            "Staying with a relative, no lift back", "New shoes did not come",
        ],
    ]
}
