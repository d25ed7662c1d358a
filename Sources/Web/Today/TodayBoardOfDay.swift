import Attendance
import Office
import Store

extension TodayBoard {
    /// The board in ready words.
    init(_ board: DayBoard, law: Law, by person: SignedIn) {
        let day = board.session.date
        let outstanding = board.outstanding
        let settled = board.registers.filter { !$0.expected.isEmpty }
        func chip(_ code: AttendanceCode?) -> CodeChip { CodeChip(code, on: day, law: law.codes, to: person) }
        let counts = board.counts
        // Nobody looked whether these are here: they are the register's matter, not yet the parents'.
        let unmarked = UnmarkedRegister.registers(board, person)
        let unmarkedCount = board.unmarkedCount
        let unexplained = board.unexplained.map {
            UnexplainedAbsence($0, chip($0.line.code), session: board.session, person: person)
        }
        let offSite = OffSiteGroup.groups(board, person, chip)
        let questions = board.questions.map {
            TodayQuestion(
                $0, names: board.pupilNames, session: board.session, canSettle: person.may(.amend))
        }
        let rate = counts.attendance.map { "\($0)%" } ?? "–"
        self.init(
            updated: board.at.time.description,
            tiles: [
                Tile(
                    label: "Registers in", value: (settled.count - outstanding.count).inWords,
                    unit: "of \(settled.count.inWords)",
                    how: "\(board.session.half.inWords), submitted by \(board.at.time)",
                    href: "#not-in", isHot: !outstanding.isEmpty),
                Tile(
                    label: "No reason yet", value: unexplained.count.inWords,
                    unit: unexplained.count == 1 ? "pupil" : "pupils",
                    how: unmarked.isEmpty
                        ? "Marked N"
                        : "Marked N; \(unmarked.map(\.pupils.count).reduce(0, +).inWords) more have no mark at all",
                    href: "#no-reason",
                    isHot: !unexplained.isEmpty),
                Tile(
                    label: "Attendance", value: rate,
                    how:
                        "\(counts.attended.inWords) attended of \(counts.possible.inWords) possible, this session so far"
                ),
                Tile(
                    label: "On site", value: board.onSite.inWords,
                    unit: board.onSite == 1 ? "pupil" : "pupils",
                    how: "Present, late, and arrived after closing",
                    href: PrintsPaper.permissions.contains(where: person.may) ? "/paper-set#on-site" : nil),
                Tile(
                    label: "To settle", value: questions.count.inWords,
                    how: "Marks that differ, parked marks, requests to amend", href: "#settle",
                    isHot: !questions.isEmpty),
            ],
            outstanding: outstanding.inGroupOrder(\.register.name).map {
                OutstandingRegister($0, board, person)
            },
            outstandingCount: outstanding.count.inWords, unexplained: unexplained,
            unexplainedCount: unexplained.count.inWords, unmarked: unmarked, questions: questions,
            questionCount: questions.count.inWords,
            late: board.late.map { late in
                LateArrival(
                    href: "/pupils/\(late.line.pupil)", name: late.line.name, group: late.register,
                    code: chip(late.line.code),
                    arrived: late.line.minutesLate.map { $0 == 1 ? "1 minute" : "\($0.inWords) minutes" }
                        ?? "")
            },
            lateCount: board.late.count.inWords,
            notes: board.notes.map {
                TeacherNote(
                    $0, names: board.pupilNames, today: board.at.date, canSettle: person.may(.amend))
            },
            noteCount: board.notes.count.inWords, offSite: offSite,
            offSiteCount: board.offSite.count.inWords, allIn: outstanding.isEmpty,
            allExplained: unexplained.isEmpty && unmarkedCount == 0, hasUnexplained: !unexplained.isEmpty,
            explainedSoFar: unexplained.isEmpty && unmarkedCount > 0
                ? "Nobody is marked absent without a reason so far; "
                    + (unmarkedCount == 1
                        ? "one pupil has no mark." : "\(unmarkedCount.inWords) pupils have no mark.")
                : nil, nothingToSettle: questions.isEmpty,
            nobodyLate: board.late.isEmpty,
            noNotes: board.notes.isEmpty)
    }
}

