public import Attendance
import Formats
import Store

/// What one look at a school's steps wrote down.
public struct StepsWritten: Hashable, Sendable {
    /// Keys of steps raised.
    public var raised: [String] = []
    /// Keys of steps that were done, dropped or overtaken, or opened again.
    public var changed: [String] = []
}

extension Office {
    /// The day's clock: plays everybody's time up to now and writes down the steps that were raised since, and what
    /// became of those that were open.
    ///
    /// Run again, late, or on two servers at once, it comes to the same. After a time in which nobody looked, a step
    /// that was raised and is over is written as both; one that is still open keeps the moments at which it was raised
    /// and due. The first look at a school writes down the day's own steps and those that the law asks for, not what
    /// would have been raised in the years before.
    @discardableResult
    public func writeSteps(school: SchoolID) async throws -> StepsWritten {
        try await keeper.inTurn(school) { known in
            var runs = try await self.brought(known, to: self.moment, school: school)
            let written = try await self.write(&runs, school: school)
            return (runs, written)
        }
    }

    /// Writes down what is new in a school's runs.
    func write(_ runs: inout SchoolRuns, school: SchoolID) async throws -> StepsWritten {
        let at = now()
        if runs.written == nil {
            let (standing, open) = try await store.read { transaction in
                (
                    try transaction.standingSteps(school: school),
                    try transaction.openSteps(school: school)
                )
            }
            runs.written = standing
            runs.openKeys = Dictionary(grouping: open, by: \.pupil).mapValues { Set($0.map(\.key)) }
        }
        let known = try await store.read { try $0.stepsBegun(school: school) }
        let begun = known ?? runs.now
        let writing = StepWriting(
            runs: runs, begun: begun,
            words: ReasonWriting(book: runs.rules.book(on: runs.now.date), law: law, on: runs.now.date))
        let news = writing.news()
        for (id, played) in runs.pupils where played.isPlayedAnew || played.written != played.count {
            runs.pupils[id]?.isPlayedAnew = false
            runs.pupils[id]?.written = played.count
        }
        guard !news.isEmpty || known == nil else { return StepsWritten() }
        guard !news.isEmpty else {
            try await store.write(school) { try $0.beginSteps(at: begun, school: school) }
            return StepsWritten()
        }
        let result = try await store.write(school) { transaction in
            try transaction.beginSteps(at: begun, school: school)
            return try Self.write(news, at: at, school: school, transaction)
        }
        for item in news {
            runs.written?.updateValue(
                item.change.flatMap { $0.state == .reopened ? nil : $0 }, forKey: item.key)
            if item.isOpenAfter {
                runs.openKeys[item.pupil, default: []].insert(item.key)
            } else {
                runs.openKeys[item.pupil]?.remove(item.key)
            }
        }
        return result
    }

    /// What another server has written meanwhile is left as it is.
    private static func write(
        _ news: [StepNews], at instant: Instant, school: SchoolID, _ transaction: any Transaction
    ) throws -> StepsWritten {
        var result = StepsWritten()
        for item in news {
            if let step = item.step {
                if try transaction.raise(step, at: instant, school: school) { result.raised.append(step.key) }
            }
            guard var change = item.change, let standing = try transaction.step(item.key, school: school),
                (change.state == .reopened) != standing.isOpen
            else { continue }
            if change.state == .reopened, standing.change?.isOfPerson ?? false { continue }
            // Who made an entry of the register stands there; such a change must not be taken for a person's word on
            // the step.
            if let act = change.act, change.byName == nil, change.pupilAct != nil {
                change.byName = try transaction.act(act, school: school)?.act.by.name
            }
            try transaction.change(item.key, change, at: instant, school: school)
            result.changed.append(item.key)
        }
        return result
    }

    /// Drops a step that a person finds needless, with the reason. It stays dropped whatever the rules say.
    public func dropStep(_ key: String, because reason: String, by person: SignedIn) async throws {
        try person.require(.recordActs)
        let reason = reason.trimmedOfSpace
        guard !reason.isEmpty else {
            throw OfficeError.invalid("reason", "Say why the step is not needed.")
        }
        let at = now()
        let moment = LondonClock.moment(at: at)
        try await store.write(person.school) { transaction in
            guard let step = try transaction.step(key, school: person.school) else {
                throw OfficeError.notFound("There is no such step.")
            }
            guard step.isOpen else {
                throw OfficeError.conflict("This step is \(step.state.rawValue) already.")
            }
            if let decider = step.decidedBy ?? nil { try person.requireRole(decider) }
            let act = try transaction.record(
                Act(.dropStep, at: at, by: person.named, reason: reason, detail: key), school: person.school)
            try transaction.change(
                key, StepChange(.dropped, at: moment, cause: reason, act: act.id, byName: person.name),
                at: at,
                school: person.school)
        }
    }
}

