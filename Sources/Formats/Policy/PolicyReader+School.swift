import Attendance

/// The sections about the document and the school.
extension PolicyParts {
    /// A day, or a day with its clause and reading.
    func inForceFrom(_ group: YAMLGroup) -> Setting<CalendarDate>? {
        guard let node = group.required("in-force-from") else { return nil }
        guard case .mapping = node.content else {
            return report.date(node, "the day the policy comes into force").map {
                Setting($0, PolicySource(place: FilePlace(line: node.line, column: node.column)))
            }
        }
        guard
            let group = YAMLGroup(node, "the day in force", keys: ["date"] + Self.sourceKeys, report: report),
            let date = group.required("date", { report.date($0, "the day the policy comes into force") })
        else { return nil }
        return Setting(date, source(group))
    }

    func approval(_ node: YAMLNode?) -> Setting<PolicyApproval>? {
        guard let node,
            let group = YAMLGroup(
                node, "the approval", keys: ["by", "date"] + Self.sourceKeys, report: report)
        else { return nil }
        return Setting(
            PolicyApproval(
                by: group.optional("by") { report.text($0, "who approved the policy") },
                date: group.optional("date") { report.monthOrDay($0, "the day of approval") }),
            source(group))
    }

    func review(_ node: YAMLNode?) -> Setting<PolicyReview>? {
        let keys = ["last", "due", "every", "by"] + Self.sourceKeys
        guard let node, let group = YAMLGroup(node, "the review", keys: keys, report: report) else {
            return nil
        }
        let review = PolicyReview(
            last: group.optional("last") { report.monthOrDay($0, "the last review") },
            due: group.optional("due") { report.monthOrDay($0, "the next review") },
            everyYears: group.optional("every") { node in
                YAMLGroup(node, "an interval", keys: ["years"], report: report)?
                    .required("years") { report.integer($0, "the years between reviews", in: 1...10) }
            },
            by: group.optional("by") { report.role($0) })
        if let last = review.last, let due = review.due, due.lastDay < last.firstDay {
            report.error(
                at: node, "The next review is due before the last one.",
                "Check 'last' (\(last)) and 'due' (\(due)).")
        }
        return Setting(review, source(group))
    }

    func cites(_ node: YAMLNode?) -> [Setting<LegalInstrument>] {
        guard let node else { return [] }
        return report.list(node, "the legal basis").compactMap { item in
            guard
                let group = YAMLGroup(
                    item, "a legal reference", keys: ["instrument"] + Self.sourceKeys, report: report),
                let instrument = group.required(
                    "instrument",
                    { node in
                        report.choice(node, "an instrument", among: law.instruments.keys.sorted()) {
                            law.instruments[$0]
                        }
                    })
            else { return nil }
            return Setting(instrument, source(group))
        }
    }

    func school(_ group: YAMLGroup) -> PolicySchool? {
        let keys = ["name", "type", "la", "urn", "years"] + Self.sourceKeys
        guard let node = group.required("school"),
            let group = YAMLGroup(node, "the school", keys: keys, report: report)
        else { return nil }
        let name = group.required("name") { report.text($0, "the name of the school") }
        let type = group.required("type") { node in
            report.choice(node, "a type of school", among: SchoolType.allCases.map(\.rawValue)) {
                SchoolType(rawValue: $0)
            }
        }
        let years = group.optional("years") { report.yearGroups($0) } ?? []
        let urn = group.optional("urn") { self.urn($0) }
        let la = group.optional("la") { report.text($0, "the local authority") }
        guard let name, let type else { return nil }
        return PolicySchool(
            name: name, type: Setting(type, source(group)), localAuthority: la, urn: urn, yearGroups: years)
    }

    private func urn(_ node: YAMLNode) -> String? {
        guard let text = report.text(node, "the school's number") else { return nil }
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            report.error(
                at: node, "'\(report.short(text))' is not a school's unique reference number.",
                "Write the six digits, like 123456.")
            return nil
        }
        return text
    }

    func schoolDay(_ node: YAMLNode?) -> Setting<SchoolDayTimes>? {
        let keys = ["arrive-by", "starts", "ends"] + Self.sourceKeys
        guard let node, let group = YAMLGroup(node, "the school day", keys: keys, report: report) else {
            return nil
        }
        let day = SchoolDayTimes(
            arriveBy: group.optional("arrive-by") { report.time($0, "the time of arrival") },
            starts: group.optional("starts") { report.time($0, "the start of the day") },
            ends: group.optional("ends") { report.time($0, "the end of the day") })
        if let starts = day.starts, let ends = day.ends, ends <= starts {
            report.error(at: node, "The school day ends before it begins.", "Check 'starts' and 'ends'.")
        }
        return Setting(day, source(group))
    }

    func retention(_ node: YAMLNode?) -> Setting<Int>? {
        guard let node,
            let group = YAMLGroup(node, "retention", keys: ["register-entries"], report: report),
            let entries = group.required("register-entries"),
            let inner = YAMLGroup(
                entries, "retention of entries", keys: ["years"] + Self.sourceKeys, report: report),
            let years = inner.required(
                "years", { report.integer($0, "the years entries are kept", in: 1...100) })
        else { return nil }
        return Setting(years, source(inner))
    }

    func absenceReporting(_ node: YAMLNode?) -> Setting<AbsenceReporting>? {
        let keys = ["by", "that-minute", "every-day", "expected-return", "channels"] + Self.sourceKeys
        guard let node, let group = YAMLGroup(node, "absence reporting", keys: keys, report: report) else {
            return nil
        }
        let by = group.required("by") { report.time($0, "the deadline") }
        let minute = group.optional("that-minute") { report.minute($0) } ?? true
        let everyDay = group.optional("every-day") { report.flag($0, "a report every day") } ?? false
        let asksReturn = group.optional("expected-return") { report.flag($0, "the expected return") } ?? false
        let channels =
            group["channels"].map { node in
                report.listOfSome(node, "the channels").compactMap { node in
                    report.choice(node, "a channel", among: AbsenceReporting.Channel.allCases.map(\.rawValue))
                    {
                        AbsenceReporting.Channel(rawValue: $0)
                    }
                }
            } ?? []
        guard let by else { return nil }
        return Setting(
            AbsenceReporting(
                by: by, minuteIsInTime: minute, everyDay: everyDay, asksExpectedReturn: asksReturn,
                channels: channels),
            source(group))
    }
}

extension YAMLReport {
    func monthOrDay(_ node: YAMLNode, _ what: String) -> MonthOrDay? {
        guard let text = text(node, what) else { return nil }
        if let found = MonthOrDay(text) { return found }
        error(
            at: node, "'\(short(text))' is neither a day nor a month.",
            "Write \(what) like 2025-09-01, or 2025-09 where only the month is known.")
        return nil
    }

    func role(_ node: YAMLNode) -> Role? {
        choice(node, "a role", among: Role.allCases.map(\.rawValue)) { Role(rawValue: $0) }
    }

    /// Whether something that happens in the very minute of a limit is in time.
    func minute(_ node: YAMLNode) -> Bool? {
        choice(node, "a way to read that minute", among: ["in-time", "late"]) { name in
            switch name {
            case "in-time": true
            case "late": false
            default: nil
            }
        }
    }
}
