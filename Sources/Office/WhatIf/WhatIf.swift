public import Attendance
import Formats
import Store

/// What one policy would have asked for over a period.
public struct PolicyTotals: Sendable {
    public var name: String
    public var steps = 0
    public var minutes = 0
    public var pupils: Set<PupilID> = []
    public var byKind: [StepKind: Int] = [:]
    public var byWhat: [String: Int] = [:]
    public var byClause: [String: Int] = [:]
    public var byDay: [CalendarDate: Int] = [:]
    /// Penalty notices that somebody would have had to decide on.
    public var penalties = 0

    mutating func add(_ step: Step, of pupil: PupilID?, minutes: Int) {
        steps += 1
        self.minutes += minutes
        if let pupil { pupils.insert(pupil) }
        byKind[step.kind, default: 0] += 1
        if step.kind == .task, step.decidedBy != nil, step.what.hasPrefix("penalty-notice") { penalties += 1 }
        byWhat[step.what, default: 0] += 1
        for clause in StepText.clauses(step.clauses, step.citation) { byClause[clause, default: 0] += 1 }
        byDay[step.raised.date, default: 0] += 1
    }
}

/// A pupil of whom one policy asks for something that the other does not.
public struct TreatedDifferently: Sendable {
    /// One thing, how often, and why the first time.
    public struct Thing: Hashable, Sendable {
        public var kind: StepKind
        public var what: String
        public var times: Int
        public var first: CalendarDate
        public var clauses: [String]
        public var because: String
    }

    public var pupil: PupilID
    public var upn: String?
    public var name: String
    /// What only today's policy asks for, or asks for more often.
    public var onlyNow: [Thing]
    public var onlyThen: [Thing]
}

/// A policy tried on a school's own registers, side by side with the one in force.
public struct WhatIfAnswer: Sendable {
    public var days: ClosedRange<CalendarDate>
    public var assumptions: Assumptions
    public var now: PolicyTotals
    public var then: PolicyTotals
    /// Those of whom the most differs come first.
    public var differently: [TreatedDifferently]
}

extension Office {
    /// Plays a period of the school's real registers day by day, once under its own policies and once under another.
    ///
    /// - Parameter progress: told how many pupils' times have been played, of how many.
    /// - Throws: `Problems` of the file; `OfficeError.conflict` where the calendars do not cover the days.
    public func whatIf(
        _ file: SourceFile, _ days: ClosedRange<CalendarDate>,
        assuming assumptions: Assumptions = Assumptions(),
        school id: SchoolID, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> WhatIfAnswer {
        let (read, problems) = PolicyReader.read(file: file.name, text: file.text, law: law, clauses: clauses)
        guard var read else { throw Problems(problems) }
        let school = try await self.school(id)
        let start = AcademicYear(containing: days.lowerBound).firstDay
        guard school.calendars.covers(start), school.calendars.covers(days.upperBound) else {
            throw OfficeError.conflict(
                "No calendar covers \(days.lowerBound) to \(days.upperBound): add the calendars first.")
        }
        // The other policy in this school: its kind of school and its year groups are what they are.
        if let own = school.policy(on: days.upperBound) { read.school = own.school }
        let reading = try await store.read { transaction in
            var reading = HistoryReading(
                school: try self.school(id, in: transaction), start: start, today: days.upperBound)
            try reading.readOn(transaction)
            return reading
        }
        let histories =
            Array(reading.pupils.values)
            + [PupilHistory(id: nil, upn: nil, name: "", spells: [], facts: .wholeSchool)]
        let both = [
            rules(of: school), rules(of: school, policies: [(start, read)]),
        ]
        let counter = Counter(of: histories.count)
        let played = try await histories.mapTogether { history in
            let steps = try both.map { rules in
                var run = try AssumedRun(history, rules: rules, from: start, assumptions)
                try run.play(through: days.upperBound)
                return run.run.steps.map(\.step).filter {
                    days.contains($0.raised.date) && history.isOnRoll(on: $0.raised.date)
                }
            }
            let done = counter.add()
            if done % 25 == 0 || done == counter.count { progress(done, counter.count) }
            return (history, steps)
        }
        var answer = WhatIfAnswer(
            days: days, assumptions: assumptions,
            now: PolicyTotals(name: school.policy(on: days.upperBound)?.school.name ?? school.name),
            then: PolicyTotals(name: file.name), differently: [])
        // A step of the whole school is one, however many pupils it is about.
        var ofSchool: [Set<String>] = [[], []]
        for (history, steps) in played {
            for (place, steps) in steps.enumerated() {
                for step in steps where step.scope == .pupil || ofSchool[place].insert(step.key).inserted {
                    let minutes = assumptions.minutes[step.kind] ?? 0
                    if place == 0 {
                        answer.now.add(step, of: history.id, minutes: minutes)
                    } else {
                        answer.then.add(step, of: history.id, minutes: minutes)
                    }
                }
            }
        }
        let now = ReasonWriting(book: both[0].book(on: days.upperBound), law: law, on: days.upperBound)
        let then = ReasonWriting(book: read.rules, law: law, on: days.upperBound)
        answer.differently = try await played.mapTogether { history, steps in
            Self.difference(history, steps[0], steps[1], words: (now, then))
        }.compactMap(\.self).sorted {
            ($0.size, $1.name, $1.pupil.rawValue) > ($1.size, $0.name, $0.pupil.rawValue)
        }
        return answer
    }

    private static func difference(
        _ history: PupilHistory, _ now: [Step], _ then: [Step], words: (ReasonWriting, ReasonWriting)
    ) -> TreatedDifferently? {
        guard let id = history.id else { return nil }
        let (mine, theirs) = (counted(now), counted(then))
        func only(_ ours: [Key: [Step]], _ others: [Key: [Step]], _ words: ReasonWriting)
            -> [TreatedDifferently.Thing]
        {
            ours.compactMap { key, steps -> TreatedDifferently.Thing? in
                let more = steps.count - (others[key]?.count ?? 0)
                guard more > 0, let first = steps.min(by: { $0.raised < $1.raised }) else { return nil }
                return TreatedDifferently.Thing(
                    kind: key.kind, what: key.what, times: more, first: first.raised.date,
                    clauses: StepText.clauses(first.clauses, first.citation),
                    because: first.because.map(words.sentence).joined(separator: " "))
            }.sorted { ($0.first, $0.what, $0.kind.rawValue) < ($1.first, $1.what, $1.kind.rawValue) }
        }
        let onlyNow = only(mine, theirs, words.0)
        let onlyThen = only(theirs, mine, words.1)
        guard !onlyNow.isEmpty || !onlyThen.isEmpty else { return nil }
        return TreatedDifferently(
            pupil: id, upn: history.upn, name: history.name, onlyNow: onlyNow, onlyThen: onlyThen)
    }

    private struct Key: Hashable {
        var kind: StepKind
        var what: String
    }

    private static func counted(_ steps: [Step]) -> [Key: [Step]] {
        Dictionary(grouping: steps.filter { $0.scope == .pupil }) { Key(kind: $0.kind, what: $0.what) }
    }
}

extension TreatedDifferently {
    fileprivate var size: Int { (onlyNow + onlyThen).reduce(0) { $0 + $1.times } }
}
