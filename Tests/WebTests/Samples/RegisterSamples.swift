@testable import Web

extension Sample {
    static let registers: [Sample] = [
        Sample("register", RegisterView.sample),
        Sample("register-submitted", RegisterView.submitted),
        Sample("register-new", RegisterView.untouched),
        Sample("register-confirm", RegisterConfirmView.sample),
        Sample("register-list", RegisterListView.sample),
        Sample("register-list-empty", RegisterListView.none),
        Sample("register-late", LateCompletionView.sample),
        Sample("cover", CoverView.sample),
    ]
}

extension RegisterRow {
    static func sample(_ place: Int, _ name: String, _ chosen: String = "", said: String? = nil)
        -> RegisterRow
    {
        RegisterRow(
            pupil: "p\(place + 101)", number: "\(place + 1)", name: name, said: said, was: chosen,
            basedOn: chosen.isEmpty ? "0" : "\(8800 + place)", isNotExpected: said == "Not expected",
            choices: [
                RegisterChoice(code: "/", label: "Present", kind: "present", isChosen: chosen == "/"),
                RegisterChoice(code: "L", label: "Late", kind: "late", isChosen: chosen == "L"),
                RegisterChoice(code: "N", label: "Not here", kind: "absent", isChosen: chosen == "N"),
            ],
            more: place == 2
                ? RegisterRow.More(codes: [.init(value: "V", label: "V  Educational visit or trip")]) : nil,
            minutesLate: chosen == "L" ? "4" : "", note: place == 14 ? "Says he left his bag at home" : "",
            hasNote: place == 14, conflict: nil)
    }
}

extension RegisterView {
    static let untouched = make { place, name in
        .sample(place, name, "", said: [4, 19].contains(place) ? "Not expected" : nil)
    }

    static let sample: RegisterView = {
        var view = make { place, name in
            switch place {
            case 4, 19: .sample(place, name, "", said: "Not expected")
            case 7: .sample(place, name, "L", said: "Arrived at 08:49")
            case 11: .sample(place, name, "N")
            case 26...: .sample(place, name)
            default: .sample(place, name, "/")
            }
        }
        view.pupils[13].conflict = RegisterRow.Conflict(
            text: "The office recorded Late at 08:52.", theirs: "L", theirEntry: "9120")
        view.tally = Tally(present: 22, late: 1, absent: 1, notExpected: 2, unmarked: 4)
        view.saved = "Saved at 08:52"
        view.notice = Notice(
            kind: "info", text: "You are covering this register for Mr D Hallam.",
            link: Link(href: "/registers", label: "Your registers"))
        return view
    }()

    static let submitted: RegisterView = {
        var view = make { place, name in
            place == 4
                ? .sample(place, name, "", said: "Not expected")
                : .sample(place, name, place == 9 ? "L" : "/")
        }
        view.tally = Tally(present: 28, late: 1, absent: 0, notExpected: 1, unmarked: 0)
        view.frame.theme = "light"
        view.isOpen = false
        view.isSubmitted = true
        view.notice = Notice(
            kind: "good",
            text: "Submitted at 08:55 and closed at 09:10. To change a mark now, ask the office.",
            link: Link(href: "#", label: "Ask for a change"))
        return view
    }()

    private static func make(_ row: (Int, String) -> RegisterRow) -> RegisterView {
        RegisterView(
            frame: .sample("/registers", teacher: true), register: "7B", day: "Thursday 20 November 2025",
            session: "Morning", action: "/registers/2025-11-20/am/7B/marks", storeKey: "12-2025-11-20-am",
            opens: "08:45", closes: "09:10", isLong: true,
            pupils: Names.class7B.enumerated().map { row($0.offset, $0.element) },
            tally: Tally(present: 0, late: 0, absent: 0, notExpected: 2, unmarked: 28), notice: nil,
            isOpen: true,
            isSubmitted: false, saved: nil,
            keys: [
                Key(key: "↑ ↓", does: "next pupil"), Key(key: "/ or 1", does: "present"),
                Key(key: "L or 2", does: "late"), Key(key: "N or 3", does: "not here"),
                Key(key: "Enter", does: "save now"),
            ])
    }
}

extension RegisterConfirmView {
    static let sample = RegisterConfirmView(
        frame: .sample("/registers", teacher: true), register: "7B",
        action: "/registers/2025-11-20/am/7B/marks", back: "/registers/2025-11-20/am/7B",
        text:
            "Three pupils are not marked. When the register closes at 09:10 they will be recorded N, no reason yet.",
        unmarked: ["Saoirse Doyle", "Tomasz Król", "Yusuf Demir"])
}

extension DayBar {
    static let sample = DayBar(
        action: "/today", date: "2025-11-20",
        previous: Link(href: "?on=2025-11-19", label: "Wednesday 19 November"),
        next: Link(href: "?on=2025-11-21", label: "Friday 21 November"),
        halves: [Tab(href: "?half=am", label: "AM", isCurrent: true), Tab(href: "?half=pm", label: "PM")])
}

extension RegisterListView {
    static let sample = RegisterListView(
        frame: .sample("/registers", teacher: true), day: "Thursday 20 November 2025", dayBar: .sample,
        registers: [
            Line(
                href: "#", name: "7B", session: "Morning", detail: "30 pupils · Room 14 · 08:45 to 09:10",
                badge: Badge(text: "Open, 4 not marked", kind: "warn"), does: "Take the register",
                isNext: true),
            Line(
                href: "#", name: "9 Science 2", session: "Afternoon",
                detail: "24 pupils · Lab 3 · 13:35 to 13:55",
                badge: Badge(text: "Opens at 13:35", kind: "quiet"), does: "Look at it", isNext: false),
        ], isEmpty: false)
    static let none = RegisterListView(
        frame: .sample("/registers", teacher: true), day: "Thursday 20 November 2025", dayBar: .sample,
        registers: [], isEmpty: true)
}

extension LateCompletionView {
    static let sample = LateCompletionView(
        frame: .sample("/registers"), register: "9C", session: "Morning", day: "Wednesday 19 November 2025",
        action: "#", back: "#",
        errors: FieldErrors([("reason", "Say why the register was not taken")]).summary,
        fields: [
            .select("taker", "Who took it", [("", "Choose"), ("12", "Mr D Hallam")], chosen: "12"),
            .select(
                "source", "From what",
                [("recall", "From memory"), ("paper", "From paper"), ("office", "Office records")],
                chosen: "paper"),
            .text(
                "reason", "Why it is late",
                errors: FieldErrors([("reason", "Say why the register was not taken")])),
        ],
        pupils: Names.class7B.prefix(8).enumerated().map { .sample($0.offset, $0.element) }, isLong: false)
}

extension CoverView {
    static let sample = CoverView(
        frame: .sample("/registers"), register: "9C", session: "Morning", day: "Thursday 20 November 2025",
        back: "#", errors: nil, colleagueAction: "#",
        colleague: [.select("person", "Colleague", [("", "Choose"), ("4", "Ms R Achebe")], chosen: nil)],
        supplyAction: "#",
        supply: [
            .text("name", "Name of the supply teacher", hint: "As it will stand in the register.")
        ],
        made: Made(
            name: "Mr T Osei", address: "rollcall.school.example/sign-in/supply", code: "heron-41-maple-77",
            until: "the end of Thursday 20 November 2025", opens: "9C, morning and afternoon",
            issuedBy: "Mrs J Whitlock"))
}
