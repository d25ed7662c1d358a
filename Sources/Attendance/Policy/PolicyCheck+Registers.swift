extension Policy {
    /// How long registers are open, and whether they are all open equally long.
    func registerConflicts(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        guard let registers else { return [registersMissing(law, day)].compactMap(\.self) }
        var conflicts = [PolicyConflict]()
        if registers.times.allSatisfy({ $0.source.isChosen }) {
            conflicts.append(registersChosen(registers, law, day))
        }
        guard let limit = law.figure(.registerOpenMinutes, on: day), let most = limit.number,
            let bound = limit.bound
        else { return conflicts }
        let isStrict = registers.strict?.value == true
        let tooLong = registers.times.filter { !bound.allows($0.value.times.minutesOpen, beside: most) }
        for setting in tooLong {
            let rule = setting.value
            let others = registers.times.map(\.value.times.minutesOpen).filter {
                $0 != rule.times.minutesOpen
            }
            let beside = others.isEmpty ? "" : ", and others for \(Self.list(Set(others).sorted()))"
            conflicts.append(
                PolicyConflict(
                    check: bound.check, isStrict ? .noted : bound.beyond.treatment,
                    setting: "registers.times",
                    source: setting.source, citation: limit.reference.citation,
                    says: "The \(rule.half.adjective) register is open for \(rule.times.minutesOpen) minutes"
                        + " (\(rule.times.opens) to \(rule.times.closes))\(beside).",
                    law:
                        "A register is open for the same time in every session, and for \(most) minutes at most.",
                    runs: isStrict
                        ? "It closes after \(most) minutes, because the file says strict."
                        : "It runs as written; with 'strict: yes' it would close after \(most) minutes."))
        }
        if tooLong.isEmpty, let same = law.figure(.registerSameLength, on: day), same.answer == true,
            let bound = same.bound, let minutes = registers.minutesOpen,
            minutes.lowerBound < minutes.upperBound,
            let shortest = registers.times.first(where: { $0.value.times.minutesOpen == minutes.lowerBound })
        {
            conflicts.append(
                PolicyConflict(
                    check: bound.check, bound.beyond.treatment, setting: "registers.times",
                    source: shortest.source, citation: same.reference.citation,
                    says: "Registers are open for \(minutes.lowerBound) minutes in one session and for"
                        + " \(minutes.upperBound) in another.",
                    law: "A register is open for the same time in every session.",
                    runs: "They run as written."))
        }
        return conflicts
    }

    /// A policy must state how long registers are open and how long entries are kept.
    private func registersMissing(_ law: Law, _ day: CalendarDate) -> PolicyConflict? {
        guard let limit = law.figure(.registerOpenMinutes, on: day), let most = limit.number else {
            return nil
        }
        return PolicyConflict(
            check: checkRow(.registersUnstated, PolicySource(), law), .refused, setting: "registers",
            source: PolicySource(),
            citation: limit.reference.citation,
            says: "The policy states no register times.",
            law:
                "A policy states when registers are taken and how long they stay open, \(most) minutes at most.",
            runs: "The times are asked for at set-up; no register opens before they are given.")
    }

    private func registersChosen(
        _ registers: RegisterSettings, _ law: Law, _ day: CalendarDate
    ) -> PolicyConflict {
        let retention = entryRetentionYears == nil ? ", nor how long entries are kept" : ""
        return PolicyConflict(
            check: checkRow(.registersUnstated, PolicySource(), law), .warned, setting: "registers.times",
            source: registers.times.first?.source ?? PolicySource(),
            citation: law.figure(.registerOpenMinutes, on: day)?.reference.citation ?? "",
            says: "The policy states no register times\(retention).",
            law:
                "A policy states when registers are taken, how long they stay open and how long entries are kept.",
            runs:
                "The times chosen at set-up run, and the law's retention; the governors should approve both.")
    }

    /// How long entries are kept.
    func retentionConflicts(_ law: Law, _ day: CalendarDate) -> [PolicyConflict] {
        guard let setting = entryRetentionYears, let figure = law.figure(.registerEntryRetention, on: day),
            let years = figure.number, let bound = figure.bound, !bound.allows(setting.value, beside: years)
        else { return [] }
        return [
            PolicyConflict(
                check: bound.check, bound.beyond.treatment, setting: "retention.register-entries",
                source: setting.source, citation: figure.reference.citation,
                says: "Register entries are kept for \(setting.value) years.",
                law: "Every entry is kept for \(years) years from the day it was made.",
                runs: "Entries are kept for \(years) years.")
        ]
    }

    private static func list(_ minutes: [Int]) -> String {
        minutes.map(String.init).joined(separator: " and ")
    }
}

extension Session.Half {
    /// `morning`, `afternoon`.
    public var adjective: String { self == .am ? "morning" : "afternoon" }
}
