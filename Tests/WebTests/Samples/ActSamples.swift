@testable import Web

extension Sample {
    static let acts: [Sample] = [
        Sample("acts", ActsView.sample), Sample("acts-none", ActsView.none), Sample("act", ActView.sample),
        Sample("act-taken-back", ActView.undone), Sample("act-import", ActView.large),
    ]
}

extension ActLine {
    fileprivate static func of(
        _ time: String, _ title: String, detail: String? = nil, reason: String? = nil, pupil: String? = nil,
        reach: String? = nil, isTakenBack: Bool = false
    ) -> ActLine {
        ActLine(
            href: "#", time: time, title: title, detail: detail, reason: reason,
            pupil: pupil.map { Link(href: "#", label: $0) }, reach: reach, by: "Mrs J Whitlock",
            position: "Attendance officer", isTakenBack: isTakenBack)
    }
}

extension ActsView {
    static let sample = ActsView(
        frame: .sample("/acts"), errors: nil,
        summary: "What was done, by whom and when. Nothing here is ever changed or removed.", action: "#",
        filters: [
            .select("what", "What", [("changes", "All but registers taken in time")], chosen: nil),
            .select("who", "By whom", [("", "Anybody")], chosen: nil), .date("on", "On this day or before"),
        ],
        days: [
            Day(
                name: "Thursday 20 November 2025",
                acts: [
                    .of(
                        "09:31", "Amended marks", reason: "Mother rang: dentist", pupil: "Ada Okafor",
                        reach: "2 marks"),
                    .of(
                        "08:05", "Imported a file", detail: "marks-november.csv",
                        reach: "more than 200 marks",
                        isTakenBack: true),
                ]),
            Day(name: "Wednesday 19 November 2025", acts: [.of("15:10", "Arranged cover", detail: "9C AM")]),
        ], isEmpty: false,
        pages: Pages(
            summary: "50 shown", previous: Link(href: "#", label: "Newest"),
            next: Link(href: "#", label: "Older")))

    static let none: ActsView = {
        var view = sample
        (view.days, view.isEmpty, view.pages) = ([], true, nil)
        return view
    }()
}

extension ActView {
    static let sample = ActView(
        frame: .sample("/acts"), title: "Amended marks", back: "/acts",
        facts: [
            Fact(label: "When", value: "Thursday 20 November 2025, 09:31"),
            Fact(label: "By", value: "Mrs J Whitlock, attendance officer"),
            Fact(label: "Reason", value: "Mother rang: dentist"),
            Fact(label: "Takes back", value: "Act 8811", link: "#"),
        ], takenBack: nil,
        takeBack: TakeBack(
            act: "8812", text: "Each session gets back what stood before, by a further entry."),
        entries: [
            Entry(
                href: "#", pupil: "Okafor, Ada", session: "20 Nov 2025 AM", before: .of("N"), after: .of("M"),
                detail: "Back by eleven", since: nil),
            Entry(
                href: "#", pupil: "Okafor, Ada", session: "20 Nov 2025 PM", before: .of("–"), after: .of("M"),
                detail: nil, since: .of("/")),
        ], showsMarks: true, entryCount: "2", pupils: [Link(href: "#", label: "Okafor, Ada, 8B")],
        pupilCount: "1", showsPupils: true, tooMany: nil)

    static let undone: ActView = {
        var view = sample
        view.takenBack = Link(href: "#", label: "act 8820")
        (view.takeBack, view.entries, view.showsMarks) = (nil, [], false)
        (view.pupils, view.pupilCount, view.entryCount) = ([], "0", "0")
        view.showsPupils = false
        return view
    }()

    static let large: ActView = {
        var view = undone
        view.showsMarks = true
        view.tooMany = "It made 1,204 entries, too many to list here."
        return view
    }()
}
