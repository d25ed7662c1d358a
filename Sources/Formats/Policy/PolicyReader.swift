public import Attendance

/// Reads a school's policy file.
///
/// It finds everything at once that keeps the file from being understood. Whether what it says agrees with the
/// law is another question, for `Policy.conflicts(with:on:)`: a policy that the law overrides still loads.
public enum PolicyReader {
    /// Reads a file from the disk. Its clauses are looked up in the index it names, or the one of its own name.
    public static func load(_ path: String, law: Law, clauses: ClauseLibrary) -> (
        policy: Policy?, problems: [Problem]
    ) {
        switch TextFile.read(path) {
        case .success(let text): read(file: path, text: text, law: law, clauses: clauses)
        case .failure(let problem): (nil, [problem])
        }
    }

    /// - Returns: no policy when one of the problems is an error.
    public static func read(
        file: String, text: String, law: Law, clauses: ClauseLibrary
    ) -> (policy: Policy?, problems: [Problem]) {
        let text = YAMLText(file: file, text: text)
        let (node, problems) = text.compose()
        let report = YAMLReport(text, problems: problems)
        guard let node else { return (nil, report.sorted) }
        return read(node, report, law: law, clauses: clauses)
    }

    static func read(
        _ node: YAMLNode, _ report: YAMLReport, law: Law, clauses: ClauseLibrary
    ) -> (policy: Policy?, problems: [Problem]) {
        guard let group = YAMLGroup(node, "a policy", keys: sections, report: report) else {
            return (nil, report.sorted)
        }
        FileFormat.check(group, report)
        let check = ClauseCheck(group, file: report.text.file, library: clauses, report: report)
        let policy = PolicyParts(report: report, law: law, clauses: check).policy(group)
        return (report.hasErrors ? nil : policy, report.sorted)
    }

    /// The sections of a policy file, in the order in which they are best written.
    static let sections =
        [
            "format", "clauses", "in-force-from", "approved", "review", "cites", "school", "school-day",
            "registers", "lessons", "retention", "codes", "absence-reporting", "statements", "headings",
        ] + RuleBookReader.sections + ["clauses-elsewhere"]
}

/// Reads the sections of one file; each section has an extension of its own.
struct PolicyParts {
    let report: YAMLReport
    let law: Law
    let clauses: ClauseCheck

    /// Nil when something is missing that every policy must have.
    func policy(_ group: YAMLGroup) -> Policy? {
        let inForceFrom = inForceFrom(group)
        let school = school(group)
        let schoolDay = schoolDay(group["school-day"])
        let registers = registers(group["registers"], schoolDay: schoolDay?.value)
        let lessons = lessons(group["lessons"])
        let approval = approval(group["approved"])
        let review = review(group["review"])
        let cites = cites(group["cites"])
        let retention = retention(group["retention"])
        let codes = codes(group["codes"], on: inForceFrom?.value)
        let reporting = absenceReporting(group["absence-reporting"])
        let statements = statements(group["statements"])
        let rules = rules(group, on: inForceFrom?.value)
        guard let inForceFrom, let school else { return nil }
        if let registers { checkCoverage(registers, of: school, group) }
        var policy = Policy(
            clauseIndex: clauses.name, inForceFrom: inForceFrom, approval: approval, review: review,
            school: school,
            schoolDay: schoolDay, registers: registers, lessons: lessons, entryRetentionYears: retention,
            codes: codes, absenceReporting: reporting, cites: cites, statements: statements, rules: rules)
        policy.headings = headings(group["headings"])
        return policy
    }

    private func headings(_ node: YAMLNode?) -> [String: String] {
        guard let node, let pairs = report.pairs(of: node, "the headings") else { return [:] }
        var headings = [String: String]()
        for (key, value) in pairs { headings[key] = report.text(value, "a heading") }
        return headings
    }
}

/// `clause:` and `reading:`, which may stand beside any setting.
extension PolicyParts {
    static let sourceKeys = ["clause", "reading"]

    /// Where the policy says what a group of settings holds.
    func source(_ group: YAMLGroup) -> PolicySource {
        PolicySource(
            clauses: group["clause"].map(clauseIDs) ?? [], reading: group["reading"].flatMap(report.reading),
            place: FilePlace(line: group.node.line, column: group.node.column))
    }

    func clauseIDs(_ node: YAMLNode) -> [ClauseID] {
        report.list(node, "the clauses").compactMap { node in
            guard let text = report.text(node, "a clause") else { return nil }
            clauses.check(text, at: node, report)
            return ClauseID(text)
        }
    }
}

/// Knows which clause ids a file may name.
struct ClauseCheck {
    /// The index the file is read against; nil when it has none of its own.
    let name: String?
    /// Nil when nothing is known about clauses.
    private let ids: Set<String>?

    init(_ group: YAMLGroup, file: String, library: ClauseLibrary, report: YAMLReport) {
        if let node = group["clauses"] {
            let named = report.choice(node, "the name of a clause index", among: library.names) { name in
                library.ids(of: name).map { _ in name }
            }
            name = named
            ids = named.flatMap { library.ids(of: $0) }
            return
        }
        let last = file.split(separator: "/").last.map(String.init) ?? file
        let base = last.split(separator: ".").first.map(String.init) ?? last
        name = library.ids(of: base) == nil ? nil : base
        ids = library.ids(of: base) ?? (library.names.isEmpty ? nil : library.all)
    }

    func check(_ id: String, at node: YAMLNode, _ report: YAMLReport) {
        guard let ids, !ids.contains(id) else { return }
        let near = NearestName.of(id, among: ids.sorted()).map { "Did you mean \($0)? " } ?? ""
        let list = name.map { "Policies/clauses/\($0).txt" } ?? "any list in Policies/clauses/"
        report.error(
            at: node, "'\(report.short(id))' is not a clause in \(list).",
            "\(near)Write an id that is in the list.")
    }
}
