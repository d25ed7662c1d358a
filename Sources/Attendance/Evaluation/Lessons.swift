/// Lessons: a pupil who is marked present for the session and is missing from one of them.
extension PupilRun {
    /// Plays everything up to the start of a lesson, and records the pupil as missing from it where its register
    /// says so, the session's mark says otherwise, and nobody has said why.
    ///
    /// - Parameter code: what the lesson's register says.
    /// - Throws: `CalendarGap` when the calendars end before it.
    public mutating func note(
        _ lesson: LessonTime, on day: CalendarDate, _ code: AttendanceCode
    ) throws(CalendarGap) {
        let start = Moment(day, lesson.starts)
        try advance(to: start)
        guard [.noReasonYet, .otherAbsence, .holidayNotGranted].contains(code), isExpectedInLesson else {
            return
        }
        try replay(
            PupilAct(
                at: start, did: .record, what: "lesson-absence", by: RoleName(.teacher),
                details: ["period": lesson.period]))
    }

    /// Whether the pupil is on the site now by the session's mark, has not been let go, and nobody gave a reason.
    private var isExpectedInLesson: Bool {
        guard let place = placeNow, !explainedDays.contains(now.date) else { return false }
        let mark = AttendanceCode(rawValue: codes[place] == 0 ? taken[place] : codes[place])
        let isLate = mark == .lateAfterClose
        guard mark?.sessionClass == .present || isLate else { return false }
        if isLate, let arrival, arrival > now { return false }
        let ways = acts.filter { $0.at.date == now.date && [.leave, .arrive].contains($0.did) }
        return ways.last.map { $0.did == .arrive || !Self.says("permission", $0) } ?? true
    }

    /// The session that is on: the last of the day whose register has opened.
    private var placeNow: Int? {
        let times = current?.policy.registerTimes(under: rules.law, on: now.date)
        return line.places(of: now.date).last {
            times?.times(for: line.sessions[$0], yearGroup: pupil.yearGroup).map { $0.opens <= now.time }
                ?? false
        }
    }
}
