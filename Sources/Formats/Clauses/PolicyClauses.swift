import Attendance

/// The clauses that the parts of a policy name, with the parts that name them.
struct PolicyClauses {
    /// In the order of the file's sections, each part once.
    private(set) var by: [ClauseID: [String]] = [:]
    /// Clauses of values that are not set, with what that means.
    private(set) var waiting: [ClauseID: String] = [:]

    init(_ policy: Policy) {
        addSettings(policy)
        addCodes(policy.codes)
        let book = policy.rules
        for role in book.roles { add(role.source, "role \(role.name)") }
        for (name, value) in book.values.sorted(by: { $0.key < $1.key }) {
            add(value.source, "value \(name)")
            guard value.value.value == nil else { continue }
            for clause in value.source.clauses {
                waiting[clause] = "\(name) is not set; rules that ask for it are off"
            }
        }
        for window in book.windows { add(window.source, "window \(window.value.name)") }
        for list in book.reasons { add(list.source, "reasons \(list.name)") }
        for rule in book.rules { add(rule) }
        for process in book.processes { add(process) }
        for refusal in book.refusals { add(refusal.source, "refusal \(refusal.name)") }
        if let decidedBy = book.leave.decidedBy { add(decidedBy.source, "setting leave.decided-by") }
        for route in book.leave.routes { add(route.source, "leave route \(route.name)") }
        for ground in book.leave.grounds { add(ground.source, "leave ground \(ground.name)") }
    }

    private mutating func add(_ source: PolicySource, _ part: String) { add(source.clauses, part) }

    private mutating func add(_ clauses: [ClauseID], _ part: String) {
        for clause in clauses where by[clause]?.contains(part) != true {
            by[clause, default: []].append(part)
        }
    }

    private mutating func addSettings(_ policy: Policy) {
        add(policy.inForceFrom.source, "setting in-force-from")
        if let approval = policy.approval { add(approval.source, "setting approved") }
        if let review = policy.review { add(review.source, "setting review") }
        for cite in policy.cites { add(cite.source, "setting cites") }
        add(policy.school.type.source, "setting school.type")
        if let day = policy.schoolDay { add(day.source, "setting school-day") }
        if let registers = policy.registers {
            for times in registers.times { add(times.source, "setting registers.times") }
            if let minute = registers.closingMinuteIsInTime {
                add(minute.source, "setting registers.closing-minute")
            }
            if let strict = registers.strict { add(strict.source, "setting registers.strict") }
            if let takenBy = registers.takenBy { add(takenBy.source, "setting registers.taken-by") }
        }
        for lesson in policy.lessons { add(lesson.source, "setting lessons") }
        if let years = policy.entryRetentionYears { add(years.source, "setting retention") }
        if let reporting = policy.absenceReporting { add(reporting.source, "setting absence-reporting") }
    }

    private mutating func addCodes(_ codes: CodeSettings) {
        for row in codes.table {
            let names = row.value.codes.map(\.text).joined(separator: " ")
            add(row.source, "setting codes.table (\(names))")
        }
        if let teachers = codes.teachers { add(teachers.source, "setting codes.teachers") }
        for local in codes.local { add(local.source, "setting codes.local (\(local.value.mark))") }
        if let days = codes.noReasonSchoolDays { add(days.source, "setting codes.no-reason") }
    }

    private mutating func add(_ rule: Rule) {
        let part = "rule \(rule.name)"
        add(rule.source, part)
        for exception in rule.unless { add(exception.clauses, part) }
        for step in rule.then { add(step, part) }
        add(rule.ends.clauses, part)
        if let label = rule.label, label != "persistently-absent", label != "severely-absent" {
            add([ClauseID(label)], part)
        }
    }

    private mutating func add(_ process: Process) {
        let part = "process \(process.name)"
        add(process.source, part)
        for state in process.states {
            add(state.clauses, part)
            for step in state.onEntry { add(step, part) }
            for move in state.moves {
                add(move.clauses, part)
                for step in move.then { add(step, part) }
            }
        }
    }

    private mutating func add(_ step: StepPlan, _ part: String) {
        add(step.clauses, part)
        for enclosure in step.enclose { add(enclosure.clauses, part) }
    }
}
