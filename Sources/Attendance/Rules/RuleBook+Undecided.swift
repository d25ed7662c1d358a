extension RuleBook {
    /// The named values and windows that the school has not decided, each in the order of the file, with what
    /// waits for it.
    var leftOpen: [OpenSetting] {
        openValues
            + windows.filter { $0.value.days == nil }.map { window in
                let name = window.value.name
                return OpenSetting(
                    setting: "windows.\(name)",
                    consequence: "The policy does not say when '\(name)' is; no day is in it.")
            }
    }

    private var openValues: [OpenSetting] {
        let open = values.filter { $0.value.value.value == nil }
        let inOrder = open.sorted {
            ($0.value.source.place.line, $0.key) < ($1.value.source.place.line, $1.key)
        }
        return inOrder.map { name, _ in
            let off = parts.filter { $0.values.contains(name) }.map(\.name)
            let no = parts.filter { $0.answers.contains(name) }.map(\.name)
            var sentence = "The policy does not decide '\(name)'"
            if !off.isEmpty { sentence += "; off until it does: \(off.joined(separator: ", "))" }
            if !no.isEmpty { sentence += "; taken as no by: \(no.joined(separator: ", "))" }
            if off.isEmpty, no.isEmpty { sentence += "; nothing asks for it" }
            return OpenSetting(setting: "values.\(name)", consequence: sentence + ".")
        }
    }

    /// Everything with a name, the values it asks for, and the yes-or-no values.
    private var parts: [(name: String, values: [String], answers: [String])] {
        func part(_ name: String, _ conditions: [Condition], _ values: [String] = []) -> (
            name: String, values: [String], answers: [String]
        ) {
            (name, values + conditions.flatMap(\.values), conditions.flatMap(\.answers))
        }
        var parts = rules.map { rule in
            part(
                rule.name, [rule.when] + rule.unless.map(\.when) + rule.then.flatMap(\.conditions),
                rule.then.flatMap(\.due.values))
        }
        parts += processes.map { process in
            let moves = process.states.flatMap(\.moves)
            let steps = process.states.flatMap(\.onEntry) + moves.flatMap(\.then)
            let windows = process.states.compactMap(\.window?.length.quantity)
            return part(
                process.name, moves.compactMap(\.when) + steps.flatMap(\.conditions),
                windows.flatMap(\.values) + moves.flatMap(\.on.values) + steps.flatMap(\.due.values))
        }
        parts += refusals.map { part($0.name, [$0.when]) }
        parts += reasons.map { part($0.name, [$0.unless].compactMap(\.self)) }
        parts += leave.routes.map { part($0.name, [$0.when]) }
        parts += leave.grounds.map { part($0.name, [$0.when]) }
        return parts
    }
}

extension Condition {
    /// The yes-or-no values that it asks for.
    fileprivate var answers: [String] {
        switch self {
        case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(\.answers)
        case .valueIs(let name): [name]
        default: []
        }
    }
}

extension StepPlan {
    fileprivate var conditions: [Condition] { ([when] + enclose.map(\.when)).compactMap(\.self) }
}

extension Due {
    fileprivate var values: [String] {
        switch self {
        case .schoolDays(let quantity), .calendarDays(let quantity): quantity.values
        default: []
        }
    }
}

extension Process.Move.Trigger {
    fileprivate var values: [String] {
        switch self {
        case .after(let wait), .received(let wait): wait.quantity.values
        case .review, .act, .windowEnds: []
        }
    }
}
