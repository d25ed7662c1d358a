import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// A pupil is added, and their particulars, year group, registration group and flags are changed.
struct PupilFormPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let editors = router.group(context: RollEditContext.self)
        editors.get("pupils/new", use: showNew)
        editors.post("pupils/new", use: admit)
        editors.get("pupils/:pupil/edit", use: showEdit)
        editors.post("pupils/:pupil/edit", use: edit)
        editors.get("pupils/:pupil/group", use: showMove)
        editors.post("pupils/:pupil/group", use: move)
        editors.get("pupils/:pupil/flags", use: showFlags)
        editors.post("pupils/:pupil/flags", use: setFlags)
    }

    // MARK: A new pupil

    @Sendable private func showNew(_ request: Request, _ context: RollEditContext) async throws -> Response {
        try await newPage(
            request, context, FormFields(pairs: [(PupilField.entryDate.rawValue, office.today.description)]))
    }

    @Sendable private func admit(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let fields = context.form
        let form = PupilForm(fields)
        var errors = FieldErrors()
        let details = form.details(&errors)
        let start = CalendarDate(fields.text(PupilField.entryDate.rawValue))
        if start == nil {
            errors.add(PupilField.entryDate.rawValue, "Give the first day, as \(office.today)")
        }
        if let start, errors.isEmpty {
            let new = NewPupil(
                details: details, address: form.address, starts: start,
                yearGroup: YearGroup(fields.text(PupilField.yearGroup.rawValue)),
                registrationGroup: GroupID(fields.text(PupilField.registrationGroup.rawValue)),
                lastSchool: fields.text("LastSchool").isEmpty ? nil : fields.text("LastSchool"))
            do {
                let done = try await office.admit(new, by: context.person)
                let text =
                    "\(details.forename) \(details.surname) is on the roll from \(start.inWords), and on the register from then."
                return answers.seeOther("/pupils/\(done.id)", request, flash: .roll(text, done.warnings))
            } catch let error as OfficeError {
                try errors.add(error, at: PupilField.surname.rawValue)
            }
        }
        return try await newPage(request, context, fields, errors: errors)
    }

    private func newPage(
        _ request: Request, _ context: RollEditContext, _ fields: FormFields,
        errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let groups = try await office.groups(on: office.today, kind: .registration, by: context.person)
        var sections = PupilForm(fields).sections(errors)
        sections.insert(
            .init(
                title: "Starting",
                hint: "From the first day agreed for attendance the name is on the registers, whoever comes.",
                rows: [
                    .init(fields: [
                        .date(
                            PupilField.entryDate.rawValue, "First day",
                            fields.text(PupilField.entryDate.rawValue), errors: errors),
                        .select(
                            PupilField.yearGroup.rawValue, "Year group",
                            [("", "Not recorded")] + YearGroup.all.map { ($0.description, $0.name) },
                            chosen: fields.text(PupilField.yearGroup.rawValue), errors: errors),
                        .select(
                            PupilField.registrationGroup.rawValue, "Registration group",
                            [("", "None yet: on the office's register")]
                                + groups.map { ($0.id.description, $0.name) },
                            chosen: fields.text(PupilField.registrationGroup.rawValue), errors: errors),
                    ]),
                    .init(fields: [
                        .text("LastSchool", "Last school", fields.text("LastSchool"), errors: errors)
                    ]),
                ]), at: 1)
        return try answers.form(
            FormView(
                frame: answers.frames.frame(context.visit, at: .roll), title: "Add a pupil",
                lead: "Contacts and flags are added on the pupil's own page afterwards.",
                back: Link(href: Place.roll.rawValue, label: "Roll"), action: "/pupils/new",
                errors: errors.summary, sections: sections, submit: "Put on the roll"), request)
    }

    // MARK: Particulars

    @Sendable private func showEdit(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let record = try await record(request, context)
        return try editPage(request, context, record, PupilForm(record.details, record.address))
    }

    @Sendable private func edit(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let record = try await record(request, context)
        let form = PupilForm(context.form)
        var errors = FieldErrors()
        let details = form.details(over: record.details, &errors)
        if context.form["basedOn"] != version(record) {
            errors.add(
                PupilField.forename.rawValue,
                "Somebody else changed this pupil's record meanwhile. Below is what you typed; look at the record in another window, then save again."
            )
        }
        if errors.isEmpty {
            do {
                let done = try await office.editPupil(
                    record.id, to: details, address: form.address, basedOn: record.details, by: context.person
                )
                let text =
                    done.changed.isEmpty
                    ? "Nothing was different, so nothing was changed."
                    : "Saved. The next file from the MIS does not undo it."
                return answers.seeOther("/pupils/\(record.id)", request, flash: .roll(text, done.warnings))
            } catch let error as OfficeError {
                try errors.add(error, at: PupilField.forename.rawValue)
            }
        }
        return try editPage(request, context, record, form, errors: errors)
    }

    private func editPage(
        _ request: Request, _ context: RollEditContext, _ record: Pupil, _ form: PupilForm,
        errors: FieldErrors = FieldErrors()
    ) throws -> Response {
        try answers.form(
            FormView(
                frame: answers.frames.frame(context.visit, at: .roll), title: "Change particulars",
                lead: nil, back: record.link, action: "/pupils/\(record.id)/edit", errors: errors.summary,
                hidden: [.init(name: "basedOn", value: version(record))],
                others: .about(record, "edit", context.person),
                sections: form.sections(errors),
                submit: "Save"), request)
    }

    /// Tells whether the record is still what the form was filled from.
    private func version(_ record: Pupil) -> String {
        answers.cookies.seal.mark(
            of: "\(record.details) \(String(describing: record.address))", for: "record")
    }

    // MARK: Year and registration group

    @Sendable private func showMove(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let record = try await record(request, context)
        return try await movePage(request, context, record, nil)
    }

    @Sendable private func move(_ request: Request, _ context: RollEditContext) async throws -> Response {
        let record = try await record(request, context)
        let fields = context.form
        var errors = FieldErrors()
        let day = CalendarDate(fields.text("day"))
        if day == nil { errors.add("day", "Give the day, as \(office.today)") }
        let isMove = fields.text("group") != "stay"
        let group = GroupID(fields.text("group"))
        if isMove, group == nil, fields.text("group") != "none" {
            errors.add("group", "Choose a registration group")
        }
        if errors.isEmpty, let day {
            do {
                var text = "Nothing was changed."
                if let year = YearGroup(fields.text("year")), year != record.yearGroup(on: office.today) {
                    try await office.setYearGroup(
                        year, of: record.id, in: AcademicYear(containing: office.today), by: context.person)
                    text = "\(record.name) is in \(year.name)."
                }
                if isMove {
                    let from = try await office.move(
                        [record.id], to: group, from: day == office.today ? nil : day, by: context.person)
                    text =
                        "\(record.name) is on the new register from \(from.inWords). Past registers keep the group as it was."
                }
                return answers.seeOther("/pupils/\(record.id)", request, flash: .good(text))
            } catch let error as OfficeError {
                try errors.add(error, at: "group")
            }
        }
        return try await movePage(request, context, record, fields, errors: errors)
    }

    private func movePage(
        _ request: Request, _ context: RollEditContext, _ record: Pupil, _ fields: FormFields?,
        errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let groups = try await office.groups(on: office.today, kind: .registration, by: context.person)
        let now = record.memberships.first {
            $0.group.kind == .registration && $0.contains(Session(office.today, .pm))
        }
        let year = record.yearGroup(on: office.today)
        return try answers.form(
            FormView(
                frame: answers.frames.frame(context.visit, at: .roll), title: "Year and registration group",
                lead:
                    "A move takes effect from the next session whose register nobody has begun to call.",
                back: record.link, action: "/pupils/\(record.id)/group", errors: errors.summary,
                others: .about(record, "group", context.person),
                sections: [
                    .init(
                        title: nil, hint: nil,
                        rows: [
                            .init(fields: [
                                .select(
                                    "group", "Registration group",
                                    [("stay", now.map { "\($0.group.name), as now" } ?? "In none, as now")]
                                        + groups.filter { $0.id != now?.group.id }.map {
                                            ($0.id.description, $0.name)
                                        } + (now == nil ? [] : [("none", "None: on the office's register")]),
                                    chosen: fields?.text("group") ?? "stay", errors: errors),
                                .date(
                                    "day", "From", fields?.text("day") ?? office.today.description,
                                    errors: errors),
                                .select(
                                    "year", "Year group this school year",
                                    [("", year == nil ? "Not recorded" : "As it is")]
                                        + YearGroup.all.map { ($0.description, $0.name) },
                                    chosen: fields?.text("year") ?? year?.description ?? "", errors: errors),
                            ])
                        ])
                ], submit: "Move"), request)
    }

    // MARK: Flags

    @Sendable private func showFlags(_ request: Request, _ context: RollEditContext) async throws -> Response
    {
        try context.person.require(.seeFlags)
        let record = try await record(request, context)
        return try flagsPage(
            request, context, record, record.flags(on: office.today), from: office.today.description)
    }

    @Sendable private func setFlags(_ request: Request, _ context: RollEditContext) async throws -> Response {
        try context.person.require(.seeFlags)
        let record = try await record(request, context)
        let flags = Set(context.form.all("flag").compactMap { PupilFlag(rawValue: $0) })
        var errors = FieldErrors()
        guard let day = CalendarDate(context.form.text("day")) else {
            errors.add("day", "Give the day from which this holds, as \(office.today)")
            return try flagsPage(
                request, context, record, flags, from: context.form.text("day"), errors: errors)
        }
        try await office.setFlags(flags, of: record.id, from: day, by: context.person)
        return answers.seeOther(
            "/pupils/\(record.id)", request, flash: .good("The flags are as you set them."))
    }

    private func flagsPage(
        _ request: Request, _ context: RollEditContext, _ record: Pupil, _ flags: Set<PupilFlag>,
        from day: String, errors: FieldErrors = FieldErrors()
    ) throws -> Response {
        let ticks = PupilFlag.allCases.map { flag in
            var tick = Field.tick("flag", flag.title.firstLarge, flags.contains(flag), value: flag.rawValue)
            tick.id = "f-\(flag.rawValue)"
            return tick
        }
        return try answers.form(
            FormView(
                frame: answers.frames.frame(context.visit, at: .roll), title: "Flags",
                lead: "From the day given the pupil has exactly these. Earlier days keep what held then.",
                back: record.link, action: "/pupils/\(record.id)/flags", errors: errors.summary,
                others: .about(record, "flags", context.person),
                sections: [
                    .init(
                        title: nil, hint: nil,
                        rows: [
                            .init(fields: [.date("day", "From", day, errors: errors)]),
                            .init(fields: ticks),
                        ])
                ], submit: "Save"), request)
    }

    private func record(_ request: Request, _ context: RollEditContext) async throws -> Pupil {
        try await office.pupil(of: context)
    }
}

