public import Attendance

/// Runs scenarios: plays events and expectations in the order of time and says what is not as expected.
///
/// Each policy is read once for each set of replaced settings.
public struct ScenarioRunner {
    let law: Law
    let clauses: ClauseLibrary
    private var policies: [PolicyKey: Policy] = [:]
    private var rules: [RulesKey: SchoolRules] = [:]

    private struct PolicyKey: Hashable {
        var file: String
        var replacing: [String]
    }

    private struct RulesKey: Hashable {
        var policy: PolicyKey
        var calendars: SchoolCalendars
    }

    public init(law: Law, clauses: ClauseLibrary) {
        self.law = law
        self.clauses = clauses
    }

    /// - Returns: no results, with problems, when the policy cannot be read as the scenarios ask for it.
    public mutating func run(_ file: ScenarioFile) -> (results: [ScenarioResult], problems: [Problem]) {
        var (results, problems) = ([ScenarioResult](), [Problem]())
        for scenario in file.scenarios {
            let (rules, found) = rules(for: scenario, in: file)
            for problem in found where !problems.contains(problem) { problems.append(problem) }
            guard let rules else { continue }
            if let problem = scenario.lessonsWithoutTimes(under: rules, file: file.file) {
                problems.append(problem)
            }
            results.append(
                ScenarioResult(
                    file: file.file, scenario: scenario.name, place: scenario.place,
                    isDisputed: scenario.isDisputed, differences: scenario.differences(under: rules)))
        }
        return (problems.contains { $0.severity == .error } ? [] : results, problems)
    }

    private mutating func rules(
        for scenario: Scenario, in file: ScenarioFile
    ) -> (rules: SchoolRules?, problems: [Problem]) {
        let policyKey = PolicyKey(
            file: file.policy, replacing: scenario.replacing.map { "\($0.path): \($0.value)" }.sorted())
        let key = RulesKey(policy: policyKey, calendars: file.calendars)
        if let known = rules[key] { return (known, []) }
        var problems = [Problem]()
        if policies[policyKey] == nil {
            let replacements = scenario.replacing.map { setting in
                var replacement = PolicyReplacement(setting.path, yaml: setting.value)
                replacement.askedIn = file.file
                replacement.place = setting.place
                return replacement
            }
            (policies[policyKey], problems) = PolicyReader.load(
                file.policy, replacing: replacements, law: law, clauses: clauses)
        }
        guard let policy = policies[policyKey] else { return (nil, problems) }
        let start = file.calendars.years.first?.year.firstDay
        let from = min(policy.inForceFrom.value, start ?? policy.inForceFrom.value)
        rules[key] = SchoolRules(policies: [(from, policy)], law: law, calendars: file.calendars)
        return (rules[key], problems)
    }
}

extension Scenario {
    /// Plays it under rules, and says everything that is not as it expects.
    public func differences(under rules: SchoolRules) -> [ScenarioDifference] {
        var play = ScenarioPlay(self, rules: rules)
        play.run()
        return play.differences
    }
}

/// One scenario being played.
private struct ScenarioPlay {
    let scenario: Scenario
    let rules: SchoolRules
    private(set) var differences: [ScenarioDifference] = []

    init(_ scenario: Scenario, rules: SchoolRules) {
        self.scenario = scenario
        self.rules = rules
    }

    private enum Part {
        case event(ScenarioEvent)
        case lesson(LessonTime, AttendanceCode)
        case expectation(ScenarioExpectation)
    }

