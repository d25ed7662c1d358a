import Attendance

/// Conditions that measure attendance, and those about a request for leave.
extension RuleBookReader {
    static let measures: [String: ConditionReader] = [
        "attendance": { $0.attendance($1) },
        "absence": { $0.absence($1) },
        "days": { $0.days($1) },
        "days-absent": { $0.daysAbsent($1) },
        "sessions": { $0.sessions($1) },
        "share": { $0.share($1) },
        "run": { $0.run($1) },
        "unexplained-day": { $0.comparison($1, "the day of the absence").map { .unexplainedDay($0) } },
        "age": { reader, node in
            guard let group = reader.group(node, "an age", RuleBookReader.relations) else { return nil }
            return reader.elapsed(group).map { .age($0.relation, $0.wait) }
        },
        "change": { $0.change($1) },
        "fall": { reader, node in
            guard let group = reader.group(node, "a fall", RuleBookReader.relations + ["over"]) else {
                return nil
            }
            let period = reader.over(group)
            return reader.comparison(group, "the points", unit: "points").map { .fall($0, over: period) }
        },
    ]

    private func attendance(_ node: YAMLNode) -> Condition? {
        let keys = Self.relations + ["over", "or-own-target", "least-possible"]
        guard let group = group(node, "attendance", keys) else { return nil }
        let own = group.filled("or-own-target") { report.flag($0, "the pupil's own target") } ?? false
        let least = group.filled("least-possible") {
            quantity($0, "the least possible sessions", isWhole: true)
        }
        let period = over(group)
        return comparison(group, "the rate", unit: "percent", most: 100).map {
            .attendance($0, over: period, ownTarget: own, leastPossible: least)
        }
    }

    private func absence(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "absence", Self.relations + ["over"]) else { return nil }
        let period = over(group)
        return comparison(group, "the rate", unit: "percent", most: 100).map { .absence($0, over: period) }
    }

    private func days(_ node: YAMLNode) -> Condition? {
        let keys = ["of", "over", "expected"] + Self.relations
        guard let group = group(node, "a number of days", keys) else { return nil }
        let expected = group.filled("expected") { report.flag($0, "days still to come") } ?? false
        let codes = group.required("of") { self.codes($0) }
        let period = over(group)
        guard let comparison = comparison(group, "the number of days"), let codes else { return nil }
        return expected
            ? .daysExpected(codes, comparison, over: period) : .days(codes, comparison, over: period)
    }

    private func daysAbsent(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "the days absent", ["over"] + Self.relations) else { return nil }
        let period = over(group)
        return comparison(group, "the number of days").map { .days(.absent, $0, over: period) }
    }

    private func sessions(_ node: YAMLNode) -> Condition? {
        let keys = ["of", "over", "unspent", "in-any"] + Self.relations
        guard let group = group(node, "a number of sessions", keys) else { return nil }
        let codes = group.required("of") { self.codes($0) }
        let unspent = group.filled("unspent") { report.flag($0, "sessions of no notice") } ?? false
        let period = over(group)
        guard let comparison = comparison(group, "the number of sessions", isWhole: true), let codes else {
            return nil
        }
        guard group.filled("in-any", { report.flag($0, "any stretch") }) == true else {
            return .sessions(codes, comparison, over: period, unspent: unspent)
        }
        guard case .schoolWeeks(let weeks) = period else {
            report.error(
                at: node, "Any stretch of what?", "Write over: {school-weeks: N} beside in-any.")
            return nil
        }
        return .sessionsInAny(codes, comparison, schoolWeeks: weeks, unspent: unspent)
    }

    private func share(_ node: YAMLNode) -> Condition? {
        let keys = ["of", "among", "over"] + Self.relations
        guard let group = group(node, "a share of sessions", keys) else { return nil }
        let codes = group.required("of") { self.codes($0) }
        let among = group.required("among") { self.codes($0) }
        let period = over(group)
        guard let comparison = comparison(group, "the share", unit: "percent", most: 100), let codes,
            let among
        else { return nil }
        return .share(codes, among: among, comparison, over: period)
    }

    private func run(_ node: YAMLNode) -> Condition? {
        let keys = ["of", "strict", "whole-days", "of-item", "passing-over"] + Self.relations
        guard let group = group(node, "a run of days", keys) else { return nil }
        let wholeDays = group.filled("whole-days") { report.flag($0, "whole days") } ?? false
        let codes = group.required("of") { self.codes($0) }
        let strict = group.filled("strict") { report.flag($0, "a strict run") } ?? false
        guard let comparison = comparison(group, "the length of the run", isWhole: true), let codes else {
            return nil
        }
        if group.filled("of-item", { report.flag($0, "the run of the act's session") }) == true {
            return .runAround(codes, comparison)
        }
        if let passed = group.filled("passing-over", { self.codes($0) }) {
            return .runPassing(codes, over: passed, comparison)
        }
        return wholeDays
            ? .runOfWholeDays(codes, comparison, strict: strict) : .run(codes, comparison, strict: strict)
    }

    private func change(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "a change of attendance", ["from", "to"] + Self.relations) else {
            return nil
        }
        let from = group.required("from") { period($0) }
        let to = group.required("to") { period($0) }
        guard let comparison = comparison(group, "the points", unit: "points"), let from, let to else {
            return nil
        }
        return .change(from: from, to: to, comparison)
    }
}

