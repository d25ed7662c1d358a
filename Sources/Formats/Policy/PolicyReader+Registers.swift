import Attendance

/// The section `registers`.
extension PolicyParts {
    func registers(_ node: YAMLNode?, schoolDay: SchoolDayTimes?) -> RegisterSettings? {
        let keys = ["times", "closing-minute", "strict", "taken-by"]
        guard let node, let group = YAMLGroup(node, "the registers", keys: keys, report: report) else {
            return nil
        }
        let minute = setting(group["closing-minute"], "the closing minute") { report.minute($0) }
        let strict = setting(group["strict"], "strict") { report.flag($0, "strict closing") }
        let takenBy = setting(group["taken-by"], "who takes registers") { node in
            report.listOfSome(node, "the roles").compactMap { report.role($0) }
        }
        guard let times = group.required("times") else { return nil }
        let drafts = report.listOfSome(times, "the register times").compactMap { draft($0) }
        let inTime = minute?.value ?? false
        let rules = drafts.compactMap { rule($0, among: drafts, schoolDay, closingMinuteIsInTime: inTime) }
        for (earlier, later) in RegisterTimesTable.conflicts(in: rules.map(\.value)) {
            report.error(
                at: rules[later].source.place,
                "These times and those of line \(rules[earlier].source.place.line) hold for the same pupils on the"
                    + " same days.",
                "Say which pupils or days each is for: year-groups, key-stages, weekdays or dates.")
        }
        return RegisterSettings(times: rules, closingMinuteIsInTime: minute, strict: strict, takenBy: takenBy)
    }

    /// A single value, or `{is: value, clause: …, reading: …}`.
    func setting<Value: Sendable>(
        _ node: YAMLNode?, _ what: String, _ read: (YAMLNode) -> Value?
    ) -> Setting<Value>? {
        guard let node else { return nil }
        guard case .mapping = node.content else {
            return read(node).map {
                Setting($0, PolicySource(place: FilePlace(line: node.line, column: node.column)))
            }
        }
        guard let group = YAMLGroup(node, what, keys: ["is"] + Self.sourceKeys, report: report),
            let value = group.required("is", read)
        else { return nil }
        return Setting(value, source(group))
    }

    /// A row of times before it is known when its session ends.
    private struct Draft {
        var half: Session.Half
        var dates: ClosedRange<CalendarDate>?
        var weekdays: Set<Weekday>?
        var yearGroups: Set<YearGroup>?
        var keyStages: Set<KeyStage>?
        var opens: TimeOfDay
        var closes: TimeOfDay
        var ends: TimeOfDay?
        var source: PolicySource
    }

    private func draft(_ node: YAMLNode) -> Draft? {
        let keys =
            ["session", "opens", "closes", "session-ends", "dates", "weekdays", "year-groups", "key-stages"]
            + Self.sourceKeys
        guard let group = YAMLGroup(node, "register times", keys: keys, report: report) else { return nil }
        let half = group.required("session") { report.half($0) }
        let opens = group.required("opens") { report.time($0, "the opening time") }
        let closes = group.required("closes") { report.time($0, "the closing time") }
        let ends = group.optional("session-ends") { report.time($0, "the end of the session") }
        let dates = group.optional("dates") { report.dates($0) }
        let weekdays = group["weekdays"].map { node in
            Set(report.listOfSome(node, "the weekdays").compactMap { report.weekday($0) })
        }
        let yearGroups = group.optional("year-groups") { report.yearGroups($0) }.map { Set($0) }
        let keyStages = group["key-stages"].map { node in
            Set(report.listOfSome(node, "the key stages").compactMap { report.keyStage($0) })
        }
        guard let half, let opens, let closes else { return nil }
        if closes <= opens {
            report.error(
                at: node, "The register closes at \(closes), before it opens at \(opens).",
                "Check 'opens' and 'closes'; times are on the 24-hour clock.")
            return nil
        }
        if let ends, ends < closes {
            report.error(
                at: node, "The session ends at \(ends), before its register closes at \(closes).",
                "Check 'closes' and 'session-ends'.")
            return nil
        }
        return Draft(
            half: half, dates: dates, weekdays: weekdays, yearGroups: yearGroups, keyStages: keyStages,
            opens: opens,
            closes: closes, ends: ends, source: source(group))
    }

    /// A session whose end the policy does not state ends when the afternoon register opens, or with the day.
    private func rule(
        _ draft: Draft, among drafts: [Draft], _ schoolDay: SchoolDayTimes?, closingMinuteIsInTime: Bool
    ) -> Setting<RegisterTimesTable.Rule>? {
        let afternoons = drafts.filter { $0.half == .pm && $0.opens >= draft.closes }.map(\.opens)
        let usual =
            draft.half == .am ? afternoons.min() ?? .endOfDay : schoolDay?.ends ?? .endOfDay
        guard
            let times = RegisterTimes(
                opens: draft.opens, closes: draft.closes, sessionEnds: draft.ends ?? max(usual, draft.closes),
                closingMinuteIsInTime: closingMinuteIsInTime)
        else { return nil }
        return Setting(
            RegisterTimesTable.Rule(
                half: draft.half, dates: draft.dates, weekdays: draft.weekdays, yearGroups: draft.yearGroups,
                keyStages: draft.keyStages, times: times),
            draft.source)
    }

    /// Every year group of the school has a morning and an afternoon register on an ordinary day.
    func checkCoverage(_ registers: RegisterSettings, of school: PolicySchool, _ group: YAMLGroup) {
        guard let node = group["registers"], !report.hasErrors else { return }
        let usual = registers.times.map(\.value).filter { $0.dates == nil && $0.weekdays == nil }
        for half in Session.Half.allCases {
            let rules = usual.filter { $0.half == half }
            if rules.contains(where: { $0.yearGroups == nil && $0.keyStages == nil }) { continue }
            guard !rules.isEmpty else {
                report.error(
                    at: node, "There are no times for the \(half.adjective) register.",
                    "Add a row with session: \(half.name).")
                continue
            }
            let reached = { (year: YearGroup) in
                rules.contains {
                    $0.yearGroups?.contains(year) ?? true && $0.keyStages?.contains(year.keyStage) ?? true
                }
            }
            let missed = school.yearGroups.filter { !reached($0) }
            guard !missed.isEmpty else { continue }
            report.error(
                at: node,
                "There are no times for the \(half.adjective) register of"
                    + " \(missed.map(\.name).joined(separator: ", ")).",
                "Add a row for them, or one without year-groups and key-stages for everybody else.")
        }
    }
}
