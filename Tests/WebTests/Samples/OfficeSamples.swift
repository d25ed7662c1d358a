@testable import Web

extension Sample {
    static let paper: [Sample] = [Sample("paper-set", PaperSetView.sample)]
    static let imports: [Sample] = [
        Sample("import", ImportView.sample), Sample("import-first", ImportView.first),
        Sample("import-report", ImportReportView.sample), Sample("import-clean", ImportReportView.clean),
    ]
    static let signIns: [Sample] = [
        Sample("sign-in", SignInView.sample), Sample("sign-in-wrong", SignInView.wrong),
        Sample("sign-in-code", SignInStepView.code), Sample("sign-in-supply", SignInStepView.supply),
        Sample("set-up", SignInStepView.setUp), Sample("settings", SettingsView.sample),
        Sample("sign-in-phone", PhoneView.sample),
    ]
    static let errors: [Sample] = [
        Sample(
            "error-404",
            ErrorView(
                frame: .bare(theme: "dark"), title: "Not found",
                text: "There is no page at this address, or it is not one you may open.",
                links: [Link(href: "/", label: "Go to the start")], reference: nil)),
        Sample(
            "error-500",
            ErrorView(
                frame: .bare(), title: "Something went wrong here",
                text:
                    "Nothing you typed was applied halfway. Go back and try once more; if it stays like this, tell whoever looks after Rollcall.",
                links: [Link(href: "/", label: "Go to the start")], reference: "7f3a-22")),
    ]
}

extension PaperSetView {
    static let sample = PaperSetView(
        frame: .sample("/today"), day: "Thursday 20 November 2025", dayBar: .sample,
        summary: "33 registers, 1,004 pupils, as known at 07:30",
        registers: ["7B", "9C"].map { name in
            PaperRegister(
                name: name, takers: name == "7B" ? "Ms R Achebe" : "Mr D Hallam", room: "Room 14",
                times: "AM 08:45 to 09:10 · PM 13:00 to 13:25",
                pupils: Names.class7B.enumerated().map {
                    .init(
                        number: "\($0.offset + 1)", name: $0.element,
                        am: [4, 19].contains($0.offset) ? "n/e" : "", pm: "")
                })
        },
        onSite: [
            .init(name: "7B", lines: Names.class7B.prefix(12).map { .init(name: $0, detail: "") }),
            .init(name: "9C", lines: [.init(name: "Lily Marchetti", detail: "arrived 09:22")]),
        ], onSiteCount: "921 pupils",
        contacts: [
            .init(
                name: "7B",
                lines: Names.class7B.prefix(6).map {
                    .init(
                        name: $0,
                        detail: "Mrs N Parent, mother, 07700 900121 · Mr K Parent, father, 07700 900122")
                })
        ])
}

extension ImportView {
    static let sample = ImportView(
        frame: .sample("/imports"), action: "#",
        errors: FieldErrors([("kind", "Choose what the file holds")]).summary,
        fields: [
            .select(
                "kind", "What the file holds", [("", "Choose"), ("pupils", "Pupils"), ("marks", "Marks")],
                chosen: "", errors: FieldErrors([("kind", "Choose what the file holds")])),
            .select(
                "dialect", "The system it comes from",
                [("auto", "Find out from the file"), ("sims", "SIMS")], chosen: "auto"),
        ], text: "UPN,Surname", textError: "Choose a file, or paste its text",
        past: [
            .init(
                file: "marks-autumn.csv", when: "19 Nov, 16:02", by: "Mrs J Whitlock",
                badge: Badge(text: "Applied", kind: "good")),
            .init(
                file: "pupils.csv", when: "19 Nov, 15:40", by: "Mrs J Whitlock",
                badge: Badge(text: "Report only", kind: "quiet")),
        ], nonePast: false)
    static let first: ImportView = {
        var view = sample
        view.errors = nil
        view.textError = nil
        view.past = []
        view.nonePast = true
        return view
    }()
}

extension ImportReportView {
    static let sample = ImportReportView(
        frame: .sample("/imports"), file: "marks-autumn.csv", summary: "Marks in SIMS's form, 57,240 rows",
        state: Badge(text: "Report only, nothing applied", kind: "quiet"),
        verdict:
            "Two rows cannot be read. Mend them in the file and bring it again, or apply the rest and leave those two out.",
        verdictKind: "warn",
        tiles: [
            Tile(label: "Rows read", value: "57,240", how: "Of 57,240 in the file"),
            Tile(label: "New marks", value: "1,118", how: "Sessions without a mark here"),
            Tile(label: "Unchanged", value: "56,090", how: "The same mark stands here already"),
            Tile(
                label: "Amendments", value: "21",
                how: "An earlier file made the mark; reason: this file's name"),
            Tile(
                label: "Parked", value: "9",
                how: "Codes a person must settle; those sessions count as missing"),
            Tile(label: "Cannot be read", value: "2", how: "Listed below with what to do", isHot: true),
        ],
        problems: [
            .init(
                badge: Badge(text: "Error", kind: "bad"), place: "marks-autumn.csv:1042:4",
                problem: "'Q9' is not a code", remedy: "Write the statutory code, as Q or I.",
                excerpt: "K999000125041,2025-10-03,AM,Q9"),
            .init(
                badge: Badge(text: "Error", kind: "bad"), place: "marks-autumn.csv:2210:2",
                problem: "31/11/2025 is not a day", remedy: "Write the day as 2025-11-30.",
                excerpt: "K999000125057,31/11/2025,PM,\\"),
            .init(
                badge: Badge(text: "Parked", kind: "warn"), place: "marks-autumn.csv:3307:4",
                problem: "Y was retired on 19 August 2024",
                remedy: "Choose one of Y1 to Y7 under “To settle”.", excerpt: nil),
        ], problemCount: "11", noProblems: false,
        differences: [
            .init(
                badge: Badge(text: "Stands as set here", kind: "warn"),
                about: "Farida Noorzai, 18 November AM",
                text: "I here, by Mrs J Whitlock; O in the file", rows: "row 512"),
            .init(
                badge: Badge(text: "Parked", kind: "warn"), about: "Reuben Katz, 19 November PM",
                text: "Y was retired on 19 August 2024", rows: "row 3307"),
        ], differenceCount: "2", noDifferences: false,
        absent: [.init(name: "Cleo Marsh, 9A", text: "on roll here")], noneAbsent: false,
        apply: Apply(action: "#", act: "8", label: "Apply, leaving out 2 rows"))
    static let clean: ImportReportView = {
        var view = sample
        (view.problems, view.differences, view.absent) = ([], [], [])
        (view.noProblems, view.noDifferences, view.noneAbsent) = (true, true, true)
        (view.problemCount, view.differenceCount) = ("0", "0")
        view.apply = nil
        (view.verdict, view.verdictKind) = ("Applied on 19 November 2025 at 16:02 by Mrs J Whitlock.", "good")
        return view
    }()
}

