extension DifferenceFinder {
    func found(_ pattern: DifferencePattern) -> [Finding] {
        switch pattern {
        case .labelAtAnotherRate(let figure): labels(otherThan: figure)
        case .labelWithExceptions(let figure): labels(withExceptionsTo: figure)
        case .edgeLeftOut(let figure): edges(of: figure)
        case .depends(let names, let measures): depending(names, on: measures)
        case .fewerSessions(let names, let figure): steps(names, atFewerSessionsThan: figure)
        case .uncounted(let names, let figure): uncounted(names, figure)
        case .withoutPower(let names, let figure): withoutPower(names, figure)
        case .decidedByOthers(let names, let roles): decided(names, byOthersThan: roles)
        case .leave(let aspects, let reasons): leave(asking: aspects, for: reasons)
        case .reasonsCoded(let words, let codes): reasons(words, codes)
        case .sessionsRecoded(let from, let to): recoded(from, to)
        case .keptAuthorised: keptAuthorised()
        case .refuses(let names): conditionsFor(names)
        case .windowTarget(let percent): windows(for: percent)
        case .figuresDiffer(let names): stated(names) { !$0.allSatisfy(isOfLaw) }
        case .figuresAgree(let names): stated(names) { $0.allSatisfy(isOfLaw) }
        case .figuresLack(let names, let lacking):
            stated(names) { $0.allSatisfy(isOfLaw) && $0[lacking] == nil }
        case .daysOfRate(let figure): daysOfRate(figure)
        case .bandWithin(let name, let figure): bands(name, within: figure)
        case .practice(let name): practices(name)
        case .ownNumbers: ownNumbers()
        }
    }

    // MARK: Labels and shares

    /// Rules with a label that the law's rules do not bear, each with the shares of absence it goes by.
    private var ownLabels: [(rule: Rule, piece: RulePiece, rates: [Int])] {
        let ofLaw = Set((law.rules.value(on: day) ?? RuleBook()).rules.compactMap(\.label))
        return pieces.compactMap { piece in
            guard case .rule(let rule) = piece.kind, let label = rule.label, !ofLaw.contains(label) else {
                return nil
            }
            return (rule, piece, piece.parts.compactMap { absence($0)?.from })
        }
    }

    private func labels(otherThan name: LawFigureName) -> [Finding] {
        guard let figure = figure(name) else { return [] }
        return ownLabels.compactMap { rule, piece, rates in
            let others = rates.filter { $0 != figure }
            guard !others.isEmpty else { return nil }
            return Finding(piece.name, piece.source, others.map { Self.percent(100_00 - $0) })
        }
    }

    private func labels(withExceptionsTo name: LawFigureName) -> [Finding] {
        ownLabels.compactMap { rule, piece, rates in
            guard rates.contains(where: { $0 == figure(name) }), !rule.unless.isEmpty else { return nil }
            var source = piece.source
            source.clauses += rule.unless.flatMap(\.clauses)
            return Finding(piece.name, source)
        }
    }

    private func edges(of name: LawFigureName) -> [Finding] {
        pieces.filter { $0.isRuleOrMove }.compactMap { piece in
            let isLeftOut = piece.parts.contains { part in
                guard !part.isNegated, let found = absence(part) else { return false }
                return found.from == figure(name) && !found.isIncluded
            }
            return isLeftOut ? Finding(piece.name, piece.source) : nil
        }
    }

    // MARK: Steps

    private func depending(_ names: [String], on measures: [DifferencePattern.Measure]) -> [Finding] {
        pieces.compactMap { piece in
            let isAbout =
                switch piece.kind {
                // A stage of a process depends on what came before it as well.
                case .step(let step, _): !piece.isOfProcess && Self.isCalled(step.what, names)
                case .refusal(let refusal): refusal.act.what.contains { Self.isCalled($0, names) }
                default: false
                }
            guard isAbout, piece.parts.contains(where: { part in measures.contains { $0.isOf(part) } }) else {
                return nil
            }
            return Finding(piece.name, piece.source)
        }
    }

