public import Attendance
import Store

/// A step with the pupil it is about, as it stands at a moment.
public struct DueStep: Sendable {
    /// Nil for a step of the whole school.
    public var pupil: PupilID?
    public var upn: String?
    /// `Okafor, Ada`; of a step of the whole school, empty.
    public var name: String
    public var step: Step
    /// Of a step of the whole school: why, pupil by pupil.
    public var named: [NamedReasons]

    public struct NamedReasons: Sendable {
        public var pupil: PupilID
        public var upn: String?
        public var because: [Reason]
    }
}

/// What every rule says about a pupil at a moment.
public struct PupilFindings: Sendable {
    public var pupil: PupilID
    public var upn: String?
    public var name: String
    public var findings: [Finding]
    /// Labels that the pupil bears.
    public var labels: Set<String>
}

extension Office {
    /// The steps that are open at a moment, those due first coming first. Steps that a person dropped are left out,
    /// and so are those of before the school's steps were first written down, unless the law asks for them.
    ///
    /// - Parameters:
    ///   - moment: one in the past is judged by what was known then; one to come as if nothing more were recorded.
    ///   - since: only those raised, or come due, after it.
    /// - Throws: `OfficeError.conflict` when no calendar covers the moment.
    public func due(
        at moment: Moment, since: Moment? = nil, pupil: PupilID? = nil, school: SchoolID
    ) async throws -> [DueStep] {
        let runs = try await runs(of: school, covering: moment)
        let members = runs.members(on: moment.date).filter { pupil == nil || $0.history.id == pupil }
        return try await open(of: members, at: moment, since: since, school: school)
    }

    /// The open steps of some, or of everybody.
    func open(
        of members: [PlayedPupil], at moment: Moment, since: Moment? = nil, school: SchoolID
    ) async throws -> [DueStep] {
        let (begun, dropped) = try await store.read { transaction in
            (
                // Before the first look of all, as it will be from that on.
                try transaction.stepsBegun(school: school) ?? self.moment,
                try transaction.standingSteps(school: school).filter { _, change in
                    change.map { $0.isOfPerson && $0.at <= moment } ?? false
                }
            )
        }
        let all = try await members.mapTogether { played in
            try played.run(at: moment).steps.filter { raised in
                let step = raised.step
                guard raised.isOpen, dropped[step.key] == nil else { return false }
                if begun <= moment, step.raised.date < begun.date, step.citation.isEmpty {
                    return false
                }
                guard let since else { return true }
                return step.raised > since || (since < step.due && step.due <= moment)
            }.map { (played.history, $0.step) }
        }
        return Self.together(all.flatMap(\.self))
    }

    /// What every rule says about each pupil at the end of a day, or now when the day is not over.
    public func findings(
        on day: CalendarDate, pupil: PupilID? = nil, school: SchoolID
    ) async throws -> [PupilFindings] {
        let now = self.moment
        let moment = day == now.date ? now : Moment(day, .endOfDay)
        let runs = try await runs(of: school, covering: moment)
        let members = runs.members(on: day).filter {
            $0.history.id != nil && (pupil == nil || $0.history.id == pupil)
        }
        return try await members.mapTogether { played -> PupilFindings? in
            guard let id = played.history.id else { return nil }
            let run = try played.run(at: moment)
            return PupilFindings(
                pupil: id, upn: played.history.upn, name: played.history.name, findings: run.findings(),
                labels: run.labels())
        }.compactMap(\.self).sorted { ($0.name, $0.pupil.rawValue) < ($1.name, $1.pupil.rawValue) }
    }

    /// The runs of a school, which can tell of a moment.
    func runs(of school: SchoolID, covering moment: Moment) async throws -> SchoolRuns {
        try await self.school(school).requireCalendar(covering: moment.date)
        let runs = try await runs(of: school)
        // Of a year before those kept: played for this question alone.
        if moment.date < runs.start {
            return try await brought(nil, to: moment, school: school)
        }
        return runs
    }

    /// Steps of the whole school are one, however many pupils they are about.
    private static func together(_ steps: [(PupilHistory, Step)]) -> [DueStep] {
        var all: [DueStep] = []
        var ofSchool: [String: Int] = [:]
        for (history, step) in steps {
            guard step.scope != .pupil || history.id == nil else {
                all.append(
                    DueStep(pupil: history.id, upn: history.upn, name: history.name, step: step, named: []))
                continue
            }
            let place =
                ofSchool[step.key]
                ?? {
                    ofSchool[step.key] = all.count
                    all.append(DueStep(pupil: nil, upn: nil, name: "", step: step, named: []))
                    return all.count - 1
                }()
            if let id = history.id {
                all[place].named.append(
                    DueStep.NamedReasons(pupil: id, upn: history.upn, because: step.because))
                all[place].step.raised = min(all[place].step.raised, step.raised)
                all[place].step.due = min(all[place].step.due, step.due)
            }
        }
        for place in all.indices { all[place].named.sort { $0.pupil.rawValue < $1.pupil.rawValue } }
        return all.sorted { ($0.step.due, $0.name, $0.step.key) < ($1.step.due, $1.name, $1.step.key) }
    }
}

extension School {
    /// Throws `OfficeError.conflict` for a day that no calendar covers: what is due then is not guessed.
    func requireCalendar(covering day: CalendarDate) throws(OfficeError) {
        guard !calendars.covers(day) else { return }
        throw .conflict("No calendar covers \(day): add the calendar of \(AcademicYear(containing: day)).")
    }
}

extension StepChange {
    /// Somebody dropped the step, or did it without an act about a pupil that the rules would know it by.
    var isOfPerson: Bool {
        byName != nil && (state == .dropped || state == .done && pupilAct == nil)
    }
}

extension Office {
    /// Reasons in words, as the policy of a day calls things.
    public func reasonWriting(on day: CalendarDate, school: SchoolID) async throws -> ReasonWriting {
        let school = try await self.school(school)
        return ReasonWriting(book: school.policy(on: day)?.rules ?? RuleBook(), law: law, on: day)
    }
}
