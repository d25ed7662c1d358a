import Attendance
import Office
import Store

/// Makes a pupil's year: figures with how they were reached, the picture of marks, and the entries of one session.
struct YearPicture {
    let pupil: Pupil
    let shown: PupilYear
    let picked: Session?
    let entries: [MarkEntry]
    let today: CalendarDate
    let codes: CodeSet
    let person: SignedIn

    private var base: String { "/pupils/\(pupil.id)" }

    var view: PupilAttendance {
        PupilAttendance(
            tiles: tiles, year: shown.year.description,
            years: shown.years.map {
                Tab(href: "\(base)?year=\($0.start)", label: $0.description, isCurrent: $0 == shown.year)
            },
            terms: terms,
            noPicture: shown.calendar == nil
                ? "There is no calendar for \(shown.year), so nobody can say which sessions were held." : nil,
            key: key, picked: pickedSession, plans: plans, reports: reports)
    }

    // MARK: Figures

    private var tiles: [Tile] {
        let whole = shown.whole
        var tiles = [rate("Attendance, the year", whole)]
        if let term = zip(shown.calendar?.terms ?? [], shown.terms).first(where: { $0.0.contains(today) })?.1
        {
            tiles.append(rate("Attendance, this term", term))
        }
        if let rolling = shown.rolling {
            tiles.append(rate("Attendance, \(rolling.name.replacingThe)", rolling))
            tiles.append(
                Tile(
                    label: "Unauthorised", value: rolling.counts.unauthorised.inWords, unit: "sessions",
                    how: "G, N, O and U in \(rolling.name), \(days(of: rolling))"))
        }
        tiles.append(
            Tile(
                label: "Authorised", value: whole.counts.authorised.inWords, unit: "sessions",
                how: "Absences with leave or for a lawful reason, \(days(of: whole))"))
        tiles.append(
            Tile(
                label: "Late", value: (whole.counts.lateBeforeClose + whole.counts.lateAfterClose).inWords,
                unit: "times",
                how:
                    "\(whole.counts.lateBeforeClose) before (L) and \(whole.counts.lateAfterClose) after (U) the register closed, \(days(of: whole))"
            ))
        tiles.append(
            Tile(
                label: "Missing", value: whole.counts.missing.inWords, unit: "sessions",
                how: "Registers closed without a mark, \(days(of: whole)); never counted as present",
                isHot: whole.counts.missing > 0))
        return tiles
    }

    private func rate(_ label: String, _ stretch: PupilYear.Stretch) -> Tile {
        let counts = stretch.counts
        return Tile(
            label: label, value: counts.attendance.map { "\($0)%" } ?? "–",
            how:
                "\(counts.attended) attended, here or at an approved activity, of \(counts.possible) possible sessions, \(days(of: stretch))",
            isHot: counts.isPersistentlyAbsent)
    }

    /// `1 Aug 2025 to 20 Nov 2025 AM`.
    private func days(of stretch: PupilYear.Stretch) -> String {
        guard let through = stretch.through else { return "no session closed yet" }
        return "\(stretch.from.shortWithYear) to \(through.short)"
    }

    // MARK: The picture

    private var terms: [YearTerm] {
        guard let calendar = shown.calendar else { return [] }
        return zip(calendar.terms, shown.terms).map { term, stretch in
            let counts = stretch.counts
            return YearTerm(
                name: term.name,
                figures: counts.attendance.map { "\($0)%, \(counts.attended) of \(counts.possible) possible" }
                    ?? (term.from > today ? "not begun" : "nothing counted"),
                days: ["Mon", "Tue", "Wed", "Thu", "Fri"],
                weeks: stride(from: term.from.monday, through: term.to, by: 7).map { monday in
                    YearWeek(
                        monday: monday.short,
                        marks: (0..<10).map { place in
                            mark(Session(monday + place / 2, place % 2 == 0 ? .am : .pm), term, calendar)
                        }, isNow: monday == today.monday)
                }, isLater: term.from > today)
        }
    }

