import Attendance

/// Processes and their states.
extension RuleBookReader {
    func process(_ node: YAMLNode) -> Process? {
        let keys = ["process", "title", "about", "review", "resets", "states"]
        guard let group = group(node, "a process", keys + sources.keys) else { return nil }
        let name = define(.process, group, "process")
        let (source, citation) = sources.named(group)
        // A process without a name has been reported; its states are still compared with each other.
        let process = name ?? "line \(node.line)"
        var inner = self
        inner.around.isInProcess = true
        let stateNodes = group.required("states").map { report.listOfSome($0, "the states") } ?? []
        names.define(states: stateNodes.compactMap { stateName($0) }, of: process)
        var seen = Set<String>()
        let states = stateNodes.compactMap { inner.state($0, of: process, &seen) }
        for step in states.flatMap({ $0.onEntry + $0.moves.flatMap(\.then) })
        where [.letter, .email, .text].contains(step.kind) { names.sends(step.what, process) }
        let scope = group.filled("about") { self.name($0, "what a process is about", of: Process.Scope.self) }
        let review = group.filled("review").flatMap { node in
            self.group(node, "a review", ["at", "on", "through"]).map { time($0, for: nil) }
        }
        guard let name, !states.isEmpty else { return nil }
        return Process(
            name: name, title: group.filled("title") { report.text($0, "the title") } ?? "", source: source,
            citation: citation, scope: scope ?? .pupil, review: review ?? RuleTime(), states: states,
            resetsUnlessIn: group.filled("resets").flatMap { resets($0, of: process) })
    }

    private func stateName(_ node: YAMLNode) -> String? {
        guard case .mapping(let pairs) = node.content else { return nil }
        return pairs.first { $0.key.scalar == "state" }?.value.scalar
    }

    /// `{unless-in: [one, two]}`, or `yes` for whatever state it is in.
    private func resets(_ node: YAMLNode, of process: String) -> [String]? {
        guard case .mapping = node.content else {
            return report.flag(node, "beginning anew each year") == true ? [] : nil
        }
        guard let (_, value) = only(node, "how a process begins anew", ["unless-in"]) else { return nil }
        return some(value, "the states") { stateUse($0, of: process) }
    }

    private func stateUse(_ node: YAMLNode, of process: String) -> String? {
        guard let name = report.slug(node, "the state") else { return nil }
        names.use(state: name, of: process, at: node)
        return name
    }

    private func state(_ node: YAMLNode, of process: String, _ seen: inout Set<String>) -> Process.State? {
        let keys = ["state", "title", "window", "moves", "enter", "closes-steps"]
        guard let group = group(node, "a state", keys + sources.keys),
            let nameNode = group.required("state"), let name = report.slug(nameNode, "the name of the state")
        else { return nil }
        if !seen.insert(name).inserted {
            report.error(
                at: nameNode, "There is a state '\(name)' already in this process.",
                "Give each state a name of its own.")
        }
        let source = sources.beside(group)
        var inner = self
        inner.around.hasWindow = group.names.contains("window")
        let moves = group.filled("moves").map { node in
            report.list(node, "the moves").compactMap { inner.move($0, of: process) }
        }
        var state = Process.State(
            name: name, title: group.filled("title") { report.text($0, "the title") } ?? "",
            clauses: source.clauses, window: group.filled("window") { window(of: $0) }, moves: moves ?? [],
            onEntry: inner.steps(group, "enter"),
            closesSteps: group.filled("closes-steps") { report.flag($0, "closing the steps") } ?? false)
        state.reading = source.reading
        return state
    }

    /// `{school-days: 10, baseline: letter}`.
    private func window(of node: YAMLNode) -> Process.Window? {
        guard case .mapping(let pairs) = node.content else {
            report.error(at: node, "A window should be a length of time.", "Write {school-days: 10}.")
            return nil
        }
        let baseline = pairs.first { $0.key.scalar == "baseline" }?.value
        var length = node
        length.content = .mapping(pairs.filter { $0.key.scalar != "baseline" })
        let against = baseline.flatMap { name($0, "a baseline", of: Process.Window.Baseline.self) }
        return wait(length, in: Self.days).map { Process.Window($0, baseline: against ?? .entry) }
    }

    private func move(_ node: YAMLNode, of process: String) -> Process.Move? {
        guard let group = group(node, "a move", ["on", "when", "to", "then"] + sources.keys) else {
            return nil
        }
        let source = sources.beside(group)
        let trigger = group.required("on") { self.trigger($0, of: process) }
        let when = group.filled("when") { condition($0) }
        let to = group.required("to") { stateUse($0, of: process) }
        let then = steps(group, "then")
        guard let trigger, let to else { return nil }
        var move = Process.Move(on: trigger.on, when: when, to: to, then: then, clauses: source.clauses)
        move.letter = trigger.letter
        move.reading = source.reading
        return move
    }

    private func trigger(_ node: YAMLNode, of process: String) -> (on: Process.Move.Trigger, letter: String?)?
    {
        if case .mapping(let pairs) = node.content {
            if pairs.contains(where: { $0.key.scalar == "received" }) { return received(node, of: process) }
            guard let (key, value) = only(node, "what moves it", ["act", "after", "received"]) else {
                return nil
            }
            return key == "act" ? act(value).map { (.act($0), nil) } : wait(value).map { (.after($0), nil) }
        }
        guard node.scalar != "window-ends" || around.hasWindow else {
            report.error(
                at: node, "This state has no window that could end.",
                "Give the state a window, like window: {school-days: 10}.")
            return nil
        }
        let names = ["review", "window-ends", "{act: ACT}", "{after: …}", "{received: LETTER, else: …}"]
        return report.choice(node, "a thing that moves a process", among: names) { text in
            ["review": (.review, nil), "window-ends": (.windowEnds, nil)][text]
        }
    }

    private func received(_ node: YAMLNode, of process: String) -> (
        on: Process.Move.Trigger, letter: String?
    )? {
        guard let group = group(node, "a receipt", ["received", "else"]) else { return nil }
        let letter = group.required("received") { node -> String? in
            guard let name = report.slug(node, "the name of the letter") else { return nil }
            names.use(receiptOf: name, in: process, at: node)
            return name
        }
        let otherwise = group.required("else") { wait($0) }
        guard let letter, let otherwise else { return nil }
        return (.received(otherwiseAfter: otherwise), letter)
    }
}
