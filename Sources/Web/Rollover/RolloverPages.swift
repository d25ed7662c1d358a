import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// September: each group goes up a year, the highest leaves. A dry run shows what it comes to before it is done.
struct RolloverPages: Sendable {
    let office: Office
    let answers: Answers

    static let path = "/pupils/rollover"

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let movers = router.group("pupils/rollover", context: MoverContext.self)
        movers.get(use: show)
        movers.post(use: plan)
        movers.post("carry-out", use: carryOut)
    }

    enum MovesSchoolUp: Need { static let permissions: [Permission] = [.rollover] }
    private typealias MoverContext = PermittedContext<MovesSchoolUp>

    @Sendable private func show(_ request: Request, _ context: MoverContext) async throws -> Response {
        let asked = FormFields(urlEncoded: (request.uri.query ?? "").utf8).text("firstDay")
        let school = try await office.school(context.person.school)
        let day = CalendarDate(asked) ?? Self.usualFirstDay(school, today: office.today)
        let suggestion = try await office.suggestRollover(
            to: AcademicYear(containing: day), firstDay: day, by: context.person)
        return try await page(RolloverForm(suggestion), FieldErrors(), nil, request, context)
    }

    @Sendable private func plan(_ request: Request, _ context: MoverContext) async throws -> Response {
        let form = RolloverForm(context.form)
        do {
            let rollover = try form.rollover(of: try await groups(form, context))
            let plan = try await office.planRollover(rollover, by: context.person)
            return try await page(form, FieldErrors(), (rollover, plan), request, context)
        } catch let errors as FieldErrors {
            return try await page(form, errors, nil, request, context)
        } catch OfficeError.invalid(let problems) {
            return try await page(form, Self.errors(problems), nil, request, context)
        }
    }

    @Sendable private func carryOut(_ request: Request, _ context: MoverContext) async throws -> Response {
        let form = RolloverForm(context.form)
        do {
            let rollover = try form.rollover(of: try await groups(form, context))
            let plan = try await office.rollOver(rollover, by: context.person)
            return answers.seeOther(
                "/pupils?on=\(rollover.firstDay)", request,
                flash: .good(
                    "The school moves up on \(rollover.firstDay.dayAndMonth): \(plan.up.count.inWords) go up, "
                        + "\(plan.leavers.count.inWords) leave."))
        } catch let errors as FieldErrors {
            return try await page(form, errors, nil, request, context)
        } catch OfficeError.invalid(let problems) {
            return try await page(form, Self.errors(problems), nil, request, context)
        } catch OfficeError.conflict(let text) {
            return try await page(form, FieldErrors([("newGroups", text)]), nil, request, context)
        }
    }

    /// What the office says, at the field where it is mended.
    private static func errors(_ problems: [FieldProblem]) -> FieldErrors {
        FieldErrors(problems, renaming: ["year": "firstDay", "moves": "groups"])
    }

    /// The first day of term of the year to come; of this one in August, before it has begun.
    private static func usualFirstDay(_ school: School, today: CalendarDate) -> CalendarDate {
        let present = AcademicYear(containing: today)
        let year = today < present.firstDay + 31 ? present : present.next
        return school.calendars[year]?.terms.first?.from ?? year.firstDay + 33
    }

    /// The registration groups of the year that ends.
    private func groups(_ form: RolloverForm, _ context: MoverContext) async throws -> [PupilGroup] {
        let first = CalendarDate(form.firstDay) ?? office.today
        let ending = AcademicYear(containing: first).previous
        let groups = try await office.groups(
            on: ending.lastDay - 1, kind: .registration, by: context.person)
        return groups.inGroupOrder(\.name)
    }

    private func page(
        _ form: RolloverForm, _ errors: FieldErrors, _ planned: (Rollover, RolloverPlan)?, _ request: Request,
        _ context: MoverContext
    ) async throws -> Response {
        let groups = try await groups(form, context)
        let years = try await office.yearGroups(by: context.person)
        let year = CalendarDate(form.firstDay).map { AcademicYear(containing: $0) }
        let staff = try await office.staff(on: office.today, by: context.person)
        let names = Dictionary(staff.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let view = RolloverView(
            frame: answers.frames.frame(context.visit, at: .roll),
            title: year.map { "Move up to \($0)" } ?? "Move up a year", errors: errors.summary,
            firstDay: [
                .date(
                    "firstDay", "First day of the new year", form.firstDay,
                    hint: "The first day on which the new groups are called.", errors: errors)
            ],
            groups: groups.map { group in
                let id = group.id.description
                return RolloverView.Group(
                    id: id, name: group.name, newName: form.names[id] ?? "", keeps: form.keeps.contains(id))
            },
            leaving: years.map {
                RolloverView.Choice(
                    value: $0.description, label: $0.name, isChosen: form.leaving.contains($0.description))
            },
            newGroups: [
                .area(
                    "newGroups", "New groups", form.newGroups,
                    hint: "For those who start. One name a line; who takes them is set up afterwards.",
                    errors: errors)
            ],
            plan: planned.map { RolloverView.Plan($0.1, of: $0.0, form: form, names: names) })
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension RolloverView.Plan {
    init(_ plan: RolloverPlan, of rollover: Rollover, form: RolloverForm, names: [PersonID: String]) {
        let sizes = Dictionary(grouping: plan.up, by: \.group).mapValues(\.count)
        func who(_ taker: Taker) -> String {
            switch taker {
            case .person(let id): names[id] ?? "somebody who has left"
            case .role(let role): "any \(role.title)"
            }
        }
        self.init(
            tiles: [
                Tile(
                    label: "Go up", value: plan.up.count.inWords, unit: "pupils",
                    how: "From \(rollover.firstDay.inWords) on"),
                Tile(
                    label: "Leave", value: plan.leavers.count.inWords, unit: "pupils",
                    how: "They stay on the roll until a named person records the ground for each"),
                Tile(
                    label: "Groups", value: plan.groups.count.inWords,
                    how: "Each with a register of both sessions"),
                Tile(
                    label: "Already there", value: plan.already.count.inWords, unit: "pupils",
                    how: "Admitted ahead, or moved by hand: nothing changes for them"),
            ],
            remarks: plan.remarks,
            groups: plan.groups.inGroupOrder(\.name).map { group in
                RolloverView.PlannedGroup(
                    name: group.name, was: group.was ?? "new", pupils: (sizes[group.name] ?? 0).inWords,
                    takers: group.takers.map(who).joined(separator: ", "))
            },
            leavers: plan.leavers.map {
                Link(
                    href: "/pupils/\($0.id)",
                    label: [$0.listName, $0.registrationGroup].compactMap(\.self).joined(separator: ", "))
            }, leaverCount: plan.leavers.count.inWords, hidden: form.hidden,
            submit: "Move the school up on \(rollover.firstDay.dayAndMonth) \(rollover.firstDay.year)")
    }
}
