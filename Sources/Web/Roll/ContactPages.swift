import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// A pupil's contacts are added, changed and taken away.
struct ContactPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let editors = router.group(context: RollEditContext.self)
        editors.get("pupils/:pupil/contacts/new", use: showNew)
        editors.post("pupils/:pupil/contacts/new", use: add)
        editors.get("pupils/:pupil/contacts/:contact", use: showEdit)
        editors.post("pupils/:pupil/contacts/:contact", use: edit)
        editors.get("pupils/:pupil/contacts/:contact/remove", use: showRemove)
        editors.post("pupils/:pupil/contacts/:contact/remove", use: remove)
    }

    @Sendable private func showNew(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let (pupil, contacts) = try await record(context)
        let place = (contacts.map(\.link.priority).max() ?? 0) + 1
        return try newPage(request, context, pupil, ContactForm(place: min(99, place)))
    }

    @Sendable private func add(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let (pupil, _) = try await record(context)
        let form = ContactForm(context.form)
        var errors = FieldErrors()
        let link = form.link(&errors)
        if errors.isEmpty {
            do {
                _ = try await office.addContact(form.details(), to: pupil.id, as: link, by: context.person)
                return answers.seeOther(
                    pupil.contactsPath, request,
                    flash: .good("\(form.details().name) is number \(link.priority) to call."))
            } catch let error as OfficeError {
                try errors.add(error, at: ContactField.surname.rawValue)
            }
        }
        return try newPage(request, context, pupil, form, errors: errors)
    }

    private func newPage(
        _ request: Request, _ context: RollEditContext, _ pupil: Pupil, _ form: ContactForm,
        errors: FieldErrors = FieldErrors()
    ) throws -> Response {
        try answers.form(
            FormView(
                frame: answers.frames.frame(context.visit, at: .roll), title: "Add a contact",
                lead: "Schools are expected to hold more than one for each pupil.", back: pupil.contactsLink,
                action: "/pupils/\(pupil.id)/contacts/new", errors: errors.summary,
                sections: form.sections(errors), submit: "Add"), request)
    }

    @Sendable private func showEdit(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let (pupil, contacts) = try await record(context)
        let contact = try contact(contacts, context)
        return try await editPage(request, context, pupil, contact, ContactForm(contact))
    }

    @Sendable private func edit(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let (pupil, contacts) = try await record(context)
        let known = try contact(contacts, context)
        if context.form["do"] == "remove" {
            return answers.seeOther("/pupils/\(pupil.id)/contacts/\(known.id)/remove", request)
        }
        let form = ContactForm(context.form)
        var errors = FieldErrors()
        let link = form.link(&errors)
        if context.form["basedOn"] != version(known) {
            errors.add(
                ContactField.title.rawValue,
                "Somebody else changed this contact meanwhile. Below is what you typed; look at the contact in another window, then save again."
            )
        }
        if errors.isEmpty {
            do {
                _ = try await office.editContact(
                    known.id, to: form.details(over: known.contact.details), by: context.person)
                try await office.linkContact(known.id, to: pupil.id, as: link, by: context.person)
                return answers.seeOther(
                    pupil.contactsPath, request,
                    flash: .good("Saved. The next file from the MIS does not undo it."))
            } catch let error as OfficeError {
                try errors.add(error, at: ContactField.surname.rawValue)
            }
        }
        return try await editPage(request, context, pupil, known, form, errors: errors)
    }

    private func editPage(
        _ request: Request, _ context: RollEditContext, _ pupil: Pupil, _ known: PupilContact,
        _ form: ContactForm, errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let others = try await office.contact(known.id, by: context.person).pupils.filter {
            $0.id != pupil.id
        }
        return try answers.form(
            FormView(
                frame: answers.frames.frame(context.visit, at: .roll), title: "Change a contact",
                lead: others.isEmpty
                    ? nil
                    : "Name, numbers and address change for \(others.map(\.name).joined(separator: ", ")) too.",
                back: pupil.contactsLink, action: "/pupils/\(pupil.id)/contacts/\(known.id)",
                errors: errors.summary, hidden: [.init(name: "basedOn", value: version(known))],
                sections: form.sections(errors), submit: "Save",
                second: .init(value: "remove", label: "Take away from this pupil")), request)
    }

    private func version(_ known: PupilContact) -> String {
        let bars = known.link.bars.map(\.rawValue).sorted()
        var link = known.link
        link.bars = []
        return answers.cookies.seal.mark(of: "\(known.contact.details) \(link) \(bars)", for: "record")
    }

    // MARK: Taking away

    @Sendable private func showRemove(
        _ request: Request, _ context: RollEditContext
    ) async throws -> Response {
        let (pupil, contacts) = try await record(context)
        return try removePage(request, context, pupil, try contact(contacts, context))
    }

    @Sendable private func remove(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let (pupil, contacts) = try await record(context)
        let known = try contact(contacts, context)
        var errors = FieldErrors()
        do {
            try await office.unlinkContact(
                known.id, from: pupil.id, reason: context.form.text("reason"), by: context.person)
            return answers.seeOther(
                pupil.contactsPath, request,
                flash: .good("\(known.name) is no longer a contact of \(pupil.name)."))
        } catch let error as OfficeError {
            try errors.add(error, at: "reason")
        }
        return try removePage(request, context, pupil, known, errors: errors)
    }

    private func removePage(
        _ request: Request, _ context: RollEditContext, _ pupil: Pupil, _ known: PupilContact,
        errors: FieldErrors = FieldErrors()
    ) throws -> Response {
        var view = FormView(
            frame: answers.frames.frame(context.visit, at: .roll), title: "Take \(known.name) away",
            lead:
                "No longer a contact of \(pupil.name). Their record stays, for brothers and sisters and for what was said to them.",
            back: pupil.contactsLink, action: "/pupils/\(pupil.id)/contacts/\(known.id)/remove",
            errors: errors.summary,
            sections: [
                .init(
                    title: nil, hint: nil,
                    rows: [
                        .init(fields: [
                            .text(
                                "reason", "Reason", context.form.text("reason"), required: true,
                                errors: errors)
                        ])
                    ])
            ], submit: "Take away")
        view.isDangerous = true
        return try answers.form(view, request)
    }

    private func record(_ context: RollEditContext) async throws -> (Pupil, [PupilContact]) {
        try context.person.require(.seeContacts)
        guard let id = context.parameters.get("pupil").flatMap({ PupilID($0) }) else {
            throw HTTPError(.notFound)
        }
        let record = try await office.record(of: id, by: context.person)
        return (record.pupil, record.contacts ?? [])
    }

    private func contact(_ contacts: [PupilContact], _ context: RollEditContext) throws -> PupilContact {
        guard let id = context.parameters.get("contact").flatMap({ ContactID($0) }),
            let found = contacts.first(where: { $0.id == id })
        else { throw OfficeError.notFound("That is not a contact of this pupil.") }
        return found
    }
}

extension Pupil {
    fileprivate var contactsPath: String { "/pupils/\(id)/contacts" }
    fileprivate var contactsLink: Link { Link(href: contactsPath, label: name) }
}