    mutating func run() {
        let (scenario, rules) = (scenario, rules)
        let start = Moment(
            rules.calendars.years.first?.year.firstDay ?? CalendarDate(dayNumber: 0), .midnight)
        let parts =
            scenario.events.map { (at: $0.at, rank: 0, part: Part.event($0)) }
            + lessons.map { (at: $0.at, rank: 1, part: Part.lesson($0.lesson, $0.code)) }
            + scenario.expectations.map { (at: $0.moment, rank: 2, part: Part.expectation($0)) }
        let ordered = parts.enumerated().sorted { a, b in
            (a.element.at, a.element.rank, a.offset) < (b.element.at, b.element.rank, b.offset)
        }
        let end = ordered.last?.element.at ?? start
        let taken = scenario.registersBeforeArrivals(under: rules)
        for sibling in scenario.siblings {
            gaps(at: scenario.place, end) { () throws in
                var run = try PupilRun(
                    sibling.facts, taken: sibling.taken, rules: rules, from: start.date)
                try run.advance(to: end)
            }
        }
        guard
            var run = gaps(
                at: scenario.place, start,
                { () throws in
                    try PupilRun(scenario.pupil.facts, taken: taken, rules: rules, from: start.date)
                })
        else { return }
        // What the policy asks of the school as a whole, of no pupil.
        var school = try? PupilRun(
            .wholeSchool, taken: [Session: AttendanceCode](), rules: rules, from: start.date)
        for (_, (at, _, part)) in ordered {
            switch part {
            case .event(let event): for act in event.acts { perform(act, of: event, in: &run) }
            case .lesson(let lesson, let code):
                gaps(at: scenario.place, at) { () throws in try run.note(lesson, on: at.date, code) }
            case .expectation(let expectation):
                let arrived: Void? = gaps(at: expectation.place, expectation.moment) { () throws in
                    try run.advance(to: expectation.moment)
                }
                try? school?.advance(to: expectation.moment)
                if arrived != nil {
                    differences += expectation.differences(from: run, school: school?.steps ?? [])
                }
            }
        }
    }

    /// The lessons of which the scenario says something, each with its start.
    private var lessons: [(at: Moment, lesson: LessonTime, code: AttendanceCode)] {
        let pupil = scenario.pupil
        return pupil.lessons.sorted { $0.key < $1.key }.flatMap { day, codes in
            let times = rules.policy(on: day)?.lessons(
                of: pupil.facts.yearGroup, on: day.weekday, marks: codes.count)
            return zip(times ?? [], codes).compactMap { lesson, code in
                code.map { (Moment(day, lesson.starts), lesson, $0) }
            }
        }
    }

    /// What the body gives; nil, with a difference, when no calendar covers the days.
    @discardableResult
    private mutating func gaps<Value>(at place: FilePlace, _ moment: Moment, _ body: () throws -> Value)
        -> Value?
    {
        do {
            return try body()
        } catch {
            differences.append(
                ScenarioDifference(
                    place: place, when: "at \(moment)", says: "no calendar of the file covers this day.",
                    found: []))
            return nil
        }
    }

    private mutating func perform(_ act: PupilAct, of event: ScenarioEvent, in run: inout PupilRun) {
        do {
            try run.perform(act)
            guard let expected = event.refusal else { return }
            add(event, act, "it should have been refused\(expected.citation), and was not.")
        } catch let refused as ActRefused {
            let found = refused.grounds.map(\.line)
            switch event.refusal {
            case .any: break
            case nil: add(event, act, "it should have succeeded, and was refused:", found)
            case .citing(let clauses):
                let cited = Set(refused.grounds.flatMap(\.allClauses))
                if !cited.isSuperset(of: clauses) {
                    add(
                        event, act, "it should have been refused citing \(clauses.joined(separator: ", ")):",
                        found)
                }
            }
        } catch {
            add(event, act, "no calendar of the file covers this day.")
        }
    }

    private mutating func add(
        _ event: ScenarioEvent, _ act: PupilAct, _ says: String, _ found: [String] = []
    ) {
        let what = act.what.isEmpty ? "" : " \(act.what)"
        differences.append(
            ScenarioDifference(
                place: event.place, when: "at \(act.at)", says: "\(act.did.rawValue)\(what): \(says)",
                found: found))
    }
}

extension ScenarioEvent.Refusal {
    fileprivate var citation: String {
        switch self {
        case .any: ""
        case .citing(let clauses): " citing \(clauses.joined(separator: ", "))"
        }
    }
}

extension ActRefused.Ground {
    fileprivate var allClauses: [String] {
        clauses.map(\.text) + (citation.isEmpty ? [] : ["LAW:\(citation)"])
    }

    fileprivate var line: String { "\(because) [\(allClauses.joined(separator: ", "))] \(refusal)" }
}