extension OutstandingRegister {
    init(_ sheet: RegisterSheet, _ board: DayBoard, _ person: SignedIn) {
        let session = sheet.session
        let path = RegisterAddress(sheet).path
        let takers = sheet.takers.compactMap { Taker($0) }.map { taker in
            switch taker {
            case .person(let id): board.staffNames[id] ?? "somebody who has left"
            case .role(let role): role.title
            }
        }
        let with = ([takers.joined(separator: ", ")] + [sheet.register.room].compactMap { $0 })
            .filter { !$0.isEmpty }.joined(separator: " · ")
        let closes = sheet.closes?.description ?? ""
        let opens = sheet.opens.map { board.at < Moment(session.date, $0) } ?? false
        let state =
            sheet.isClosed
            ? Badge(text: closes.isEmpty ? "Closed" : "Closed at \(closes)", kind: "bad")
            : opens
                ? Badge(text: "Opens at \(sheet.opens?.description ?? "")", kind: "quiet")
                : Badge(text: closes.isEmpty ? "Open" : "Open until \(closes)", kind: "warn")
        self.init(
            href: person.may(.amend) ? path : nil, name: sheet.register.name, with: with, state: state,
            walker: sheet.taken?.walker.flatMap { board.staffNames[$0] },
            pupils: sheet.expected.count.inWords,
            cover: !sheet.isClosed && person.may(.cover) ? Link(href: path + "/cover", label: "Cover") : nil,
            complete: sheet.isClosed && person.may(.amend)
                ? Link(href: path + "/late", label: "Complete late") : nil,
            walk: session.date == board.at.date && !opens && person.may(.amend)
                ? Link(
                    href: path + "/walker",
                    label: sheet.taken?.walker == nil ? "Send somebody" : "Send another") : nil)
    }
}

extension UnmarkedRegister {
    /// The pupils of registers that closed without being taken.
    static func registers(_ board: DayBoard, _ person: SignedIn) -> [UnmarkedRegister] {
        board.registers.filter { !$0.isSubmitted }.inGroupOrder(\.register.name).compactMap { sheet in
            let missing = sheet.expected.filter { $0.isClosed && $0.line.code == nil }
            guard !missing.isEmpty else { return nil }
            let path = RegisterAddress(sheet).path
            return UnmarkedRegister(
                name: sheet.register.name, count: missing.count.inWords,
                pupils: missing.map { pupil in
                    let href =
                        person.may(.amend)
                        ? path + "/late#\(RegisterRow.key(pupil.line.pupil))" : "/pupils/\(pupil.line.pupil)"
                    return Link(href: href, label: pupil.line.name)
                })
        }
    }
}

extension UnexplainedAbsence {
    init(_ absence: DayBoard.Unexplained, _ chip: CodeChip, session: Session, person: SignedIn) {
        let line = absence.line
        let seen = person.may(.seeFlags) ? absence.flags : []
        let urgent: Set<PupilFlag> = [
            .socialWorker, .childProtection, .childInNeed, .lookedAfter, .significantRisk,
            .youthOffendingTeam,
        ]
        let badges = seen.filter { urgent.contains($0) || $0 == .medical || $0 == .youngCarer }
            .sorted { $0.rawValue < $1.rawValue }
            .map { Badge(text: $0.title, kind: urgent.contains($0) ? "bad" : "warn") }
        var contact: Contact?
        if person.may(.seeContacts), let found = absence.contact,
            let phone = found.contact.details.phones.first
        {
            contact = Contact(
                name: found.name, relationship: found.link.relationshipInWords ?? "contact", phone: phone,
                call: "tel:" + phone.filter { $0.isNumber || $0 == "+" })
        }
        self.init(
            href: "/pupils/\(line.pupil)", name: line.name, group: absence.register, code: chip,
            badges: badges,
            since: absence.running == 1
                ? "first session" : "\(absence.running.inWords) sessions, since \(absence.since.date.short)",
            contact: contact,
            record: person.may(.amend) ? "/pupils/\(line.pupil)/amend?from=\(session.slug)" : nil)
    }
}

extension OffSiteGroup {
    /// Everyone marked who is not on the premises, by the kind of reason.
    static func groups(
        _ board: DayBoard, _ person: SignedIn, _ chip: (AttendanceCode?) -> CodeChip
    ) -> [OffSiteGroup] {
        func kind(_ code: AttendanceCode?) -> String {
            guard let code else { return "" }
            if code == .noReasonYet { return "Reason not yet known" }
            return switch code.sessionClass {
            case .authorised: "Authorised"
            case .unauthorised: "Unauthorised"
            case .approvedEducationalActivity: "Learning elsewhere"
            default: "Not expected here"
            }
        }
        let titles = [
            "Reason not yet known", "Unauthorised", "Authorised", "Learning elsewhere", "Not expected here",
        ]
        let groups = Dictionary(grouping: board.offSite) { kind($0.line.code) }
        return titles.compactMap { title in
            guard let pupils = groups[title] else { return nil }
            return OffSiteGroup(
                title: title, count: pupils.count.inWords,
                pupils: pupils.map {
                    Pupil(
                        href: "/pupils/\($0.line.pupil)", name: $0.line.name, group: $0.register,
                        code: chip($0.line.code))
                })
        }
    }
}

