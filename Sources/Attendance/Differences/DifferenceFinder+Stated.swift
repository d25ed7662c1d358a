/// What the policy states of matters that the law fixes.
extension DifferenceFinder {
    /// Statements about one of these figures of which this holds.
    func stated(
        _ names: [LawFigureName], where holds: ([LawFigureName: PolicyStatement.Value]) -> Bool
    ) -> [Finding] {
        policy.statements.compactMap { statement in
            guard case .figures(let figures) = statement.content,
                names.contains(where: { figures[$0] != nil }), holds(figures)
            else { return nil }
            let found = LawFigureName.allCases.compactMap { name in figures[name].map { (name, $0) } }
            return Finding(
                found.map { "\(Self.inSentence(law.label(of: $0.0))), \(Self.words($0.1, $0.0.unit))" }
                    .joined(separator: "; "), statement.source,
                found.map { Self.words($0.1, $0.0.unit) })
        }
    }

    func isOfLaw(_ name: LawFigureName, _ value: PolicyStatement.Value) -> Bool {
        value == law.number(name, on: day).map { .number($0) }
    }

    /// Without the capital with which a label begins.
    private static func inSentence(_ label: String) -> String {
        label.prefix(1).lowercased() + label.dropFirst()
    }

    private static func words(_ value: PolicyStatement.Value, _ unit: LawUnit) -> String {
        switch value {
        case .academicYear: "over the academic year"
        case .number(let number): unit == .pence ? "£\(number / 100)" : "\(number) \(unit.words)"
        }
    }

    /// 95 per cent of 190 days is not 10 days of absence.
    func daysOfRate(_ name: LawFigureName) -> [Finding] {
        guard let year = law.number(name, on: day) else { return [] }
        return policy.statements.compactMap { statement in
            guard case .daysAbsent(let attendance, let days) = statement.content,
                days.hundredths != year * (100 - attendance)
            else { return nil }
            return Finding("\(attendance)%", statement.source, ["\(days) school days"])
        }
    }

    func bands(_ band: String, within name: LawFigureName) -> [Finding] {
        guard let figure = figure(name) else { return [] }
        return policy.statements.compactMap { statement in
            guard case .band(band, let attendance) = statement.content,
                let found = absence(
                    RulePiece.Part(
                        condition: .attendance(
                            attendance, over: .yearToDate, ownTarget: false, leastPossible: nil),
                        isNegated: false)), found.from >= figure
            else { return nil }
            return Finding(band, statement.source, [Self.percent(100_00 - found.from)])
        }
    }

    func practices(_ name: String) -> [Finding] {
        policy.statements.compactMap { statement in
            statement.content == .practice(name) ? Finding(name, statement.source) : nil
        }
    }

    static func percent(_ hundredths: Int) -> String { "\(Amount(hundredths: hundredths))%" }
}

extension LawUnit {
    fileprivate var words: String { rawValue.split(separator: "-").joined(separator: " ") }
}