extension RuleBookReader {
    static let ofLeave: [String: ConditionReader] = leave.mapValues { read in
        { reader, node in reader.mayAskOfLeave(node) ? read(reader, node) : nil }
    }

    private static let leave: [String: ConditionReader] = [
        "notice": { $0.comparison($1, "the notice").map { .leave(.notice($0)) } },
        "in-past": { $0.yesOrNo($1, .leave(.past)) },
        "asked-for": { .leave(.reasons($0.texts($1, "the reasons"))) },
        "asked-days": { $0.comparison($1, "the days asked for").map { .leave(.schoolDays($0)) } },
        "asked-months": { $0.months($1).map { .leave(.months($0)) } },
        "asked-in": { $0.use(.window, $1, "the window").map { .leave(.calendarWindow($0)) } },
        "asked-attendance": { $0.askedAttendance($1) },
        "taken": { .leave(.taken(reasons: $0.texts($1, "the reasons"))) },
        "says": { $0.says($1) },
        "grounds-found": { $0.comparison($1, "the grounds found").map { .leave(.groundsFound($0)) } },
        "says-not": { reader, node in reader.says(node).map { .none([$0]) } },
        "before-leave": { $0.beforeLeave($1) },
    ]

    private func mayAskOfLeave(_ node: YAMLNode) -> Bool {
        if around.mayAskOfLeave { return true }
        report.error(
            at: node, "There is no request for leave here to ask about.",
            "Write it in a rule with about: leave-request, in a refusal, or under leave.")
        return false
    }

    private func texts(_ node: YAMLNode, _ what: String) -> [String] {
        some(node, what) { report.text($0, what) }
    }

    private func says(_ node: YAMLNode) -> Condition? {
        any(node, "what is said", { report.slug($0, "what is said") }, { .leave(.says($0)) })
    }

    private func askedAttendance(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "attendance with the leave", ["over"] + Self.relations) else {
            return nil
        }
        let period = over(group)
        return comparison(group, "the rate", unit: "percent", most: 100).map {
            .leave(.attendance($0, over: period))
        }
    }

    private func beforeLeave(_ node: YAMLNode) -> Condition? {
        guard let group = group(node, "an act before the leave", Self.actKeys + ["months"]) else {
            return nil
        }
        let pattern = act(group)
        return group.required("months") { quantity($0, "the months", isWhole: true) }.map {
            .leave(.before(pattern, months: $0))
        }
    }
}