extension TodayQuestion {
    init(_ question: Question, names: [PupilID: String], session: Session, canSettle: Bool) {
        let (kind, text, choices) = Self.words(question)
        let pupil = question.pupil.map { Link(href: "/pupils/\($0)", label: names[$0] ?? "Pupil \($0)") }
        self.init(
            kind: kind, pupil: pupil ?? Link(href: "/imports", label: question.source ?? "A file"),
            text: text,
            action: "/today/questions", question: question.id.description, answers: canSettle ? choices : [],
            canSettle: canSettle)
    }

    private static func words(_ question: Question) -> (Badge, String, [Answer]) {
        let when = question.session.map { "\($0.date.shortWithYear) \($0.half.name)" } ?? ""
        let source = question.source ?? "somebody"
        let (ours, theirs) = (question.ours ?? "no mark", question.theirs ?? "no mark")
        let leave = Answer(value: "leave", label: "Leave it as it is")
        switch question.kind {
        case .parkedMark:
            return (
                Badge(text: "Parked mark", kind: "quiet"),
                "\(source) says \(theirs) for \(when), which is no code of that day any more. The session counts as "
                    + "missing until somebody says which it is.",
                ["C", "J1", "Y1", "Y2", "Y3", "Y4", "Y6", "O"].map { Answer(value: $0, label: $0) } + [leave]
            )
        case .markDiffers:
            return (
                Badge(text: "Marks differ", kind: "warn"), "\(when): \(ours) here, \(theirs) in \(source).",
                [
                    Answer(value: "theirs", label: "Take \(theirs)"),
                    Answer(value: "leave", label: "Keep \(ours)"),
                ]
            )
        case .presentButReported:
            return (
                Badge(text: "Here and not here", kind: "warn"),
                "\(when): marked present by \(source), and reported absent.",
                [Answer(value: "leave", label: "Here"), Answer(value: "I", label: "Ill")]
            )
        case .amendmentRequest:
            return (
                Badge(text: "Asked to amend", kind: "info"),
                "\(source): \(ours) to \(theirs), \(when). “\(question.detail)”",
                [Answer(value: "theirs", label: "Amend"), leave]
            )
        default:
            let taken = question.theirWord.map { word in
                Answer(value: word.contact.map { "contact:\($0)" } ?? "their-word", label: word.label)
            }
            let rest =
                taken.isEmpty
                ? Answer(value: "seen", label: "Seen to")
                : Answer(value: "leave", label: question.kind == .contactMatch ? "Leave it out" : leave.label)
            return (Badge(text: "From a file", kind: "info"), Self.fromFile(question), taken + [rest])
        }
    }

    /// What a file says otherwise, in a sentence.
    private static func fromFile(_ question: Question) -> String {
        let source = question.source ?? "A file"
        let (ours, theirs) = (question.ours ?? "", question.theirs ?? "")
        func said(_ text: String) -> String { text.isEmpty ? "nothing" : "‘\(text)’" }
        return switch question.kind {
        case .fieldDiffers: "\(question.detail): \(said(ours)) here, \(said(theirs)) in \(source)."
        case .groupChange: "In \(ours.isEmpty ? "no group" : ours) here, in \(theirs) in \(source)."
        case .contactMatch:
            "\(source) has \(theirs) as a contact, who may be somebody already here: \(ours)."
        case .reportedLeaving:
            "\(source) has a leaving date of \(theirs). They stay on the roll until somebody records the ground and "
                + "the day."
        case .notInFile: "Not in \(source). They stay on the roll."
        default: question.detail.isEmpty ? "\(source): \(ours), there \(theirs)." : question.detail
        }
    }
}

extension TeacherNote {
    init(_ note: Question, names: [PupilID: String], today: CalendarDate, canSettle: Bool) {
        let pupil = note.pupil.map { Link(href: "/pupils/\($0)", label: names[$0] ?? "Pupil \($0)") }
        self.init(
            pupil: pupil ?? Link(href: "/today", label: ""), text: note.detail, by: note.source ?? "",
            at: LondonClock.moment(at: note.raised.act.at).seen(from: today), action: "/today/questions",
            note: note.id.description, canSettle: canSettle)
    }
}
