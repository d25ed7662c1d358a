import Attendance

extension PolicyWriter {
    var codes: [PolicyInEnglish.Sentence] {
        let settings = policy.codes
        var sentences = [PolicyInEnglish.Sentence]()
        if let teachers = settings.teachers {
            let text =
                switch teachers.value {
                case .only(let codes): "Teachers may enter \(list(codes)), and no other code."
                case .allBut(let codes): "Teachers may enter every code but \(list(codes))."
                }
            sentences.append(sentence(text, teachers.source, "codes.teachers"))
        }
        if let days = settings.noReasonSchoolDays {
            sentences.append(
                sentence(
                    "An absence without a reason becomes unauthorised after \(count(days.value, "school day")).",
                    days.source, "codes.no-reason"))
        }
        sentences += settings.local.map { setting in
            let meaning = setting.value.standsFor.map { "the code \($0)" } ?? "no mark"
            return sentence(
                "The mark \(setting.value.mark) stands for \(meaning).", setting.source, "codes.local")
        }
        sentences += settings.table.map { sentence(row($0.value), $0.source, "codes.table") }
        let missing = conflicts.filter { $0.setting == "codes.table" && $0.says.contains("leaves out") }
        if !missing.isEmpty {
            sentences.append(
                PolicyInEnglish.Sentence("The table of codes is meant to be complete.", conflicts: missing))
        }
        return sentences
    }

    private func row(_ row: CodeRow) -> String {
        var text = list(row.codes)
        if row.circumstances.isEmpty {
            let names = row.codes.compactMap { name(of: $0) }
            if names.count == 1 { text += " (\(names[0]))" }
        }
        var parts = [String]()
        let labels = row.circumstances.compactMap { law.circumstance($0)?.label }
        if !labels.isEmpty { parts.append("used for \(listed(labels))") }
        if !row.subCodes.isEmpty { parts.append("recorded as one of \(list(row.subCodes))") }
        if let counts = row.counts { parts.append("said to count as \(counts.words)") }
        if let onSite = row.onSite { parts.append(onSite ? "physically present" : "not physically present") }
        if row.isProtected { parts.append("changed only by an amendment") }
        if let colour = row.colour { parts.append("shown in the colour \(colour)") }
        switch row.export {
        case nil: break
        case .leftOut: parts.append("left out of files for other systems")
        case .mark(let mark): parts.append("given to other systems as \(mark)")
        }
        let verb = row.codes.count == 1 ? "is" : "are"
        return parts.isEmpty ? "\(text) \(verb) in the policy's table." : "\(text) \(verb) \(listed(parts))."
    }

    /// The law's name of a code, of the policy's day or else the last it had; nil for none.
    private func name(of code: AttendanceCode) -> String? {
        let rule = law.codes.rule(for: code, on: day) ?? law.codes.history(of: code).last
        return rule.map { $0.name.prefix(1).lowercased() + $0.name.dropFirst() }
    }

    private func list(_ codes: [AttendanceCode]) -> String { listed(codes.map(\.text)) }
}

extension CodeRow.Counts {
    fileprivate var words: String {
        switch self {
        case .attending: "attending"
        case .authorised: "authorised absence"
        case .unauthorised: "unauthorised absence"
        case .notPossible: "no possible session"
        case .notAbsent: "no absence"
        }
    }
}
