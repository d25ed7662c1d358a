import Attendance

/// Reads the sections that hold rules, of a policy or of a book of the law: see docs/policy-language.md.
///
/// Whatever cannot be read is reported, and the book then lacks it: a book is of use only when its report has no
/// errors.
struct RuleBookReader {
    let report: YAMLReport
    let sources: RuleSources
    /// The day by which codes are understood.
    let day: CalendarDate
    /// What the file names, and where it is named.
    let names = RuleNames()
    /// What surrounds the part being read.
    var around = Surroundings()

    struct Surroundings {
        /// The rule, for what rules say of each other.
        var rule: String?
        /// Inside a process, and there inside a state with a window.
        var isInProcess = false
        var hasWindow = false
        /// Whether there may be a request for leave to ask about.
        var mayAskOfLeave = false
    }

    /// In the order in which they are best written.
    static let sections = [
        "roles", "values", "windows", "reasons", "rules", "processes", "refuse", "leave",
    ]

    func book(_ group: YAMLGroup) -> RuleBook {
        var book = RuleBook()
        book.roles = items(group, "roles", "the roles") { role($0) }
        book.values = values(group.filled("values"))
        book.windows = items(group, "windows", "the windows") { window($0) }
        book.reasons = items(group, "reasons", "the lists of reasons") { reasonList($0) }
        book.rules = items(group, "rules", "the rules") { rule($0) }
        book.processes = items(group, "processes", "the processes") { process($0) }
        book.refusals = items(group, "refuse", "the refusals") { refusal($0) }
        book.leave = leave(group.filled("leave"))
        names.check(report)
        names.checkLists(
            against: book.rules.filter { $0.then.contains { $0.kind == .code } }.map(\.name), report)
        return book
    }

    /// The parts of a section that is a list.
    func items<Item>(
        _ group: YAMLGroup, _ key: String, _ what: String, _ read: (YAMLNode) -> Item?
    ) -> [Item] {
        guard let node = group.filled(key) else { return [] }
        return report.list(node, what).compactMap(read)
    }

    /// The parts of a list that must have one.
    func some<Item>(_ node: YAMLNode, _ what: String, _ read: (YAMLNode) -> Item?) -> [Item] {
        report.listOfSome(node, what).compactMap(read)
    }

    func group(_ node: YAMLNode, _ what: String, _ keys: [String]) -> YAMLGroup? {
        YAMLGroup(node, what, keys: keys, report: report)
    }

    /// The one key of a mapping that may have only one, with its value.
    func only(_ node: YAMLNode, _ what: String, _ keys: [String]) -> (key: String, value: YAMLNode)? {
        if case .mapping(let pairs) = node.content,
            let vague = pairs.first(where: { ["weeks", "days"].contains($0.key.scalar) })
        {
            let unit = vague.key.scalar ?? ""
            let clear = ["school-\(unit)", "calendar-\(unit)"].filter(keys.contains)
            report.error(
                at: vague.key, "'\(unit)' does not say which.",
                clear.isEmpty
                    ? "Use one of \(keys.joined(separator: ", "))."
                    : "Write \(clear.joined(separator: " or ")).")
            return nil
        }
        guard let group = group(node, what, keys) else { return nil }
        if group.names.count > 1 {
            report.error(
                at: node,
                "\(sentenceCase(what)) is one thing; this says \(group.names.joined(separator: " and ")).",
                "Keep one of them.")
            return nil
        }
        guard let key = group.names.first else {
            if case .mapping(let pairs) = node.content, pairs.isEmpty {
                report.error(
                    at: node, "There is nothing in the brackets.",
                    "Write one of \(keys.joined(separator: ", ")) and its value.")
            }
            return nil
        }
        return group.required(key).map { (key, $0) }
    }

    /// One of the names of an enumeration.
    func name<Name: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, _ what: String, of type: Name.Type
    ) -> Name? where Name.RawValue == String {
        report.choice(node, what, among: Name.allCases.map(\.rawValue)) { Name(rawValue: $0) }
    }
}

/// How the parts of a file say where they come from: a policy by its clauses, the law by its references.
struct RuleSources {
    /// Keys that may stand beside anything.
    let keys: [String]
    /// Of a rule, process, refusal or ground, which in the law must have a reference.
    let named: (YAMLGroup) -> (source: PolicySource, citation: String)
    /// Of anything else.
    let beside: (YAMLGroup) -> PolicySource
    /// Ids of clauses.
    let clauses: (YAMLNode) -> [ClauseID]
}

extension PolicyParts {
    /// What the policy says besides its settings.
    func rules(_ group: YAMLGroup, on day: CalendarDate?) -> RuleBook {
        let sources = RuleSources(
            keys: Self.sourceKeys, named: { (source($0), "") }, beside: { source($0) },
            clauses: { clauseIDs($0) })
        // `D` has been one code in all policies that are still about.
        let day = day ?? AcademicYear(startingIn: 2024).firstDay
        let reader = RuleBookReader(report: report, sources: sources, day: day)
        for book in law.rules.changes.compactMap({ law.rules.value(on: $0) }) { reader.names.admit(book) }
        var book = reader.book(group)
        book.clauses = reader.clausesElsewhere(group)
        return book
    }
}

extension RuleBook {
    /// What the steps of its rules and processes are called.
    var stepNames: [String] {
        let ofStates = processes.flatMap(\.states).flatMap { $0.onEntry + $0.moves.flatMap(\.then) }
        return (rules.flatMap(\.then) + ofStates).map(\.what).filter { !$0.isEmpty }
    }
}
