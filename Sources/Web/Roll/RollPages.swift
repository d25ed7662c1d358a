import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// The roll: everyone on it on a day, searched and narrowed.
struct RollPages: Sendable {
    let office: Office
    let answers: Answers

    private static let most = 60

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let readers = router.group(context: RollContext.self)
        readers.get("pupils", use: show)
        readers.post("pupils", use: search)
    }

    @Sendable private func show(_ request: Request, _ context: RollContext) async throws -> Response {
        let form = RollForm(FormFields(urlEncoded: (request.uri.query ?? "").utf8))
        return try await page(request, context, form)
    }

    /// A name is searched for by address, so that the page can be kept; anything like a UPN is not.
    @Sendable private func search(_ request: Request, _ context: RollContext) async throws -> Response {
        let form = RollForm(context.form)
        guard form.looksLikeUPN else { return answers.seeOther(form.path(), request) }
        let found = try await office.searchRoll(form.search, by: context.person)
        if found.count == 1, let pupil = found.first {
            return answers.seeOther("/pupils/\(pupil.id)", request)
        }
        return try await page(request, context, form)
    }

    private func page(_ request: Request, _ context: RollContext, _ form: RollForm) async throws -> Response {
        let person = context.person
        var errors = FieldErrors()
        var day = office.today
        if !form.on.isEmpty {
            if let given = CalendarDate(form.on) {
                day = given
            } else {
                errors.add("on", "Give a day, as 2025-11-20")
            }
        }
        var pupils =
            form.search.isEmpty
            ? try await office.rollList(on: day, by: person)
            : try await office.rollList(matching: form.search, on: day, by: person)
        let total = pupils.count
        let years = Set(pupils.compactMap(\.pupil.yearGroup)).sorted()
        if let year = YearGroup(form.year) { pupils.removeAll { $0.pupil.yearGroup != year } }
        if !form.group.isEmpty { pupils.removeAll { $0.pupil.registrationGroup != form.group } }

        let pages = max(1, (pupils.count + Self.most - 1) / Self.most)
        let place = min(form.page, pages)
        let shown = pupils.dropFirst((place - 1) * Self.most).prefix(Self.most)
        let groups = try await office.groups(on: day, kind: .registration, by: person)
        let mayEdit = person.may(.editRoll)
        let view = RollView(
            frame: answers.frames.frame(context.visit, at: .roll), errors: errors.summary,
            summary: form.search.isEmpty
                ? "\(total.inWords) \(total == 1 ? "pupil" : "pupils") on roll on \(day.dayAndMonth) \(day.year)"
                : "\(total.inWords) found, leavers too",
            action: Place.roll.rawValue, search: form.search,
            filters: [
                .select(
                    "year", "Year group", [("", "All")] + years.map { ($0.description, $0.name) },
                    chosen: form.year),
                .select(
                    "group", "Group", [("", "All")] + groups.inGroupOrder(\.name).map { ($0.name, $0.name) },
                    chosen: form.group),
                .date("on", "On roll on", form.on.isEmpty ? day.description : form.on, errors: errors),
            ],
            list: RollList(
                caption: "Pupils on roll", pupils: shown.map { RollLine($0, on: day) },
                pages: pages == 1
                    ? nil
                    : Pages(
                        summary:
                            "\((place - 1) * Self.most + 1) to \((place - 1) * Self.most + shown.count) of \(pupils.count.inWords)",
                        previous: place > 1 ? Link(href: form.path(page: place - 1), label: "Previous") : nil,
                        next: place < pages ? Link(href: form.path(page: place + 1), label: "Next") : nil),
                isEmpty: shown.isEmpty,
                showsNumbers: shown.contains { $0.pupil.upn != nil || $0.pupil.admissionNumber != nil },
                showsFlags: person.may(.seeFlags)),
            add: mayEdit ? "/pupils/new" : nil,
            importAddress: person.may(.importFiles) ? Place.imports.rawValue : nil,
            rollover: person.may(.rollover) ? RolloverPages.path : nil)
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}

extension RollLine {
    fileprivate init(_ listed: ListedPupil, on day: CalendarDate) {
        let pupil = listed.pupil
        var badges = listed.flags.map { Badge(text: $0.short, kind: $0.isGrave ? "warn" : "info") }
            .sorted { $0.text < $1.text }
        if listed.since == nil { badges.insert(Badge(text: "Not on roll", kind: "quiet"), at: 0) }
        self.init(
            href: "/pupils/\(pupil.id)", name: pupil.listName, year: pupil.yearGroup?.description ?? "",
            group: pupil.registrationGroup ?? "", upn: pupil.upn ?? "",
            admissionNumber: pupil.admissionNumber ?? "", born: pupil.born?.shortWithYear ?? "",
            since: listed.since?.shortWithYear ?? "", badges: badges)
    }
}

extension PupilFlag {
    /// As a badge has room for it.
    var short: String {
        switch self {
        case .freeSchoolMeals, .pupilPremium, .lookedAfter, .childInNeed, .childProtection, .teamAroundFamily,
            .englishAsAdditionalLanguage, .gypsyRomaTraveller, .ehcp, .youthOffendingTeam:
            rawValue.uppercased()
        default: title.firstLarge
        }
    }
    fileprivate var isGrave: Bool {
        switch self {
        case .childProtection, .childInNeed, .significantRisk, .lookedAfter, .medical: true
        default: false
        }
    }
}
