@testable import Web

extension Sample {
    static let figures: [Sample] = [
        Sample("figures", FiguresView.sample), Sample("figures-empty", FiguresView.none),
    ]
    static let rolls: [Sample] = [Sample("roll", RollView.sample), Sample("roll-empty", RollView.none)]
    static let staff: [Sample] = [
        Sample("staff-registers", StaffView.registers), Sample("staff", StaffView.people),
        Sample("staff-empty", StaffView.none), Sample("staff-member", StaffMemberView.sample),
        Sample("staff-member-plain", StaffMemberView.plain), Sample("policy", PolicyView.sample),
    ]
    static let calendars: [Sample] = [
        Sample("calendar", CalendarView.sample), Sample("calendar-plain", CalendarView.plain),
    ]
}

extension FiguresRow {
    static func sample(
        _ name: String, _ pupils: Int, _ attended: Int, _ authorised: Int, _ unauthorised: Int,
        missing: Int = 0, href: String? = "#"
    ) -> FiguresRow {
        let possible = attended + authorised + unauthorised
        func percent(_ part: Int) -> String {
            let tenths = (part * 2000 + possible) / (possible * 2)
            return "\(tenths / 10).\(tenths % 10)"
        }
        func thousands(_ number: Int) -> String {
            number < 1000 ? "\(number)" : "\(number / 1000),\(String(number % 1000 + 1000).dropFirst())"
        }
        return FiguresRow(
            name: name, href: href, pupils: "\(pupils)", possible: thousands(possible),
            attended: thousands(attended),
            authorised: "\(authorised)", unauthorised: "\(unauthorised)", late: "\(pupils / 3)",
            missing: "\(missing)",
            isMissingAny: missing > 0, attendance: percent(attended) + "%",
            absence: percent(authorised + unauthorised) + "%",
            persistent: "\(pupils / 7)", severe: "\(pupils / 60)",
            meter: Meter(
                attended: percent(attended), authorisedAt: percent(attended), authorised: percent(authorised),
                unauthorisedAt: percent(attended + authorised), unauthorised: percent(unauthorised)))
    }
}

extension FiguresView {
    static let sample = FiguresView(
        frame: .sample("/figures"),
        errors: FieldErrors([("to", "The last day must not be before the first")]).summary,
        summary: "3 September to 20 November 2025 AM, everyone on roll in that time", action: "/figures",
        filters: [
            .date("from", "From", "2025-09-03"), .date("to", "To", "2025-11-20"),
            .select(
                "by", "Each row is", [("year-group", "a year group"), ("pupil", "a pupil")],
                chosen: "year-group"),
            .select(
                "cohort", "Pupils", [("all", "Everyone on roll"), ("statutory", "As the DfE counts")],
                chosen: "all"),
        ],
        tabs: ["Whole school", "Year groups", "Registration groups", "Pupils"].enumerated().map {
            Tab(href: "#", label: $0.element, isCurrent: $0.offset == 1)
        },
        tiles: [
            Tile(label: "Attendance", value: "92.6%", how: "94,786 attended of 102,408 possible sessions"),
            Tile(label: "Authorised absence", value: "5.1%", how: "5,230 sessions"),
            Tile(label: "Unauthorised absence", value: "2.3%", how: "2,392 sessions"),
            Tile(
                label: "Persistently absent", value: "148", unit: "of 1,004",
                how: "Pupils who missed 10% or more of their own possible sessions"),
            Tile(
                label: "Missing marks", value: "47",
                how: "Registers closed without a mark; in no other figure", isHot: true),
        ],
        trend: FiguresTrend(
            title: "Attendance by week, 91.0% at the lowest, 95.2% at the highest",
            line: "8,20 360,90 712,40",
            dots: [
                .init(x: "8", y: "20", title: "Week of 3 Nov: 95.2%"),
                .init(x: "360", y: "90", title: "Week of 10 Nov: 91.0%"),
                .init(x: "712", y: "40", title: "Week of 17 Nov: 94.0%"),
            ], top: "100%", bottom: "90%",
            rows: [
                .init(
                    week: "3 Nov 2025", possible: "10,040", attended: "9,558", missing: "0",
                    attendance: "95.2%", absence: "4.8%")
            ]),
        table: FiguresTable(
            caption: "Figures by year group", heading: "Year group",
            rows: [
                .sample("Year 7", 182, 17_400, 780, 290),
                .sample("Year 8", 179, 16_880, 900, 410, missing: 30),
                .sample("Year 9", 184, 16_900, 1_150, 520),
                .sample("Year 10", 176, 16_010, 1_180, 610, missing: 17),
                .sample("Year 11", 171, 15_900, 1_020, 480), .sample("Sixth form", 112, 11_696, 200, 82),
            ], total: .sample("Whole school", 1004, 94_786, 5_230, 2_392, missing: 47, href: nil),
            pages: Pages(
                summary: "6 of 6", previous: Link(href: "#", label: "Earlier"),
                next: Link(href: "#", label: "Later")),
            isEmpty: false),
        definitions: [
            Definition(
                term: "Possible",
                means:
                    "Sessions with a mark that counts: attended, authorised and unauthorised. Not D, Q, X, Y1 to Y7, Z, # and sessions without a mark."
            ),
            Definition(
                term: "Attended", means: "Present (/ \\ L) and approved educational activity (B K P V W)."),
            Definition(
                term: "Persistent",
                means:
                    "Pupils whose own absence is 10% or more of their own possible sessions; severe: 50% or more."
            ),
            Definition(
                term: "Missing",
                means:
                    "The register has closed and there is no mark. Shown, and counted neither as present nor as absent."
            ),
        ], print: true, file: "#")
    static let none: FiguresView = {
        var view = sample
        view.table = FiguresTable(
            caption: "Figures", heading: "Year group", rows: [.sample("Year 7", 1, 1, 0, 0)], total: nil,
            pages: nil, isEmpty: true)
        view.table.rows = []
        view.errors = nil
        view.trend = nil
        view.print = false
        return view
    }()
}

