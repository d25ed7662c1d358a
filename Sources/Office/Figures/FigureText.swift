import Attendance
import Store

/// Figures as they leave the program: the JSON of docs/interface.md, and the rows of a table.
public enum FigureText {
    /// What `row` gives after the keys.
    public static let columns = [
        "possible", "attended", "present", "aea", "authorised", "unauthorised", "late", "late-after-close",
        "missing",
        "attendance", "absence", "pupils", "persistently-absent", "severely-absent",
    ]

    public static func row(_ group: FigureGroup, of question: FigureQuestion) -> [String] {
        let counts = group.figures.counts
        let numbers = [
            counts.possible, counts.attended, counts.present, counts.approvedEducationalActivity,
            counts.authorised,
            counts.unauthorised, counts.lateBeforeClose, counts.lateAfterClose, counts.missing,
        ]
        let keys = zip(question.by, group.key).map { by, key in by == .pupil ? group.pupil?.name ?? key : key
        }
        return keys + numbers.map(String.init)
            + [counts.attendance?.description ?? "", counts.absence?.description ?? ""]
            + [group.figures.pupils, group.figures.persistentlyAbsent, group.figures.severelyAbsent].map(
                String.init)
    }

    public static func json(_ groups: [FigureGroup], of question: FigureQuestion) -> String {
        String(decoding: jsonBytes(groups, of: question), as: UTF8.self)
    }

    /// An array, one object for each group.
    public static func jsonBytes(_ groups: [FigureGroup], of question: FigureQuestion) -> [UInt8] {
        var text = JSONText()
        text.array {
            for group in groups { $0.object { write(group, of: question, to: &$0) } }
        }
        return text.utf8
    }

    private static func write(_ group: FigureGroup, of question: FigureQuestion, to text: inout JSONText) {
        let counts = group.figures.counts
        text.object("group") { text in
            if question.by.count == 1 {
                text.member("by", question.by[0].name)
                text.member("key", group.key[0])
            } else {
                text.array("by") { for by in question.by { $0.item(by.name) } }
                text.array("key") { for key in group.key { $0.item(key) } }
            }
            if let pupil = group.pupil { text.member("upn", pupil.upn) }
        }
        text.member("possible", counts.possible)
        text.member("attended", counts.attended)
        text.member("present", counts.present)
        text.member("approvedEducationalActivity", counts.approvedEducationalActivity)
        text.member("authorised", counts.authorised)
        text.member("unauthorised", counts.unauthorised)
        text.member("lateBeforeClose", counts.lateBeforeClose)
        text.member("lateAfterClose", counts.lateAfterClose)
        text.member("missing", counts.missing)
        text.object("byCode") { text in
            for (code, count) in counts.byCode { text.member(code.text, count) }
        }
        text.member("attendance", counts.attendance?.description)
        text.member("absence", counts.absence?.description)
        text.member("persistentlyAbsent", counts.isPersistentlyAbsent)
        text.member("severelyAbsent", counts.isSeverelyAbsent)
        text.member("pupils", group.figures.pupils)
        text.member("enrolments", group.figures.enrolments)
        text.member("persistentlyAbsentPupils", group.figures.persistentlyAbsent)
        text.member("severelyAbsentPupils", group.figures.severelyAbsent)
    }
}

extension FigureQuestion {
    /// Reads a question from a command's or an address's words.
    ///
    /// Throws `OfficeError.invalid`, every problem at once.
    public init(from: String, to: String, by: String, cohort: String) throws {
        var problems: [FieldProblem] = []
        let first = CalendarDate(from), last = CalendarDate(to)
        if first == nil {
            problems.append(FieldProblem(field: "from", message: "from: give a day, as 2025-09-03."))
        }
        if last == nil {
            problems.append(FieldProblem(field: "to", message: "to: give a day, as 2025-12-19."))
        }
        if let first, let last, last < first {
            problems.append(
                FieldProblem(field: "to", message: "to: the last day must not be before the first."))
        }
        var groupings: [FigureGrouping] = []
        for name in by.split(separator: ",", omittingEmptySubsequences: false) {
            if let grouping = FigureGrouping(name) {
                groupings.append(grouping)
            } else {
                problems.append(
                    FieldProblem(
                        field: "by",
                        message:
                            "by: '\(name)' is none of pupil, registration-group, year-group, school, day, or the "
                            + "flags \(FigureGrouping.flags.joined(separator: " "))."))
            }
        }
        if Set(groupings).count < groupings.count {
            problems.append(FieldProblem(field: "by", message: "by: name each grouping once."))
        }
        let chosen = Cohort(rawValue: cohort)
        if chosen == nil {
            problems.append(FieldProblem(field: "cohort", message: "cohort: choose all or statutory."))
        }
        guard problems.isEmpty, let first, let last, let chosen else { throw OfficeError.invalid(problems) }
        self.init(days: first...last, by: groupings, cohort: chosen)
    }
}
