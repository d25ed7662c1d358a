import Attendance
import Office

/// From one session to another, as four questions of a form ask it: `from`, `fromHalf`, `to`, `toHalf`.
struct SessionRange: Sendable {
    var from = ""
    var fromHalf = "am"
    var to = ""
    var toHalf = "pm"

    init(from: Session, to: Session) {
        self.from = from.date.description
        fromHalf = from.half.slug
        self.to = to.date.description
        toHalf = to.half.slug
    }

    init(_ form: FormFields) {
        from = form.text("from")
        fromHalf = form.text("fromHalf")
        to = form.text("to")
        toHalf = form.text("toHalf")
    }

    /// What it comes to; what is missing or the wrong way round goes among the errors. An empty last day is the first.
    func read(_ errors: inout FieldErrors) -> (from: Session, to: Session)? {
        let first = CalendarDate(from)
        let last = to.isEmpty ? first : CalendarDate(to)
        if first == nil { errors.add("from", "Give the first day, as 2025-11-20") }
        if last == nil, first != nil || !to.isEmpty { errors.add("to", "Give the last day, as 2025-11-20") }
        guard let first, let last else { return nil }
        let range = (
            from: Session(first, fromHalf == "pm" ? .pm : .am), to: Session(last, toHalf == "am" ? .am : .pm)
        )
        if range.from > range.to {
            errors.add("to", "The last session must not be before the first")
            return nil
        }
        return range
    }

    func rows(_ errors: FieldErrors) -> [FormView.Row] {
        let halves = [("am", "Morning"), ("pm", "Afternoon")]
        return [
            FormView.Row(fields: [
                .date("from", "First day", from, errors: errors),
                .select("fromHalf", "From the", halves, chosen: fromHalf, errors: errors),
            ]),
            FormView.Row(fields: [
                .date("to", "Last day", to, errors: errors),
                .select("toHalf", "To the", halves, chosen: toHalf, errors: errors),
            ]),
        ]
    }
}

extension FieldErrors {
    /// What the office says, under the form's own names; the same thing about many sessions is said once.
    init(_ problems: [FieldProblem], renaming names: [String: String] = [:]) {
        self.init()
        for problem in problems {
            let name = names[problem.field] ?? problem.field
            if !all.contains(where: { $0.name == name && $0.message == problem.message }) {
                add(name, problem.message)
            }
        }
    }
}