extension RollView {
    static let sample = RollView(
        frame: .sample("/pupils"),
        errors: FieldErrors([("on", "Give a day, as 2025-11-20")]).summary,
        summary: "1,004 pupils on roll on 20 November 2025", action: "/pupils",
        search: "7B",
        filters: [
            .select("year", "Year group", [("", "All"), ("7", "Year 7")], chosen: "7"),
            .select("group", "Group", [("", "All"), ("7B", "7B")], chosen: ""),
            .date("on", "On roll on", "2025-11-20"),
        ],
        list: RollList(
            caption: "Pupils on roll",
            pupils: Names.class7B.enumerated().map { place, name in
                RollLine(
                    href: "#", name: name, year: "7", group: "7B", upn: "K9990001250\(place + 10)",
                    admissionNumber: "0041\(place + 10)", born: "\(place % 27 + 1) Feb 2014",
                    since: "3 Sep 2025",
                    badges: place % 9 == 2
                        ? [Badge(text: "EAL", kind: "info")]
                        : place % 11 == 5
                            ? [Badge(text: "FSM", kind: "quiet"), Badge(text: "SEN K", kind: "info")] : [])
            },
            pages: Pages(summary: "1 to 30 of 182", previous: nil, next: Link(href: "#", label: "Next 30")),
            isEmpty: false, showsNumbers: true, showsFlags: true),
        add: "#", importAddress: "#", rollover: "#")
    static let none: RollView = {
        var view = sample
        view.errors = nil
        view.list = RollList(
            caption: "Pupils on roll", pupils: [], pages: nil, isEmpty: true, showsNumbers: false,
            showsFlags: false)
        return view
    }()
}

extension StaffView {
    private static let tabs = [
        Tab(href: "#", label: "Registers", isCurrent: true, count: "68"),
        Tab(href: "#", label: "Staff", count: "91"),
    ]
    static let registers = StaffView(
        frame: .sample("/staff"), summary: "68 registers, 91 people", tabs: tabs,
        registers: StaffRegisters(
            rows: [
                .init(
                    name: "7B", session: "AM and PM", group: "7B", room: "Room 14",
                    takers: [
                        .init(name: "Ms R Achebe", dates: nil),
                        .init(name: "Mr T Osei", dates: "today only, cover"),
                    ], from: "3 Sep 2025", cover: "#"),
                .init(
                    name: "9C", session: "AM", group: "9C", room: "Room 22",
                    takers: [.init(name: "Mr D Hallam", dates: nil)], from: "3 Sep 2025", cover: "#"),
                .init(
                    name: "9 Science 2", session: "PM", group: "Science 9/2, period 4",
                    room: "Lab 3", takers: [.init(name: "Ms R Achebe", dates: nil)],
                    from: "3 Sep 2025", cover: "#"),
            ], isEmpty: false,
            supply: [.init(name: "Pat Novak", registers: "9C AM, 9C PM", act: "812")]), staff: nil,
        add: Link(href: "#", label: "Add a register"))
    static let people = StaffView(
        frame: .sample("/staff"), summary: "68 registers, 91 people",
        tabs: [
            Tab(href: "#", label: "Registers", count: "68"),
            Tab(href: "#", label: "Staff", isCurrent: true, count: "91"),
        ],
        registers: nil,
        staff: StaffList(
            rows: [
                .init(
                    href: "#", name: "Ms R Achebe", position: "Tutor of 7B",
                    roles: [Badge(text: "Teacher"), Badge(text: "Tutor")], registers: "7B, 9 Science 2",
                    signIn: Badge(text: "Password", kind: "quiet"), lastSeen: "20 Nov, 08:41"),
                .init(
                    href: "#", name: "Mrs J Whitlock", position: "Attendance officer",
                    roles: [Badge(text: "Attendance officer", kind: "info"), Badge(text: "Office")],
                    registers: "all", signIn: Badge(text: "With a code", kind: "good"),
                    lastSeen: "20 Nov, 07:58"),
                .init(
                    href: "#", name: "Mr D Hallam", position: "Teacher of history",
                    roles: [Badge(text: "Teacher")], registers: "9C",
                    signIn: Badge(text: "Locked", kind: "bad"), lastSeen: "14 Nov, 08:44"),
                .init(
                    href: "#", name: "Dr S Lindqvist", position: "Head of sixth form",
                    roles: [Badge(text: "Attendance lead", kind: "info")], registers: "12 Tutor A",
                    signIn: Badge(text: "No sign-in yet", kind: "warn"), lastSeen: ""),
            ], isEmpty: false), add: Link(href: "#", label: "Add a person"))
    static let none = StaffView(
        frame: .sample("/staff"), summary: "Nobody yet", tabs: tabs,
        registers: StaffRegisters(rows: [], isEmpty: true, supply: []),
        staff: StaffList(rows: [], isEmpty: true), add: nil)
}

