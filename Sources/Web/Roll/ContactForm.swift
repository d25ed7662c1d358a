import Attendance
import Office
import Store

/// The form for a contact of a pupil: their own particulars, and what they are to the pupil. Its fields are named as
/// the columns of `contacts.csv`.
struct ContactForm: Sendable {
    let fields: FormFields

    init(_ fields: FormFields) {
        self.fields = fields
    }

    /// A new contact, called last.
    init(place: Int) {
        fields = FormFields(pairs: [(ContactLinkField.priority.rawValue, String(place))])
    }

    init(_ known: PupilContact) {
        let details = known.contact.details
        let link = known.link
        func answer(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "" }
        var pairs: [(String, String)] = [
            (ContactField.title.rawValue, details.title ?? ""),
            (ContactField.forename.rawValue, details.forename),
            (ContactField.surname.rawValue, details.surname),
            (ContactField.phones.rawValue, details.phones.joined(separator: "\n")),
            (ContactField.email.rawValue, details.email ?? ""),
            (ContactField.language.rawValue, details.language ?? ""),
            (ContactField.interpreter.rawValue, details.needsInterpreter ? "yes" : ""),
            (ContactField.address.rawValue, details.address?.lines ?? ""),
            ("Postcode", details.address?.postcode ?? ""),
            (ContactLinkField.priority.rawValue, String(link.priority)),
            (ContactLinkField.relationship.rawValue, link.relationshipInWords ?? ""),
            (ContactLinkField.responsibility.rawValue, answer(link.hasResponsibility)),
            (ContactLinkField.livesWith.rawValue, answer(link.livesWith)),
            (ContactLinkField.letters.rawValue, answer(link.getsLetters)),
            (ContactLinkField.mayCollect.rawValue, answer(link.mayCollect)),
        ]
        pairs += link.bars.map { (ContactLinkField.courtOrder.rawValue, $0.rawValue) }
        fields = FormFields(pairs: pairs)
    }

    private func given(_ name: String) -> String? {
        let text = fields.text(name)
        return text.isEmpty ? nil : text
    }

    /// What was typed, over what the form does not have.
    func details(over known: ContactDetails? = nil) -> ContactDetails {
        let lines = fields.text(ContactField.address.rawValue)
        let postcode = given("Postcode")
        return ContactDetails(
            misID: known?.misID, title: given(ContactField.title.rawValue),
            forename: fields.text(ContactField.forename.rawValue),
            surname: fields.text(ContactField.surname.rawValue),
            phones: fields.text(ContactField.phones.rawValue).split(whereSeparator: \.isNewline).map(
                String.init),
            email: given(ContactField.email.rawValue), language: given(ContactField.language.rawValue),
            needsInterpreter: fields[ContactField.interpreter.rawValue] == "yes",
            address: lines.isEmpty && postcode == nil ? nil : Address(lines: lines, postcode: postcode))
    }

    func link(_ errors: inout FieldErrors) -> ContactLink {
        func answer(_ field: ContactLinkField) -> Bool? {
            switch fields[field.rawValue] {
            case "yes": true
            case "no": false
            default: nil
            }
        }
        let place = Int(fields.text(ContactLinkField.priority.rawValue)) ?? 0
        if !(1...99).contains(place) {
            errors.add(
                ContactLinkField.priority.rawValue,
                "Write 1 for whoever is called first, 2 for the next")
        }
        return ContactLink(
            priority: place,
            relationship: given(ContactLinkField.relationship.rawValue).map(
                ContactLink.relationship(written:)),
            hasResponsibility: answer(.responsibility), livesWith: answer(.livesWith),
            getsLetters: answer(.letters), mayCollect: answer(.mayCollect),
            bars: Set(
                fields.all(ContactLinkField.courtOrder.rawValue).compactMap { OrderBar(rawValue: $0) }))
    }

    func sections(_ errors: FieldErrors) -> [FormView.Section] {
        func text(
            _ field: ContactField, _ label: String, type: String = "text", style: String = "",
            hint: String? = nil
        ) -> Field {
            .text(
                field.rawValue, label, fields[field.rawValue] ?? "", hint: hint, type: type, style: style,
                autocomplete: "off", errors: errors)
        }
        func answer(_ field: ContactLinkField, _ label: String) -> Field {
            .select(
                field.rawValue, label, [("", "Not known"), ("yes", "Yes"), ("no", "No")],
                chosen: fields[field.rawValue] ?? "", errors: errors)
        }
        let bars = Set(fields.all(ContactLinkField.courtOrder.rawValue))
        return [
            .init(
                title: "Who", hint: "The same person for every pupil they are a contact of.",
                rows: [
                    .init(fields: [
                        text(.title, "Title", style: "input--short"), text(.forename, "Forename"),
                        text(.surname, "Surname"),
                    ]),
                    .init(fields: [
                        .area(
                            ContactField.phones.rawValue, "Telephone numbers",
                            fields[ContactField.phones.rawValue] ?? "",
                            hint: "One on a line, in the order in which to try them.", errors: errors),
                        text(.email, "Email", type: "email"),
                    ]),
                    .init(fields: [
                        text(.language, "Language", hint: "Where it is not English."),
                        .tick(
                            ContactField.interpreter.rawValue, "Needs an interpreter",
                            fields[ContactField.interpreter.rawValue] == "yes", errors: errors),
                    ]),
                    .init(fields: [
                        .area(
                            ContactField.address.rawValue, "Address",
                            fields[ContactField.address.rawValue] ?? "", errors: errors),
                        .text(
                            "Postcode", "Postcode", fields.text("Postcode"), style: "input--short",
                            errors: errors),
                    ]),
                ]),
            .init(
                title: "For this pupil", hint: nil,
                rows: [
                    .init(fields: [
                        .text(
                            ContactLinkField.priority.rawValue, "Place in the order of calling",
                            fields.text(ContactLinkField.priority.rawValue), style: "input--short",
                            inputMode: "numeric", errors: errors),
                        .text(
                            ContactLinkField.relationship.rawValue, "Relationship",
                            fields.text(ContactLinkField.relationship.rawValue),
                            hint: "Mother, carer, social worker.", errors: errors),
                    ]),
                    .init(fields: [
                        answer(.responsibility, "Parental responsibility"),
                        answer(.livesWith, "The pupil lives with them"),
                    ]),
                    .init(fields: [answer(.letters, "Gets letters"), answer(.mayCollect, "May collect")]),
                ]),
            .init(
                title: "What a court order bars",
                hint: "Shown first wherever this contact is, and kept to by everything that is sent.",
                rows: [
                    .init(
                        fields: OrderBar.allCases.map { bar in
                            var tick = Field.tick(
                                ContactLinkField.courtOrder.rawValue, bar.label, bars.contains(bar.rawValue),
                                value: bar.rawValue)
                            tick.id = "f-bars-\(bar.rawValue)"
                            return tick
                        })
                ]),
        ]
    }
}

extension OrderBar {
    /// What is barred, as a tick says it.
    var label: String {
        switch self {
        case .contact: "Contact with the pupil"
        case .collection: "Collecting the pupil"
        case .information: "Being told about the pupil"
        }
    }
}
