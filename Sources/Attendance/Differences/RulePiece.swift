/// A part of a rule book that can be held against the law by itself, with everything it depends on.
struct RulePiece {
    enum Kind {
        case rule(Rule)
        /// - Parameter isDecided: whether it only comes after somebody decided.
        case step(StepPlan, isDecided: Bool)
        case move(Process.Move, from: Process.State)
        case refusal(Refusal)
        case ground(LeaveGround)
        case route(LeaveRoute)
        case reasons(ReasonList)
    }

    var kind: Kind
    /// What it is called in sentences.
    var name: String
    var source: PolicySource
    var parts: [Part]
    var isOfProcess = false

    /// A single condition; the contrary of it when negated.
    struct Part {
        var condition: Condition
        var isNegated: Bool
    }
}

extension RuleBook {
    /// Everything in the book that can differ from the law by itself.
    var pieces: [RulePiece] {
        let named = Dictionary(rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        func parts(_ conditions: Condition?...) -> [RulePiece.Part] {
            conditions.compactMap(\.self).flatMap { $0.parts(in: named) }
        }
        var pieces = [RulePiece]()
        func add(
            _ kind: RulePiece.Kind, _ name: String, _ source: PolicySource, _ parts: [RulePiece.Part],
            and clauses: [ClauseID] = [], isOfProcess: Bool = false
        ) {
            var source = source
            source.clauses += clauses.filter { !source.clauses.contains($0) }
            pieces.append(
                RulePiece(
                    kind: kind, name: name, source: source, parts: parts, isOfProcess: isOfProcess))
        }
        for rule in rules {
            add(.rule(rule), rule.name, rule.source, parts(rule.when))
            for step in rule.then {
                // A step's own clause comes first: it is the narrower.
                var source = rule.source
                source.clauses = step.clauses + source.clauses.filter { !step.clauses.contains($0) }
                add(.step(step, isDecided: false), step.what, source, parts(rule.when, step.when))
            }
        }
        for process in processes {
            let free = process.statesReachedWithoutDecision
            for state in process.states {
                for move in state.moves {
                    let isDecided = move.isDecision || !free.contains(state.name)
                    let next = process.states.first { $0.name == move.to }
                    let entered = next?.onEntry ?? []
                    let around =
                        move.clauses + (next?.clauses ?? []) + entered.flatMap(\.clauses) + state.clauses
                    add(
                        .move(move, from: state), "\(process.name): \(move.to)", process.source,
                        parts(move.when), and: around, isOfProcess: true)
                    for step in move.then + entered {
                        add(
                            .step(step, isDecided: isDecided), step.what, process.source,
                            parts(move.when, step.when),
                            and: step.clauses + move.clauses + (next?.clauses ?? []), isOfProcess: true)
                    }
                }
            }
        }
        for refusal in refusals {
            add(.refusal(refusal), refusal.name, refusal.source, parts(refusal.when))
        }
        for ground in leave.grounds { add(.ground(ground), ground.name, ground.source, parts(ground.when)) }
        for route in leave.routes { add(.route(route), route.name, route.source, parts(route.when)) }
        for list in reasons { add(.reasons(list), list.name, list.source, parts(list.unless)) }
        return pieces
    }
}

extension Process.Move {
    fileprivate var isDecision: Bool {
        if case .act(let act) = on { act.did == [.decide] } else { false }
    }
}

extension Process {
    /// States that a pupil can come into without anybody having decided on something.
    fileprivate var statesReachedWithoutDecision: Set<String> {
        var reached = Set(states.prefix(1).map(\.name))
        var edge = Array(reached)
        while let name = edge.popLast() {
            for state in states where state.name == name {
                for move in state.moves where !move.isDecision && reached.insert(move.to).inserted {
                    edge.append(move.to)
                }
            }
        }
        return reached
    }
}

extension Condition {
    /// Its single conditions, those of rules it asks for included.
    func parts(in rules: [String: Rule]) -> [RulePiece.Part] {
        var asked = Set<String>()
        return parts(in: rules, isNegated: false, asked: &asked)
    }

    private func parts(in rules: [String: Rule], isNegated: Bool, asked: inout Set<String>) -> [RulePiece
        .Part]
    {
        switch self {
        case .all(let list), .any(let list):
            return list.flatMap { $0.parts(in: rules, isNegated: isNegated, asked: &asked) }
        case .none(let list):
            return list.flatMap { $0.parts(in: rules, isNegated: !isNegated, asked: &asked) }
        case .met(let name):
            guard asked.insert(name).inserted, let rule = rules[name] else { return [] }
            return rule.when.parts(in: rules, isNegated: isNegated, asked: &asked)
        default: return [RulePiece.Part(condition: self, isNegated: isNegated)]
        }
    }
}
