import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// What the office does from a pupil's page: amend marks, keep a report, plan an absence, note an arrival.
struct PupilActPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let amends = router.group(context: OfficeContext.self)
        amends.get("pupils/:pupil/amend", use: showAmend)
        amends.post("pupils/:pupil/amend", use: amend)
        amends.get("pupils/:pupil/report", use: showReport)
        amends.post("pupils/:pupil/report", use: report)
        amends.get("pupils/:pupil/plan", use: showPlan)
        amends.post("pupils/:pupil/plan", use: plan)
        amends.get("pupils/:pupil/plans/:plan/end", use: showEndPlan)
        amends.post("pupils/:pupil/plans/:plan/end", use: endPlan)
        let roll = router.group(context: RollContext.self)
        roll.get("pupils/:pupil/arrival", use: showArrival)
        roll.post("pupils/:pupil/arrival", use: arrive)
    }

    // MARK: Amend

    @Sendable private func showAmend(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let pupil = try await pupil(context)
        let query = request.uri.queryParameters
        let today = Session(office.today, office.moment.time.hour < 12 ? .am : .pm)
        let from = query["from"].flatMap { Session(slug: $0) } ?? today
        var form = AmendForm(
            range: SessionRange(from: from, to: query["to"].flatMap { Session(slug: $0) } ?? from))
        if let id = query["report"].flatMap({ Int64($0) }) {
            let year = AcademicYear(containing: office.today)
            for year in [year, year.previous] {
                let shown = try await office.attendance(of: pupil.id, in: year, by: context.person)
                guard let report = shown.reports.first(where: { $0.id == id }) else { continue }
                form = AmendForm(
                    range: SessionRange(
                        from: report.from, to: max(report.from, min(report.to, Session(office.today, .pm)))),
                    code: report.code?.text ?? "", reason: report.asReason)
                break
            }
        }
        return try amendPage(pupil, form, FieldErrors(), request, context)
    }

    @Sendable private func amend(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let pupil = try await pupil(context)
        let form = AmendForm(context.form)
        var errors = FieldErrors()
        let range = form.range.read(&errors)
        if form.code.isEmpty { errors.add("code", "Choose the code that is right") }
        if form.reason.isEmpty {
            errors.add("reason", "Give the reason: an amendment without one is not allowed")
        }
        let granted = CalendarDate(form.grantedOn)
        if granted == nil, !form.grantedOn.isEmpty {
            errors.add("grantedOn", "Give the day as 2025-11-20")
        }
        let minutes = Int(form.minutes).flatMap { (0...600).contains($0) ? $0 : nil }
        if minutes == nil, !form.minutes.isEmpty { errors.add("minutes", "Give whole minutes, 0 to 600") }
        guard errors.isEmpty, let range else { return try amendPage(pupil, form, errors, request, context) }
        guard range.to.date - range.from.date <= 366 else {
            errors.add("to", "Amend at most one year at a time")
            return try amendPage(pupil, form, errors, request, context)
        }
        do {
            let sessions = try await office.amendable(
                pupil.id, from: range.from, to: range.to, by: context.person)
            guard !sessions.isEmpty else {
                throw OfficeError.invalid(
                    "from", "No session was held for \(pupil.name) then, up to today. Choose other days.")
            }
            let done = try await office.amend(
                sessions.map {
                    Amendment(
                        pupil: pupil.id, session: $0, to: form.code, minutesLate: minutes, note: form.note,
                        grantedOn: granted)
                }, reason: form.reason, by: context.person)
            let back = "/pupils/\(pupil.id)?session=\((sessions.last ?? range.to).slug)#entries"
            guard let act = done.act else {
                return answers.seeOther(back, request, flash: .warn("All of that stood already."))
            }
            let count = done.entries.compactMap(\.self).count
            return answers.seeOther(
                back, request,
                flash: .done("\(count == 1 ? "One mark is" : "\(count) marks are") amended.", undo: act))
        } catch OfficeError.invalid(let problems) {
            let errors = FieldErrors(
                problems, renaming: ["to": "code", "date": "from", "session": "from", "pupil": "from"])
            return try amendPage(pupil, form, errors, request, context)
        }
    }

    private func amendPage(
        _ pupil: Pupil, _ form: AmendForm, _ errors: FieldErrors, _ request: Request,
        _ context: OfficeContext
    ) throws -> Response {
        let day = CalendarDate(form.range.from) ?? office.today
        return try page(
            "Amend marks", pupil,
            lead:
                "\(pupil.name). The entry before it is kept and shown beside it, for as long as the register.",
            action: "amend",
            sections: form.sections(office.law.codes.choices(on: day, to: context.person), errors),
            submit: "Amend", errors, request, context.visit)
    }

    // MARK: Report

    @Sendable private func showReport(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let form = ReportForm(
            range: SessionRange(from: Session(office.today, .am), to: Session(office.today, .pm)))
        return try reportPage(try await pupil(context), form, FieldErrors(), request, context)
    }

    @Sendable private func report(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let pupil = try await pupil(context)
        let form = ReportForm(context.form)
        var errors = FieldErrors()
        let range = form.range.read(&errors)
        if form.reason.isEmpty { errors.add("reason", "Write what was said") }
        if let range, !form.code.isEmpty, AttendanceCode(form.code, on: range.from.date) == nil {
            errors.add("code", "'\(form.code)' is not a code of the register")
        }
        guard errors.isEmpty, let range else { return try reportPage(pupil, form, errors, request, context) }
        do {
            let id = try await office.report(
                pupil.id, from: range.from, to: range.to, reason: form.reason, code: form.code.nilWhenEmpty,
                toldBy: form.toldBy.nilWhenEmpty,
                channel: ReportForm.channels.contains { $0.0 == form.channel } ? form.channel : nil,
                by: context.person)
            let next =
                context.form["do"] == "amend"
                ? "/pupils/\(pupil.id)/amend?report=\(id)" : "/pupils/\(pupil.id)"
            return answers.seeOther(next, request, flash: .good("What was said is kept."))
        } catch OfficeError.invalid(let problems) {
            return try reportPage(pupil, form, FieldErrors(problems), request, context)
        }
    }

    private func reportPage(
        _ pupil: Pupil, _ form: ReportForm, _ errors: FieldErrors, _ request: Request,
        _ context: OfficeContext
    ) throws -> Response {
        let day = CalendarDate(form.range.from) ?? office.today
        let absences = office.law.codes.choices(on: day, to: context.person) {
            !$0.sessionClass.isAttended && $0.code != .noReasonYet
        }
        return try page(
            "Log a report", pupil, lead: "What somebody told the school about \(pupil.name).",
            action: "report", sections: form.sections(absences, errors), submit: "Keep it",
            second: FormView.Second(value: "amend", label: "Keep it and amend the marks"), errors, request,
            context.visit)
    }

    // MARK: Plan

    @Sendable private func showPlan(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let next = office.today + 1
        let form = PlanForm(range: SessionRange(from: Session(next, .am), to: Session(next, .pm)))
        return try planPage(try await pupil(context), form, FieldErrors(), request, context)
    }

    @Sendable private func plan(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let pupil = try await pupil(context)
        let form = PlanForm(context.form)
        var errors = FieldErrors()
        if form.code.isEmpty { errors.add("code", "Choose a code") }
        let range = form.range.read(&errors)
        guard errors.isEmpty, let range else { return try planPage(pupil, form, errors, request, context) }
        do {
            let act = try await office.plan(
                form.code, for: [pupil.id], from: range.from, to: range.to, pattern: form.pattern.sorted(),
                note: form.note.nilWhenEmpty, by: context.person)
            return answers.seeOther("/pupils/\(pupil.id)", request, flash: .done("Planned.", undo: act))
        } catch OfficeError.invalid(let problems) {
            let errors = FieldErrors(problems, renaming: ["pupil": "from"])
            return try planPage(pupil, form, errors, request, context)
        }
    }

    private func planPage(
        _ pupil: Pupil, _ form: PlanForm, _ errors: FieldErrors, _ request: Request, _ context: OfficeContext
    ) throws -> Response {
        let day = CalendarDate(form.range.from) ?? office.today
        let codes = office.law.codes.choices(on: day, to: context.person) { $0.timing == .planned }
        return try page(
            "Plan an absence", pupil,
            lead:
                "\(pupil.name). It becomes a mark when the register is taken, unless the pupil is in the room.",
            action: "plan", sections: form.sections(codes, errors), submit: "Plan it", errors, request,
            context.visit)
    }

    @Sendable private func showEndPlan(_ request: Request, _ context: OfficeContext) async throws -> Response
    {
        let (pupil, plan) = try await planned(context)
        return try endPlanPage(pupil, plan, FieldErrors(), "", request, context)
    }

    @Sendable private func endPlan(_ request: Request, _ context: OfficeContext) async throws -> Response {
        let (pupil, plan) = try await planned(context)
        let reason = context.form.text("reason")
        guard !reason.isEmpty else {
            let errors = FieldErrors([("reason", "Say why it ends")])
            return try endPlanPage(pupil, plan, errors, reason, request, context)
        }
        try await office.endPlan(plan.id, reason: reason, by: context.person)
        return answers.seeOther("/pupils/\(pupil.id)", request, flash: .good("The plan has ended."))
    }

    /// A plan of this very pupil that still holds.
    private func planned(_ context: OfficeContext) async throws -> (Pupil, Plan) {
        let pupil = try await pupil(context)
        guard let id = context.parameters.get("plan").flatMap({ Int64($0) }) else {
            throw HTTPError(.notFound)
        }
        let year = AcademicYear(containing: office.today)
        for year in [year, year.next, year.previous] {
            let shown = try await office.attendance(of: pupil.id, in: year, by: context.person)
            if let plan = shown.plans.first(where: { $0.id == id }) { return (pupil, plan) }
        }
        throw OfficeError.notFound("There is no such plan, or it has ended.")
    }

    private func endPlanPage(
        _ pupil: Pupil, _ plan: Plan, _ errors: FieldErrors, _ reason: String, _ request: Request,
        _ context: OfficeContext
    ) throws -> Response {
        try page(
            "End a plan", pupil,
            lead:
                "\(pupil.name), \(plan.code.text), \(plan.from.short) to \(plan.to.short). Marks taken from it stand.",
            action: "plans/\(plan.id)/end",
            sections: [
                FormView.Section(
                    title: nil,
                    rows: [FormView.Row(fields: [.text("reason", "Why it ends", reason, errors: errors)])])
            ],
            submit: "End the plan", errors, request, context.visit)
    }

    // MARK: Arrival

    @Sendable private func showArrival(_ request: Request, _ context: RollContext) async throws -> Response {
        try context.person.require(.recordArrivals)
        return try arrivalPage(
            try await pupil(context), ArrivalForm(time: office.moment.time), FieldErrors(), request, context)
    }

    @Sendable private func arrive(_ request: Request, _ context: RollContext) async throws -> Response {
        try context.person.require(.recordArrivals)
        let pupil = try await pupil(context)
        let form = ArrivalForm(context.form)
        guard let time = TimeOfDay(form.time) else {
            let errors = FieldErrors([("time", "Give the time as 09:22")])
            return try arrivalPage(pupil, form, errors, request, context)
        }
        do {
            let code = try await office.arrive(
                pupil.id, at: time, on: office.today, code: form.code.nilWhenEmpty,
                note: form.note.nilWhenEmpty, by: context.person)
            return answers.seeOther(
                "/pupils/\(pupil.id)", request,
                flash: .good("\(pupil.name) came in at \(time): the mark is \(code.text)."))
        } catch OfficeError.invalid(let problems) {
            let errors = FieldErrors(problems, renaming: ["pupil": "time"])
            return try arrivalPage(pupil, form, errors, request, context)
        }
    }

    private func arrivalPage(
        _ pupil: Pupil, _ form: ArrivalForm, _ errors: FieldErrors, _ request: Request, _ context: RollContext
    ) throws -> Response {
        let codes = office.law.codes.choices(on: office.today, to: context.person) {
            $0.sessionClass != .administrative && $0.code != .noReasonYet
        }
        return try page(
            "Note an arrival", pupil,
            lead:
                "\(pupil.name), today. The mark goes by the published times and the time they came, not by when this is sent.",
            action: "arrival", sections: form.sections(codes, errors), submit: "Note it", errors, request,
            context.visit)
    }

    // MARK: All of them

    private func pupil(_ context: some SignedInContext) async throws -> Pupil {
        try await office.record(of: try context.pupil, by: context.person).pupil
    }

    private func page(
        _ title: String, _ pupil: Pupil, lead: String, action: String, sections: [FormView.Section],
        submit: String, second: FormView.Second? = nil, _ errors: FieldErrors, _ request: Request,
        _ visit: Visit
    ) throws -> Response {
        let base = "/pupils/\(pupil.id)"
        let view = FormView(
            frame: answers.frames.frame(visit, at: .roll), title: title, lead: lead,
            back: Link(href: base, label: pupil.name), action: "\(base)/\(action)", errors: errors.summary,
            sections: sections, submit: submit, second: second)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension AbsenceReport {
    /// As the reason of an amendment: `Mother, by telephone: temperature`.
    fileprivate var asReason: String {
        let told = [toldBy, channel.map { "by \($0)" }].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: ", ")
        return told.isEmpty ? reason : "\(told): \(reason)"
    }
}