extension StaffMemberView {
    static let sample = StaffMemberView(
        frame: .sample("/staff"), name: "Ms R Achebe", position: "Tutor of 7B",
        facts: [
            .init(label: "Email", value: "r.achebe@kestrelrise.example", source: "not shown to pupils"),
            .init(label: "Roles", value: "teacher, tutor", source: nil),
        ], edit: "#", end: "#",
        made: Made(
            signInName: "r.achebe@kestrelrise.example", code: "K7QM-3XPD-42TR", until: "27 Nov, 09:35"),
        buttons: [
            Button(
                action: "#", label: "Make a code", hint: "With it they choose a password.", isDangerous: false
            ),
            Button(
                action: "#", label: "Close the sign-in", hint: "Nobody signs in by it.", isDangerous: true),
        ])
    static let plain: StaffMemberView = {
        var view = sample
        (view.made, view.edit, view.end, view.buttons) = (nil, nil, nil, [])
        return view
    }()
}

extension CalendarView {
    static let sample: CalendarView = {
        let months = [
            ("September 2025", 0, 30), ("October 2025", 2, 31), ("November 2025", 5, 30),
            ("December 2025", 0, 31), ("January 2026", 3, 31), ("February 2026", 6, 28),
        ]
        return CalendarView(
            frame: .sample("/calendar"), year: "2025/26",
            years: [Tab(href: "#", label: "2024/25"), Tab(href: "#", label: "2025/26", isCurrent: true)],
            tiles: [
                Tile(
                    label: "School days", value: "190",
                    how: "3 September 2025 to 16 July 2026, closures taken off"),
                Tile(label: "Sessions", value: "380", how: "Two for each day"),
                Tile(label: "So far", value: "103", unit: "sessions", how: "Up to 20 November 2025 AM"),
                Tile(
                    label: "Lost to closures", value: "2", unit: "sessions",
                    how: "Y3 and Y4, not possible attendances"),
            ],
            months: months.map { name, first, days in
                var weeks: [CalendarMonth.Week] = []
                var week: [CalendarMonth.Day] = (0..<(first < 5 ? first : 0)).map { _ in
                    .init(number: "", kind: "none", title: "")
                }
                for day in 1...days {
                    let weekday = (first + day - 1) % 7
                    if weekday >= 5 { continue }
                    let isClosed = name.hasPrefix("Nov") && day == 12
                    let isHoliday =
                        name.hasPrefix("Oct") && day >= 27 || name.hasPrefix("Dec") && day > 19
                        || name.hasPrefix("Sep") && day < 3 || name.hasPrefix("Jan") && day < 6
                        || name.hasPrefix("Feb") && (16...20).contains(day)
                    let today = name.hasPrefix("Nov") && day == 20 ? " d-today" : ""
                    week.append(
                        .init(
                            number: "\(day)",
                            kind: (isClosed ? "closed" : isHoliday ? "holiday" : "school") + today,
                            title: isClosed ? "Boiler failure" : isHoliday ? "Holiday" : "School day"))
                    if weekday == 4 || day == days { weeks.append(.init(days: week)); week = [] }
                }
                if !week.isEmpty { weeks.append(.init(days: week)) }
                return CalendarMonth(name: name, weeks: weeks)
            },
            terms: [
                .init(name: "Autumn", from: "3 Sep", to: "19 Dec", halfTerm: "27 to 31 Oct", sessions: "146"),
                .init(name: "Spring", from: "6 Jan", to: "27 Mar", halfTerm: "16 to 20 Feb", sessions: "110"),
                .init(
                    name: "Summer", from: "13 Apr", to: "16 Jul", halfTerm: "25 to 29 May", sessions: "124"),
            ],
            closures: [
                .init(
                    when: "12 November 2025", who: "Whole site, Mrs J Whitlock", code: .of("Y4"),
                    reason: "Boiler failure", takeBack: "#", act: "771"),
                .init(
                    when: "4 May 2026", who: "Everyone, from the calendar file", code: .of("#"),
                    reason: "Early May bank holiday", takeBack: nil, act: ""),
            ], noClosures: false, close: "#", add: "#",
            source: "From calendar-2025-26.yaml, added 14 July 2025")
    }()
    static let plain: CalendarView = {
        var view = sample
        view.closures = []
        view.noClosures = true
        view.close = nil
        view.add = nil
        return view
    }()
}
