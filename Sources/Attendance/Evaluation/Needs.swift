/// Something that must be so for a condition to hold, and that can be told at a glance. Most rules ask for what most
/// pupils have never had: a code, a letter, a day's absence. They need not be looked at any further.
///
/// A need may be met where the condition does not hold; never the other way round.
struct Need: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// Sessions with these codes, at any time: at least so many.
        case codes(least: Int)
        /// One of these codes today, in a register that has closed.
        case today
        /// One of these codes at the end of what is known, where runs of absence are.
        case latest
        /// The absence of now has no reason.
        case unexplained
        /// An act with one of these names.
        case named
        /// An act in which one of these was done.
        case did
        /// A process is in one of these states, by the names of both.
        case state
        /// A step is open.
        case stepOpen
        case months
        case weekdays
    }

    var kind: Kind
    var bits = Bits()
}

/// Finds the needs of rules, and their concerns.
struct NeedFinding {
    let rules: [Rule]
    let numbers: [String: Int]
    /// The number a rule asks for, in hundredths; nil while it is unset.
    let hundredths: (Quantity) -> Int?

    /// What must be so for a rule to have anything to say.
    func needs(of rule: Rule) -> [Need] {
        var needs = needs(of: rule.when, depth: 0)
        switch rule.scope {
        case .session(let choice):
            let isOfToday = rule.time.isOnSchoolDays && rule.when.asksForToday(hundredths)
            needs.append(Need(kind: isOfToday ? .today : .codes(least: 1), bits: Bits(choice)))
        case .act(let pattern): needs += Self.needs(of: pattern)
        case .leaveRequest: needs.append(Need(kind: .did, bits: Bits(dids: [.requestLeave])))
        case .pupil, .parent, .school: break
        }
        var seen = Set<Need>()
        return needs.filter { seen.insert($0).inserted }
    }

    private func needs(of condition: Condition, depth: Int) -> [Need] {
        switch condition {
        case .all(let parts): return parts.flatMap { needs(of: $0, depth: depth) }
        case .any(let parts): return Self.needs(ofAny: parts.map { needs(of: $0, depth: depth) })
        case .days(let choice, let comparison, let period):
            return needs(choice, least(comparison, each: 50), period)
        case .sessions(let choice, let comparison, let period, _):
            return needs(choice, least(comparison), period)
        case .sessionsInAny(let choice, let comparison, _, _):
            return needs(choice, least(comparison), .always)
        case .share(let choice, let among, let comparison, let period):
            let own = least(comparison) > 0 ? needs(choice, 1, period) : []
            return own + needs(among, 1, period)
        case .run(let choice, let comparison, _), .runOfWholeDays(let choice, let comparison, _):
            return least(comparison) > 0 ? [Need(kind: .latest, bits: Bits(choice))] : []
        case .runAround(let choice, let comparison), .runPassing(let choice, over: _, let comparison):
            return least(comparison) > 0 ? [Need(kind: .codes(least: 1), bits: Bits(choice))] : []
        case .unexplainedDay: return [Need(kind: .unexplained)]
        case .marked(_, let choice): return [Need(kind: .today, bits: Bits(choice))]
        case .onFile(let pattern, let comparison, _):
            return least(comparison) > 0 ? Self.needs(of: pattern) : []
        case .since(let pattern, _, _), .act(let pattern): return Self.needs(of: pattern)
        case .state(let process, let states):
            return [Need(kind: .state, bits: Bits(names: states.map { "\(process)|\($0)" }))]
        case .stepOpen: return [Need(kind: .stepOpen)]
        case .returnOverdue: return [Need(kind: .did, bits: Bits(dids: [.report]))]
        case .months(let months):
            var bits = Bits()
            for month in months { bits.insert(UInt8(month)) }
            return [Need(kind: .months, bits: bits)]
        case .weekdays(let weekdays):
            var bits = Bits()
            for weekday in weekdays { bits.insert(UInt8(weekday.rawValue)) }
            return [Need(kind: .weekdays, bits: bits)]
        case .met(let name):
            guard depth < 4, let number = numbers[name] else { return [] }
            return needs(of: rules[number].when, depth: depth + 1)
        default: return []
        }
    }

    /// Of several conditions of which one is enough: needs that each of them has in its own way.
    private static func needs(ofAny parts: [[Need]]) -> [Need] {
        guard let first = parts.first else { return [] }
        return first.compactMap { need in
            var whole = need
            for part in parts.dropFirst() {
                guard let other = part.first(where: { $0.kind.isLike(need.kind) }) else { return nil }
                whole.bits.formUnion(other.bits)
                if case .codes(let a) = whole.kind, case .codes(let b) = other.kind {
                    whole.kind = .codes(least: min(a, b))
                }
            }
            return whole
        }
    }

    private static func needs(of pattern: ActPattern) -> [Need] {
        var needs = [Need]()
        if !pattern.what.isEmpty { needs.append(Need(kind: .named, bits: Bits(names: pattern.what))) }
        if !pattern.did.isEmpty { needs.append(Need(kind: .did, bits: Bits(dids: pattern.did))) }
        return needs
    }

    private func needs(_ choice: CodeChoice, _ least: Int, _ period: Period) -> [Need] {
        guard least > 0 else { return [] }
        if period == .today { return [Need(kind: .today, bits: Bits(choice))] }
        return [Need(kind: .codes(least: least), bits: Bits(choice))]
    }

    /// The least count, each of so many hundredths, that passes; 0 where none passes too, or where it is not known
    /// before an act is looked at.
    private func least(_ comparison: Comparison, each: Int = 100) -> Int {
        guard let hundredths = hundredths(comparison.quantity) else { return 0 }
        // More than any school has sessions.
        return (0...1_000).first { count in
            let measured = count * each
            return comparison.relation.holds(
                measured < hundredths ? -1 : (measured == hundredths ? 0 : 1))
        } ?? 0
    }
}

extension RuleTime {
    /// Whether every day on which it looks is a school day.
    fileprivate var isOnSchoolDays: Bool {
        switch days {
        case .everyDay, .date: false
        default: true
        }
    }
}

extension Condition {
    /// Whether, of a session, it holds on the session's own school day at most.
    fileprivate func asksForToday(_ hundredths: (Quantity) -> Int?) -> Bool {
        switch self {
        case .all(let parts): parts.contains { $0.asksForToday(hundredths) }
        case .age(.atMost, .schoolDays(let quantity)), .age(.exactly, .schoolDays(let quantity)):
            hundredths(quantity) == 0
        default: false
        }
    }
}

extension Need.Kind {
    fileprivate func isLike(_ other: Self) -> Bool {
        if case .codes = self, case .codes = other { return true }
        return self == other
    }
}
