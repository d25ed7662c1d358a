import Attendance

extension Scenario {
    /// What the registers said as they were taken, before those came who are noted to have come after the opening.
    ///
    /// Whoever arrives on a day of which nothing is given was not there when its register opened, and a `U` of the
    /// paper register is known when the pupil comes, not when the register closes.
    func registersBeforeArrivals(under rules: SchoolRules) -> [Session: AttendanceCode] {
        var taken = pupil.taken
        let acts = events.flatMap(\.acts)
        for (number, act) in acts.enumerated() where act.did == .arrive && act.session == nil {
            let day = act.at.date
            // Who left before comes back.
            if acts.prefix(number).contains(where: { $0.did == .leave && $0.at.date == day }) { continue }
            let times = rules.policy(on: day)?.registerTimes(under: rules.law, on: day)
            for session in Session.Half.allCases.map({ Session(day, $0) }) {
                guard let own = times?.times(for: session, yearGroup: pupil.facts.yearGroup),
                    let code = own.code(arrivingAt: act.at.time, in: session.half)
                else { continue }
                let mark = taken[session]
                let isPresumed = !pupil.written.contains(day) && code != .present(session.half)
                if mark != nil, isPresumed || mark == .lateAfterClose && code == .lateAfterClose {
                    taken[session] = .noReasonYet
                }
                break
            }
        }
        return taken
    }

    /// Lessons that are not played because the policy does not say when they begin.
    func lessonsWithoutTimes(under rules: SchoolRules, file: String) -> Problem? {
        let unknown = pupil.lessons.keys.sorted().first { rules.policy(on: $0)?.lessons.isEmpty ?? true }
        guard unknown != nil else { return nil }
        return Problem(
            .warning, file: file, line: place.line, column: place.column,
            problem: "The policy has no times of lessons, so those of '\(name)' are not played.",
            remedy: "Write the section 'lessons' into the policy, or record lesson-absence under 'events'.")
    }
}
