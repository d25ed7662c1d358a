public import Attendance

/// Reads the file of a school's calendar for one academic year.
public enum CalendarReader {
    /// Reads a file from the disk.
    public static func load(_ path: String) -> (calendar: SchoolCalendar?, problems: [Problem]) {
        switch TextFile.read(path) {
        case .success(let text): read(file: path, text: text)
        case .failure(let problem): (nil, [problem])
        }
    }

    /// - Returns: no calendar when one of the problems is an error.
    public static func read(file: String, text: String) -> (calendar: SchoolCalendar?, problems: [Problem]) {
        let text = YAMLText(file: file, text: text)
        let (node, problems) = text.compose()
        let report = YAMLReport(text, problems: problems)
        let keys = ["format", "academic-year", "terms", "closed"]
        guard let node, let group = YAMLGroup(node, "a calendar", keys: keys, report: report) else {
            return (nil, report.sorted)
        }
        FileFormat.check(group, report)
        let parts = CalendarParts(report: report)
        let year = group.required("academic-year") { parts.year($0) }
        let terms = group.required("terms").map { parts.terms($0) } ?? []
        let closures = group["closed"].map { parts.closures($0) } ?? []
        guard let year else { return (nil, report.sorted) }
        parts.check(year, terms, closures, in: group.node)
        guard !report.hasErrors else { return (nil, report.sorted) }
        do {
            let calendar = try SchoolCalendar(
                year: year, terms: terms.map(\.term), closures: closures.map(\.closure))
            return (calendar, report.sorted)
        } catch {
            return (
                nil,
                report.sorted + error.faults.map { Problem(file: file, problem: $0.description, remedy: "") }
            )
        }
    }
}

/// Reads the parts of one calendar.
struct CalendarParts {
    let report: YAMLReport

    typealias PlacedTerm = (term: Term, node: YAMLNode)
    typealias PlacedClosure = (closure: Closure, node: YAMLNode)

    func year(_ node: YAMLNode) -> AcademicYear? {
        guard let text = report.text(node, "the academic year") else { return nil }
        if let year = AcademicYear(text) { return year }
        report.error(at: node, "'\(report.short(text))' is not an academic year.", "Write it like 2025/26.")
        return nil
    }

    func terms(_ node: YAMLNode) -> [PlacedTerm] {
        report.list(node, "the terms").compactMap { (node) -> PlacedTerm? in
            guard
                let group = YAMLGroup(
                    node, "a term", keys: ["name", "from", "to", "half-term"], report: report)
            else { return nil }
            let name = group.required("name") { report.text($0, "the name of the term") }
            let from = group.required("from") { report.date($0, "the first day of the term") }
            let to = group.required("to") { report.date($0, "the last day of the term") }
            let halfTerm = group.optional("half-term") { self.halfTerm($0) }
            guard let name, let from, let to else { return nil }
            return (Term(name: name, from: from, to: to, halfTerm: halfTerm), node)
        }
    }

    private func halfTerm(_ node: YAMLNode) -> ClosedRange<CalendarDate>? {
        guard let group = YAMLGroup(node, "a half-term", keys: ["from", "to"], report: report),
            let from = group.required("from", { report.date($0, "the first day of the half-term") }),
            let to = group.required("to", { report.date($0, "the last day of the half-term") })
        else { return nil }
        guard from <= to else {
            report.error(
                at: node, "The half-term ends before it begins.", "Write the earlier day under 'from'.")
            return nil
        }
        return from...to
    }

    func closures(_ node: YAMLNode) -> [PlacedClosure] {
        report.list(node, "the closures").compactMap { (node) -> PlacedClosure? in
            let keys = ["date", "reason", "year-groups", "session", "code"]
            guard let group = YAMLGroup(node, "a closure", keys: keys, report: report) else { return nil }
            let date = group.required("date") { report.date($0, "the day") }
            let reason = group.required("reason") { report.text($0, "the reason") }
            let years = group["year-groups"].map { node in
                Set(report.list(node, "the year groups").compactMap { yearGroup($0) })
            }
            let half = group.optional("session") { report.half($0) }
            guard let date, let reason else { return nil }
            let code = group["code"].map { report.code($0, on: date) } ?? .plannedClosure
            guard let code else { return nil }
            return (Closure(date: date, reason: reason, yearGroups: years, half: half, code: code), node)
        }
    }

    private func yearGroup(_ node: YAMLNode) -> YearGroup? {
        guard let text = report.text(node, "a year group") else { return nil }
        if let yearGroup = YearGroup(text) { return yearGroup }
        report.error(
            at: node, "'\(report.short(text))' is not a year group.",
            "Write N1, N2, R or a number from 1 to 14.")
        return nil
    }
}
