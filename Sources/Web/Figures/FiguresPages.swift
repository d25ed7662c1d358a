import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// Figures of the school, its year groups, registration groups and pupils over some days.
struct FiguresPages: Sendable {
    let office: Office
    let answers: Answers

    /// Rows on one page.
    private static let most = 100

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let readers = router.group(context: FiguresContext.self)
        readers.get("figures", use: show)
        readers.get("figures.csv", use: file)
    }

    @Sendable private func file(_ request: Request, _ context: FiguresContext) async throws -> Response {
        let form = FiguresForm(FormFields(urlEncoded: (request.uri.query ?? "").utf8))
        let person = context.person
        let school = try await office.school(person.school)
        guard let grouping = FigureGrouping(form.by), grouping != .day,
            let days = try? form.days(of: school, today: office.today)
        else {
            throw OfficeError.invalid("period", "These figures cannot be asked for: choose others.")
        }
        let cohort = FigureQuestion.Cohort(rawValue: form.cohort) ?? .all
        let groups = try await office.figures(
            FigureQuestion(days: days, by: [grouping], cohort: cohort), of: form.part, by: person)
        let file = FiguresFile(form: form, days: days, heading: grouping.heading, cohort: cohort)
        return file.response(
            file.bytes(
                sorted(groups, grouping, form).map { (name(of: $0, grouping), $0) },
                ofPupils: grouping == .pupil))
    }

    @Sendable private func show(_ request: Request, _ context: FiguresContext) async throws -> Response {
        let form = FiguresForm(FormFields(urlEncoded: (request.uri.query ?? "").utf8))
        let person = context.person
        let school = try await office.school(person.school)
        var view = FiguresView(
            frame: answers.frames.frame(context.visit, at: .figures), errors: nil,
            summary: "Choose the days, and whose figures.", action: Place.figures.rawValue,
            filters: [], tabs: tabs(form, person), tiles: [], trend: nil, table: .none,
            definitions: FiguresView.definitions, print: true, file: nil)
        var errors = FieldErrors()
        do {
            let days = try form.days(of: school, today: office.today)
            try await fill(&view, form, days, school, person)
        } catch let wrong as FieldErrors {
            errors = wrong
        } catch OfficeError.invalid(let problems) {
            for problem in problems {
                errors.add(form.period == .days ? problem.field : "period", problem.message)
            }
        }
        view.errors = errors.summary
        view.filters = try await filters(form, school, person, errors)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func fill(
        _ view: inout FiguresView, _ form: FiguresForm, _ days: ClosedRange<CalendarDate>, _ school: School,
        _ person: SignedIn
    ) async throws {
        guard let grouping = FigureGrouping(form.by), grouping != .day else {
            throw FieldErrors([("by", "Choose what each row is to be")])
        }
        let cohort = FigureQuestion.Cohort(rawValue: form.cohort) ?? .all
        func ask(_ by: [FigureGrouping]) async throws -> [SeenFigures] {
            try await office.figures(
                FigureQuestion(days: days, by: by, cohort: cohort), of: form.part, by: person)
        }
        let total = try await ask([.school]).first
        let groups = sorted(try await ask([grouping]), grouping, form)
        let byDay = try await ask([.day])

        view.file = form.filePath
        let pages = max(1, (groups.count + Self.most - 1) / Self.most)
        let page = min(form.page, pages)
        let shown = groups.dropFirst((page - 1) * Self.most).prefix(Self.most)
        view.table = FiguresTable(
            caption: "Figures by \(form.by.replacingHyphens)", heading: grouping.heading,
            rows: shown.map {
                FiguresRow($0, named: name(of: $0, grouping), href: href(to: $0, grouping, form, person))
            },
            // Under the whole alone it would only say the same again.
            total: grouping == .school ? nil : total.map { totalRow($0, grouping, form) },
            countsPupils: grouping != .pupil,
            pages: pages == 1
                ? nil
                : Pages(
                    summary:
                        "\((page - 1) * Self.most + 1) to \((page - 1) * Self.most + shown.count) of \(groups.count)",
                    previous: page > 1
                        ? Link(href: form.path { $0.page = page - 1 }, label: "Previous") : nil,
                    next: page < pages ? Link(href: form.path { $0.page = page + 1 }, label: "Next") : nil),
            isEmpty: groups.isEmpty)
        view.tiles = FiguresView.tiles(total, window: "\(days.lowerBound.short) to \(days.upperBound.short)")
        if total == nil || total?.figures != nil { view.trend = FiguresTrend(byDay) }
        let who = cohort == .statutory ? "pupils whom the DfE counts" : "everyone on roll in that time"
        view.summary =
            "\(form.part?.name ?? "Whole school"), \(days.lowerBound.dayAndMonth) \(days.lowerBound.year) to \(days.upperBound.dayAndMonth) \(days.upperBound.year), registers closed by now, \(who)"
    }

    private func totalRow(
        _ total: SeenFigures, _ grouping: FigureGrouping, _ form: FiguresForm
    ) -> FiguresRow {
        var row = FiguresRow(total, named: form.part?.name ?? "Whole school", href: nil)
        if grouping == .pupil { row.pupils = nil }
        return row
    }

    private func sorted(
        _ groups: [SeenFigures], _ grouping: FigureGrouping, _ form: FiguresForm
    ) -> [SeenFigures] {
        var groups = groups
        if grouping == .registrationGroup { groups = groups.inGroupOrder { $0.key.first ?? "" } }
        if grouping == .yearGroup { groups.sort { YearGroup.inOrder($0.key.first, $1.key.first) } }
        if grouping == .pupil { groups = groups.inNameOrder { NameOrder(listName: $0.pupil?.name ?? "") } }
        if form.sort == "attendance" { groups.sort { Self.share($0) < Self.share($1) } }
        return groups
    }

    /// Lowest attendance first; nothing possible, or nothing to be told, last.
    private static func share(_ group: SeenFigures) -> Double {
        guard let counts = group.figures?.counts, counts.possible > 0 else { return 2 }
        return Double(counts.attended) / Double(counts.possible)
    }

    private func name(of group: SeenFigures, _ grouping: FigureGrouping) -> String {
        let key = group.key.first ?? ""
        switch grouping {
        case .pupil: return group.pupil?.name ?? key
        case .yearGroup: return YearGroup(key)?.name ?? "No year group"
        case .registrationGroup: return key.isEmpty ? "In no group" : key
        case .school: return "Whole school"
        case .day: return key
        case .flag(let flag):
            let title = PupilFlag(rawValue: flag)?.title ?? flag
            return key == flag ? title.firstLarge : "Not: \(title)"
        }
    }

    private func href(
        to group: SeenFigures, _ grouping: FigureGrouping, _ form: FiguresForm, _ person: SignedIn
    ) -> String? {
        guard let key = group.key.first, !key.isEmpty, group.figures != nil else { return nil }
        switch grouping {
        case .pupil: return "/pupils/\(key)"
        case .yearGroup:
            return form.path {
                $0.of = "year:\(key)"
                $0.by = "registration-group"
            }
        case .registrationGroup:
            guard person.may(.seeFigures) else { return nil }
            return form.path {
                $0.of = "group:\(key)"
                $0.by = "pupil"
            }
        case .school, .day, .flag: return nil
        }
    }

    private func tabs(_ form: FiguresForm, _ person: SignedIn) -> [Tab] {
        var tabs = [
            ("school", "Whole"), ("year-group", "Year groups"), ("registration-group", "Registration groups"),
        ]
        if person.may(.seeFigures) { tabs.append(("pupil", "Pupils")) }
        return tabs.map { by, label in
            Tab(href: form.path { $0.by = by }, label: label, isCurrent: form.by == by)
        }
    }

    private func filters(
        _ form: FiguresForm, _ school: School, _ person: SignedIn, _ errors: FieldErrors
    ) async throws -> [Field] {
        let groups = try await office.groups(on: office.today, kind: .registration, by: person)
        let years = try await office.yearGroups(by: person)
        var rows = [
            ("school", "the whole"), ("year-group", "a year group"),
            ("registration-group", "a registration group"),
        ]
        if person.may(.seeFigures) { rows.append(("pupil", "a pupil")) }
        if person.may(.seeFlags) {
            rows += ["fsm", "pp", "eal", "ehcp", "lac", "social-worker"].compactMap { flag in
                PupilFlag(rawValue: flag).map { (flag, "with or without: \($0.title)") }
            }
        }
        return [
            .select(
                "period", "Days", FiguresForm.Period.inOrder.map { ($0.rawValue, $0.label) },
                chosen: form.period.rawValue, errors: errors),
            .date("from", "From", form.from, errors: errors),
            .date("to", "To", form.to, errors: errors),
            .select(
                "of", "Whose",
                [("", "Whole school")] + years.map { ("year:\($0)", $0.name) }
                    + groups.inGroupOrder(\.name).map { ("group:\($0.name)", $0.name) }, chosen: form.of,
                errors: errors),
            .select("by", "Each row is", rows, chosen: form.by, errors: errors),
            .select(
                "cohort", "Pupils", [("all", "Everyone on roll"), ("statutory", "As the DfE counts")],
                chosen: form.cohort, errors: errors),
            .select(
                "sort", "In order of", [("name", "Name"), ("attendance", "Lowest attendance")],
                chosen: form.sort, errors: errors),
        ]
    }
}

extension FigurePart {
    /// `Year 7`, `7B`.
    fileprivate var name: String {
        grouping == .yearGroup ? YearGroup(key)?.name ?? key : key
    }
}

extension FigureGrouping {
    fileprivate var heading: String {
        switch self {
        case .pupil: "Pupil"
        case .registrationGroup: "Registration group"
        case .yearGroup: "Year group"
        case .school: "School"
        case .day: "Day"
        case .flag: "Pupils"
        }
    }
}

extension YearGroup {
    /// Youngest first, none last.
    fileprivate static func inOrder(_ a: String?, _ b: String?) -> Bool {
        (a.flatMap { YearGroup($0)?.number } ?? 99) < (b.flatMap { YearGroup($0)?.number } ?? 99)
    }
}

extension String {
    fileprivate var replacingHyphens: String { split(separator: "-").joined(separator: " ") }
    /// With a large first letter.
    var firstLarge: String { prefix(1).uppercased() + dropFirst() }
}
