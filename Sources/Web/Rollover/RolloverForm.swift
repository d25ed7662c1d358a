import Attendance
import Office
import Store

/// What the school decides about September, as it was typed.
struct RolloverForm: Sendable {
    var firstDay = ""
    /// The new name of each group of the year that ends, by its id; empty for one that is dissolved.
    var names: [String: String] = [:]
    /// The groups whose tutors go up with them.
    var keeps: Set<String> = []
    /// One name a line.
    var newGroups = ""
    /// Year groups that leave.
    var leaving: Set<String> = []

    init(_ fields: FormFields) {
        firstDay = fields.text("firstDay")
        names = fields.keyed("name")
        keeps = Set(fields.keyed("keeps").keys)
        newGroups = fields["newGroups", default: ""]
        leaving = Set(fields.all("leaves"))
    }

    /// As it usually is, to be changed.
    init(_ suggestion: Rollover) {
        firstDay = suggestion.firstDay.description
        for group in suggestion.groups {
            names[group.from.description] = group.name ?? ""
            if group.keepsTakers { keeps.insert(group.from.description) }
        }
        newGroups = suggestion.newGroups.map(\.name).joined(separator: "\n")
        leaving = Set(suggestion.leavingYears.map(\.description))
    }

    /// Throws `FieldErrors` where no day can be read.
    func rollover(of groups: [PupilGroup]) throws -> Rollover {
        guard let day = CalendarDate(firstDay) else {
            throw FieldErrors([("firstDay", "Give the first day of the new year, as 2026-09-03")])
        }
        return Rollover(
            year: AcademicYear(containing: day), firstDay: day,
            groups: groups.map { group in
                let id = group.id.description
                let name = FormFields.trimmed(names[id] ?? "")
                return Rollover.Group(
                    from: group.id, name: name.isEmpty ? nil : name, keepsTakers: keeps.contains(id))
            },
            newGroups: newGroups.split(whereSeparator: \.isNewline).map { FormFields.trimmed(String($0)) }
                .filter { !$0.isEmpty }.map { Rollover.NewGroup(name: $0) },
            leavingYears: Set(leaving.compactMap { YearGroup($0) }))
    }

    /// The whole of it, to be sent once more by the button that carries it out.
    var hidden: [FormView.Hidden] {
        [FormView.Hidden(name: "firstDay", value: firstDay)]
            + names.sorted { $0.key < $1.key }.map {
                FormView.Hidden(name: "name[\($0.key)]", value: $0.value)
            }
            + keeps.sorted().map { FormView.Hidden(name: "keeps[\($0)]", value: "yes") }
            + [FormView.Hidden(name: "newGroups", value: newGroups)]
            + leaving.sorted().map { FormView.Hidden(name: "leaves", value: $0) }
    }
}

extension FormFields {
    /// Without blanks at its ends.
    fileprivate static func trimmed(_ text: String) -> String {
        FormFields(pairs: [("text", text)]).text("text")
    }
}
