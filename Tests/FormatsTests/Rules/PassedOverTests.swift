import Formats
import Testing

@testable import Attendance

/// Most rules are passed over at a glance on most days. Played again with every rule looked at every time, the
/// slow and obvious way, a year of anything that may happen must come to the same.
@Suite struct PassedOver {
    @Test(arguments: Project.policies) func lookingAtEveryRuleEveryTimeGivesTheSameSteps(policy: String)
        throws
    {
        let rules = try Self.rules(of: policy)
        for seed in 0..<UInt64(12) {
            var year = InventedYear(seed: seed, rules: rules)
            let (quick, slow) = try year.play()

            let (some, all) = (quick.steps.map(Self.said), slow.steps.map(Self.said))
            let different = zip(some, all).first { $0 != $1 }
            #expect(different?.0 == different?.1, "seed \(seed)")
            #expect(some.count == all.count, "seed \(seed)")
            #expect(quick.states().map(\.state) == slow.states().map(\.state), "seed \(seed)")
            #expect(quick.codes == slow.codes, "seed \(seed)")
            #expect(quick.acts.count > 50 && quick.steps.count > 20, "a year without anything shows nothing")
        }
    }

    private static func said(_ raised: RaisedStep) -> String {
        "\(raised.step.raised) \(raised.step.key) due \(raised.step.due): \(raised.state), \(raised.timesReopened)"
    }

    private static func rules(of policy: String) throws -> SchoolRules {
        let (file, _) = Scenarios.read(
            """
              - name: a
                marks: {2025-09-15: '/\\'}
                expect: [{on: 2025-09-15, due: []}]

            """)
        let calendars = try #require(file?.calendars)
        let start = try #require(calendars.years.first?.year.firstDay)
        return SchoolRules(
            policies: [(start, Project.policy(policy))], law: Project.law, calendars: calendars)
    }
}

/// A pupil whose marks are drawn, and people who do what is asked for, something else, or nothing.
private struct InventedYear {
    private var chance: SeededGenerator
    private let rules: SchoolRules
    private let start: CalendarDate

    init(seed: UInt64, rules: SchoolRules) {
        chance = SeededGenerator(seed: seed)
        self.rules = rules
        start = rules.calendars.years.first?.year.firstDay ?? rules.policies[0].from
    }