extension SignInView {
    private static func fields(_ errors: FieldErrors) -> [Field] {
        [
            .text(
                "email", "Email", "j.whitlock@kestrelrise.example", type: "email", autocomplete: "username",
                required: true, errors: errors),
            .text(
                "password", "Password", type: "password", autocomplete: "current-password", required: true,
                errors: errors),
        ]
    }
    static let sample = SignInView(
        frame: .bare(), errors: nil, fields: fields(FieldErrors()), next: "/today", unsent: "sealed",
        because:
            "You were signed out after 30 minutes without a click. Sign in and you are back where you were; marks not yet sent are kept on this device.",
        demo: Demo(
            lead: "Made up afresh for each demonstration; a real school's are its people's own.",
            people: [
                DemoPerson(
                    role: "Teacher", email: "r.achebe@kestrelrise.example", password: "marble-otter-52"),
                DemoPerson(
                    role: "Office", email: "j.whitlock@kestrelrise.example", password: "copper-heron-17"),
                DemoPerson(
                    role: "Attendance lead", email: "s.lindqvist@kestrelrise.example",
                    password: "velvet-maple-90"),
            ]))
    static let wrong: SignInView = {
        let errors = FieldErrors([
            (
                "password",
                "The name and password do not belong together. Try again; after five tries there is a wait."
            )
        ])
        return SignInView(
            frame: .bare(), errors: errors.summary, fields: fields(errors), next: "/", because: nil, demo: nil
        )
    }()
}

extension SignInStepView {
    static let code: SignInStepView = {
        let errors = FieldErrors([("code", "That is not the present code. Wait for the next one.")])
        return SignInStepView(
            frame: .bare(), title: "Enter your code",
            lead: "Six digits from the authenticator app on your phone. They change every 30 seconds.",
            action: "/sign-in/code", errors: errors.summary, fields: CodeForm.fields(errors), next: "/",
            submit: "Continue", other: nil, foot: "Phone lost? An administrator can let you set up another.")
    }()
    static let supply = SignInStepView(
        frame: .bare(), title: "One-day sign-in",
        lead: "For a supply teacher. The office gives you the code.", action: "#", errors: nil,
        fields: [.text("code", "Code from the office", "K7QM-3XPD")], next: "/", submit: "Open the register",
        other: Link(href: "/sign-in", label: "I have my own sign-in"), foot: nil)
    static let setUp = SignInStepView(
        frame: .bare(), title: "The first administrator",
        lead: "Nobody can sign in yet. Whoever started the server makes the first sign-in here.",
        action: "/set-up", errors: nil, fields: SetUpForm().fields(FieldErrors()), next: "/",
        submit: "Make the sign-in", other: nil, foot: nil)
}

extension SettingsView {
    static let sample = SettingsView(
        frame: .sample(),
        facts: [
            .init(label: "Name", value: "Mrs Joan Whitlock"),
            .init(label: "Position", value: "Attendance officer"),
            .init(label: "Roles", value: "attendance officer, office"),
        ],
        phone: Phone(
            text: "With it, nobody who learns your password can sign in as you.",
            badge: Badge(text: "Off", kind: "quiet"), setUp: "#"),
        errors: FieldErrors([("old", "That is not your password.")]).summary,
        password: Password(fields: [
            .text(
                "old", "Present password", type: "password", autocomplete: "current-password",
                errors: FieldErrors([("old", "That is not your password.")])),
            .newPassword("new", "New password", errors: FieldErrors()),
        ]),
        sessions: [
            .init(what: "Since 07:58", since: "last used 09:34", isThisOne: true),
            .init(what: "Since 18 Nov, 12:20", since: "last used 19 Nov, 16:01", isThisOne: false),
        ], hasOthers: true,
        schools: Schools(choices: [
            .init(id: "1", name: "Kestrel Rise Academy", isThisOne: true),
            .init(id: "2", name: "Wren Primary School", isThisOne: false),
        ]))
}

extension PhoneView {
    static let sample: PhoneView = {
        let errors = FieldErrors([("code", "That is not the code that the app shows now.")])
        let address = "otpauth://totp/Kestrel%20Rise:j.whitlock?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        return PhoneView(
            frame: .bare(), isRequired: true, action: "#", next: "/",
            secret: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP",
            errors: errors.summary, fields: CodeForm.fields(errors),
            picture: QRCode(address)?.picture ?? QRPicture(size: "1", path: ""))
    }()
}
