@testable import Web

extension Sample {
    static let rollovers: [Sample] = [
        Sample("rollover", RolloverView.sample), Sample("rollover-plan", RolloverView.planned),
    ]
}

extension RolloverView {
    static let sample = RolloverView(
        frame: .sample("/pupils"), title: "Move up to 2026/27", errors: nil,
        firstDay: [.date("firstDay", "First day of the new year", "2026-09-03")],
        groups: [
            Group(id: "4", name: "7A", newName: "8A", keeps: true),
            Group(id: "9", name: "13B", newName: "", keeps: false),
        ],
        leaving: [
            Choice(value: "11", label: "Year 11", isChosen: false),
            Choice(value: "13", label: "Year 13", isChosen: true),
        ], newGroups: [.area("newGroups", "New groups", "7A\n7B")], plan: nil)

    static let planned: RolloverView = {
        var view = sample
        view.plan = Plan(
            tiles: [Tile(label: "Go up", value: "851", unit: "pupils", how: "From 3 September on")],
            remarks: ["153 leavers stay on the roll until a named person records the ground for each."],
            groups: [PlannedGroup(name: "8A", was: "7A", pupils: "29", takers: "Ms R Achebe")],
            leavers: [Link(href: "#", label: "Okafor, Ada, 13B")], leaverCount: "153",
            hidden: [FormView.Hidden(name: "firstDay", value: "2026-09-03")], submit: "Move the school up")
        return view
    }()
}
