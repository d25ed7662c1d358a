@testable import Web

extension Sample {
    static let today: [Sample] = [
        Sample("today", TodayView.sample), Sample("today-quiet", TodayView.quiet),
        Sample("today-early", TodayView.early), Sample("today-starting", TodayView.starting),
    ]
}

extension TodayView {
    static let sample = TodayView(
        frame: .sample(
            "/today",
            flash: Frame.Flash(
                kind: "good", text: "Reason recorded for four sessions.",
                undo: Frame.Flash.Undo(action: "/undo", act: "8812", label: "Undo"))),
        day: "Thursday 20 November 2025", session: "Morning", dayBar: .sample, board: .sample,
        events: "/today/events?on=2025-11-20&half=am", address: "/today?on=2025-11-20&half=am",
        close: "#", paperSet: "#")
    static let quiet = TodayView(
        frame: .sample("/today"), day: "Thursday 20 November 2025", session: "Morning", dayBar: .sample,
        board: .quiet, events: nil, address: "/today", close: nil, paperSet: nil)
    static let starting: TodayView = {
        var view = quiet
        view.board.due = .early
        return view
    }()
    static let early: TodayView = {
        var view = quiet
        view.board.allExplained = false
        view.board.due = DueBoard(problem: "No calendar covers 2026-09-01: add the calendar of 2026/27.")
        view.board.explainedSoFar =
            "Nobody is marked absent without a reason so far; 983 pupils have no mark."
        return view
    }()
}

extension TodayBoard {
    static let sample: TodayBoard = {
        var board = busy
        board.due = .sample
        return board
    }()