    private func steps(_ names: [String], atFewerSessionsThan name: LawFigureName) -> [Finding] {
        guard let figure = figure(name) else { return [] }
        return steps(names).compactMap { _, _, piece in
            let fewer = piece.parts.compactMap { part -> Int? in
                guard let (codes, comparison) = part.condition.countOfSessions, !part.isNegated,
                    codes.codes.allSatisfy({ $0.sessionClass == .unauthorised }),
                    [.atLeast, .moreThan, .exactly].contains(comparison.relation),
                    let number = hundredths(comparison.quantity), number < figure
                else { return nil }
                return number / 100
            }
            guard !fewer.isEmpty, !counts(piece.parts, upTo: name) else { return nil }
            return Finding(piece.name, piece.source, fewer.map(String.init))
        }
    }

    private func uncounted(_ names: [String], _ figure: LawFigureName) -> [Finding] {
        // Where no notice can be issued at all, that is what is said.
        guard law.applies(.penaltyNoticesFor, to: policy.school.type.value, on: day) else { return [] }
        let isRefused = policy.rules.refusals.contains { refusal in
            (refusal.act.did.isEmpty || refusal.act.did.contains(.issue))
                && refusal.act.what.contains(where: names.contains)
                && counts(refusal.when.parts(in: [:]), upTo: figure)
        }
        guard !isRefused else { return [] }
        return steps(names).compactMap { _, isDecided, piece in
            isDecided || counts(piece.parts, upTo: figure) ? nil : Finding(piece.name, piece.source)
        }
    }

    /// Whether the conditions count sessions and hold them against the figure, by its name or its number.
    private func counts(_ parts: [RulePiece.Part], upTo name: LawFigureName) -> Bool {
        parts.contains { part in
            guard let (_, comparison) = part.condition.countOfSessions,
                let number = hundredths(comparison.quantity), let figure = figure(name)
            else { return false }
            return number >= figure
        }
    }

    private func withoutPower(_ names: [String], _ figure: LawFigureName) -> [Finding] {
        guard law.figure(figure, on: day) != nil, !law.applies(figure, to: policy.school.type.value, on: day)
        else { return [] }
        return steps(names).map { Finding($0.piece.name, $0.piece.source) }
    }

    private func decided(_ names: [String], byOthersThan roles: [RoleName]) -> [Finding] {
        steps(names).compactMap { step, _, piece in
            guard let role = step.decidedBy, !roles.contains(role) else { return nil }
            return Finding(piece.name, piece.source)
        }
    }

    private func steps(_ names: [String]) -> [(step: StepPlan, isDecided: Bool, piece: RulePiece)] {
        pieces.compactMap { piece in
            guard case .step(let step, let isDecided) = piece.kind, Self.isCalled(step.what, names) else {
                return nil
            }
            return (step, isDecided, piece)
        }
    }

    /// A name of several words is meant as a whole; a single word may be any of the name's.
    static func isCalled(_ name: String, _ names: [String]) -> Bool {
        names.contains(name) || name.split(separator: "-").contains { names.contains(String($0)) }
    }

    // MARK: Leave

    private func leave(
        asking aspects: [DifferencePattern.LeaveAspect], for reasons: [String]
    ) -> [Finding] {
        pieces.compactMap { piece in
            guard piece.speaksOfLeave(evenIfItOnlyTells: !reasons.isEmpty) else { return nil }
            let named = piece.parts.flatMap { part -> [String] in
                if case .leave(.reasons(let names)) = part.condition, !part.isNegated { names } else { [] }
            }
            guard reasons.isEmpty ? named.isEmpty : named.contains(where: reasons.contains),
                piece.parts.contains(where: { part in
                    !part.isNegated && aspects.contains { $0.isAsked(by: part.condition) }
                })
            else { return nil }
            return Finding(piece.name, piece.source)
        }
    }

    // MARK: Codes

    private func reasons(_ words: [String], _ codes: CodeChoice) -> [Finding] {
        policy.rules.reasons.compactMap { list in
            guard let code = list.code, codes.contains(code), list.reasons.contains(where: words.contains)
            else { return nil }
            return Finding(list.name, list.source)
        }
    }

    private func recoded(_ from: CodeChoice, _ to: CodeChoice) -> [Finding] {
        pieces.compactMap { piece in
            guard case .rule(let rule) = piece.kind, case .session(let about) = rule.scope,
                about.codes.contains(where: from.contains),
                rule.then.contains(where: { $0.code.map(to.contains) ?? false })
            else { return nil }
            return Finding(piece.name, piece.source)
        }
    }

