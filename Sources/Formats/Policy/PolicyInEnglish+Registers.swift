import Attendance

extension PolicyWriter {
    var registers: [PolicyInEnglish.Sentence] {
        var sentences = [PolicyInEnglish.Sentence]()
        if let registers = policy.registers {
            sentences += registers.times.map {
                sentence(times($0.value, registers), $0.source, "registers.times")
            }
            if let minute = registers.closingMinuteIsInTime {
                let text =
                    minute.value
                    ? "A pupil who arrives in the closing minute is late, not absent."
                    : "A pupil who arrives in the closing minute is absent for the session."
                sentences.append(sentence(text, minute.source, "registers.closing-minute"))
            }
            if let strict = registers.strict, strict.value, let most = law.registerOpenMinutes(on: day) {
                sentences.append(
                    sentence(
                        "Every register closes after \(most) minutes at the latest.", strict.source,
                        "registers.strict"))
            }
            if let takers = registers.takenBy {
                let roles = listed(takers.value.map(\.title), "or")
                sentences.append(
                    sentence("Registers are taken by: \(roles).", takers.source, "registers.taken-by"))
            }
        }
        let missing = conflicts.filter { $0.setting == "registers" }
        if !missing.isEmpty {
            sentences.append(
                PolicyInEnglish.Sentence("The policy states no register times.", conflicts: missing))
        }
        sentences += lessons
        if let years = policy.entryRetentionYears {
            sentences.append(
                sentence(
                    "Every register entry is kept for \(count(years.value, "year")) from the day it was made.",
                    years.source, "retention.register-entries"))
        }
        return sentences
    }

    /// One sentence for those whose lessons are the same.
    private var lessons: [PolicyInEnglish.Sentence] {
        var groups = [[Setting<LessonTime>]]()
        for lesson in policy.lessons {
            let place = groups.firstIndex {
                $0[0].value.yearGroups == lesson.value.yearGroups
                    && $0[0].value.weekdays == lesson.value.weekdays
                    && $0[0].source.clauses == lesson.source.clauses
                    && $0[0].source.reading == lesson.source.reading
            }
            if let place { groups[place].append(lesson) } else { groups.append([lesson]) }
        }
        return groups.map { group in
            let first = group[0]
            let years = first.value.yearGroups.map { " of " + listed($0.sorted().map(\.name)) } ?? ""
            let days = first.value.weekdays.map { " on " + listed($0.sorted().map { "\($0.name)s" }) } ?? ""
            let times = group.map(\.value).sorted { $0.starts < $1.starts }.map {
                "period \($0.period) at \($0.starts)"
            }
            return sentence("Lessons\(years)\(days) begin: \(listed(times)).", first.source, "lessons")
        }
    }

    private func times(_ rule: RegisterTimesTable.Rule, _ registers: RegisterSettings) -> String {
        let times = rule.times
        return
            "The \(rule.half.adjective) register\(pupils(rule))\(days(rule)) opens at \(times.opens) and closes at"
            + " \(times.closes), after \(count(times.minutesOpen, "minute"))"
            + (times.sessionEnds == .endOfDay ? "." : "; the session ends at \(times.sessionEnds).")
    }

    private func pupils(_ rule: RegisterTimesTable.Rule) -> String {
        if let years = rule.yearGroups { return " of " + listed(years.sorted().map(\.name)) }
        if let stages = rule.keyStages { return " of " + listed(stages.sorted().map(\.words)) }
        return ""
    }

    private func days(_ rule: RegisterTimesTable.Rule) -> String {
        var text = ""
        if let weekdays = rule.weekdays {
            text += " on " + listed(weekdays.sorted().map { "\($0.name)s" })
        }
        if let dates = rule.dates {
            text +=
                dates.lowerBound == dates.upperBound
                ? " on \(dates.lowerBound.inEnglish)"
                : " from \(dates.lowerBound.inEnglish) to \(dates.upperBound.inEnglish)"
        }
        return text
    }

    func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }
}

extension KeyStage {
    fileprivate var words: String {
        switch self {
        case .eyfs: "the early years"
        case .ks5: "the sixth form"
        default: "Key Stage \(rawValue)"
        }
    }
}
