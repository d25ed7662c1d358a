extension Policy {
    /// Circumstances that the policy records with a code that is not, or no longer, the law's.
    func circumstanceConflicts(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        codes.table.flatMap { setting in
            setting.value.circumstances.compactMap { name in
                circumstanceConflict(name, setting, law, day)
            }
        }
    }

    private func circumstanceConflict(
        _ name: String, _ setting: Setting<CodeRow>, _ law: Law, _ day: CalendarDate
    ) -> PolicyConflict? {
        guard let circumstance = law.circumstance(name), let rule = circumstance.rule(on: day) else {
            return nil
        }
        let used = setting.value.all.filter { law.codes.rule(for: $0, on: day) != nil }
        let listed = Self.list(setting.value.codes)
        if !used.isEmpty, used.allSatisfy(rule.codes.contains) {
            return agreement(on: circumstance, listed, setting, rule)
        }
        guard let otherwise = rule.otherwise else { return nil }
        // A policy made while its codes stood reads old registers by them.
        let isHistory = rule.isNotedWhenMadeBefore && wasRightWhenMade(name, law)
        return PolicyConflict(
            check: checkRow(among: rule.checks, setting.source), isHistory ? .noted : otherwise.treatment,
            setting: "codes.table", source: setting.source, citation: rule.reference.citation,
            says: "\(listed) \(Self.verb(setting.value.codes, "is", "are")) used for \(circumstance.label).",
            law: rule.instead,
            runs: isHistory
                ? "The codes are read in sessions of their time and refused in later ones."
                : Self.runs(rule.codes))
    }

    private func agreement(
        on circumstance: Circumstance, _ listed: String, _ setting: Setting<CodeRow>, _ rule: CodingRule
    ) -> PolicyConflict? {
        guard let agreed = rule.agreed else { return nil }
        return PolicyConflict(
            check: checkRow(among: agreed.checks, setting.source), .noted, setting: "codes.table",
            source: setting.source, citation: rule.reference.citation,
            says: "\(listed) \(Self.verb(setting.value.codes, "is", "are")) used for \(circumstance.label).",
            law: agreed.law, runs: agreed.runs)
    }

    private func wasRightWhenMade(_ name: String, _ law: Law) -> Bool {
        let rule = law.coding(of: name, on: inForceFrom.value)
        return rule != nil && rule?.otherwise == nil
    }

    private static func runs(_ codes: [AttendanceCode]) -> String {
        let texts = codes.map(\.text)
        return texts.isEmpty
            ? "The law's test runs." : "\(texts.joined(separator: " or ")) is recorded."
    }

    /// Settings about codes other than the table.
    func codeSettingConflicts(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        var conflicts = [PolicyConflict]()
        for setting in codes.table where setting.value.onSite == true {
            let absent = setting.value.codes.filter {
                law.codes.rule(for: $0, on: day).map { $0.onSiteAfterArrival && !$0.onSiteForMark } ?? false
            }
            guard !absent.isEmpty else { continue }
            conflicts.append(
                PolicyConflict(
                    check: checkRow(.onSiteThoughAbsent, setting.source, law), .noted, setting: "codes.table",
                    source: setting.source,
                    citation: law.codes.rule(for: .lateAfterClose, on: day)?.reference ?? "",
                    says:
                        "\(Self.list(absent)) \(Self.verb(absent, "is", "are")) said to be physically present.",
                    law:
                        "The pupil is on the premises from arrival; the session counts as an unauthorised absence.",
                    runs: "The two are kept apart: on the fire roll yes, present in the figures no."))
        }
        if let setting = codes.noReasonSchoolDays, let figure = law.figure(.noReasonSchoolDays, on: day),
            let most = figure.number, let bound = figure.bound, !bound.allows(setting.value, beside: most)
        {
            conflicts.append(
                PolicyConflict(
                    check: bound.check, bound.beyond.treatment, setting: "codes.no-reason",
                    source: setting.source,
                    citation: figure.reference.citation,
                    says: "N becomes unauthorised after \(setting.value) school days.",
                    law:
                        "N gives way to another code within \(most) school days of the session, or else to O.",
                    runs: "O is proposed on school day \(most) and a person confirms it the same day."))
        }
        return conflicts
    }

    /// Sources that no longer stand.
    func citationConflicts(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        cites.filter { !$0.value.isInForce(on: day) }.map { setting in
            let instrument = setting.value
            return PolicyConflict(
                check: instrument.check, .noted, setting: "cites", source: setting.source,
                citation: instrument.short, says: "The policy rests on: \(instrument.title).",
                law: instrument.until.map { "It stood until \($0). \(instrument.instead ?? "")" }
                    ?? "It is in force from \(instrument.from).",
                runs: "The law of each day runs; the policy's wording should be put right.")
        }
    }
}
