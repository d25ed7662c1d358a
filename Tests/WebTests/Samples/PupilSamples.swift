@testable import Web

extension Sample {
    static let pupils: [Sample] = [
        Sample("pupil", PupilView.sample), Sample("pupil-contacts", PupilView.withContacts),
        Sample("pupil-no-contacts", PupilView.withoutContacts),
        Sample("pupil-details", PupilView.withDetails), Sample("pupil-unmarked", PupilView.unmarked),
        Sample("pupil-standing", PupilView.withStanding),
        Sample("pupil-form", FormView.pupil), Sample("amendment-form", FormView.amendment),
        Sample("closure-form", FormView.closure),
    ]
}

extension PupilView {
    private static func make(_ tab: Int) -> PupilView {
        PupilView(
            frame: .sample("/pupils"), name: "Farida Noorzai",
            summary: "Year 7 · 7B · on roll since 3 September 2025",
            badges: [
                Badge(text: "Social worker", kind: "bad"), Badge(text: "EAL", kind: "info"),
                Badge(text: "Persistently absent", kind: "warn"),
            ],
            actions: [Link(href: "#", label: "Amend marks"), Link(href: "#", label: "Edit")],
            tabs: ["Attendance", "Contacts", "Details and history"].enumerated().map {
                Tab(
                    href: "#", label: $0.element, isCurrent: $0.offset == tab,
                    count: $0.offset == 1 ? "3" : nil)
            }, attendance: nil, contacts: nil, details: nil)
    }

    static let withStanding: PupilView = {
        var view = make(0)
        view.standing = .sample
        return view
    }()

    static let sample: PupilView = {
        var view = make(0)
        view.attendance = PupilAttendance(
            tiles: [
                Tile(
                    label: "Attendance", value: "84.3%",
                    how: "86 attended of 102 possible, 3 September to 20 November 2025 AM", isHot: true),
                Tile(
                    label: "Unauthorised", value: "9", unit: "sessions",
                    how: "G, N, O and U in the last 10 school weeks, from 8 September"),
                Tile(
                    label: "Authorised", value: "7", unit: "sessions", how: "Same days: 6 illness, 1 medical"),
                Tile(
                    label: "Late", value: "5", unit: "times", how: "4 before and 1 after the register closed"),
                Tile(
                    label: "Missing", value: "0",
                    how: "Registers closed without a mark; never counted as present"),
            ], year: "2025/26",
            years: [Tab(href: "#", label: "2024/25"), Tab(href: "#", label: "2025/26", isCurrent: true)],
            terms: YearTerm.sample, noPicture: nil,
            key: ["/", "L", "V", "I", "N", "D", "#", "–"].map(CodeChip.of),
            picked: PickedSession(
                session: "Tuesday 18 November 2025, morning", standing: .of("I"),
                entries: [
                    MarkEntryLine(
                        isStanding: true, code: .of("I"), what: "Illness",
                        by: "Mrs J Whitlock, attendance officer",
                        when: "18 Nov, 10:12", reason: "Mother rang: temperature",
                        note: "Expected back Thursday", how: nil),
                    MarkEntryLine(
                        isStanding: false, code: .of("N"), what: "No reason yet", by: "system",
                        when: "18 Nov, 09:10",
                        reason: nil, note: nil, how: "when the register closed"),
                ], amend: "#", isEmpty: false),
            plans: [
                PlannedAbsence(
                    code: .of("D"), when: "3 Sep 2025 AM to 16 Jul 2026 PM", pattern: "mondays and tuesdays",
                    note: "Wren Primary School", end: "#")
            ],
            reports: [
                ReportedAbsence(
                    when: "18 Nov 2025 AM to 19 Nov 2025 PM", reason: "Temperature since the night",
                    code: .of("I"),
                    told: "Mrs Shirin Noorzai, by phone; noted by Mrs J Whitlock, 18 Nov, 08:41", amend: "#")
            ])
        return view
    }()

    static let unmarked: PupilView = {
        var view = sample
        view.attendance?.plans = []
        view.attendance?.reports = []
        view.attendance?.noPicture = "There is no calendar for 2025/26."
        view.attendance?.picked = PickedSession(
            session: "Friday 21 November 2025, morning", standing: .of("–"), entries: [], amend: nil,
            isEmpty: true)
        return view
    }()

    static let withoutContacts: PupilView = {
        var view = make(1)
        view.contacts = PupilContacts(contacts: [], add: nil, isEmpty: true)
        return view
    }()

