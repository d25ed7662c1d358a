import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// One pupil: attendance, contacts, and everything else that is kept; as far as the reader may see it.
struct PupilPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let roll = router.group(context: RollContext.self)
        roll.get("pupils/:pupil", use: attendance)
        roll.get("pupils/:pupil/standing", use: standing)
        roll.get("pupils/:pupil/contacts", use: contacts)
        roll.get("pupils/:pupil/details", use: details)
    }

    @Sendable private func attendance(_ request: Request, _ context: RollContext) async throws -> Response {
        let person = context.person
        let record = try await office.record(of: try context.pupil, by: person)
        let today = office.today
        let query = request.uri.queryParameters
        let picked = query["session"].flatMap { Session(slug: $0) }
        let asked = query["year"].flatMap { Int($0) }.flatMap { (2000...2100).contains($0) ? $0 : nil }
        let present = AcademicYear(containing: today)
        var year =
            asked.map { AcademicYear(startingIn: $0) } ?? picked.map { AcademicYear(containing: $0.date) }
        if year == nil {
            let spells = record.pupil.admissions
            year = spells.last.flatMap(\.to).map { min(present, AcademicYear(containing: $0)) } ?? present
        }
        let shown = try await office.attendance(of: record.pupil.id, in: year ?? present, by: person)
        let entries =
            try await picked.asyncMap {
                try await office.entries(of: record.pupil.id, in: $0, by: person)
            }
        let picture = YearPicture(
            pupil: record.pupil, shown: shown, picked: picked, entries: entries ?? [], today: today,
            codes: office.law.codes, person: person)
        var view = try await page(record, context, tab: .attendance)
        view.attendance = picture.view
        let whole = shown.whole.counts
        if shown.year == present, whole.isPersistentlyAbsent {
            view.badges.append(
                Badge(
                    text: whole.isSeverelyAbsent ? "Severely absent" : "Persistently absent",
                    kind: whole.isSeverelyAbsent ? "bad" : "warn"))
        }
        return try answers.page(view, request)
    }

    @Sendable private func standing(_ request: Request, _ context: RollContext) async throws -> Response {
        let person = context.person
        let record = try await office.record(of: try context.pupil, by: person)
        let stands = try await office.standing(of: record.pupil.id, by: person)
        let contacts = office.recipients(of: record.contacts ?? []).map {
            ($0.recipient, $0.contact.name)
        }
        var view = try await page(record, context, tab: .standing)
        view.standing = StandingView(
            stands, pupil: record.pupil.id, now: office.moment,
            contacts: Dictionary(contacts) { first, _ in first }, person: person)
        return try answers.page(view, request)
    }

    @Sendable private func contacts(_ request: Request, _ context: RollContext) async throws -> Response {
        let person = context.person
        try person.require(.seeContacts)
        let record = try await office.record(of: try context.pupil, by: person)
        let others = try await office.others(ofContactsOf: record.pupil.id, by: person)
        let base = "/pupils/\(record.pupil.id)/contacts"
        let cards = (record.contacts ?? []).enumerated().map { place, contact in
            ContactCard(
                contact, place: place + 1, others: others[contact.id] ?? [],
                edit: person.may(.editRoll) ? "\(base)/\(contact.id)" : nil)
        }
        var view = try await page(record, context, tab: .contacts)
        view.contacts = PupilContacts(
            contacts: cards, add: person.may(.editRoll) ? "\(base)/new" : nil, isEmpty: cards.isEmpty)
        return try answers.page(view, request)
    }

    @Sendable private func details(_ request: Request, _ context: RollContext) async throws -> Response {
        let record = try await office.record(of: try context.pupil, by: context.person)
        var view = try await page(record, context, tab: .details)
        view.details = PupilFile(record, today: office.today, person: context.person)
        return try answers.page(view, request)
    }

    private enum PupilTab: String, CaseIterable {
        case attendance, standing, contacts, details

        var label: String {
            switch self {
            case .attendance: "Attendance"
            case .standing: "Where they stand"
            case .contacts: "Contacts"
            case .details: "Details and history"
            }
        }
    }

    private func page(
        _ record: PupilRecord, _ context: RollContext, tab: PupilTab
    ) async throws -> PupilView {
        let pupil = record.pupil
        let person = context.person
        let today = office.today
        let base = "/pupils/\(pupil.id)"
        let isOnRoll = pupil.isOnRoll(on: today)
        var actions: [Link] = []
        if person.may(.amend) {
            actions.append(Link(href: "\(base)/amend", label: "Amend marks"))
            actions.append(Link(href: "\(base)/report", label: "Log a report"))
            if isOnRoll { actions.append(Link(href: "\(base)/plan", label: "Plan an absence")) }
        }
        if person.may(.recordArrivals), isOnRoll {
            actions.append(Link(href: "\(base)/arrival", label: "Note an arrival"))
        }
        if person.may(.editRoll) { actions.append(Link(href: "\(base)/edit", label: "Edit")) }
        let flags = pupil.flags(on: today).map { flag in
            Badge(
                text: flag.title.prefix(1).uppercased() + flag.title.dropFirst(),
                kind: [.socialWorker, .childProtection, .childInNeed].contains(flag) ? "bad" : "info")
        }
        var counts: [PupilTab: String] = [:]
        counts[.contacts] = record.contacts.map { "\($0.count)" }
        let open = try await office.openSteps(of: pupil.id, by: person)
        if open > 0 { counts[.standing] = open.inWords }
        var seen: Set<PupilTab> = [.attendance, .details]
        if person.may(.seeContacts) { seen.insert(.contacts) }
        if try await office.maySeeStanding(of: pupil.id, by: person) { seen.insert(.standing) }
        let tabs = PupilTab.allCases.filter(seen.contains).map {
            Tab(
                href: $0 == .attendance ? base : "\(base)/\($0.rawValue)", label: $0.label,
                isCurrent: $0 == tab, count: counts[$0])
        }
        return PupilView(
            frame: answers.frames.frame(context.visit, at: .roll), name: pupil.name,
            summary: pupil.summary(on: today), badges: flags.sorted { $0.text < $1.text }, actions: actions,
            tabs: tabs, attendance: nil, contacts: nil, details: nil, standing: nil)
    }
}

extension RequestContext {
    /// The pupil that the address names; an address that names none is not found.
    var pupil: PupilID {
        get throws {
            guard let pupil = parameters.get("pupil").flatMap({ PupilID($0) }) else {
                throw HTTPError(.notFound)
            }
            return pupil
        }
    }
}

extension Optional {
    fileprivate func asyncMap<T>(_ change: (Wrapped) async throws -> T) async rethrows -> T? {
        guard let self else { return nil }
        return try await change(self)
    }
}

extension Pupil {
    /// `Year 9 · 9C · on roll since 4 September 2023`.
    func summary(on day: CalendarDate) -> String {
        var parts: [String] = []
        if let group = yearGroup(on: day) { parts.append(group.name) }
        if let group = registrationGroup(in: Session(day, .pm)) { parts.append(group) }
        if let spell = admissions.last {
            if let to = spell.to, to < day {
                parts.append("left after \(to.dayAndMonth) \(to.year)")
            } else if spell.from > day {
                parts.append("starts on \(spell.from.dayAndMonth) \(spell.from.year)")
            } else {
                parts.append("on roll since \(spell.from.dayAndMonth) \(spell.from.year)")
            }
        } else {
            parts.append("never on roll")
        }
        return parts.joined(separator: " · ")
    }
}
