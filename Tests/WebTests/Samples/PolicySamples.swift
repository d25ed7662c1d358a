@testable import Web

extension PolicyView {
    static let sample: PolicyView = {
        func difference(_ href: String?) -> Difference {
            Difference(
                row: "X-ABC-1", badge: Badge(text: "the law runs", kind: "bad"),
                says: "Register entries are kept for 3 years.", clauses: "ABC-4.1",
                law: "Every entry is kept for 6 years from the day it was made.",
                citation: "2024 Regs reg 7", runs: "Entries are kept for 6 years.", href: href)
        }
        return PolicyView(
            frame: .sample(), title: "Attendance policy of Kestrel Rise Academy",
            source: "kestrel-rise.yaml, beside the law of 20 November 2025",
            versions: [
                Tab(href: "#", label: "1 Sep 2025", isCurrent: true), Tab(href: "#", label: "1 Sep 2024"),
            ],
            whatIf: "/what-if", hasVersions: true,
            dates: [
                Date(label: "In force from", value: "1 September 2025"),
                Date(
                    label: "Next review", value: "End of July 2025",
                    badge: Badge(text: "overdue", kind: "bad")),
            ],
            tiles: [
                Tile(
                    label: "Overridden by the law", value: "1", how: "the law runs instead",
                    href: "#differences", isHot: true),
                Tile(
                    label: "Clauses that run", value: "120", unit: "of 137",
                    how: "9 not yet, 8 for people alone"),
            ],
            differences: [difference("#part-1-1")], hasDifferences: true,
            contents: [Tab(href: "#part-1", label: "4. Recording attendance")],
            sections: [
                Section(
                    id: "part-1", title: "4. Recording attendance", lead: "What the school's document says.",
                    sentences: [
                        Sentence(
                            id: "part-1-1", text: "Every register entry is kept for 3 years.",
                            clauses: "ABC-4.1",
                            citation: "2024 Regs reg 7", reading: "Read as: from the day it was made.",
                            differences: [difference(nil)])
                    ])
            ])
    }()
}
