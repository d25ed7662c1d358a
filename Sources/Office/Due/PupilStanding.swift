public import Attendance
public import Store

/// Where a pupil stands with policy and law, as far as somebody may see it.
public struct PupilStanding: Sendable {
    public var standing: Standing
    /// Those due first come first.
    public var open: [DueStep]
    /// With what became of them, the latest first; none for those who may not see flags.
    public var past: [WrittenStep]
    public var words: ReasonWriting
    /// Something is left out that the person may not see.
    public var isPartial: Bool
}

/// The steps of a school that are open, as far as somebody may see them.
public struct OpenSteps: Sendable {
    public var at: Moment
    public var steps: [DueStep]
    public var words: ReasonWriting
    /// Everybody's time is still being played: these are the steps as they were last written down, without their
    /// reasons.
    public var isAsWritten = false
}

/// A step to do, with what its form asks.
public struct StepToDo: Sendable {
    public var due: DueStep
    /// Answers to a decision, besides yes and no.
    public var answers: [String]
    /// What must be filled in when it is done, and when something is decided about it, by name.
    public var details: [String]
    public var decisionDetails: [String]
    /// Who may be told, as steps name them; none for those who may not see contacts.
    public var contacts: [(contact: PupilContact, recipient: Recipient)]
    public var words: ReasonWriting
}

extension Office {
    /// Where a pupil stands. For those who may see flags; teachers and tutors see it of the pupils in registers that
    /// they take, without what tells of safety, health or custody.
    ///
    /// Throws `OfficeError.notAllowed`, and `OfficeError.conflict` when no calendar covers today.
    public func standing(of pupil: PupilID, by person: SignedIn) async throws -> PupilStanding {
        guard try await maySeeStanding(of: pupil, by: person) else {
            throw OfficeError.notAllowed(
                "Where a pupil stands is seen by the office, by those who look after pupils, and by those who take a register that the pupil is in."
            )
        }
        let moment = self.moment
        let words = try await reasonWriting(on: moment.date, school: person.school)
        let played = try await nowPlayed(pupil, at: moment, school: person.school)
        var standing = try played?.run(at: moment).standing() ?? Standing()
        let open = try await open(of: [played].compactMap(\.self), at: moment, school: person.school)
            .filter { $0.pupil == pupil }
        let seen = open.compactMap { person.seen($0) }
        var isPartial = seen.count < open.count
        let rules = standing.rules.compactMap { person.seen($0) }
        let processes = person.may(.seeFlags) ? standing.processes : []
        isPartial = isPartial || rules.count < standing.rules.count
        isPartial = isPartial || processes.count < standing.processes.count
        standing.rules = rules
        standing.processes = processes
        let past =
            person.may(.seeFlags) && person.may(.seeReasons)
            ? try await store.read { try $0.steps(of: pupil, school: person.school).filter { !$0.isOpen } }
            : []
        return PupilStanding(
            standing: standing, open: seen,
            past: past.filter { person.maySee($0) }
                .sorted { ($1.change?.at ?? $1.raised, $1.key) < ($0.change?.at ?? $0.raised, $0.key) },
            words: words, isPartial: isPartial || !person.may(.seeFlags))
    }

    /// Whether somebody may see where a pupil stands. Throws `OfficeError.notFound` for a pupil of another school.
    public func maySeeStanding(of pupil: PupilID, by person: SignedIn) async throws -> Bool {
        try person.require(.seeRoll)
        let today = self.today
        return try await store.read { transaction in
            guard try transaction.pupil(pupil, school: person.school) != nil else {
                throw OfficeError.notFound("There is no such pupil at this school.")
            }
            guard person.may(.seeFigures) else { return false }
            if person.may(.seeFlags) { return true }
            let school = try self.school(person.school, in: transaction)
            let own = Set(person.takers.map(\.description))
            let takers = try transaction.takers(on: today, school: school.id)
            for half in Session.Half.allCases {
                let session = Session(today, half)
                for register in try transaction.registers(in: session, school: school.id)
                where takers[register.id, default: []].contains(where: own.contains) {
                    let roster = try self.roster(of: register, in: session, school: school, transaction)
                    if roster.places.byID[pupil] != nil { return true }
                }
            }
            return false
        }
    }

    /// How many steps about a pupil are written down and open.
    public func openSteps(of pupil: PupilID, by person: SignedIn) async throws -> Int {
        guard person.may(.seeFlags) else { return 0 }
        return try await store.read {
            try $0.steps(of: pupil, school: person.school).count { $0.isOpen && person.maySee($0) }
        }
    }

    /// A pupil's time up to now; nil of somebody who is not on the roll.
    private func nowPlayed(
        _ pupil: PupilID, at moment: Moment, school id: SchoolID
    ) async throws -> PlayedPupil? {
        let school = try await self.school(id)
        try school.requireCalendar(covering: moment.date)
        let played = try await played(pupil, to: moment, school: school)
        return played?.history.isOnRoll(on: moment.date) == true ? played : nil
    }

