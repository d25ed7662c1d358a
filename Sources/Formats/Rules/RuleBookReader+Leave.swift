import Attendance

/// Refusals, and the rules for requests for leave.
extension RuleBookReader {
    func refusal(_ node: YAMLNode) -> Refusal? {
        let keys = ["refusal", "act", "when", "because"] + sources.keys
        guard let group = group(node, "a refusal", keys) else { return nil }
        let name = define(.refusal, group, "refusal")
        let (source, citation) = sources.named(group)
        var inner = self
        inner.around.mayAskOfLeave = true
        let pattern = group.required("act") { act($0) }
        let when = group.filled("when") { inner.condition($0) } ?? .always
        let because = group.required("because") { report.text($0, "why it is refused") }
        guard let name, let pattern, let because else { return nil }
        return Refusal(
            name: name, source: source, citation: citation, act: pattern, when: when, because: because)
    }

    func leave(_ node: YAMLNode?) -> LeaveRules {
        guard let node, let group = group(node, "leave", ["decided-by", "routes", "grounds"]) else {
            return LeaveRules()
        }
        var inner = self
        inner.around.mayAskOfLeave = true
        return LeaveRules(
            decidedBy: group.filled("decided-by") { deciders($0) },
            routes: items(group, "routes", "the routes") { inner.route($0) },
            grounds: items(group, "grounds", "the grounds") { inner.ground($0) })
    }

    private func deciders(_ node: YAMLNode) -> Setting<[RoleName]>? {
        guard case .mapping = node.content else {
            let place = FilePlace(line: node.line, column: node.column)
            return Setting(some(node, "the roles") { roleName($0) }, PolicySource(place: place))
        }
        guard let group = group(node, "who decides", ["roles"] + sources.keys) else { return nil }
        let source = sources.beside(group)
        return group.required("roles").map { node in Setting(some(node, "the roles") { roleName($0) }, source)
        }
    }

    private func route(_ node: YAMLNode) -> LeaveRoute? {
        let keys = ["route", "when", "proposal", "code", "otherwise", "says"] + sources.keys
        guard let group = group(node, "a route", keys) else { return nil }
        let name = define(.route, group, "route")
        let when = group.filled("when") { condition($0) } ?? .always
        let proposal = group.required("proposal") { node in
            self.name(node, "a proposal", of: LeaveRoute.Proposal.self)
        }
        let plansNothing = group["code"]?.scalar == "none"
        let granted = plansNothing ? nil : group.filled("code") { code($0) }
        let otherwise = group.filled("otherwise") { code($0) }
        let says = group.filled("says") { report.text($0, "what is put to the person who decides") } ?? ""
        let source = sources.beside(group)
        guard let name, let proposal else { return nil }
        var route = LeaveRoute(
            name: name, source: source, when: when, proposal: proposal, says: says, codeIfGranted: granted,
            codeIfTakenAnyway: otherwise)
        route.plansNothing = plansNothing
        return route
    }

    private func ground(_ node: YAMLNode) -> LeaveGround? {
        let keys = ["ground", "when", "says", "liftable", "only-flags"] + sources.keys
        guard let group = group(node, "a ground", keys) else { return nil }
        let name = define(.ground, group, "ground")
        let (source, citation) = sources.named(group)
        let when = group.required("when") { condition($0) }
        let says = group.required("says") { report.text($0, "what the ground says") }
        let liftable = group.filled("liftable") { report.flag($0, "whether it may be set aside") } ?? true
        let flags = group.filled("only-flags") { report.flag($0, "whether it only prompts") } ?? false
        guard let name, let when, let says else { return nil }
        return LeaveGround(
            name: name, source: source, citation: citation, when: when, says: says, liftable: liftable,
            onlyFlags: flags)
    }
}
