import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// The school's year, its unexpected closures, and calendar files.
struct CalendarPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        router.group(context: PermittedContext<LooksAtCalendar>.self).get("calendar", use: show)
        let closers = router.group(context: ClosureContext.self)
        closers.get("calendar/closures/new", use: showClose)
        closers.post("calendar/closures/new", use: close)
        closers.post("calendar/closures/take-back", use: takeBack)
        let administrators = router.group(context: PermittedContext<Administers>.self)
        administrators.get("calendar/new", use: showAdd)
        administrators.post("calendar/new", use: add)
    }

    enum LooksAtCalendar: Need { static let permissions: [Permission] = [.closures, .administer] }
    enum Administers: Need { static let permissions: [Permission] = [.administer] }

    @Sendable private func show(
        _ request: Request, _ context: PermittedContext<LooksAtCalendar>
    ) async throws -> Response {
        let school = try await office.school(context.person.school)
        let today = office.today
        let asked = request.uri.queryParameters["year"].flatMap { Int($0) }
            .flatMap { (2000...2100).contains($0) ? AcademicYear(startingIn: $0) : nil }
        let year = asked ?? AcademicYear(containing: today)
        let picture = CalendarPicture(
            school: school, year: year, calendar: school.calendars[year], today: today)
        let view = picture.view(
            frame: answers.frames.frame(context.visit, at: .calendar),
            mayClose: context.person.may(.closures), mayAdd: context.person.may(.administer))
        return try answers.page(view, request)
    }

    // MARK: Closures

    @Sendable private func showClose(_ request: Request, _ context: ClosureContext) async throws -> Response {
        try await closePage(ClosureForm(day: office.today), FieldErrors(), request, context)
    }

    @Sendable private func close(_ request: Request, _ context: ClosureContext) async throws -> Response {
        let form = ClosureForm(context.form)
        var errors = FieldErrors()
        let isPart = form.what == "Y3"
        if !isPart, form.what != "Y4" { errors.add("what", "Choose what is closed") }
        if isPart, form.yearGroups.isEmpty { errors.add("what", "Tick the year groups that cannot come") }
        let range = form.range.read(&errors)
        if let range, range.to.date - range.from.date > 60 {
            errors.add("to", "Close at most 60 days at a time")
        }
        if form.reason.isEmpty { errors.add("reason", "Say why the school is closed") }
        guard errors.isEmpty, let range else { return try await closePage(form, errors, request, context) }
        do {
            let act = try await office.closeSite(
                from: range.from, to: range.to, yearGroups: isPart ? form.yearGroups.sorted() : [],
                reason: form.reason, by: context.person)
            let year = AcademicYear(containing: range.from.date)
            return answers.seeOther(
                "/calendar?year=\(year.start)", request,
                flash: .done("The closure is recorded and the registers filled.", undo: act))
        } catch OfficeError.invalid(let problems) {
            return try await closePage(form, FieldErrors(problems), request, context)
        }
    }

    private func closePage(
        _ form: ClosureForm, _ errors: FieldErrors, _ request: Request, _ context: ClosureContext
    ) async throws -> Response {
        let school = try await office.school(context.person.school)
        let named = school.policy(on: office.today)?.school.yearGroups ?? []
        let view = FormView(
            frame: answers.frames.frame(context.visit, at: .calendar), title: "Unexpected closure",
            lead:
                "Fills the register of every pupil who was expected; those who attended keep their mark. It can be taken back as one act. A closure that is planned belongs in the calendar.",
            back: Link(href: "/calendar", label: "Calendar"), action: "/calendar/closures/new",
            errors: errors.summary, sections: form.sections(named.isEmpty ? YearGroup.all : named, errors),
            submit: "Close the school", isDangerous: true)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable private func takeBack(_ request: Request, _ context: ClosureContext) async throws -> Response {
        let school = try await office.school(context.person.school)
        guard let act = ActID(context.form.text("act")), school.closures.contains(where: { $0.act == act })
        else { throw OfficeError.notFound("There is no such closure, or it was taken back already.") }
        let done = try await office.undo(act, by: context.person)
        let left = done.left == 0 ? "" : " \(done.left) that somebody has changed since were left."
        return answers.seeOther(
            "/calendar", request,
            flash: .good("The closure is taken back: \(done.setBack.inWords) marks as before.\(left)"))
    }

    // MARK: Files

    @Sendable private func showAdd(
        _ request: Request, _ context: PermittedContext<Administers>
    ) async throws -> Response {
        try addPage("", "", FieldErrors(), request, context)
    }

    @Sendable private func add(
        _ request: Request, _ context: PermittedContext<Administers>
    ) async throws -> Response {
        let text = context.form["text", default: ""].split(
            separator: "\r\n", omittingEmptySubsequences: false
        )
        .joined(separator: "\n")
        let name = context.form.text("name")
        if name.isEmpty || text.allSatisfy(\.isWhitespace) {
            var errors = FieldErrors()
            if name.isEmpty { errors.add("name", "Give the file a name, by which it is found again") }
            if text.allSatisfy(\.isWhitespace) { errors.add("text", "Paste the calendar file") }
            return try addPage(name, text, errors, request, context)
        }
        do {
            try await office.addCalendar(
                SourceFile(name: name, text: text), school: context.person.school, by: context.person.named)
        } catch let problems as Problems {
            var errors = FieldErrors()
            for problem in problems.all {
                errors.add(
                    "text",
                    "Line \(problem.line), column \(problem.column): \(problem.problem) \(problem.remedy)")
            }
            return try addPage(name, text, errors, request, context)
        }
        return answers.seeOther("/calendar", request, flash: .good("The calendar is added."))
    }

    private func addPage(
        _ name: String, _ text: String, _ errors: FieldErrors, _ request: Request,
        _ context: PermittedContext<Administers>
    ) throws -> Response {
        let view = FormView(
            frame: answers.frames.frame(context.visit, at: .calendar), title: "Add a calendar file",
            lead:
                "Terms, half-terms and planned closures of one school year. It takes the place of the year's earlier one, which is kept.",
            back: Link(href: "/calendar", label: "Calendar"), action: "/calendar/new", errors: errors.summary,
            sections: [
                FormView.Section(
                    title: nil,
                    rows: [
                        FormView.Row(fields: [
                            .text("name", "Name of the file", name, hint: "2026-27.yaml", errors: errors)
                        ]),
                        FormView.Row(fields: [
                            .area("text", "What is in it", text, errors: errors)
                        ]),
                    ])
            ], submit: "Add it")
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
