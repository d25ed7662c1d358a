import Attendance
import Store

/// A pupil's time as far as it has been played, and as it was at the end of the day before: what is learned late of
/// today is played again from there.
struct PlayedPupil: Sendable {
    /// Whose act each act of a run was, by its place among them.
    struct Origin: Sendable {
        /// Among what people did about pupils.
        var number: Int64?
        var act: ActID?
    }

    private struct State: Sendable {
        var run: PupilRun
        /// How many of the happenings have been played.
        var played = 0
        var origins: [Origin] = []
    }

    private(set) var history: PupilHistory
    private var happenings: [Happening]
    private var morning: State
    private var latest: State
    private let rules: SchoolRules
    private let start: CalendarDate
    /// Whether the past is another than when its steps were last written down.
    var isPlayedAnew = true
    /// Steps and how many of them are open, when they were last written down.
    var written: [Int] = []

    var run: PupilRun { latest.run }
    func origin(ofAct number: Int) -> Origin {
        latest.origins.indices.contains(number) ? latest.origins[number] : Origin()
    }
    /// What changes when a step is raised or closed, or stands again.
    var count: [Int] {
        let steps = latest.run.steps
        return [steps.count, steps.count { $0.isOpen }, steps.reduce(0) { $0 + $1.timesReopened }]
    }

    init(_ history: PupilHistory, rules: SchoolRules, from start: CalendarDate) throws(CalendarGap) {
        self.history = history
        self.rules = rules
        self.start = start
        happenings = history.happenings
        let first = State(
            run: try PupilRun(history.facts, years: history.taken, rules: rules, from: start))
        morning = first
        latest = first
    }

    /// Plays everything up to a moment.
    mutating func advance(to moment: Moment) throws(CalendarGap) {
        if latest.run.now.date < moment.date {
            try play(&latest, to: Moment(moment.date - 1, .endOfDay))
            morning = latest
        }
        try play(&latest, to: moment)
    }

    private func play(_ state: inout State, to moment: Moment) throws(CalendarGap) {
        while state.played < happenings.count, happenings[state.played].at <= moment {
            let happening = happenings[state.played]
            switch happening.what {
            case .did(let act, let number):
                try state.run.replay(act)
                while state.origins.count < state.run.acts.count {
                    state.origins.append(Origin(number: number, act: ActID(rawValue: happening.order)))
                }
            case .learned(let byte, let session):
                try state.run.learn(byte, in: session, at: happening.at)
            case .expected(let code, let sessions, let isExpected):
                if start <= happening.at.date { try state.run.advance(to: happening.at) }
                state.run.expect(code, in: sessions, isExpected: isExpected)
            case .became(let facts):
                try state.run.advance(to: happening.at)
                state.run.become(facts)
            }
            state.played += 1
        }
        try state.run.advance(to: moment)
    }

    /// Takes what the books say by now: what is new is still to be played, and where the past is another than the one
    /// played, it is played again from the morning or, if it lies before that, from the first day.
    mutating func take(_ new: PupilHistory) throws(CalendarGap) {
        let moment = latest.run.now
        let old = history
        let before = happenings
        history = new
        happenings = new.happenings
        guard old.facts == new.facts else { return try restart(to: moment) }
        var isPastOfToday = !happenings.starts(with: before.prefix(latest.played))
        if !happenings.starts(with: before.prefix(morning.played)) { return try restart(to: moment) }
        // Something that became known before now and was not there yet when it was played.
        if happenings.indices.contains(latest.played), happenings[latest.played].at < moment {
            isPastOfToday = true
        }
        if happenings.indices.contains(morning.played), happenings[morning.played].at < morning.run.now {
            return try restart(to: moment)
        }
        for (year, bytes) in new.taken {
            let known = old.taken[year] ?? []
            for (slot, byte) in bytes.enumerated() where slot >= known.count || known[slot] != byte {
                let session = year.session(at: slot)
                if session.date < start || morning.run.isKnown(session) { return try restart(to: moment) }
                if latest.run.isKnown(session) { isPastOfToday = true }
                morning.run.take(byte, in: session)
                latest.run.take(byte, in: session)
            }
        }
        if isPastOfToday {
            latest = morning
            isPlayedAnew = true
            try play(&latest, to: moment)
        }
    }

    private mutating func restart(to moment: Moment) throws(CalendarGap) {
        var fresh = try PlayedPupil(history, rules: rules, from: start)
        fresh.written = written
        if moment.date >= start { try fresh.advance(to: moment) }
        self = fresh
    }

    /// The pupil's time as it was, or will be if nothing more is recorded, at a moment.
    func run(at moment: Moment) throws(CalendarGap) -> PupilRun {
        var state = latest.run.now <= moment ? latest : morning.run.now <= moment ? morning : nil
        if state == nil {
            state = State(run: try PupilRun(history.facts, years: history.taken, rules: rules, from: start))
        }
        guard var state else { return latest.run }
        if moment.date >= start { try play(&state, to: moment) }
        return state.run
    }
}