    static let withContacts: PupilView = {
        var view = make(1)
        view.contacts = PupilContacts(
            contacts: [
                ContactCard(
                    place: "1", name: "Mrs Shirin Noorzai", relationship: "Mother",
                    badges: [
                        Badge(text: "Parental responsibility", kind: "good"), Badge(text: "Lives with"),
                        Badge(text: "Letters"),
                    ],
                    barred: nil,
                    phones: [
                        .init(number: "07700 900121", call: "tel:07700900121", label: "Mobile"),
                        .init(number: "01632 960221", call: "tel:01632960221", label: "Work"),
                    ], email: "shirin.noorzai@mail.example", address: "14 Lapwing Close, KR4 2AB",
                    language: "Dari, needs an interpreter",
                    siblings: [Link(href: "#", label: "Omid Noorzai, 5M")], edit: "#"),
                ContactCard(
                    place: "2", name: "Ms Hannah Priestley", relationship: "Social worker",
                    badges: [Badge(text: "No letters", kind: "quiet")], barred: nil,
                    phones: [.init(number: "01632 960555", call: "tel:01632960555", label: "Office")],
                    email: "h.priestley@council.example", address: nil, language: nil, siblings: [], edit: "#"
                ),
                ContactCard(
                    place: "3", name: "Mr Karim Noorzai", relationship: "Father",
                    badges: [
                        Badge(text: "Parental responsibility", kind: "good"),
                        Badge(text: "May not collect", kind: "bad"),
                    ],
                    barred:
                        "May not be called, may not collect her and is given no information. Order of 12 May 2025.",
                    phones: [], email: nil, address: nil, language: nil, siblings: [], edit: "#"),
            ], add: "#", isEmpty: false)
        return view
    }()

    static let withDetails: PupilView = {
        var view = make(2)
        view.details = PupilFile(
            facts: [
                .init(label: "UPN", value: "K999000125041", source: "from the MIS"),
                .init(label: "Admission number", value: "004127", source: nil),
                .init(label: "Born", value: "11 February 2014 (aged 11)", source: nil),
                .init(
                    label: "Address", value: "14 Lapwing Close, KR4 2AB", source: "kept here since 3 October"),
            ],
            admissions: [
                .init(
                    what: "Current, single registration", from: "3 Sep 2025", to: "", why: "From Wren Primary"
                )
            ],
            groups: [
                .init(what: "7B", from: "15 Sep 2025", to: "", why: nil),
                .init(what: "7A", from: "3 Sep 2025", to: "14 Sep 2025", why: nil),
            ],
            flags: [.init(what: "Social worker", from: "20 Oct 2025", to: "", why: nil)],
            noFlags: "Those of earlier schools are not shown.",
            history: [
                .init(
                    when: "20 Oct, 11:02", what: "Flag added: social worker",
                    by: "Mrs J Whitlock, attendance officer"),
                .init(
                    when: "3 Sep, 08:50", what: "Put on roll in 7A, on the register from 09:00",
                    by: "Mrs J Whitlock, attendance officer"),
            ], noHistory: "Nothing before that.")
        return view
    }()
}

extension YearTerm {
    static let sample: [YearTerm] = [
        make(
            "Autumn",
            from: [
                "1 Sep", "8 Sep", "15 Sep", "22 Sep", "29 Sep", "6 Oct", "13 Oct", "20 Oct", "27 Oct",
                "3 Nov", "10 Nov", "17 Nov", "24 Nov", "1 Dec", "8 Dec", "15 Dec",
            ], known: 11),
        make(
            "Spring",
            from: [
                "5 Jan", "12 Jan", "19 Jan", "26 Jan", "2 Feb", "9 Feb", "16 Feb", "23 Feb", "2 Mar", "9 Mar",
                "16 Mar", "23 Mar",
            ], known: -1),
    ]

    private static func make(_ name: String, from mondays: [String], known: Int) -> YearTerm {
        let odd: [Int: String] = [
            3: "L", 14: "I", 15: "I", 16: "I", 31: "L", 40: "N", 41: "O", 52: "L", 60: "V", 61: "V", 71: "U",
            95: "M",
            96: "O", 97: "O", 98: "O", 99: "O", 104: "L", 106: "D", 107: "D", 112: "I", 113: "I", 114: "–",
        ]
        return YearTerm(
            name: name, figures: known < 0 ? "not begun" : "84.3%, 86 of 102",
            days: ["Mon", "Tue", "Wed", "Thu", "Fri"],
            weeks: mondays.enumerated().map { week, monday in
                YearWeek(
                    monday: monday,
                    marks: (0..<10).map { place in
                        let index = week * 10 + place
                        if name == "Autumn", week == 8 {
                            return YearMark(code: "", kind: "closed", title: "Half-term")
                        }
                        if name == "Autumn", week == 0, place < 4 {
                            return YearMark(
                                code: "#", kind: "administrative", title: "\(monday): planned closure")
                        }
                        if week > known || (week == known && place > 6) {
                            return YearMark(code: "", kind: "future", title: "To come")
                        }
                        let code = odd[index] ?? (place % 2 == 0 ? "/" : "\\")
                        let chip = CodeChip.of(code)
                        return YearMark(
                            code: code, kind: chip.kind, title: "\(monday): \(chip.name)", href: "#",
                            isPicked: index == 112)
                    }, isNow: week == known)
            })
    }
}

