public import Attendance
import Foundation

/// Reads a file of scenarios: see docs/interface.md.
public enum ScenarioReader {
    /// Reads a file from the disk, with the calendars it names.
    ///
    /// - Parameters:
    ///   - clauses: the ids that may be named.
    ///   - find: where a path of the project is; nil when it is nowhere.
    /// - Returns: no scenarios when one of the problems is an error.
    public static func load(
        _ path: String, clauses: ClauseLibrary, find: @escaping (String) -> String?
    ) -> (file: ScenarioFile?, problems: [Problem]) {
        switch TextFile.read(path) {
        case .success(let text): read(file: path, text: text, clauses: clauses, find: find)
        case .failure(let problem): (nil, [problem])
        }
    }

    public static func read(
        file: String, text: String, clauses: ClauseLibrary, find: @escaping (String) -> String?
    ) -> (file: ScenarioFile?, problems: [Problem]) {
        let text = YAMLText(file: file, text: text)
        let (node, problems) = text.compose()
        let report = YAMLReport(text, problems: problems)
        let keys = ["format", "policy", "calendar", "scenarios"]
        guard let node, let group = YAMLGroup(node, "a file of scenarios", keys: keys, report: report) else {
            return (nil, report.sorted)
        }
        if group["format"] != nil { FileFormat.check(group, report) }
        let places = ScenarioPlaces(file: file, report: report, find: find)
        let policy = group.required("policy").flatMap { places.path($0, "a policy file") }
        var (calendars, others) = ([SchoolCalendar](), [Problem]())
        for node in group.required("calendar").map({ report.listOfSome($0, "the calendars") }) ?? [] {
            guard let path = places.path(node, "a calendar file") else { continue }
            let (calendar, problems) = CalendarReader.load(path)
            others += problems
            if let calendar { calendars.append(calendar) }
        }
        let held = SchoolCalendars(calendars)
        let parts = ScenarioParts(report: report, calendars: held, clauses: clauses)
        let scenarios =
            group.required("scenarios").map {
                report.listOfSome($0, "the scenarios").compactMap { parts.scenario($0) }
            } ?? []
        let all = report.sorted + others
        guard let policy, !all.contains(where: { $0.severity == .error }) else { return (nil, all) }
        return (ScenarioFile(file: file, policy: policy, calendars: held, scenarios: scenarios), all)
    }
}

/// Finds the files that a file of scenarios names.
struct ScenarioPlaces {
    let file: String
    let report: YAMLReport
    let find: (String) -> String?

    /// In the project, or else beside the file itself.
    func path(_ node: YAMLNode, _ what: String) -> String? {
        guard let text = report.text(node, what) else { return nil }
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let beside = (folder + [Substring(text)]).joined(separator: "/")
        if let path = find(text) { return path }
        if !text.hasPrefix("/"), FileManager.default.fileExists(atPath: beside) { return beside }
        report.error(
            at: node, "There is no file '\(report.short(text))'.",
            "Write the path of \(what) from the project's folder, or from this file's.")
        return nil
    }
}

/// Reads the parts of one file; events, expectations and pupils have extensions of their own.
struct ScenarioParts {
    let report: YAMLReport
    let calendars: SchoolCalendars
    private let ids: Set<String>

    init(report: YAMLReport, calendars: SchoolCalendars, clauses: ClauseLibrary) {
        self.report = report
        self.calendars = calendars
        ids = clauses.all
    }

    static let keys = [
        "name", "disputed", "pupil", "siblings", "marks", "lessons", "with", "events", "expect", "shows",
    ]

    func scenario(_ node: YAMLNode) -> Scenario? {
        guard let group = YAMLGroup(node, "a scenario", keys: Self.keys, report: report) else { return nil }
        let name = group.required("name") { report.text($0, "the name of the scenario") }
        // What else it shows running: clauses of codes and figures, which no step names.
        _ = group["shows"].map { report.listOfSome($0, "the clauses").compactMap { clause($0) } }
        let disputed = group.optional("disputed") { report.flag($0, "whether it is disputed") } ?? false
        let (own, ownSiblings) = pupil(group["pupil"], in: group, key: "pupil")
        let nodes = ownSiblings ?? group["siblings"]
        if ownSiblings != nil, let twice = group["siblings"] {
            report.error(
                at: twice, "The siblings are written twice.",
                "Write them beside the pupil or in it, not both.")
        }
        let siblings = nodes.map { self.siblings($0) } ?? []
        let events = group["events"].map { report.list($0, "the events").compactMap { event($0) } } ?? []
        let expect =
            group["expect"].map { report.list($0, "the expectations").compactMap { expectation($0) } } ?? []
        if group["expect"] == nil, group["events"] == nil {
            report.error(
                at: node, "The scenario expects nothing.", "Write under 'expect' what is due on a day.")
        }
        let replaced = group["with"].map { replacing($0) } ?? []
        guard let name, var own else { return nil }
        own.facts.siblings = siblings.count
        return Scenario(
            name: name, place: Self.place(node), isDisputed: disputed, pupil: own,
            siblings: siblings.map { sibling in
                var sibling = sibling
                sibling.facts.siblings = siblings.count
                return sibling
            },
            replacing: replaced,
            events: events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
                .map(\.element),
            expectations: expect)
    }

