import Attendance
import Office
import Store

/// Somebody of the staff, as a form asks for them.
struct StaffForm: Sendable {
    var title = ""
    var forename = ""
    var surname = ""
    var email = ""
    var code = ""
    var position = ""
    var roles: Set<Role> = []
    var from = ""

    init(from day: CalendarDate) {
        from = day.description
    }

    init(_ member: StaffMember, from day: CalendarDate) {
        title = member.person.title ?? ""
        forename = member.person.forename
        surname = member.person.surname
        email = member.person.email ?? ""
        code = member.code ?? ""
        position = member.position
        roles = member.roles
        from = day.description
    }

    init(_ form: FormFields) {
        title = form.text("title")
        forename = form.text("forename")
        surname = form.text("surname")
        email = form.text("email")
        code = form.text("code")
        position = form.text("position")
        roles = Set(form.keyed("role").keys.compactMap { Role(rawValue: $0) })
        from = form.text("from")
    }

    /// Throws `OfficeError.invalid`.
    func read() throws(OfficeError) -> (StaffDetails, CalendarDate) {
        guard let day = CalendarDate(from) else { throw .invalid("from", "Give the day, as 2025-11-20") }
        return (
            StaffDetails(
                person: PersonDetails(
                    title: title.nilWhenEmpty, forename: forename, surname: surname,
                    email: email.nilWhenEmpty), code: code.nilWhenEmpty, position: position, roles: roles),
            day
        )
    }

    func sections(_ errors: FieldErrors, mayAdminister: Bool) -> [FormView.Section] {
        let offered = Role.allCases.filter {
            $0 != .contact && $0 != .supplyTeacher && ($0 != .administrator || mayAdminister)
        }
        // The message about roles stands at the first of them.
        var ofRoles = FieldErrors()
        if let message = errors["roles"], let first = offered.first {
            ofRoles.add("role[\(first.rawValue)]", message)
        }
        return [
            FormView.Section(
                title: "Who",
                rows: [
                    FormView.Row(fields: [
                        .text("title", "Title", title, style: "input--short", errors: errors),
                        .text("forename", "Forename", forename, errors: errors),
                        .text("surname", "Surname", surname, required: true, errors: errors),
                    ]),
                    FormView.Row(fields: [
                        .text("email", "Email", email, inputMode: "email", errors: errors),
                        .text("code", "Staff code", code, hint: "As the MIS has it", errors: errors),
                        .text("position", "Position", position, required: true, errors: errors),
                    ]),
                ]),
            FormView.Section(
                title: "Roles", hint: "What they may do and see. Those of several add up.",
                rows: [
                    FormView.Row(
                        fields: offered.map {
                            .tick(
                                "role[\($0.rawValue)]", $0.title, roles.contains($0), errors: ofRoles)
                        }),
                    FormView.Row(fields: [.date("from", "From", from, errors: errors)]),
                ]),
        ]
    }
}
