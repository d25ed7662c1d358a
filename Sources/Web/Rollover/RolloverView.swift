/// The school moved up a year: what is to become of each group, what that would come to, and the act itself.
struct RolloverView: Page {
    static let template = "rollover/show"

    var frame: Frame
    var title: String
    var errors: ErrorSummary?
    var firstDay: [Field]
    var groups: [Group]
    var leaving: [Choice]
    var newGroups: [Field]
    /// The dry run, once it was asked for.
    var plan: Plan?

    struct Group: Encodable, Sendable {
        var id: String
        var name: String
        var newName: String
        var keeps: Bool
    }
    struct Choice: Encodable, Sendable {
        var value: String
        var label: String
        var isChosen: Bool
    }
    struct Plan: Encodable, Sendable {
        var tiles: [Tile]
        var remarks: [String]
        var groups: [PlannedGroup]
        var leavers: [Link]
        var leaverCount: String
        var hidden: [FormView.Hidden]
        var submit: String
    }
    struct PlannedGroup: Encodable, Sendable {
        var name: String
        var was: String
        var pupils: String
        var takers: String
    }
}