    private func replacing(_ node: YAMLNode) -> [ReplacedSetting] {
        guard case .mapping(let pairs) = node.content else {
            report.error(
                at: node, "What is replaced should be a group of settings, not \(node.kind).",
                "Write {school.type: academy-special}, each setting by its path in the policy file.")
            return []
        }
        return pairs.compactMap { key, value in
            guard let path = key.scalar, !path.isEmpty else {
                report.error(at: key, "The path of a setting should be a single word.", "Write school.type.")
                return nil
            }
            return ReplacedSetting(path: path, value: value.yaml, place: Self.place(value))
        }
    }

    /// A clause that some policy has, or the law's short citation.
    func clause(_ node: YAMLNode) -> String? {
        guard let text = report.text(node, "a clause") else { return nil }
        if text.hasPrefix("LAW:") || ids.isEmpty || ids.contains(text) { return text }
        let near = NearestName.of(text, among: ids.sorted()).map { "Did you mean \($0)? " } ?? ""
        report.error(
            at: node, "'\(report.short(text))' is not a clause of any list in Policies/clauses/.",
            "\(near)Write an id that is in a list, or LAW: and a short citation.")
        return nil
    }

    func moment(_ node: YAMLNode, _ what: String) -> Moment? {
        guard let text = report.text(node, what) else { return nil }
        if let moment = Moment(text) { return moment }
        report.error(
            at: node, "'\(report.short(text))' is not a moment.",
            "Write \(what) as day and time, like 2025-11-13T10:05.")
        return nil
    }

    func session(_ node: YAMLNode) -> Session? {
        guard let text = report.text(node, "a session") else { return nil }
        if let session = Session(text) { return session }
        report.error(
            at: node, "'\(report.short(text))' is not a session.",
            "Write the day and AM or PM: 2025-11-13 AM.")
        return nil
    }

    func recipient(_ node: YAMLNode, _ what: String) -> Recipient? {
        report.choice(
            node, what, among: (1...3).map { "priority-\($0)" } + Recipient.names + ["staff:dsl"]
        ) { Recipient($0) }
    }

    /// A role that there is, or one that a policy may have added: a name near to a known one is a slip.
    func role(_ node: YAMLNode) -> RoleName? {
        guard let text = report.text(node, "a role") else { return nil }
        let known = Role.allCases.map(\.rawValue)
        if !known.contains(text), let near = NearestName.of(text, among: known) {
            report.error(at: node, "'\(report.short(text))' is not a role.", "Did you mean '\(near)'?")
            return nil
        }
        return RoleName(text)
    }

    static func place(_ node: YAMLNode) -> FilePlace { FilePlace(line: node.line, column: node.column) }
}

extension YAMLNode {
    /// On one line, as somebody would write it.
    var written: String {
        switch content {
        case .scalar(let text): text
        case .sequence(let items): "[\(items.map(\.written).joined(separator: ", "))]"
        case .mapping(let pairs):
            "{\(pairs.map { "\($0.key.written): \($0.value.written)" }.joined(separator: ", "))}"
        case .nothing: "~"
        }
    }

    /// On one line, such that it is read again as it is.
    var yaml: String {
        switch content {
        case .scalar(let text):
            text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } && !text.isEmpty
                ? text
                : "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
        case .sequence(let items): "[\(items.map(\.yaml).joined(separator: ", "))]"
        case .mapping(let pairs):
            "{\(pairs.map { "\($0.key.yaml): \($0.value.yaml)" }.joined(separator: ", "))}"
        case .nothing: "~"
        }
    }

    /// The parts of a list with commas between, or the single value; `yes` and `no` for what is true and false.
    var joined: String {
        switch content {
        case .scalar("true"): "yes"
        case .scalar("false"): "no"
        case .scalar(let text): text
        case .sequence(let items): items.map(\.joined).joined(separator: ", ")
        case .mapping(let pairs):
            pairs.map { "\($0.key.joined): \($0.value.joined)" }.joined(separator: ", ")
        case .nothing: ""
        }
    }
}
