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
            return agreement(on: name, listed, setting, rule)
        }
        guard let otherwise = rule.otherwise, let check = rule.check else { return nil }
        let differences = difference(name, check, otherwise.treatment, law)
        return PolicyConflict(
            check: differences.check, differences.treatment, setting: "codes.table", source: setting.source,
            citation: rule.reference.citation,
            says: "\(listed) \(Self.verb(setting.value.codes, "is", "are")) used for \(circumstance.label).",
            law: rule.instead, runs: differences.runs ?? Self.runs(rule.codes))
    }

    /// Rows of the list of differences that depend on more than the code.
    private func difference(
        _ name: String, _ check: String, _ treatment: PolicyConflict.Treatment, _ law: Law
    ) -> (check: String, treatment: PolicyConflict.Treatment, runs: String?) {
        switch name {
        case "covid" where wasRightWhenMade(name, law):
            // The policy was made while the codes stood: they read old registers.
            ("X-NET-3", .noted, "The codes are read in sessions of their time and refused in later ones.")
        case "partial-closure" where codes.table.contains { !$0.value.subCodes.isEmpty }:
            ("X-SER-9", treatment, nil)
        case "traveller-community" where uses("mobile-child"):
            ("X-DAM-5", .warned, "The appendix's test of the mobile child runs.")
        case "traveller-community": (check, treatment, "The law's test of the mobile child runs.")
        default: (check, treatment, nil)
        }
    }

    private func agreement(
        on name: String, _ listed: String, _ setting: Setting<CodeRow>, _ rule: CodingRule
    ) -> PolicyConflict? {
        guard name == "flexi-schooling" else { return nil }
        return PolicyConflict(
            check: "X-NET-5", .noted, setting: "codes.table", source: setting.source,
            citation: rule.reference.citation,
            says: "Agreed flexi-schooling is an authorised absence, \(listed).",
            law: "That is so; such pupils may later have to be reported as children not in school.",
            runs: "The sessions agreed are \(listed) and can be told apart.")
    }

    private func uses(_ circumstance: String) -> Bool {
        codes.table.contains { $0.value.circumstances.contains(circumstance) }
    }

    private func wasRightWhenMade(_ name: String, _ law: Law) -> Bool {
        let rule = law.coding(of: name, on: inForceFrom.value)
        return rule != nil && rule?.otherwise == nil
    }

    private static func runs(_ codes: [AttendanceCode]) -> String {
        let texts = codes.map(\.text)
        return texts.isEmpty
            ? "The law's definition runs." : "\(texts.joined(separator: " or ")) is recorded."
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
                    check: "X-SER-10", .noted, setting: "codes.table", source: setting.source,
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
