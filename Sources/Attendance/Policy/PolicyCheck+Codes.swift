extension Policy {
    /// Codes in the policy's table that are codes no longer, and codes of the law that are not in it.
    ///
    /// In a table copied from a school's system, with sub-codes and export marks, the full codes are known and only
    /// the bare ones are refused.
    func codeTableConflicts(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        var conflicts = [PolicyConflict]()
        for setting in codes.table {
            let row = setting.value
            // A row about circumstances is looked at for those.
            let retired =
                row.circumstances.isEmpty ? row.codes.filter { law.codes.rule(for: $0, on: day) == nil } : []
            if !retired.isEmpty {
                conflicts.append(retiredCodes(retired, setting, law, day))
            }
            if case .mark(let mark)? = row.export,
                let code = AttendanceCode(mark, on: day), law.codes.rule(for: code, on: day) == nil,
                retired.isEmpty
            {
                conflicts.append(
                    PolicyConflict(
                        check: checkRow(.retiredExport, setting.source, law), .refused,
                        setting: "codes.table",
                        source: setting.source, citation: tableCitation(law, day),
                        says: "\(Self.list(row.codes)) goes to other systems as \(mark).",
                        law: "\(mark) is no code of the register on \(day).",
                        runs: "\(Self.list(row.codes)) goes out as itself."))
            }
            if let counts = row.counts { conflicts += countConflicts(counts, setting, law, day) }
        }
        return conflicts + missingCodes(law, day)
    }

    private func retiredCodes(
        _ retired: [AttendanceCode], _ setting: Setting<CodeRow>, _ law: Law, _ day: CalendarDate
    ) -> PolicyConflict {
        let last = retired.compactMap { law.codes.history(of: $0).last }
        let until = last.compactMap(\.until).max().map { "up to \($0)" } ?? "of other days"
        let behind = setting.value.subCodes
        let instead = Set(last.map(\.instead)).sorted().joined(separator: " ")
        return PolicyConflict(
            check: checkRow(.retiredCode, setting.source, law), .refused, setting: "codes.table",
            source: setting.source,
            citation: tableCitation(law, day),
            says: behind.isEmpty
                ? "The table of codes has \(Self.list(retired))."
                : "The table of codes has \(Self.list(retired)), with \(Self.list(behind)) behind it.",
            law: "\(Self.list(retired)) \(Self.verb(retired, "was", "were")) for sessions \(until).",
            runs: "Later sessions refuse it and older ones keep it. "
                + (behind.isEmpty
                    ? instead
                    : "\(Self.list(behind)) \(Self.verb(behind, "is", "are")) recorded and exported whole."))
    }

    /// Where the codes of a day stand.
    private func tableCitation(_ law: Law, _ day: CalendarDate) -> String {
        law.codes.rules(on: day).first?.reference ?? ""
    }

    private func missingCodes(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        guard codes.tableIsComplete, let first = codes.table.first else { return [] }
        let listed = Set(codes.table.flatMap(\.value.all))
        let missing = law.codes.rules(on: day)
            .filter { $0.selectable || $0.sessionClass == .administrative }
            .map(\.code).filter { !listed.contains($0) }
        guard !missing.isEmpty else { return [] }
        return [
            PolicyConflict(
                check: checkRow(.missingCode, PolicySource(), law), .warned, setting: "codes.table",
                source: PolicySource(clauses: [], place: first.source.place),
                citation: tableCitation(law, day),
                says: "The table of codes leaves out \(Self.list(missing)).",
                law: "They are codes of the register on \(day).",
                runs: "The law's table runs; a policy adds and removes no code.")
        ]
    }

    /// Whether what a row says of its codes is what the statistics make of them.
    private func countConflicts(
        _ counts: CodeRow.Counts, _ setting: Setting<CodeRow>, _ law: Law, _ day: CalendarDate
    ) -> [PolicyConflict] {
        let rules = setting.value.codes.compactMap { law.codes.rule(for: $0, on: day) }
        let other = rules.filter { !counts.covers($0.sessionClass) }
        guard !other.isEmpty else {
            // "Not an absence" is true of a code out of the denominator, and says too little about it.
            let outside = rules.filter { counts == .notAbsent && $0.sessionClass == .notPossible }.map(\.code)
            guard !outside.isEmpty else { return [] }
            return [
                PolicyConflict(
                    check: checkRow(.countedOtherwise, setting.source, law), .noted, setting: "codes.table",
                    source: setting.source,
                    citation: tableCitation(law, day),
                    says:
                        "\(Self.list(outside)) \(Self.verb(outside, "is", "are")) listed as not an absence, like"
                        + " activities off site.",
                    law: "Such a session is not a possible one: neither attended nor missed.",
                    runs: "It is left out of possible sessions.")
            ]
        }
        return [
            PolicyConflict(
                check: checkRow(.countedOtherwise, setting.source, law), .refused, setting: "codes.table",
                source: setting.source,
                citation: tableCitation(law, day),
                says:
                    "\(Self.list(other.map(\.code))) \(Self.verb(other.map(\.code), "is", "are")) said to count as \(counts.rawValue).",
                law: other.map { "\($0.code) counts as \($0.sessionClass.words)." }.joined(separator: " "),
                runs: "The law's class runs in every figure.")
        ]
    }

    static func verb(_ codes: [AttendanceCode], _ one: String, _ several: String) -> String {
        codes.count == 1 ? one : several
    }

    static func list(_ codes: [AttendanceCode]) -> String {
        let texts = codes.map(\.text)
        guard texts.count > 1, let last = texts.last else { return texts.first ?? "" }
        return "\(texts.dropLast().joined(separator: ", ")) and \(last)"
    }
}

extension CodeRow.Counts {
    fileprivate func covers(_ sessionClass: SessionClass) -> Bool {
        switch self {
        case .attending: sessionClass.isAttended
        case .authorised: sessionClass == .authorised
        case .unauthorised: sessionClass == .unauthorised
        case .notPossible: !sessionClass.isPossible
        case .notAbsent: !sessionClass.isAbsence
        }
    }
}

extension SessionClass {
    /// As in a sentence: `authorised absence`.
    public var words: String {
        switch self {
        case .present: "present"
        case .approvedEducationalActivity: "attending an approved educational activity"
        case .authorised: "authorised absence"
        case .unauthorised: "unauthorised absence"
        case .notPossible: "not a possible session"
        case .covidPossible: "kept away by coronavirus, a possible session neither attended nor missed"
        case .administrative: "not collected"
        }
    }
}
