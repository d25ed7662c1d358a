extension Condition {
    /// The named values that it cannot be answered without.
    var values: [String] {
        switch self {
        case .all(let parts), .any(let parts), .none(let parts): parts.flatMap(\.values)
        case .attendance(let comparison, let period, _, let least):
            comparison.values + period.values + (least.map(\.values) ?? [])
        case .absence(let comparison, let period), .days(_, let comparison, let period),
            .daysExpected(_, let comparison, let period),
            .sessions(_, let comparison, let period, _), .share(_, _, let comparison, let period),
            .onFile(_, let comparison, let period):
            comparison.values + period.values
        case .sessionsInAny(_, let comparison, let weeks, _): comparison.values + weeks.values
        case .fall(let comparison, let period): comparison.values + period.values
        case .run(_, let comparison, _), .runAround(_, let comparison),
            .runPassing(_, over: _, let comparison), .dayOf(_, let comparison),
            .runOfWholeDays(_, let comparison, _),
            .unexplainedDay(let comparison), .contacts(let comparison):
            comparison.values
        case .change(let from, let to, let comparison): from.values + to.values + comparison.values
        case .age(_, let wait), .since(_, _, let wait), .lasts(_, let wait), .onRoll(_, let wait):
            wait.quantity.values
        case .leave(let condition):
            switch condition {
            case .notice(let comparison), .schoolDays(let comparison), .groundsFound(let comparison):
                comparison.values
            case .attendance(let comparison, let period): comparison.values + period.values
            case .before(_, let months): months.values
            default: []
            }
        default: []
        }
    }
}

extension Quantity {
    var values: [String] { if case .value(let name) = self { [name] } else { [] } }
}

extension Comparison {
    var values: [String] { quantity.values }
}

extension Wait {
    var quantity: Quantity {
        switch self {
        case .schoolDays(let quantity), .calendarDays(let quantity), .calendarWeeks(let quantity),
            .months(let quantity), .minutes(let quantity):
            quantity
        }
    }
}

extension Period {
    var values: [String] {
        switch self {
        case .schoolWeeks(let quantity), .schoolDays(let quantity), .calendarDays(let quantity),
            .years(let quantity):
            quantity.values
        case .beforeAct(let wait): wait.quantity.values
        default: []
        }
    }
}
