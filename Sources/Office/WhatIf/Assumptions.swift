public import Attendance

/// What staff are taken to have done about the steps that a policy would have raised: nobody can know, so it is said
/// beside every answer, and can be changed.
public struct Assumptions: Hashable, Sendable {
    /// Of calls, texts and emails, those by which somebody is reached, in per cent.
    public var reached = 0
    /// School days after which a letter, sent on the day it is asked for, is received.
    public var receivedAfter = 2
    /// School days after which a meeting is held.
    public var meetingAfter = 5
    /// Whether proposed codes are confirmed on the same day.
    public var confirmsCodes = true
    /// Minutes of staff time a step takes.
    public var minutes: [StepKind: Int] = [
        .call: 5, .text: 1, .email: 3, .letter: 10, .task: 10, .visit: 60, .meeting: 45, .referral: 30,
        .return: 10, .report: 20, .alert: 2, .award: 5, .code: 2,
    ]

    public init() {}

    /// Each in a sentence.
    public var sentences: [String] {
        [
            reached == 0
                ? "No call, text or email reaches anybody."
                : "\(reached) of 100 calls, texts and emails reach somebody.",
            "Letters are sent on the day they are asked for, and received \(days(receivedAfter)) later.",
            confirmsCodes
                ? "Proposed codes are confirmed on the same day." : "Proposed codes are not confirmed.",
            "Meetings are held after \(days(meetingAfter)).",
            "Visits are made on the same day, and nobody is seen.",
            "Tasks, referrals, returns and reports are done on the day they are asked for.",
            "Nobody decides to issue anything.",
        ]
    }

    private func days(_ number: Int) -> String { number == 1 ? "1 school day" : "\(number) school days" }
}

/// A pupil's time under a policy, with staff who do as assumed.
struct AssumedRun {
    let assumptions: Assumptions
    private(set) var run: PupilRun
    private var happenings: ArraySlice<Happening>
    private var answered = 0
    private var later: [PupilAct] = []
    private var calls = 0

    /// What parents told and what registers say is as it was; what people did is assumed.
    init(
        _ history: PupilHistory, rules: SchoolRules, from start: CalendarDate, _ assumptions: Assumptions
    ) throws(CalendarGap) {
        self.assumptions = assumptions
        run = try PupilRun(history.facts, years: history.taken, rules: rules, from: start)
        happenings =
            history.happenings.filter {
                if case .did(_, .some) = $0.what { return false }
                return start <= $0.at.date + 1
            }[...]
    }

    /// Plays every day up to the last.
    mutating func play(through last: CalendarDate) throws(CalendarGap) {
        for day in run.now.date...max(run.now.date, last) {
            if run.isSchoolDay(day) {
                for time in Self.times {
                    try advance(to: Moment(day, time))
                    answer()
                }
            }
            try advance(to: Moment(day, .endOfDay))
        }
    }

    /// When staff get round to what is asked for.
    private static let times = [11, 16].compactMap { TimeOfDay(hour: $0, minute: 0) }

    private mutating func advance(to moment: Moment) throws(CalendarGap) {
        while let next = happenings.first, next.at <= moment {
            switch next.what {
            case .did(let act, _): try run.replay(act)
            case .learned(let byte, let session): try run.learn(byte, in: session, at: next.at)
            case .expected(let code, let sessions, let isExpected):
                try run.advance(to: next.at)
                run.expect(code, in: sessions, isExpected: isExpected)
            case .became(let facts):
                try run.advance(to: next.at)
                run.become(facts)
            }
            happenings.removeFirst()
        }
        try run.advance(to: moment)
    }

    private mutating func answer() {
        for act in later where act.at.date <= run.now.date { perform(act) }
        later.removeAll { $0.at.date <= run.now.date }
        // What is done may ask for more at once; that is answered too, in the order in which it is asked.
        var most = 200
        while answered < run.steps.count, most > 0 {
            let raised = run.steps[answered]
            answered += 1
            most -= 1
            if raised.isOpen { answer(raised.step) }
        }
    }

    private mutating func answer(_ step: Step) {
        var act = PupilAct(at: run.now, did: .record, what: step.what, to: step.to, by: step.by)
        switch step.kind {
        case .call, .text, .email:
            act.did = step.kind == .call ? .call : step.kind == .text ? .text : .email
            // Spread evenly, so that the same question has the same answer.
            calls += assumptions.reached
            act.outcome = calls >= 100 ? "reached" : "no-answer"
            if calls >= 100 { calls -= 100 }
        case .letter:
            act.did = .sent
            act.received = run.schoolDay(assumptions.receivedAfter, after: run.now.date)
        case .visit:
            act.did = .visit
            act.outcome = "not-seen"
        case .meeting:
            act.did = .meeting
            act.outcome = "held"
            if assumptions.meetingAfter > 0 {
                guard let day = run.schoolDay(assumptions.meetingAfter, after: run.now.date) else { return }
                act.at = Moment(day, run.now.time)
                later.append(act)
                return
            }
        case .code:
            guard assumptions.confirmsCodes else { return }
            act.did = .decide
            act.what = "code"
            act.answer = "yes"
            act.session = step.session
            act.code = step.code
        case .task, .referral, .return, .report, .alert, .award: break
        }
        perform(act)
    }

    /// What is refused is left undone.
    private mutating func perform(_ act: PupilAct) {
        var act = act
        act.at = run.now
        do { try run.perform(act) } catch {}
    }
}