    /// The steps that are open now, those due first coming first: for the office's board.
    ///
    /// It never waits for everybody's time to be played: until that is done, after a start or a new policy, these are
    /// the steps that are written down.
    public func openSteps(by person: SignedIn) async throws -> OpenSteps {
        try person.require(.seeToday)
        let moment = self.moment
        let words = try await reasonWriting(on: moment.date, school: person.school)
        guard await keeper.isReady(person.school) else {
            let steps = try await writtenOpenSteps(school: person.school)
            return OpenSteps(
                at: moment, steps: steps.compactMap { person.seen($0) }, words: words, isAsWritten: true)
        }
        let steps = try await due(at: moment, school: person.school).compactMap { person.seen($0) }
        return OpenSteps(at: moment, steps: steps, words: words)
    }

    /// Whether everybody's time has been played since the start, so that what is due is known at once.
    public func stepsAreReady(school: SchoolID) async -> Bool { await keeper.isReady(school) }

    private func writtenOpenSteps(school id: SchoolID) async throws -> [DueStep] {
        let day = self.today
        try await self.school(id).requireCalendar(covering: day)
        let (written, pupils) = try await store.read { transaction in
            (try transaction.openSteps(school: id), try transaction.figurePupils(school: id))
        }
        let onRoll = Dictionary(
            uniqueKeysWithValues: pupils.filter { $0.spells.contains { $0.contains(day) } }.map {
                ($0.id, $0)
            })
        return written.compactMap { step in
            guard let pupil = step.pupil else {
                return DueStep(pupil: nil, upn: nil, name: "", step: Step(step), named: [])
            }
            guard let found = onRoll[pupil] else { return nil }
            return DueStep(pupil: pupil, upn: found.upn, name: found.name, step: Step(step), named: [])
        }.sorted { ($0.step.due, $0.name, $0.step.key) < ($1.step.due, $1.name, $1.step.key) }
    }

    /// An open step of a pupil, or of the whole school where none is given. Throws `OfficeError.notFound` when it is
    /// open no more.
    public func stepToDo(
        _ key: String, of pupil: PupilID?, by person: SignedIn
    ) async throws -> StepToDo {
        try person.require(.recordActs)
        let moment = self.moment
        let played: PlayedPupil?
        let open: [DueStep]
        if let pupil {
            played = try await nowPlayed(pupil, at: moment, school: person.school)
            open = try await self.open(
                of: [played].compactMap(\.self), at: moment, school: person.school)
        } else {
            played = nil
            open = try await due(at: moment, school: person.school)
        }
        guard let due = open.first(where: { $0.step.key == key && $0.pupil == pupil }),
            let seen = person.seen(due)
        else { throw OfficeError.notFound("There is no such step, or somebody has seen to it meanwhile.") }
        let run = played?.run
        let what = due.step.what
        let did = due.step.kind.recordedAs
        let contacts: [PupilContact] =
            if let pupil, person.may(.seeContacts) {
                try await store.read { try $0.contacts(of: pupil, school: person.school) }
            } else {
                []
            }
        return StepToDo(
            due: seen, answers: run?.answers(to: what) ?? [],
            details: run?.details(askedOf: did, what: what) ?? [],
            decisionDetails: run?.details(askedOf: .decide, what: what) ?? [],
            contacts: recipients(of: contacts),
            words: try await reasonWriting(on: moment.date, school: person.school))
    }

    /// Who may be told, in the order in which they are tried, as steps name them.
    public func recipients(
        of contacts: [PupilContact]
    ) -> [(contact: PupilContact, recipient: Recipient)] {
        FactTimeline.recipients(of: contacts) { $0.link }
    }

    /// Writes down that a step of the whole school was done, which no act about one pupil tells.
    public func doSchoolStep(_ key: String, note: String, by person: SignedIn) async throws {
        try person.require(.recordActs)
        try await writeSteps(school: person.school)
        let at = now()
        let moment = LondonClock.moment(at: at)
        try await store.write(person.school) { transaction in
            guard let step = try transaction.step(key, school: person.school), step.scope != .pupil else {
                throw OfficeError.notFound("There is no such step.")
            }
            guard step.isOpen else {
                throw OfficeError.conflict("This step is \(step.state.rawValue) already.")
            }
            if let decider = step.decidedBy { try person.requireRole(decider) }
            let act = try transaction.record(
                Act(
                    .doStep, at: at, by: person.named, reason: note.isEmpty ? nil : note, detail: key),
                school: person.school)
            try transaction.change(
                key, StepChange(.done, at: moment, cause: note, act: act.id, byName: person.name), at: at,
                school: person.school)
        }
    }
}

extension StepKind {
    /// What is recorded when somebody does a step of this kind.
    public var recordedAs: Did {
        switch self {
        case .call: .call
        case .text: .text
        case .email: .email
        case .visit: .visit
        case .meeting: .meeting
        case .letter: .sent
        case .referral, .return, .report, .task, .alert, .award: .record
        case .code: .decide
        }
    }
}
