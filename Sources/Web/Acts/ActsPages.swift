import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// What was done, by whom and when; each act with what it changed, and the way back.
struct ActsPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        let readers = router.group("acts", context: PermittedContext<SeesActs>.self)
        readers.get(use: list)
        readers.get(":act", use: show)
    }

    enum SeesActs: Need { static let permissions: [Permission] = [.seeActs] }
    private typealias ActsContext = PermittedContext<SeesActs>

    @Sendable private func list(_ request: Request, _ context: ActsContext) async throws -> Response {
        let form = ActsForm(FormFields(urlEncoded: (request.uri.query ?? "").utf8))
        var errors = FieldErrors()
        var wanted = ActsWanted(
            kinds: form.what.kinds, name: form.who.nilWhenEmpty, before: form.before)
        if !form.on.isEmpty {
            if let day = CalendarDate(form.on),
                let end = try? LondonClock.instant(of: Moment(day + 1, .midnight))
            {
                wanted.until = end
            } else {
                errors.add("on", "Give a day, as 2025-11-20")
            }
        }
        let page = try await office.acts(wanted, by: context.person)
        let names = Set(page.names).union(form.who.isEmpty ? [] : [form.who]).sorted()
        let view = ActsView(
            frame: answers.frames.frame(context.visit, at: .acts), errors: errors.summary,
            summary: "What was done, by whom and when. Nothing here is ever changed or removed.",
            action: Place.acts.rawValue,
            filters: [
                .select(
                    "what", "What", ActsForm.What.allCases.map { ($0.rawValue, $0.label) },
                    chosen: form.what.rawValue),
                .select(
                    "who", "By whom", [("", "Anybody")] + names.map { ($0, $0) }, chosen: form.who),
                .date("on", "On this day or before", form.on, errors: errors),
            ],
            days: days(of: page.acts), isEmpty: page.acts.isEmpty, pages: pages(of: page, form))
        return try answers.page(view, request, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func pages(of page: ActPage, _ form: ActsForm) -> Pages? {
        guard page.older != nil || form.before != nil else { return nil }
        return Pages(
            summary: "\(page.acts.count.inWords) shown",
            previous: form.before.map { _ in Link(href: form.path(), label: "Newest") },
            next: page.older.map { Link(href: form.path(before: $0), label: "Older") })
    }

    private func days(of acts: [ListedAct]) -> [ActsView.Day] {
        var days: [(day: CalendarDate, acts: [ActLine])] = []
        for act in acts {
            let moment = LondonClock.moment(at: act.act.at)
            if days.last?.day != moment.date { days.append((moment.date, [])) }
            days[days.count - 1].acts.append(ActLine(act, at: moment))
        }
        return days.map { ActsView.Day(name: $0.day.inWords, acts: $0.acts) }
    }

    @Sendable private func show(_ request: Request, _ context: ActsContext) async throws -> Response {
        guard let id = context.parameters.get("act").flatMap({ ActID($0) }) else {
            throw HTTPError(.notFound)
        }
        let full = try await office.act(id, by: context.person)
        let view = ActView(
            full, frame: answers.frames.frame(context.visit, at: .acts), law: office.law.codes,
            person: context.person)
        return try answers.page(view, request)
    }
}

extension ActLine {
    init(_ listed: ListedAct, at moment: Moment) {
        let act = listed.act
        self.init(
            href: "/acts/\(listed.id)", time: moment.time.description, title: act.kind.title,
            detail: act.kind == .undo ? nil : act.detailInWords, reason: act.reason,
            pupil: listed.pupil.map { Link(href: "/pupils/\($0.id)", label: $0.name) },
            reach: listed.reach, by: act.by.name,
            position: act.by.position == act.by.name ? "" : act.by.position,
            isTakenBack: listed.takenBackBy != nil,
            isAboutNobody: listed.pupil == nil && listed.reach == nil)
    }
}

extension ListedAct {
    /// `28 pupils, 56 marks`.
    fileprivate var reach: String? {
        func count(_ number: Int, _ one: String, _ many: String) -> String? {
            number == 0 ? nil : number == 1 ? "1 \(one)" : "\(number.inWords) \(many)"
        }
        if hasMore { return "more than \(ActInFull.most.inWords) marks" }
        return [
            pupil == nil ? count(pupilCount, "pupil", "pupils") : nil, count(entryCount, "mark", "marks"),
        ].compactMap(\.self).joined(separator: ", ").nilWhenEmpty
    }
}

extension ActView {
    init(_ full: ActInFull, frame: Frame, law: CodeSet, person: SignedIn) {
        let listed = full.listed
        let act = listed.act
        func chip(_ code: AttendanceCode?, _ entry: MarkEntry) -> CodeChip {
            CodeChip(code, on: entry.session.date, law: law, to: person)
        }
        var facts = [
            Fact(label: "When", value: LondonClock.moment(at: act.at).inWords),
            Fact(
                label: "By",
                value: act.by.position == act.by.name ? act.by.name : "\(act.by.name), \(act.by.position)"),
        ]
        if let reason = act.reason { facts.append(Fact(label: "Reason", value: reason)) }
        if act.kind == .undo, let undone = act.detail.flatMap({ ActID($0) }) {
            facts.append(Fact(label: "Takes back", value: "Act \(undone)", link: "/acts/\(undone)"))
        } else if let detail = act.detailInWords {
            facts.append(Fact(label: "Detail", value: detail))
        }
        facts.append(Fact(label: "Number", value: "\(listed.id)"))
        self.init(
            frame: frame, title: act.kind.title, back: Place.acts.rawValue, facts: facts,
            takenBack: listed.takenBackBy.map { Link(href: "/acts/\($0)", label: "act \($0)") },
            takeBack: listed.mayBeTakenBack
                ? TakeBack(
                    act: listed.id.description,
                    text: "Each session gets back what stood before, by a further entry. What somebody "
                        + "changed since stays as it is. This act stays in the list.") : nil,
            entries: full.entries.map { line in
                let entry = line.entry
                return Entry(
                    href: "/pupils/\(entry.pupil)?session=\(entry.session.slug)#entries",
                    pupil: line.pupil?.listName ?? "Pupil \(entry.pupil)",
                    session: "\(entry.session.date.shortWithYear) \(entry.session.half.name)",
                    before: chip(line.before, entry), after: chip(entry.code, entry),
                    detail: [
                        entry.minutesLate.map { $0 == 1 ? "1 minute late" : "\($0.inWords) minutes late" },
                        entry.note,
                    ].compactMap(\.self).joined(separator: ". ").nilWhenEmpty,
                    since: line.changedTo.map { chip($0, entry) })
            },
            showsMarks: listed.entryCount > 0, entryCount: listed.entryCount.inWords,
            pupils: full.pupils.map {
                Link(
                    href: "/pupils/\($0.id)",
                    label: [$0.listName, $0.registrationGroup].compactMap(\.self).joined(separator: ", "))
            },
            pupilCount: full.pupils.count.inWords, showsPupils: !full.pupils.isEmpty,
            tooMany: listed.hasMore
                ? "It made \(listed.entryCount.inWords) entries, too many to list here. Each is in its pupil's history."
                : nil)
    }
}
