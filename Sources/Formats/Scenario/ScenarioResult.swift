public import Attendance

/// What became of one scenario.
public struct ScenarioResult: Sendable {
    public var file: String
    public var scenario: String
    public var place: FilePlace
    public var isDisputed: Bool
    public var differences: [ScenarioDifference]

    public init(
        file: String, scenario: String, place: FilePlace, isDisputed: Bool,
        differences: [ScenarioDifference]
    ) {
        self.file = file
        self.scenario = scenario
        self.place = place
        self.isDisputed = isDisputed
        self.differences = differences
    }

    /// A disputed scenario is expected to differ, and one that does not is no longer disputed.
    public var passes: Bool { differences.isEmpty != isDisputed }
}

/// Something that is not as a scenario expects it.
public struct ScenarioDifference: Hashable, Sendable {
    public var place: FilePlace
    /// `on 2025-11-13`, `at 2025-11-13T10:00`.
    public var when: String
    /// A sentence: what was expected, and what there was.
    public var says: String
    /// What there was, one line each, where it takes more than a word.
    public var found: [String]

    public init(place: FilePlace, when: String, says: String, found: [String] = []) {
        self.place = place
        self.when = when
        self.says = says
        self.found = found
    }
}

extension ScenarioResult {
    /// As it is printed: each difference with its place, what was expected and what there was.
    public var report: [String] {
        if isDisputed, differences.isEmpty {
            return [
                "\(file):\(place.line): \(scenario)\n  It is marked as disputed and passes.\n"
                    + "  Take out the line disputed: true."
            ]
        }
        return differences.map { difference in
            let head = "\(file):\(difference.place.line): \(scenario)"
            return
                ([head, "  \(difference.when): \(difference.says)"] + difference.found.map { "    \($0)" })
                .joined(separator: "\n")
        }
    }
}

extension RaisedStep {
    /// The clauses and the citation, as steps bear them in JSON.
    var allClauses: [String] {
        step.clauses.map(\.text) + (step.citation.isEmpty ? [] : ["LAW:\(step.citation)"])
    }

    /// On one line, for whoever looks for a difference.
    var line: String {
        let what = step.what.isEmpty ? "" : " \(step.what)"
        let proposed = step.code.map { " \($0)" } ?? ""
        let about = step.session.map { " for \($0)" } ?? ""
        let to = step.to.map { " to \($0)" } ?? ""
        let by = step.by.map { " by \($0)" } ?? ""
        let decided = step.decidedBy.map { ", decided by \($0)" } ?? ""
        let became =
            switch state {
            case .open: ""
            case .done(let at, _): ", done \(at)"
            case .dropped(let at, let cause): ", dropped \(at) (\(cause.rawValue))"
            case .overtaken(let at): ", overtaken \(at)"
            }
        return "\(step.kind.rawValue)\(what)\(proposed)\(about)\(to)\(by)\(decided), raised \(step.raised)"
            + ", due \(step.due)\(became) [\(allClauses.joined(separator: ", "))] \(step.rule)"
    }
}
