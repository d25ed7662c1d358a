import Attendance

extension ScenarioExpectation {
    /// Everything that is not as expected; the run has just been played to the moment.
    ///
    /// - Parameter school: steps that the policy asks of the school as a whole. A step that should be due may be one
    ///   of them; for what should not be, only the pupil's are looked at.
    func differences(from run: PupilRun, school: [RaisedStep] = []) -> [ScenarioDifference] {
        steps(of: run, school: school) + figures(of: run) + marks(of: run) + sets(of: run)
    }

    /// Steps that count: of a day those raised then or due then, of a moment those open and due by it.
    private func seen(_ raised: RaisedStep) -> Bool {
        let step = raised.step
        let isOfDay = step.raised.date == day || step.due.date == day
        switch when {
        case .on: return step.raised.date == day || (step.due.date == day && !raised.isGone)
        case .at(let moment): return raised.isOpen && step.due <= moment && isOfDay
        }
    }

    private func steps(of run: PupilRun, school: [RaisedStep]) -> [ScenarioDifference] {
        let ofSchool = school.filter(seen)
        let seen = run.steps.filter(seen)
        let lines = seen.isEmpty ? ["nothing is due"] : seen.map(\.line)
        var found = [ScenarioDifference]()
        for expected in due
        where !seen.contains(where: expected.matches) && !ofSchool.contains(where: expected.matches) {
            found.append(
                difference(at: expected.place, "nothing matches \(expected.text); there is:", lines))
        }
        for expected in notDue {
            let matching = seen.filter(expected.matches)
            guard !matching.isEmpty else { continue }
            found.append(
                difference(
                    at: expected.place, "\(expected.text) should not be due; there is:", matching.map(\.line))
            )
        }
        if only {
            let others = seen.filter { step in !due.contains { $0.matches(step) } }
            if !others.isEmpty {
                found.append(
                    difference(at: place, "nothing else should be due; there is:", others.map(\.line)))
            }
        }
        return found
    }

    private func figures(of run: PupilRun) -> [ScenarioDifference] {
        guard !figures.isEmpty else { return [] }
        let counts = run.yearToDate()
        return figures.compactMap { figure in
            let text = FigureNames.text(of: figure.name, in: counts)
            guard !FigureNames.isSame(figure.value, text) else { return nil }
            return difference(
                at: figure.place,
                "\(figure.name) should be \(figure.value) and is \(text)"
                    + " (\(counts.attended) attended of \(counts.possible) possible).")
        }
    }

    private func marks(of run: PupilRun) -> [ScenarioDifference] {
        codes.compactMap { expected in
            let code = run.code(of: expected.session)
            guard code != expected.code else { return nil }
            return difference(
                at: expected.place,
                "\(expected.session) should be \(expected.code?.text ?? "none") and is \(code?.text ?? "none")."
            )
        }
    }

    private func sets(of run: PupilRun) -> [ScenarioDifference] {
        var found = [ScenarioDifference]()
        if let labels {
            found += compare("the labels", labels, run.labels())
        }
        if let grounds {
            found += compare("the grounds of the request", grounds, Set(run.leaveGrounds.map(\.text)))
        }
        return found
    }

    private func compare(_ what: String, _ expected: Set<String>, _ found: Set<String>)
        -> [ScenarioDifference]
    {
        guard expected != found else { return [] }
        func list(_ names: Set<String>) -> String { "[\(names.sorted().joined(separator: ", "))]" }
        return [difference(at: place, "\(what) should be \(list(expected)) and are \(list(found)).")]
    }

    private func difference(
        at place: FilePlace, _ says: String, _ found: [String] = []
    ) -> ScenarioDifference {
        let when =
            switch self.when {
            case .on(let day): "on \(day)"
            case .at(let moment): "at \(moment)"
            }
        return ScenarioDifference(place: place, when: when, says: says, found: found)
    }
}

extension ExpectedStep {
    /// Whether a step is as expected, in everything that is said of it.
    func matches(_ raised: RaisedStep) -> Bool {
        let step = raised.step
        return holding.allSatisfy(raised.allClauses.contains)
            && clauses.map { $0 == Set(raised.allClauses) } ?? true
            && isSame(scope, step.scope) && isSame(kind, step.kind) && isSame(what, step.what)
            && isSame(to, step.to) && isSame(by, step.by?.text) && isSame(decidedBy, step.decidedBy?.text)
            && isDue(step) && isSame(rule, step.rule) && isSame(key, step.key)
            && isSame(session, step.session) && isSame(code, step.code?.text)
            && because.map { $0 == Set(step.because.map(\.name)) } ?? true
    }

    private func isDue(_ step: Step) -> Bool {
        switch due {
        case nil: true
        case .on(let day): step.due.date == day
        case .at(let moment): step.due == moment
        }
    }

    private func isSame<Value: Equatable>(_ expected: Value?, _ found: Value?) -> Bool {
        expected == nil || expected == found
    }
}

extension RaisedStep {
    /// It is no longer asked for, and nobody did it.
    fileprivate var isGone: Bool {
        switch state {
        case .open, .done: false
        case .dropped, .overtaken: true
        }
    }
}
