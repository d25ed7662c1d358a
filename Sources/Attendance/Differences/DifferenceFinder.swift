/// Holds the rules of a policy, and what it states, against the law's list of differences.
struct DifferenceFinder {
    let policy: Policy
    let law: Law
    let day: CalendarDate
    let pieces: [RulePiece]

    init(_ policy: Policy, _ law: Law, on day: CalendarDate) {
        self.policy = policy
        self.law = law
        self.day = day
        pieces = policy.rules.pieces
    }

    /// One place where a pattern was found.
    struct Finding {
        var name: String
        var source: PolicySource
        var numbers: [String] = []

        init(_ name: String, _ source: PolicySource, _ numbers: [String] = []) {
            self.name = name
            self.source = source
            self.numbers = numbers
        }
    }

    var conflicts: [PolicyConflict] {
        (law.differences.value(on: day) ?? []).flatMap { conflicts($0) }
    }

    /// One for each row of the list, or a single one for a policy that no row is about.
    private func conflicts(_ difference: Difference) -> [PolicyConflict] {
        let findings = difference.patterns.flatMap { found($0) }
        guard !findings.isEmpty else { return [] }
        var byRow = [(row: Difference.Row?, findings: [Finding])]()
        for finding in findings {
            guard let row = difference.rows.first(where: { $0.isAbout(finding.source) }) else { continue }
            if let index = byRow.firstIndex(where: { $0.row == row }) {
                byRow[index].findings.append(finding)
            } else {
                byRow.append((row, [finding]))
            }
        }
        if byRow.isEmpty {
            byRow = [(nil, findings)]
        } else {
            // What no row names goes with the first that was found.
            byRow[0].findings += findings.filter { finding in
                !difference.rows.contains { $0.isAbout(finding.source) }
            }
        }
        return byRow.map { conflict(difference, $0.row, $0.findings) }
    }

    private func conflict(
        _ difference: Difference, _ row: Difference.Row?, _ findings: [Finding]
    ) -> PolicyConflict {
        var source = findings[0].source
        if let row, !row.clauses.isEmpty {
            // The clauses that the row names first, and then whatever else was found.
            let all = findings.flatMap(\.source.clauses)
            let first = all.filter(row.clauses.contains)
            source.clauses = Self.once(first + all)
        } else if row == nil {
            source.clauses = Self.once(findings.flatMap(\.source.clauses))
        }
        let says = difference.says
            .replacing("{names}", with: Self.list(Self.once(findings.map(\.name))))
            .replacing("{numbers}", with: Self.list(Self.once(findings.flatMap(\.numbers))))
        return PolicyConflict(
            check: row?.id, difference.treatment, setting: "rules", source: source,
            citation: difference.reference.citation, says: says, law: difference.law, runs: difference.runs)
    }

    static func once<Item: Hashable>(_ items: [Item]) -> [Item] {
        var seen = Set<Item>()
        return items.filter { seen.insert($0).inserted }
    }

    static func list(_ texts: [String]) -> String {
        guard texts.count > 1, let last = texts.last else { return texts.first ?? "" }
        // What holds commas itself is kept apart by more than one.
        if texts.contains(where: { $0.contains(",") }) { return texts.joined(separator: "; ") }
        return "\(texts.dropLast().joined(separator: ", ")) and \(last)"
    }

    // MARK: Numbers

    /// In hundredths, by the values of the policy and the figures of the day; nil for what is not set.
    func hundredths(_ quantity: Quantity) -> Int? {
        switch quantity {
        case .literal(let amount): return amount.hundredths
        case .law(let name): return law.number(name, on: day).map { $0 * 100 }
        case .value(let name):
            if case .amount(let amount)? = policy.rules.values[name]?.value.value { return amount.hundredths }
            return nil
        case .said, .baseline: return nil
        }
    }

    /// Absence, in hundredths of a per cent, from which a condition on attendance or absence holds, and whether
    /// exactly so much is enough. Nil for another condition, and one that holds up to a share.
    func absence(_ part: RulePiece.Part) -> (from: Int, isIncluded: Bool)? {
        let comparison: Comparison
        let isAttendance: Bool
        switch part.condition {
        case .attendance(let found, over: _, ownTarget: _, leastPossible: _):
            (comparison, isAttendance) = (found, true)
        case .absence(let found, over: _): (comparison, isAttendance) = (found, false)
        default: return nil
        }
        guard let number = hundredths(comparison.quantity) else { return nil }
        var relation = comparison.relation
        if part.isNegated { relation = relation.contrary ?? relation }
        return switch (relation, isAttendance) {
        case (.below, true): (100_00 - number, false)
        case (.atMost, true): (100_00 - number, true)
        case (.moreThan, false): (number, false)
        case (.atLeast, false): (number, true)
        default: nil
        }
    }

    func figure(_ name: LawFigureName) -> Int? { law.number(name, on: day).map { $0 * 100 } }
}

extension Relation {
    /// What holds when this does not; nil for `exactly`.
    public var contrary: Relation? {
        switch self {
        case .below: .atLeast
        case .atMost: .moreThan
        case .atLeast: .below
        case .moreThan: .atMost
        case .exactly: nil
        }
    }
}

extension Difference.Row {
    func isAbout(_ source: PolicySource) -> Bool {
        clauses.isEmpty || clauses.contains { source.clauses.contains($0) }
    }
}

extension Policy {
    /// Differences between the policy's rules, and what it states, and the law.
    func ruleConflicts(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        DifferenceFinder(self, law, on: day).conflicts
    }
}
