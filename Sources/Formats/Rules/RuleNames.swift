import Attendance

/// The names that a file gives and uses. They are compared when everything was read, so that a part may speak of
/// a later one.
///
/// A class, because all parts of a file write to the same one.
final class RuleNames {
    enum Kind: String {
        case rule, process, refusal, value, window, step, route, ground
        case list = "list of reasons"
        case role
    }

    /// How something is used that is of one kind among several.
    enum Demand: Equatable {
        case any
        case answer
        /// A number; in a unit, where one stands beside it.
        case amount(unit: String?)
    }

    private struct Use {
        var kind: Kind
        var name: String
        var node: YAMLNode
        var demand: Demand
    }

    private var lines: [Kind: [String: Int]] = [:]
    private var lists: [(name: String, node: YAMLNode)] = []
    private var uses: [Use] = []
    private var states: [String: [String]] = [:]
    private var stateUses: [(process: String, state: String, node: YAMLNode)] = []
    /// What each process sends, and whose receipt its moves wait for.
    private var letters: [String: Set<String>] = [:]
    private var receipts: [(process: String, letter: String, node: YAMLNode)] = []
    /// Nil for a yes or no.
    private var units: [String: String?] = [:]
    /// Rules that ask whether another is met.
    private var asks: [(rule: String, other: String, node: YAMLNode)] = []
    private var idle: [(rule: String, node: YAMLNode)] = []
    /// What the law's books name, of which a policy may speak too.
    private var ofLaw: [Kind: Set<String>] = [:]
    private var statesOfLaw: [String: [String]] = [:]

    func admit(_ law: RuleBook) {
        let names: [(Kind, [String])] = [
            (.rule, law.rules.map(\.name)), (.process, law.processes.map(\.name)),
            (.value, Array(law.values.keys)), (.window, law.windows.map(\.value.name)),
            (.list, law.reasons.map(\.name)), (.step, law.stepNames),
        ]
        for (kind, names) in names { ofLaw[kind, default: []].formUnion(names) }
        for process in law.processes { statesOfLaw[process.name, default: []] += process.states.map(\.name) }
        for (name, value) in law.values {
            units[name] = .some(value.value.unit.isEmpty ? nil : value.value.unit)
        }
    }

    /// The names of the law's rules; empty when none are known.
    var rulesOfLaw: Set<String> { ofLaw[.rule] ?? [] }

    /// - Parameter isOne: whether a second thing of the name is a mistake.
    func define(_ kind: Kind, _ name: String, at node: YAMLNode, _ report: YAMLReport, isOne: Bool = true) {
        if isOne, let line = lines[kind]?[name] {
            report.error(
                at: node, "There is a \(kind.rawValue) '\(name)' already, in line \(line).",
                "Give each \(kind.rawValue) a name of its own.")
            return
        }
        lines[kind, default: [:]][name] = node.line
        if kind == .list { lists.append((name, node)) }
    }

    /// - Parameter unit: of a value; nil for a yes or no.
    func set(unit: String?, of value: String) { units[value] = .some(unit) }

    func define(states names: [String], of process: String) {
        states[process, default: []] += names
    }

    func use(_ kind: Kind, _ name: String, at node: YAMLNode, _ demand: Demand = .any) {
        uses.append(Use(kind: kind, name: name, node: node, demand: demand))
    }

    func sends(_ letter: String, _ process: String) { letters[process, default: []].insert(letter) }

    func use(receiptOf letter: String, in process: String, at node: YAMLNode) {
        receipts.append((process, letter, node))
    }

    func use(state: String, of process: String, at node: YAMLNode) {
        stateUses.append((process, state, node))
    }

    /// A rule that asks for another must not be asked for by it.
    func asks(rule: String?, for other: String, at node: YAMLNode) {
        use(.rule, other, at: node)
        if let rule { asks.append((rule, other, node)) }
    }

