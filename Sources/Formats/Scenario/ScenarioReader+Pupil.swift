import Attendance

/// The pupil of a scenario, and brothers and sisters.
extension ScenarioParts {
    static let pupilKeys = [
        "year", "flags", "contacts", "born", "entry", "leaving", "target", "key-stage", "enrol-status",
        "plan",
        "plans",
    ]

    func siblings(_ node: YAMLNode) -> [ScenarioPupil] {
        report.list(node, "the siblings").enumerated().compactMap { number, node in
            guard
                let group = YAMLGroup(
                    node, "a sibling", keys: Self.pupilKeys + ["marks", "lessons"], report: report)
            else { return nil }
            return pupil(in: group, marks: group, key: "sibling-\(number + 1)")
        }
    }

    /// - Parameter scenario: holds the marks.
    /// - Returns: also where the siblings are, if they are written in the pupil.
    func pupil(
        _ node: YAMLNode?, in scenario: YAMLGroup, key: String
    ) -> (pupil: ScenarioPupil?, siblings: YAMLNode?) {
        guard let node else { return (pupil(in: nil, marks: scenario, key: key), nil) }
        guard
            let group = YAMLGroup(node, "a pupil", keys: Self.pupilKeys + ["siblings"], report: report)
        else { return (nil, nil) }
        return (pupil(in: group, marks: scenario, key: key), group["siblings"])
    }

    private func pupil(in group: YAMLGroup?, marks: YAMLGroup, key: String) -> ScenarioPupil {
        let year = yearGroup(group)
        let born = group?.optional("born") { report.date($0, "the day of birth") }
        let entry = group?.optional("entry") { report.date($0, "the first day on roll") }
        let leaving = group?.optional("leaving") { report.date($0, "the last day on roll") }
        if let entry, let leaving, leaving < entry, let node = group?["leaving"] {
            report.error(
                at: node, "The pupil leaves before the first day on roll.", "Check 'entry' and 'leaving'.")
        }
        let status = group?.optional("enrol-status") { node in
            report.choice(node, "an enrolment status", among: ["C", "M", "S", "G"]) {
                ["C", "M", "S", "G"].contains($0) ? $0 : nil
            }
        }
        let facts = PupilFacts(
            key: key, yearGroup: year, born: born ?? usualBirth(year), entry: entry ?? dayBefore,
            leaving: leaving, flags: flags(group?["flags"]), contacts: contacts(group?["contacts"]),
            target: group?.optional("target") { target($0) }, plans: plans(group))
        let reading = MarkReading(report: report, calendars: calendars, yearGroup: year)
        let (taken, written) = reading.taken(marks["marks"], from: entry, until: leaving)
        return ScenarioPupil(
            facts: facts, enrolStatus: status, taken: taken, written: written,
            lessons: marks["lessons"].map { reading.lessons($0) } ?? [:])
    }

    /// In the last of the years held; Year 9 when nothing is said.
    private func yearGroup(_ group: YAMLGroup?) -> YearGroup? {
        let stage = group?.optional("key-stage") { node -> KeyStage? in
            guard let text = report.text(node, "a key stage") else { return nil }
            if let stage = KeyStage(text) ?? KeyStage("KS\(text)") { return stage }
            report.error(
                at: node, "'\(report.short(text))' is not a key stage.",
                "Write EYFS, KS1, KS2, KS3, KS4 or KS5.")
            return nil
        }
        let year = group?.optional("year") { node -> YearGroup? in
            guard let text = report.text(node, "a year group") else { return nil }
            if let year = YearGroup(text) { return year }
            report.error(
                at: node, "'\(report.short(text))' is not a year group.",
                "Write N1, N2, R or a number from 1 to 14.")
            return nil
        }
        if let stage, let year, year.keyStage != stage, let node = group?["key-stage"] {
            report.error(
                at: node, "\(year.name) is not in \(stage.name).", "Leave one of the two out.")
        }
        if let year { return year }
        guard let stage else { return YearGroup(number: 9) }
        return stage == .ks3 ? YearGroup(number: 9) : stage == .eyfs ? .reception : stage.yearGroups.first
    }

    /// A birthday that fits the year group: those of Year 9 turn 14 in the year.
    private func usualBirth(_ year: YearGroup?) -> CalendarDate? {
        guard let year, let last = calendars.years.last?.year else { return nil }
        return CalendarDate(year: last.start - year.number - 5, month: 9, day: 1)
    }

    /// Before everything: pupils are on roll from the start unless they are said to join.
    private var dayBefore: CalendarDate? { calendars.years.first.map { $0.year.firstDay - 1 } }

    private func flags(_ node: YAMLNode?) -> Set<PupilFlag> {
        guard let node else { return [] }
        let names = PupilFlag.allCases.map(\.rawValue)
        return Set(
            report.list(node, "the flags").compactMap { node in
                report.choice(node, "a flag", among: names) { PupilFlag(rawValue: $0) }
            })
    }

    private func contacts(_ node: YAMLNode?) -> [ContactFacts] {
        guard let node else { return [.init(.priority(1)), .init(.priority(2))] }
        var found = [ContactFacts]()
        for node in report.list(node, "the contacts") {
            var (who, responsibility) = (node, true)
            if case .mapping = node.content {
                guard
                    let group = YAMLGroup(
                        node, "a contact", keys: ["contact", "responsibility"], report: report),
                    let contact = group.required("contact")
                else { continue }
                who = contact
                responsibility =
                    group.optional("responsibility") { report.flag($0, "parental responsibility") } ?? true
            }
            guard let recipient = recipient(who, "a contact") else { continue }
            guard recipient.priority != nil || recipient == .socialWorker || recipient == .localAuthority
            else {
                report.error(
                    at: who, "'\(recipient)' is not a contact on file.",
                    "Write priority-1 and so on, or social-worker.")
                continue
            }
            found.append(
                ContactFacts(
                    recipient, hasResponsibility: responsibility && recipient.priority != nil))
        }
        return found
    }

    private func target(_ node: YAMLNode) -> Amount? {
        guard let text = report.text(node, "the target") else { return nil }
        if let amount = Amount(text), amount <= Amount(100) { return amount }
        report.error(at: node, "'\(report.short(text))' is not a percentage.", "Write the target like 92.5.")
        return nil
    }

    private func plans(_ group: YAMLGroup?) -> Set<String> {
        Set(
            ["plan", "plans"].compactMap { group?[$0] }.flatMap { report.list($0, "the plans") }
                .compactMap { report.text($0, "a plan") })
    }
}