    private func keptAuthorised() -> [Finding] {
        let authorised = CodeChoice.classes.first { $0.name == "authorised" }?.choice
        return pieces.compactMap { piece in
            guard case .refusal(let refusal) = piece.kind, refusal.act.did.contains(.amend),
                refusal.act.fromCodes == authorised, refusal.act.toCodes == .unauthorised,
                piece.parts.contains(where: { part in
                    if case .state = part.condition { !part.isNegated } else { false }
                })
            else { return nil }
            return Finding(piece.name, piece.source)
        }
    }

    private func conditionsFor(_ names: [String]) -> [Finding] {
        pieces.compactMap { piece in
            guard case .refusal(let refusal) = piece.kind, refusal.act.what.contains(where: names.contains),
                !piece.parts.isEmpty
            else { return nil }
            return Finding(piece.name, piece.source)
        }
    }

    private func windows(for percent: Int) -> [Finding] {
        pieces.compactMap { piece in
            guard case .move(let move, let state) = piece.kind, state.window != nil, move.on == .windowEnds,
                piece.parts.contains(where: { part in
                    guard
                        case .attendance(let wanted, over: .window, ownTarget: _, leastPossible: _) =
                            part.condition
                    else { return false }
                    return wanted.relation == .atLeast && hundredths(wanted.quantity) == percent * 100
                })
            else { return nil }
            return Finding(state.title.isEmpty ? state.name : state.title, piece.source)
        }
    }

    // MARK: What the school decides

    private func ownNumbers() -> [Finding] {
        pieces.compactMap { piece in
            guard case .rule(let rule) = piece.kind, !rule.then.isEmpty else { return nil }
            var isAtAnHour = false
            if case .time = rule.time.clock { isAtAnHour = rule.then.contains { $0.kind.isContact } }
            let isAtAShare = rule.when.parts(in: [:]).contains { part in
                guard case .attendance(let share, over: _, ownTarget: _, leastPossible: _) = part.condition
                else { return false }
                if case .law = share.quantity { return false }
                return hundredths(share.quantity) != nil
            }
            return isAtAnHour || isAtAShare ? Finding(piece.name, piece.source) : nil
        }
    }
}

extension StepKind {
    fileprivate var isContact: Bool { [.call, .text, .email, .letter, .visit].contains(self) }
}

extension RulePiece {
    fileprivate var isRuleOrMove: Bool {
        switch kind {
        case .rule, .move: true
        default: false
        }
    }

    /// Whether it can speak against leave; or say something to somebody about a request.
    fileprivate func speaksOfLeave(evenIfItOnlyTells: Bool) -> Bool {
        switch kind {
        case .ground(let ground): !ground.onlyFlags
        case .route(let route): route.proposal == .refuse
        case .refusal(let refusal): refusal.act.did.contains(.decide) && refusal.act.what.contains("leave")
        case .rule(let rule): evenIfItOnlyTells && rule.scope == .leaveRequest
        default: false
        }
    }
}

extension Condition {
    /// Of a condition that counts sessions.
    fileprivate var countOfSessions: (codes: CodeChoice, comparison: Comparison)? {
        switch self {
        case .sessions(let codes, let comparison, over: _, unspent: _),
            .sessionsInAny(let codes, let comparison, schoolWeeks: _, unspent: _):
            (codes, comparison)
        default: nil
        }
    }
}

extension DifferencePattern.Measure {
    func isOf(_ part: RulePiece.Part) -> Bool {
        switch (self, part.condition) {
        case (.attendance, .attendance), (.attendance, .absence): true
        case (.length, .run), (.length, .runOfWholeDays), (.length, .runPassing), (.length, .days),
            (.length, .daysExpected):
            true
        default: false
        }
    }
}

extension DifferencePattern.LeaveAspect {
    func isAsked(by condition: Condition) -> Bool {
        switch (self, condition) {
        case (.month, .leave(.months)), (.length, .leave(.schoolDays)), (.notice, .leave(.notice)),
            (.attendance, .leave(.attendance)), (.yearGroup, .yearGroups),
            (.earlierWarning, .leave(.before)):
            true
        default: false
        }
    }
}
