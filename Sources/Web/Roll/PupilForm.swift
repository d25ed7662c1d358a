import Attendance
import Office
import Store

/// The form for a pupil's own particulars, new or known. Its fields are named as the columns of `pupils.csv`, which
/// is how the office names what is wrong with them.
struct PupilForm: Sendable {
    let fields: FormFields

    init(_ fields: FormFields) {
        self.fields = fields
    }

    /// Filled from what is known.
    init(_ details: PupilDetails, _ address: Address?) {
        let pairs: [(PupilField, String?)] = [
            (.surname, details.surname), (.forename, details.forename),
            (.preferredSurname, details.preferredSurname), (.preferredForename, details.preferredForename),
            (.born, details.born?.description), (.sex, details.sex), (.upn, details.upn),
            (.admissionNumber, details.admissionNumber), (.enrolStatus, details.enrolStatus),
            (.sen, details.sen), (.transportRun, details.transportRun), (.address, address?.lines),
        ]
        fields = FormFields(
            pairs: pairs.map { ($0.rawValue, $1 ?? "") } + [("Postcode", address?.postcode ?? "")])
    }

    private subscript(field: PupilField) -> String { fields.text(field.rawValue) }
    private func given(_ field: PupilField) -> String? { self[field].isEmpty ? nil : self[field] }

    /// What was typed, over what is known of fields that the form does not have.
    func details(over known: PupilDetails? = nil, _ errors: inout FieldErrors) -> PupilDetails {
        var born: CalendarDate?
        if let text = given(.born) {
            born = CalendarDate(text)
            if born == nil { errors.add(PupilField.born.rawValue, "Give the date of birth, as 2014-02-28") }
        }
        return PupilDetails(
            upn: given(.upn), admissionNumber: given(.admissionNumber), misID: known?.misID,
            surname: self[.surname], forename: self[.forename], preferredSurname: given(.preferredSurname),
            preferredForename: given(.preferredForename), born: born, sex: given(.sex), sen: given(.sen),
            enrolStatus: given(.enrolStatus), transportRun: given(.transportRun))
    }

    var address: Address? {
        let lines = self[.address]
        let postcode = fields.text("Postcode")
        return lines.isEmpty && postcode.isEmpty
            ? nil : Address(lines: lines, postcode: postcode.isEmpty ? nil : postcode)
    }

    func sections(_ errors: FieldErrors) -> [FormView.Section] {
        func text(
            _ field: PupilField, _ label: String, hint: String? = nil, style: String = "",
            required: Bool = false
        ) -> Field {
            .text(
                field.rawValue, label, fields[field.rawValue] ?? "", hint: hint, style: style,
                autocomplete: "off", required: required, errors: errors)
        }
        func select(_ field: PupilField, _ label: String, _ options: [(String, String)]) -> Field {
            var options = options
            // What a file brought and the list does not know is not lost by saving.
            if !options.contains(where: { $0.0 == self[field] }) {
                options.append((self[field], self[field]))
            }
            return .select(field.rawValue, label, options, chosen: self[field], errors: errors)
        }
        return [
            .init(
                title: "Name",
                hint: "As on the birth certificate; the preferred name is what registers show.",
                rows: [
                    .init(fields: [
                        text(.forename, "Forename", required: true),
                        text(.surname, "Surname", required: true),
                    ]),
                    .init(fields: [
                        text(.preferredForename, "Preferred forename"),
                        text(.preferredSurname, "Preferred surname"),
                    ]),
                    .init(fields: [
                        .date(PupilField.born.rawValue, "Date of birth", self[.born], errors: errors),
                        select(.sex, "Sex", [("", "Not recorded")] + ParticularsWords.sexes),
                    ]),
                ]),
            .init(
                title: "Numbers and enrolment", hint: nil,
                rows: [
                    .init(fields: [
                        text(.upn, "UPN", hint: "A letter and twelve digits; leave it out if not known yet."),
                        text(.admissionNumber, "Admission number"),
                    ]),
                    .init(fields: [
                        select(
                            .enrolStatus, "Enrolment",
                            [("", "Not recorded")] + ParticularsWords.enrolments),
                        select(
                            .sen, "Special educational needs",
                            [("", "Not recorded")] + ParticularsWords.needs),
                        text(.transportRun, "School transport run"),
                    ]),
                ]),
            .init(
                title: "Address", hint: nil,
                rows: [
                    .init(fields: [
                        .area(
                            PupilField.address.rawValue, "Address", fields[PupilField.address.rawValue] ?? "",
                            errors: errors),
                        .text(
                            "Postcode", "Postcode", fields.text("Postcode"), style: "input--short",
                            errors: errors),
                    ])
                ]),
        ]
    }
}