    private static let busy = TodayBoard(
        updated: "09:35:10",
        tiles: [
            Tile(
                label: "Registers in", value: "31", unit: "of 33", how: "Morning, submitted by 09:35",
                isHot: true),
            Tile(
                label: "No reason yet", value: "14", unit: "pupils",
                how: "Marked N or no mark, register closed",
                href: "#no-reason", isHot: true),
            Tile(
                label: "Attendance", value: "93.1%",
                how: "935 attended of 1,004 possible, this session so far"),
            Tile(
                label: "On site", value: "921", unit: "pupils",
                how: "Present, late, and arrived after closing"),
            Tile(label: "To settle", value: "3", how: "Marks that differ, parked marks, requests to amend"),
        ],
        outstanding: [
            OutstandingRegister(
                href: "#", name: "9C", with: "Mr D Hallam · Room 22",
                state: Badge(text: "Closed at 09:10", kind: "bad"),
                walker: "Mrs J Whitlock", pupils: "28", cover: Link(href: "#", label: "Cover"),
                complete: Link(href: "#", label: "Complete late"),
                walk: Link(href: "#", label: "Send another")),
            OutstandingRegister(
                href: "#", name: "12 Tutor A", with: "Dr S Lindqvist · Library",
                state: Badge(text: "Open until 09:40", kind: "warn"), walker: nil, pupils: "19",
                cover: Link(href: "#", label: "Cover"), complete: nil, walk: nil),
        ],
        outstandingCount: "2",
        unexplained: [
            ("Farida Noorzai", "7B", "since Tuesday, 5 sessions", "Social worker", "bad"),
            ("Jayden Baptiste", "8A", "first session", "", ""),
            ("Lily Marchetti", "9C", "first session", "", ""),
            ("Oskar Lindgren", "10D", "2nd session running", "Young carer", "warn"),
            ("Priya Venkataraman", "11B", "first session", "", ""),
        ].enumerated().map { place, it in
            UnexplainedAbsence(
                href: "#", name: it.0, group: it.1, code: .of("N"),
                badges: it.3.isEmpty ? [] : [Badge(text: it.3, kind: it.4)], since: it.2,
                contact: place == 2
                    ? nil
                    : UnexplainedAbsence.Contact(
                        name: "Mrs N \(it.0.split(separator: " ").last ?? "")", relationship: "mother",
                        phone: "07700 900\(120 + place)", call: "tel:07700900\(120 + place)"),
                record: "#")
        }, unexplainedCount: "14",
        unmarked: [
            UnmarkedRegister(name: "9C", count: "28", pupils: [Link(href: "#", label: "Lily Marchetti")])
        ],
        questions: [
            TodayQuestion(
                kind: Badge(text: "Marks differ", kind: "warn"),
                pupil: Link(href: "#", label: "Hamza Sheikh, 7B"),
                text: "Reported ill by his mother at 08:05; marked present by Ms R Achebe at 08:51.",
                action: "#", question: "71",
                answers: [
                    .init(value: "present", label: "He is here"), .init(value: "ill", label: "He is ill"),
                ], canSettle: true),
            TodayQuestion(
                kind: Badge(text: "Parked mark", kind: "quiet"),
                pupil: Link(href: "#", label: "Isla Pemberton, 7B"),
                text: "The file says Y for 3 October AM; since August 2024 it must say which of Y1 to Y7.",
                action: "#", question: "72", answers: [.init(value: "open", label: "Choose a code")],
                canSettle: true),
            TodayQuestion(
                kind: Badge(text: "Asked to amend", kind: "info"),
                pupil: Link(href: "#", label: "Reuben Katz, 7B"),
                text: "Ms R Achebe: N to present, yesterday PM. “He was with me in the library.”",
                action: "#", question: "73",
                answers: [.init(value: "yes", label: "Amend"), .init(value: "no", label: "Leave as it is")],
                canSettle: true),
        ], questionCount: "3",
        late: [
            LateArrival(
                href: "#", name: "Chidi Eze", group: "7B", code: .of("L"), arrived: "08:49, 4 minutes"),
            LateArrival(
                href: "#", name: "Nikolai Petrov", group: "7B", code: .of("U"), arrived: "09:22, 37 minutes"),
        ], lateCount: "9",
        notes: [
            TeacherNote(
                pupil: Link(href: "#", label: "Hamza Sheikh, 7B"), text: "Says he left his bag at home",
                by: "Ms R Achebe", at: "08:53", action: "#", note: "5", canSettle: true)
        ], noteCount: "1",
        offSite: [
            OffSiteGroup(
                title: "Reason not yet known", count: "14",
                pupils: [("Farida Noorzai", "7B", "N"), ("Jayden Baptiste", "8A", "N")].map(chip)),
            OffSiteGroup(
                title: "Authorised", count: "38",
                pupils: [("Arjun Nair", "7B", "I"), ("Kwame Asante", "7B", "M"), ("Sofia Reyes", "10A", "C")]
                    .map(chip)),
            OffSiteGroup(
                title: "Learning elsewhere", count: "12",
                pupils: [("Harriet Vale", "10B", "V"), ("Idris Bello", "10B", "B")].map(chip)),
            OffSiteGroup(
                title: "Not expected here", count: "5", pupils: [("Cleo Marsh", "9A", "D")].map(chip)),
        ], offSiteCount: "69", allIn: false, allExplained: false, hasUnexplained: true, explainedSoFar: nil,
        nothingToSettle: false, nobodyLate: false, noNotes: false)

    static let quiet: TodayBoard = {
        var board = sample
        board.due = .quiet
        board.outstanding = []
        board.unexplained = []
        board.unmarked = []
        board.questions = []
        board.late = []
        board.notes = []
        board.offSite = []
        (board.allIn, board.allExplained, board.nothingToSettle, board.nobodyLate, board.noNotes) =
            (true, true, true, true, true)
        board.hasUnexplained = false
        board.tiles = board.tiles.map { Tile(label: $0.label, value: "0", how: $0.how) }
        (board.outstandingCount, board.unexplainedCount, board.questionCount) = ("0", "0", "0")
        (board.lateCount, board.noteCount, board.offSiteCount) = ("0", "0", "0")
        return board
    }()

    private static func chip(_ it: (String, String, String)) -> OffSiteGroup.Pupil {
        OffSiteGroup.Pupil(href: "#", name: it.0, group: it.1, code: .of(it.2))
    }
}