    /// A rule without a step or label, which only another rule can make use of.
    func isIdle(_ rule: String, at node: YAMLNode) { idle.append((rule, node)) }

    func check(_ report: YAMLReport) {
        for use in uses {
            var known = Set((lines[use.kind] ?? [:]).keys)
            known.formUnion(ofLaw[use.kind] ?? [])
            if use.kind == .role { known.formUnion(Role.allCases.map(\.rawValue)) }
            guard known.contains(use.name) else {
                unknown(use.kind.rawValue, use.name, at: use.node, among: known, report)
                continue
            }
            if use.kind == .value { checkUnit(use, report) }
        }
        for use in stateUses {
            guard let known = states[use.process] ?? statesOfLaw[use.process] else { continue }
            guard !known.contains(use.state) else { continue }
            report.error(
                at: use.node, "The process '\(use.process)' has no state '\(report.short(use.state))'.",
                report.suggestion(for: use.state, among: known))
        }
        for use in receipts where !(letters[use.process] ?? []).contains(use.letter) {
            let sent = letters[use.process] ?? []
            report.error(
                at: use.node, "This process never sends '\(use.letter)'.",
                sent.isEmpty
                    ? "Send it with a step letter: \(use.letter)."
                    : report.suggestion(for: use.letter, among: sent.sorted()))
        }
        checkCircles(report)
        let asked = Set(asks.map(\.other))
        for (rule, node) in idle where !asked.contains(rule) {
            report.error(
                at: node, "The rule '\(rule)' has no steps, no label, and no other rule asks for it.",
                "Write under 'then' what is to be done, or a label.")
        }
    }

    private func unknown(
        _ kind: String, _ name: String, at node: YAMLNode, among known: Set<String>, _ report: YAMLReport
    ) {
        report.error(
            at: node, "There is no \(kind) '\(report.short(name))'.",
            known.isEmpty
                ? "Write one into the file, or leave this out."
                : report.suggestion(for: name, among: known.sorted()))
    }

    private func checkUnit(_ use: Use, _ report: YAMLReport) {
        guard let unit = units[use.name] else { return }
        switch (use.demand, unit) {
        case (.amount, nil):
            report.error(
                at: use.node, "The value '\(use.name)' is a yes or no.",
                "Name a value that is a number, or write the number.")
        case (.answer, .some(let unit)):
            report.error(
                at: use.node, "The value '\(use.name)' is in \(unit), not a yes or no.",
                "Name a value with answer: yes or answer: no, or ask value-set.")
        case (.amount(.some(let wanted)), .some(let unit)) where wanted != unit:
            report.error(
                at: use.node,
                "The value '\(use.name)' is in \(unit), and what is asked for here is in \(wanted).",
                "Name a value in \(wanted), or write the number.")
        default: break
        }
    }

    /// The code that a list of reasons proposes and one that a rule does are told apart by their names.
    ///
    /// - Parameter rules: those that propose a code.
    func checkLists(against rules: [String], _ report: YAMLReport) {
        for (name, node) in lists where rules.contains(name) {
            let line = lines[.rule]?[name].map { ", in line \($0)," } ?? ""
            report.error(
                at: node, "The rule '\(name)'\(line) proposes a code too.",
                "Give the list another name: what the two propose would be taken for each other's.")
        }
    }

    /// Rules that ask for each other would never come to an answer.
    private func checkCircles(_ report: YAMLReport) {
        let next = Dictionary(grouping: asks, by: \.rule).mapValues { Set($0.map(\.other)) }
        for ask in asks {
            var reached: Set<String> = [ask.other]
            var edge = [ask.other]
            while let rule = edge.popLast() {
                for other in next[rule] ?? [] where reached.insert(other).inserted { edge.append(other) }
            }
            guard reached.contains(ask.rule) else { continue }
            report.error(
                at: ask.node, "The rule '\(ask.rule)' asks, in the end, whether it is met itself.",
                "Write the condition out in one of them.")
        }
    }
}
