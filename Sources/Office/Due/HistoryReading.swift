import Attendance
import Store

/// How much of the books has been read.
struct BooksRead: Hashable, Sendable {
    var edition: Int64
    var rollEdition: Int64
    /// Grows with everything that is written down at the school.
    var lastChange: Int64
    var lastEntry: [AcademicYear: Int64] = [:]
    var lastAct = ActID(rawValue: 0)
    var lastPupilAct: Int64 = 0
}

/// Reads what the rules need of a school's books: each year's entries in one pass, for everybody.
struct HistoryReading {
    let school: School
    /// The first day played.
    let start: CalendarDate
    /// The last day that can be asked about.
    let today: CalendarDate
    /// Only this pupil; nil for everyone.
    var only: PupilID?
    private(set) var pupils: [PupilID: PupilHistory] = [:]
    private(set) var read: BooksRead
    /// Those of whom something new was read.
    private(set) var touched: Set<PupilID> = []
    private var acts: [ActID: PlayedAct] = [:]
    private var closings: [Int: TimeOfDay] = [:]

    init(
        school: School, start: CalendarDate, today: CalendarDate, only: PupilID? = nil,
        pupils: [PupilID: PupilHistory] = [:], read: BooksRead? = nil
    ) {
        self.school = school
        self.start = start
        self.today = today
        self.only = only
        self.pupils = pupils
        self.read = read ?? BooksRead(edition: school.edition, rollEdition: 0, lastChange: 0)
    }

    /// The academic years whose marks are read: from the one before the start on, so that the last twelve months
    /// are known.
    private var years: [AcademicYear] {
        let last = AcademicYear(containing: today)
        let first = min(AcademicYear(containing: start).previous, last)
        return (first.start...last.start).map { AcademicYear(startingIn: $0) }
    }

    /// Reads what is new since the last time, or everything.
    mutating func readOn(_ transaction: any Transaction) throws {
        let change = try transaction.lastChange(school: school.id)
        let old = pupils
        if read.rollEdition != school.rollEdition || pupils.isEmpty { try readRoll(transaction) }
        acts = try transaction.playedActs(
            after: read.lastEntry.isEmpty ? ActID(rawValue: 0) : read.lastAct, school: school.id)
        for year in years { try readEntries(of: year, transaction) }
        try readPupilActs(transaction)
        read.lastAct = acts.keys.max() ?? read.lastAct
        read.lastChange = change
        read.rollEdition = school.rollEdition
        read.edition = school.edition
        for (id, history) in pupils where !touched.contains(id) {
            if let known = old[id], known.facts == history.facts, known.fromRoll == history.fromRoll,
                known.spells == history.spells
            {
                continue
            }
            touched.insert(id)
        }
        touched.formUnion(old.keys.filter { pupils[$0] == nil })
        acts = [:]
    }

    // MARK: The roll

    private mutating func readRoll(_ transaction: any Transaction) throws {
        let flags = try transaction.allFlags(school: school.id)
        let links = try transaction.allContactLinks(school: school.id)
        let everyone = try transaction.figurePupils(school: school.id)
        let onRoll = everyone.filter { $0.spells.contains { $0.contains(today) } }
        let siblings = Self.siblings(Set(onRoll.map(\.id)), links)
        var known = pupils
        pupils = [:]
        for pupil in everyone where only == nil || only == pupil.id {
            guard pupil.spells.contains(where: { $0.to.map { $0 >= start } ?? true }) else { continue }
            var timeline = FactTimeline(
                pupil: pupil, flags: flags[pupil.id] ?? [], contacts: Array((links[pupil.id] ?? [:]).values),
                siblings: siblings[pupil.id] ?? 0)
            timeline.end = AcademicYear(containing: today).next.lastDay
            var history =
                known.removeValue(forKey: pupil.id)
                ?? PupilHistory(
                    id: pupil.id, upn: pupil.upn, name: pupil.name, spells: pupil.spells,
                    facts: timeline.facts(on: start))
            history.upn = pupil.upn
            history.name = pupil.name
            history.spells = pupil.spells
            history.yearGroups = pupil.yearGroups
            history.facts = timeline.facts(on: start)
            history.fromRoll = timeline.changes(after: start)
            pupils[pupil.id] = history
        }
        try readPlansAndReports(transaction)
    }

    private mutating func readPlansAndReports(_ transaction: any Transaction) throws {
        let first = Session(start, .am)
        // Plans and reports may be older than what is read of the acts this time.
        let acts = try transaction.playedActs(after: ActID(rawValue: 0), school: school.id)
        for (plan, ended) in try transaction.plansWithEnds(from: first, school: school.id) {
            guard pupils[plan.pupil] != nil, let made = acts[plan.act] else { continue }
            let end = min(plan.to.date, AcademicYear(containing: today).next.lastDay)
            guard max(plan.from.date, start) <= end else { continue }
            let sessions = (max(plan.from.date, start)...end).flatMap { day in
                Session.Half.allCases.map { Session(day, $0) }.filter(plan.covers)
            }
            pupils[plan.pupil]?.fromRoll.append(
                Happening(
                    at: LondonClock.moment(at: made.at), order: plan.act.rawValue,
                    what: .expected(plan.code, sessions, isExpected: true)))
            if let ended, let act = acts[ended] {
                pupils[plan.pupil]?.fromRoll.append(
                    Happening(
                        at: LondonClock.moment(at: act.at), order: ended.rawValue,
                        what: .expected(plan.code, sessions, isExpected: false)))
            }
        }
        let recorded = Set(try transaction.pupilActs(school: school.id).map(\.recordedBy))
        let last = Session(AcademicYear(containing: today).next.lastDay, .pm)
        for report in try transaction.reports(from: first, to: last, of: only, school: school.id) {
            // One that was recorded as something done about the pupil is played as that.
            guard pupils[report.pupil] != nil, !recorded.contains(report.act.id) else { continue }
            let days = Array(report.from.date...max(report.from.date, report.to.date))
            var act = PupilAct(
                at: LondonClock.moment(at: report.act.act.at), did: .report, reason: report.reason,
                about: days.count <= 10 ? days : [], from: report.from.date, until: report.to.date)
            if report.from == report.to { act.session = report.from }
            if let channel = report.channel { act.details["by-channel"] = channel }
            pupils[report.pupil]?.fromRoll.append(
                Happening(at: act.at, order: report.act.id.rawValue, what: .did(act, number: nil)))
        }
    }