extension Office {
    /// The pupil whose id is in the address, as far as the person may see.
    func pupil(of context: some SignedInContext) async throws -> Pupil {
        guard let id = context.parameters.get("pupil").flatMap({ PupilID($0) }) else {
            throw HTTPError(.notFound)
        }
        return try await record(of: id, by: context.person).pupil
    }
}

extension Pupil {
    /// The way back to their page.
    var link: Link { Link(href: "/pupils/\(id)", label: name) }
}

extension FormView.Others {
    /// The forms about one pupil that a person may use.
    static func about(_ pupil: Pupil, _ current: String, _ person: SignedIn) -> FormView.Others {
        var forms = [("edit", "Particulars"), ("group", "Year and group")]
        if person.may(.seeFlags) { forms.append(("flags", "Flags")) }
        if person.may(.deleteFromRoll) { forms.append(("leave", "Leaving")) }
        return FormView.Others(
            tabs: forms.map { name, label in
                Tab(href: "/pupils/\(pupil.id)/\(name)", label: label, isCurrent: name == current)
            })
    }
}

extension Answers {
    /// A form's page: 422 where something is wrong with it.
    func form(_ view: FormView, _ request: Request) throws -> Response {
        try page(view, request, status: view.errors == nil ? .ok : .unprocessableContent)
    }
}

extension FieldErrors {
    /// What the office says of the form; what concerns no field stands at the first. Rethrows what no typing mends.
    mutating func add(_ error: OfficeError, at first: String) throws {
        switch error {
        case .invalid(let problems): add(problems)
        case .conflict(let text): add(first, text)
        case .notAllowed, .notFound: throw error
        }
    }
}

extension Frame.Flash {
    fileprivate static func roll(_ text: String, _ warnings: [FieldProblem]) -> Frame.Flash {
        warnings.isEmpty
            ? .good(text) : .warn(([text] + warnings.map(\.message)).joined(separator: " "))
    }
}
