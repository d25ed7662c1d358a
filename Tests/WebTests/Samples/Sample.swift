@testable import Web

/// A page or fragment filled as a real one would be, for watching templates and for looking at.
struct Sample: Sendable {
    /// The file it is written to when somebody wants to look.
    var name: String
    var template: String
    var value: ViewValue

    init(_ name: String, _ view: some View) {
        self.name = name
        template = type(of: view).template
        do {
            value = try ViewValue.of(view)
        } catch {
            fatalError("\(name): \(error)")
        }
    }

    /// Every page, at least once so full that no part of its template is left out.
    static let all: [Sample] =
        registers + today + pupils + figures + rolls + staff + calendars + paper + imports + acts + rollovers
        + signIns + errors + whatIfs
}

extension Frame {
    static func sample(_ current: String = "", teacher: Bool = false, flash: Flash? = nil) -> Frame {
        let office = [
            ("/today", "Today"), ("/registers", "Registers"), ("/pupils", "Roll"), ("/figures", "Figures"),
            ("/staff", "Staff"), ("/calendar", "Calendar"), ("/imports", "Import"), ("/acts", "History"),
        ]
        let places = teacher ? [("/registers", "Registers"), ("/figures", "Figures")] : office
        return Frame(
            school: "Kestrel Rise Academy", isFictional: true, now: "Thursday 20 November 2025, 09:35",
            theme: nil, themes: Theme.choices(chosen: nil), assets: .sample, csrf: "0f5a9c",
            nav: places.map { Place(href: $0.0, label: $0.1, isCurrent: $0.0 == current) },
            person: teacher
                ? Person(name: "Ms R Achebe", initials: "RA", position: "Tutor of 7B")
                : Person(name: "Mrs J Whitlock", initials: "JW", position: "Attendance officer"),
            flash: flash)
    }

    static func bare(theme: String? = nil) -> Frame {
        var frame = sample()
        frame.nav = []
        frame.person = nil
        frame.theme = theme
        return frame
    }
}

extension Frame.Assets {
    static let sample = Frame.Assets(
        style: "assets/rollcall.css", icon: "assets/icon.svg", script: "assets/rollcall.js",
        register: "assets/register.js", htmx: "assets/vendor/htmx-2.min.js")
}

extension CodeChip {
    static func of(_ code: String) -> CodeChip {
        let (name, kind) = names[code] ?? ("No mark", "missing")
        return CodeChip(code: code, name: name, kind: kind)
    }
    private static let names: [String: (String, String)] = [
        "/": ("Present", "attending"), "\\": ("Present", "attending"), "L": ("Late", "attending"),
        "V": ("Educational visit", "activity"), "B": ("Approved educational activity", "activity"),
        "I": ("Illness", "authorised"), "M": ("Medical appointment", "authorised"),
        "C": ("Leave, exceptional circumstances", "authorised"),
        "N": ("No reason yet", "unauthorised"), "O": ("Other or unknown", "unauthorised"),
        "U": ("Late after the register closed", "unauthorised"), "G": ("Holiday not granted", "unauthorised"),
        "D": ("At the other school", "not-possible"), "Y4": ("Site closed", "not-possible"),
        "#": ("Planned closure", "administrative"), "–": ("No mark", "missing"),
    ]
}

enum Names {
    static let class7B = [
        "Ada Okafor", "Aisha Rahman", "Alfie Thornbury", "Amelia Wójcik", "Arjun Nair", "Beatrix Lowe",
        "Callum Mac an tSaoir", "Chidi Eze", "Dilnoza Karimova", "Ebony-Mae Clarke", "Ewa Zielińska",
        "Farida Noorzai", "Finn O’Rourke", "Gökçe Yıldız", "Hamza Sheikh", "Ines Carvalho dos Santos",
        "Isla Pemberton", "Jakub Novák", "Jayden Baptiste", "Kwame Asante", "Layla Haddad", "Mei-Ling Chu",
        "Nikolai Petrov", "Oluwaseun Adeyemi-Fitzgerald", "Poppy Underhill", "Reuben Katz", "Saoirse Doyle",
        "Tomasz Król", "Yusuf Demir", "Zara Whitcombe",
    ]
}