    private mutating func isOneIn(_ number: Int) -> Bool { Int.random(in: 0..<number, using: &chance) == 0 }
    private mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &chance)! }

    mutating func play() throws -> (quick: PupilRun, slow: PupilRun) {
        let facts = pupil()
        let ruler = try rules.ruler(for: facts.yearGroup, from: start)
        let marks = drawnMarks(ruler.line.sessions.count)
        var quick = PupilRun(facts, taken: marks, ruler: ruler, rules: rules, from: start)
        var slow = quick
        slow.looksAtEveryRule = true
        var answered = 0
        for day in start...(start + 300) where quick.isSchoolDay(day) {
            for hour in [8, 11, 16] {
                let now = Moment(day, TimeOfDay(hour: hour, minute: 5)!)
                try quick.advance(to: now)
                try slow.advance(to: now)
                var acts = [PupilAct]()
                while answered < quick.steps.count {
                    if !isOneIn(3) { acts.append(act(doing: quick.steps[answered].step, at: now)) }
                    answered += 1
                }
                if isOneIn(4) { acts.append(anything(at: now, known: quick)) }
                for act in acts {
                    let one = Result { try quick.perform(act) }.isSuccess
                    let other = Result { try slow.perform(act) }.isSuccess
                    #expect(one == other)
                }
            }
            if isOneIn(60) {
                let changed = pupil()
                quick.become(changed)
                slow.become(changed)
            }
        }
        return (quick, slow)
    }

    private mutating func pupil() -> PupilFacts {
        PupilFacts(
            key: "a", yearGroup: YearGroup(number: pick([7, 9, 11])), born: CalendarDate("2011-05-02"),
            entry: pick([nil, start + 10]), flags: Set(PupilFlag.allCases.filter { _ in isOneIn(6) }),
            contacts: (1...pick([1, 2, 3])).map { ContactFacts(.priority($0)) },
            plans: isOneIn(3) ? ["attendance"] : [], siblings: pick([0, 1]))
    }

    /// Present for the most part, with spells of absence.
    private mutating func drawnMarks(_ count: Int) -> [UInt8] {
        let absences: [AttendanceCode] = [.noReasonYet, .illness, .otherAbsence, .lateAfterClose, .late]
        var marks = [UInt8]()
        while marks.count < count {
            if isOneIn(12) {
                let code = pick(absences)
                marks += [UInt8](repeating: code.rawValue, count: pick([1, 1, 2, 3, 6, 20]))
            } else {
                let code: AttendanceCode = marks.count.isMultiple(of: 2) ? .presentAM : .presentPM
                marks.append(code.rawValue)
            }
        }
        return Array(marks.prefix(count))
    }

    private mutating func act(doing step: Step, at now: Moment) -> PupilAct {
        var act = PupilAct(at: now, did: .record, what: step.what, to: step.to, by: step.by)
        switch step.kind {
        case .call: act.did = .call
        case .text: act.did = .text
        case .email: act.did = .email
        case .letter:
            act.did = isOneIn(8) ? .issue : .sent
            if isOneIn(2) { act.received = now.date + 2 }
        case .visit: act.did = .visit
        case .meeting: act.did = .meeting
        case .code:
            act = PupilAct(
                at: now, did: .decide, what: "code", by: step.by, answer: "yes", session: step.session,
                code: step.code)
        case .task where step.decidedBy != nil:
            act.did = .decide
            act.answer = pick(["yes", "no"])
        case .task, .referral, .return, .report, .alert, .award: break
        }
        if [.call, .text, .email, .visit].contains(act.did) {
            act.outcome = pick(["reached", "no-answer", "not-seen", "seen"])
            if act.outcome == "reached", isOneIn(3) { act.reason = "ill" }
        }
        if act.did == .meeting { act.outcome = pick(["held", "not-attended"]) }
        return act
    }

    private mutating func anything(at now: Moment, known run: PupilRun) -> PupilAct {
        let day = now.date
        switch pick(Array(0..<11)) {
        case 0: return PupilAct(at: now, did: .report, to: .priority(1), reason: "ill", about: [day])
        case 1:
            return PupilAct(
                at: now, did: .report, to: .priority(1),
                reason: pick(["holiday", "dentist", "words", "ill"]),
                from: day, until: day + pick([0, 2, 9]))
        case 2:
            return PupilAct(
                at: now, did: .amend, by: RoleName(.office), reason: "seen", about: [day - pick([0, 1, 7])],
                code: pick([.illness, .noReasonYet, .otherAbsence, .presentAM]))
        case 3: return PupilAct(at: now, did: .arrive)
        case 4:
            return PupilAct(
                at: now, did: .requestLeave, to: .priority(1), reason: pick(["holiday", "funeral"]),
                from: day + pick([-2, 5, 20]), until: day + 24)
        case 5:
            return PupilAct(
                at: now, did: .decide, what: "leave", by: RoleName(.headteacher),
                answer: pick(["yes", "no"]),
                reason: "considered")
        case 6: return PupilAct(at: now, did: .record, what: "receipt", received: day)
        case 7:
            let names = run.acts.map(\.what).filter { !$0.isEmpty && !$0.hasSuffix("-withdrawn") }
            return PupilAct(at: now, did: .record, what: "\(names.isEmpty ? "x" : pick(names))-withdrawn")
        case 8:
            return PupilAct(
                at: now, did: .record, what: pick(["evidence", "needs-note", "missing", "suspension"]),
                from: day, until: day + 4)
        case 9: return PupilAct(at: now, did: .issue, what: "penalty-notice", to: .priority(1))
        default: return PupilAct(at: now, did: .call, to: .priority(2), outcome: "reached")
        }
    }
}

extension Result where Failure == any Error {
    fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
