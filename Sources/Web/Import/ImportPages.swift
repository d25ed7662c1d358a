import Attendance
import Formats
import HTTPTypes
import Hummingbird
import Office
import Store

/// A file from the MIS is brought, its report read, and then applied.
struct ImportPages: Sendable {
    let office: Office
    let answers: Answers
    let shelf = ImportShelf()

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let importers = router.group(context: ImportContext.self)
        importers.get("imports", use: show)
        importers.post("imports", use: bring)
        importers.get("imports/:file", use: report)
        importers.post("imports/:file", use: apply)
    }

    @Sendable private func show(_ request: Request, _ context: ImportContext) async throws -> Response {
        try await page(request, context, ImportForm())
    }

    @Sendable private func bring(_ request: Request, _ context: ImportContext) async throws -> Response {
        let form = ImportForm(context.form, file: context.files.first { $0.field == "file" })
        var errors = form.errors
        if errors.isEmpty, let kind = form.kind {
            do {
                let report = try await office.importFile(
                    kind, input: .bytes(form.bytes, named: form.name), dialect: form.dialect, isDryRun: true,
                    by: context.person)
                let file = ImportShelf.Brought(
                    id: Seal.token(), school: context.person.school, person: context.person.person,
                    bytes: form.bytes, name: form.name, kind: kind, dialect: form.dialect?.rawValue,
                    at: office.now(), report: report)
                await shelf.put(file)
                return answers.seeOther("/imports/\(file.id)", request)
            } catch let problems as Problems {
                for problem in problems.all.prefix(20) {
                    errors.add("text", "\(problem.problem). \(problem.remedy)")
                }
            } catch OfficeError.notAllowed(let text) {
                errors.add("kind", text)
            }
        }
        return try await page(request, context, form, errors: errors)
    }

    @Sendable private func report(_ request: Request, _ context: ImportContext) async throws -> Response {
        let file = try await brought(context)
        return try answers.page(
            ImportReportView(
                file, frame: answers.frames.frame(context.visit, at: .imports)), request)
    }

    @Sendable private func apply(_ request: Request, _ context: ImportContext) async throws -> Response {
        let file = try await brought(context)
        // The same form sent twice: the first has done it.
        if file.report.isDryRun {
            let report = try await office.importFile(
                file.kind, input: .bytes(file.bytes, named: file.name),
                dialect: file.dialect.flatMap { Dialect(rawValue: $0) },
                keepsGoing: file.report.errorCount > 0, by: context.person)
            await shelf.applied(file.id, report)
        }
        return answers.seeOther("/imports/\(file.id)", request)
    }

    private func brought(_ context: ImportContext) async throws -> ImportShelf.Brought {
        let id = context.parameters.get("file") ?? ""
        guard let file = await shelf.file(id, of: context.person, at: office.now()) else {
            throw OfficeError.notFound(
                "This report is not kept any more: reports are kept for half an hour. Bring the file again; what was applied is not applied twice."
            )
        }
        return file
    }

    private func page(
        _ request: Request, _ context: ImportContext, _ form: ImportForm, errors: FieldErrors = FieldErrors()
    ) async throws -> Response {
        let person = context.person
        let today = office.today
        let acts = try await office.store.read {
            try $0.acts(school: person.school, kinds: [.importFile], most: 30)
        }
        let view = ImportView(
            frame: answers.frames.frame(context.visit, at: .imports),
            action: Place.imports.rawValue, errors: errors.summary, fields: form.fields(errors),
            text: form.shownText, textError: errors["text"],
            past: acts.map {
                ImportView.Past(
                    file: $0.act.reason ?? "a file",
                    when: LondonClock.moment(at: $0.act.at).seen(from: today), by: $0.act.by.name,
                    badge: Badge(text: "Applied", kind: "good"))
            }, nonePast: acts.isEmpty)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

/// What the import page sends besides the file.
struct ImportForm: Sendable {
    var kind: ImportKind?
    var dialect: Dialect?
    var file = ""
    var text = ""
    var bytes: [UInt8] = []

    init() {}

    /// The file that was chosen; else the text that was pasted.
    init(_ fields: FormFields, file sent: SentFile?) {
        kind = ImportKind(rawValue: fields.text("kind"))
        dialect = Dialect(rawValue: fields.text("dialect"))
        file = sent?.name ?? ""
        text = fields["text"] ?? ""
        bytes = sent?.bytes ?? Array(text.utf8)
    }

    /// The file's own name, without a path and without what does not belong in a message.
    var name: String {
        let last = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        let plain = String(last.filter { !$0.isNewline && $0 != "\u{0}" }.prefix(100))
        return plain.isEmpty ? "\(kind?.rawValue ?? "pasted").csv" : plain
    }

    /// Given back after an error, unless it is so long that it would only be in the way.
    var shownText: String { text.utf8.count > 500_000 ? "" : text }

    var errors: FieldErrors {
        var errors = FieldErrors()
        if kind == nil { errors.add("kind", "Choose what the file holds") }
        if bytes.isEmpty { errors.add("text", "Choose a file, or paste its text") }
        return errors
    }

    func fields(_ errors: FieldErrors) -> [Field] {
        [
            .select(
                "kind", "What the file holds",
                [
                    ("", "Choose"), ("pupils", "Pupils"), ("contacts", "Contacts"), ("marks", "Marks"),
                    ("staff", "Staff"), ("registers", "Registers: who takes which"),
                    ("classes", "Classes: who is in which"),
                ], chosen: kind?.rawValue ?? "", errors: errors),
            .select(
                "dialect", "The system it comes from",
                [("", "Find out from the file")] + Dialect.allCases.map { ($0.rawValue, $0.name) },
                chosen: dialect?.rawValue ?? "", errors: errors),
        ]
    }
}
