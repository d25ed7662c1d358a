import Attendance
import Store

/// What the list of acts is asked for, in the words of its address.
struct ActsForm: Sendable {
    /// Kinds of act that people look for together.
    enum What: String, CaseIterable {
        case changes, amendments, absences, registers, closures, roll, staff, imports, all

        var label: String {
            switch self {
            case .changes: "All but sign-ins and registers taken in time"
            case .amendments: "Marks amended and settled"
            case .absences: "Plans, reports and arrivals"
            case .registers: "Registers taken, closed, covered"
            case .closures: "Closures, calendars, policies"
            case .roll: "The roll"
            case .staff: "Staff and sign-ins"
            case .imports: "Imports"
            case .all: "Everything"
            }
        }

        /// None stands for all.
        var kinds: Set<Act.Kind> {
            switch self {
            case .changes: Set(Act.Kind.allCases).subtracting([.take, .submit, .close, .signIn])
            case .amendments: [.amend, .requestAmendment, .lateCompletion, .settle, .ask, .undo, .blankNote]
            case .absences: [.plan, .endPlan, .report, .arrive, .leaveSite]
            case .registers: [.take, .submit, .close, .lateCompletion, .registers, .cover]
            case .closures: [.closure, .endClosure, .calendar, .policy]
            case .roll: [.admit, .delete, .editPupil, .editContact, .moveGroup, .rollover]
            case .staff: [.staff, .signIn, .cover]
            case .imports: [.importFile, .demo, .purge]
            case .all: []
            }
        }
    }

    var what = What.changes
    var who = ""
    /// Done on this day or before it, as it was typed.
    var on = ""
    var before: ActID?

    init(_ fields: FormFields) {
        what = What(rawValue: fields.text("what")) ?? .changes
        who = fields.text("who")
        on = fields.text("on")
        before = ActID(fields.text("before"))
    }

    func path(before: ActID? = nil) -> String {
        var query: [String] = []
        if what != .changes { query.append("what=\(what.rawValue)") }
        if !who.isEmpty { query.append("who=\(who.percentEncoded)") }
        if !on.isEmpty { query.append("on=\(on.percentEncoded)") }
        if let before { query.append("before=\(before)") }
        return Place.acts.rawValue + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
}