    private func mark(_ session: Session, _ term: Term, _ calendar: SchoolCalendar) -> YearMark {
        let when = "\(session.date.weekday.name.prefix(3)) \(session.date.short) \(session.half.name)"
        func empty(_ kind: String, _ why: String, code: String = "") -> YearMark {
            YearMark(code: code, kind: kind, title: "\(when): \(why)")
        }
        let href = "\(base)?year=\(shown.year.start)&session=\(session.slug)#entries"
        if let code = shown.marks[session] {
            let chip = chip(code, session)
            return YearMark(
                code: chip.code, kind: chip.kind, title: "\(when): \(chip.name)", href: href,
                isPicked: session == picked)
        }
        if !term.contains(session.date) { return empty("closed", "not in term") }
        if term.halfTerm?.contains(session.date) == true { return empty("closed", "half-term") }
        if !pupil.isOnRoll(on: session.date) { return empty("closed", "not on roll") }
        if let closure = calendar.closure(of: session, for: shown.yearGroup) {
            return empty("administrative", closure.reason, code: closure.code.text)
        }
        if shown.closed.contains(session) {
            return YearMark(
                code: "–", kind: "missing", title: "\(when): no mark", href: href, isPicked: session == picked
            )
        }
        if let plan = shown.plans.last(where: { $0.covers(session) }) {
            let chip = chip(plan.code, session)
            return empty("future", "planned, \(chip.name)", code: chip.code)
        }
        return empty("future", session.date > today ? "to come" : "not closed yet")
    }

    private var key: [CodeChip] {
        var chips: [CodeChip] = []
        for session in shown.held.sessions {
            guard shown.closed.contains(session) || shown.marks[session] != nil else { continue }
            let chip = chip(shown.marks[session], session)
            if !chips.contains(where: { $0.code == chip.code && $0.name == chip.name }) { chips.append(chip) }
        }
        return chips.sorted { ($0.kind, $0.code) < ($1.kind, $1.code) }
    }

    private func chip(_ code: AttendanceCode?, _ session: Session) -> CodeChip {
        CodeChip(code, on: session.date, law: codes, to: person)
    }

    // MARK: Entries

    private var pickedSession: PickedSession? {
        guard let picked else { return nil }
        let standing = entries.last
        return PickedSession(
            session: picked.inWords, standing: chip(standing?.code, picked),
            entries: entries.reversed().map { line($0, isStanding: $0.number == standing?.number) },
            amend: person.may(.amend) && picked.date <= today && shown.held.contains(picked)
                ? "\(base)/amend?from=\(picked.slug)&to=\(picked.slug)" : nil,
            isEmpty: entries.isEmpty)
    }

    private func line(_ entry: MarkEntry, isStanding: Bool) -> MarkEntryLine {
        let chip = chip(entry.code, entry.session)
        let act = entry.act.act
        let seesReasons = person.may(.seeReasons)
        let hidden = "not shown to your role"
        return MarkEntryLine(
            isStanding: isStanding, code: chip,
            what: entry.code == nil
                ? "Mark taken away" : chip.name + (entry.minutesLate.map { ", \($0) minutes" } ?? ""),
            by: act.by.name == act.by.position ? act.by.name : "\(act.by.name), \(act.by.position)",
            when: LondonClock.moment(at: act.at).seen(from: today),
            reason: act.reason.map { seesReasons ? $0 : hidden },
            note: entry.note ?? (entry.isNoteBlanked && seesReasons ? "blanked" : nil),
            how: act.kind.howEntered(detail: act.detail))
    }

    // MARK: What is known beforehand

    private var plans: [PlannedAbsence] {
        shown.plans.map { plan in
            PlannedAbsence(
                code: chip(plan.code, plan.from), when: "\(plan.from.short) to \(plan.to.short)",
                pattern: plan.pattern.isEmpty ? nil : plan.pattern.joined(separator: ", "), note: plan.note,
                end: person.may(.amend) && plan.to.date >= today ? "\(base)/plans/\(plan.id)/end" : nil)
        }
    }

    private var reports: [ReportedAbsence] {
        shown.reports.map { report in
            let noted = report.act.act
            let told = [report.toldBy, report.channel.map { "by \($0)" }].compactMap(\.self)
                .filter { !$0.isEmpty }.joined(separator: ", ")
            let noting =
                "noted by \(noted.by.name), \(LondonClock.moment(at: noted.at).seen(from: today))"
            return ReportedAbsence(
                when: report.from == report.to
                    ? report.from.short : "\(report.from.short) to \(report.to.short)",
                reason: report.reason, code: report.code.map { chip($0, report.from) },
                told: told.isEmpty ? noting : "\(told); \(noting)",
                amend: person.may(.amend) && report.from.date <= today
                    ? "\(base)/amend?report=\(report.id)" : nil)
        }
    }
}

extension String {
    /// `last 10 school weeks`, from `the last 10 school weeks`.
    fileprivate var replacingThe: String { hasPrefix("the ") ? String(dropFirst(4)) : self }
}