extension FormView {
    static let pupil: FormView = {
        let errors = FieldErrors([
            ("surname", "Enter the surname"),
            ("upn", "Check the UPN: the letter should be K for these digits"),
        ])
        return FormView(
            frame: .sample("/pupils"), title: "Add a pupil",
            lead: "A starter added before registration is on the register at once.",
            back: Link(href: "/pupils", label: "Roll"), action: "#", errors: errors.summary,
            hidden: [Hidden(name: "basedOn", value: "4f3a")],
            others: Others(tabs: [
                Tab(href: "#", label: "Particulars", isCurrent: true), Tab(href: "#", label: "Flags"),
            ]),
            sections: [
                Section(
                    title: "Who", hint: nil,
                    rows: [
                        Row(fields: [
                            .text("forename", "Forename", "Ada", required: true),
                            .text("surname", "Surname", errors: errors),
                        ]),
                        Row(fields: [
                            .text("preferredForename", "Preferred forename", hint: "If different"),
                            .date("born", "Date of birth", "2014-02-11"),
                        ]),
                        Row(fields: [
                            .text(
                                "upn", "UPN", "A999000125041", hint: "Leave empty if not known yet",
                                autocomplete: "off", errors: errors),
                            .text("admissionNumber", "Admission number", inputMode: "numeric"),
                        ]),
                    ]),
                Section(
                    title: "On roll",
                    hint: "From the day the school and the parent agreed, or the day notified.",
                    rows: [
                        Row(fields: [
                            .date("from", "First day on roll", "2025-11-20"),
                            .select(
                                "group", "Registration group", [("7A", "7A"), ("7B", "7B")], chosen: "7B"),
                        ]),
                        Row(fields: [
                            .radios(
                                "enrolment", "Registration",
                                [
                                    ("C", "Here only", nil),
                                    ("M", "Main, dual", "Also attends another school"),
                                    ("S", "Subsidiary, dual", nil),
                                ],
                                chosen: "C", hint: "As in the admission register",
                                errors: FieldErrors([("enrolment", "Choose one")]))
                        ]),
                        Row(fields: [
                            .tick(
                                "eal", "English is an additional language", true, hint: "As the parent says",
                                errors: FieldErrors([("eal", "Say which")])),
                            .area(
                                "note", "Note for the office", "Starts with a phased timetable",
                                hint: "Seen by the office only",
                                errors: FieldErrors([("note", "Shorten the note")])),
                        ]),
                        Row(fields: [
                            .select(
                                "house", "House", [("", "None")], chosen: "", hint: "Where there are houses",
                                errors: FieldErrors([("house", "Choose one")]))
                        ]),
                    ]),
            ], submit: "Put on roll", second: nil)
    }()

    static let amendment = FormView(
        frame: .sample("/pupils"), title: "Amend a mark",
        lead: "Farida Noorzai, Tuesday 18 November 2025, morning",
        back: Link(href: "#", label: "Farida Noorzai"), action: "#", errors: nil,
        sections: [
            Section(
                title: nil, hint: nil,
                rows: [
                    Row(fields: [
                        .select(
                            "code", "New code", [("I", "I  Illness"), ("M", "M  Medical appointment")],
                            chosen: "I")
                    ]),
                    Row(fields: [
                        .area(
                            "reason", "Reason for the amendment",
                            hint: "It stands in the register with your name, position and the date.")
                    ]),
                ])
        ], submit: "Amend", second: nil)

    static let closure = FormView(
        frame: .sample("/calendar"), title: "Unexpected closure",
        lead: "Fills the register of every pupil who was expected. It can be taken back as one act.",
        back: Link(href: "/calendar", label: "Calendar"), action: "#", errors: nil,
        sections: [
            Section(
                title: nil, hint: nil,
                rows: [
                    Row(fields: [
                        .radios(
                            "what", "What is closed",
                            [
                                ("Y4", "The whole site", "Code Y4"),
                                ("Y3", "Part of the premises", "Code Y3, for the year groups you name"),
                            ], chosen: "Y4")
                    ]),
                    Row(fields: [.date("from", "From", "2025-11-20"), .date("to", "To", "2025-11-20")]),
                    Row(fields: [.text("reason", "Why", hint: "Boiler, snow, flood")]),
                ])
        ], submit: "Close the school", second: Second(value: "try", label: "Show whom it would fill"),
        isDangerous: true)
}