/// A step to write down, or what became of one.
struct StepNews: Sendable {
    var key: String
    var pupil: PupilID?
    /// Nil when the step is written already.
    var step: WrittenStep?
    var change: StepChange?

    var isOpenAfter: Bool { change == nil || change?.state == .reopened }
}

/// Finds what of a school's runs is not written down yet.
struct StepWriting {
    let runs: SchoolRuns
    /// The moment of the first look.
    let begun: Moment
    let words: ReasonWriting

    func news() -> [StepNews] {
        var news: [StepNews] = []
        var ofSchool: [String: [(RaisedStep, PlayedPupil)]] = [:]
        for played in runs.pupils.values {
            let isChanged = played.isPlayedAnew || played.written != played.count
            for raised in played.run.steps where raised.step.scope != .pupil || played.history.id == nil {
                ofSchool[raised.step.key, default: []].append((raised, played))
            }
            guard isChanged, played.history.id != nil else { continue }
            var keys = Set<String>()
            for raised in played.run.steps where raised.step.scope == .pupil {
                keys.insert(raised.step.key)
                if let item = item(for: raised, played) { news.append(item) }
            }
            if played.isPlayedAnew { news += gone(of: played, keys: keys) }
        }
        for (_, raised) in ofSchool {
            guard let first = raised.min(by: { $0.0.step.raised < $1.0.step.raised }) else { continue }
            // Open as long as it is for anybody.
            let standing = raised.first { $0.0.isOpen } ?? first
            var step = standing.0
            step.step.raised = first.0.step.raised
            let named = raised.compactMap { raised, played in
                played.history.id.map {
                    DueStep.NamedReasons(pupil: $0, upn: played.history.upn, because: raised.step.because)
                }
            }
            if let item = item(for: step, standing.1, named: named) { news.append(item) }
        }
        return news.sorted { ($0.step?.raised ?? begun, $0.key) < ($1.step?.raised ?? begun, $1.key) }
    }

    private func item(
        for raised: RaisedStep, _ played: PlayedPupil, named: [DueStep.NamedReasons] = []
    ) -> StepNews? {
        let step = raised.step
        let pupil = step.scope == .pupil ? played.history.id : nil
        let change = change(of: raised, played)
        guard let known = runs.written?[step.key] else {
            let isOurs = step.raised.date >= begun.date || (raised.isOpen && !step.citation.isEmpty)
            guard isOurs else { return nil }
            let because = words.json(step.because, named: named)
            return StepNews(
                key: step.key, pupil: pupil, step: WrittenStep(step, of: pupil, because: because),
                change: change)
        }
        if let known {
            // What a person closed stays closed.
            guard raised.isOpen, !known.isOfPerson else { return nil }
            return StepNews(
                key: step.key, pupil: pupil, step: nil,
                change: StepChange(.reopened, at: runs.now, cause: "What closed it no longer stands."))
        }
        return change.map { StepNews(key: step.key, pupil: pupil, step: nil, change: $0) }
    }

    /// What became of a step; nil while it is open.
    private func change(of raised: RaisedStep, _ played: PlayedPupil) -> StepChange? {
        switch raised.state {
        case .open: return nil
        case .done(let at, let act):
            let origin = played.origin(ofAct: act)
            return StepChange(
                .done, at: at, cause: origin.number == nil ? "The mark was amended." : "",
                pupilAct: origin.number,
                act: origin.act)
        case .dropped(let at, let cause): return StepChange(.dropped, at: at, cause: cause.sentence)
        case .overtaken(let at):
            return StepChange(.overtaken, at: at, cause: "The process it belongs to moved on.")
        }
    }

    /// Open steps that nothing in the pupil's time asks for any more, since the past is another.
    private func gone(of played: PlayedPupil, keys: Set<String>) -> [StepNews] {
        guard let id = played.history.id else { return [] }
        return (runs.openKeys[id] ?? []).subtracting(keys).map { key in
            StepNews(
                key: key, pupil: id, step: nil,
                change: StepChange(.dropped, at: runs.now, cause: "What it followed from no longer stands."))
        }
    }
}

extension Ending.Cause {
    /// What closed a step, as it is kept with it.
    public var sentence: String {
        switch self {
        case .noLongerMet: "What it was raised for no longer holds."
        case .excepted: "What it was raised for has an exception now."
        case .returns: "The pupil is back."
        case .reasonKnown: "The reason is known."
        case .reached: "Somebody was reached."
        case .dayEnds: "The day is over."
        }
    }
}