    /// Of each of these pupils, how many of the others share a contact who is not a professional.
    private static func siblings(
        _ pupils: Set<PupilID>, _ links: [PupilID: [ContactID: ContactLink]]
    ) -> [PupilID: Int] {
        var byContact: [ContactID: Set<PupilID>] = [:]
        for (pupil, links) in links where pupils.contains(pupil) {
            for (contact, link) in links where !link.isSocialWorker {
                byContact[contact, default: []].insert(pupil)
            }
        }
        var siblings: [PupilID: Set<PupilID>] = [:]
        for pupils in byContact.values where pupils.count > 1 {
            for pupil in pupils { siblings[pupil, default: []].formUnion(pupils) }
        }
        return siblings.mapValues { $0.count - 1 }
    }

    // MARK: Entries

    private mutating func readEntries(of year: AcademicYear, _ transaction: any Transaction) throws {
        let after = read.lastEntry[year] ?? 0
        var last = after
        // Collected by pupil first: a dictionary of histories would be looked up for every entry.
        var entries: [PupilID: [PlayedEntry]] = [:]
        try transaction.eachEntry(of: year, after: after, pupil: only, school: school.id) { entry in
            last = max(last, entry.number)
            entries[entry.pupil, default: []].append(entry)
        }
        read.lastEntry[year] = last
        for (pupil, entries) in entries {
            guard var history = pupils.removeValue(forKey: pupil) else { continue }
            touched.insert(pupil)
            if history.taken[year] == nil {
                history.taken[year] = [UInt8](repeating: 0, count: AcademicYear.sessionCount)
            }
            let group = history.yearGroups[year] ?? history.facts.yearGroup
            for entry in entries { place(entry, of: year, group, in: &history) }
            pupils[pupil] = history
        }
    }

    /// What one entry says: of a register as it was taken, or of something that became known afterwards.
    private mutating func place(
        _ entry: PlayedEntry, of year: AcademicYear, _ group: YearGroup?, in history: inout PupilHistory
    ) {
        guard let act = acts[entry.act] else { return }
        let session = year.session(at: entry.slot)
        // Before what is played, what stands is all that is asked for.
        if session.date < start {
            history.taken[year]?[entry.slot] = entry.code
            return
        }
        let at = LondonClock.moment(at: act.at)
        let closing = Moment(session.date, closing(of: session, group))
        let isOnRecord =
            history.taken[year]?[entry.slot] != 0 || history.fromMarks.contains { $0.what.session == session }
        if at <= closing || (!isOnRecord && (act.kind == .importFile || act.kind == .demo)) {
            history.taken[year]?[entry.slot] = entry.code
            guard act.kind == .arrive, at.date == session.date else { return }
        }
        let what: Happening.What
        // What followed from something done about the pupil is played with that; the register has the last word.
        if act.kind == .arrive, at.date == session.date {
            what = .did(
                PupilAct(at: at, did: .arrive, session: session, code: AttendanceCode(rawValue: entry.code)),
                number: nil)
        } else if let code = AttendanceCode(rawValue: entry.code), isOnRecord, act.kind != .pupilAct {
            what = .did(
                PupilAct(at: at, did: .amend, reason: act.reason, session: session, code: code), number: nil)
        } else {
            what = .learned(entry.code, session)
        }
        history.fromMarks.append(Happening(at: at, order: entry.act.rawValue, what: what))
    }

    /// As the rules have it: the first minute in which the register is closed.
    private mutating func closing(of session: Session, _ group: YearGroup?) -> TimeOfDay {
        let key =
            (Int(session.date.dayNumber) * 2 + Int(session.half.rawValue)) * 64 + (group?.number ?? 20) + 8
        if let known = closings[key] { return known }
        let closing =
            school.times(for: session, yearGroup: group)?.closedFrom
            ?? TimeOfDay(minutes: session.half == .am ? 10 * 60 : 14 * 60) ?? .midnight
        closings[key] = closing
        return closing
    }

    // MARK: What people did

    private mutating func readPupilActs(_ transaction: any Transaction) throws {
        let new =
            try only.map { try transaction.pupilActs(of: $0, school: school.id) }
            ?? transaction.pupilActs(after: read.lastPupilAct, school: school.id)
        for recorded in new where pupils[recorded.pupil] != nil {
            touched.insert(recorded.pupil)
            pupils[recorded.pupil]?.fromActs.append(
                Happening(
                    at: recorded.act.at, order: recorded.recordedBy.rawValue,
                    what: .did(recorded.act, number: recorded.number)))
        }
        read.lastPupilAct = new.last?.number ?? read.lastPupilAct
    }
}

extension Happening.What {
    /// The session whose mark it is about.
    var session: Session? {
        switch self {
        case .did(let act, nil): act.session
        case .learned(_, let session): session
        default: nil
        }
    }
}
