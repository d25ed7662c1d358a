import Attendance
import Formats
import Office

/// The steps due today and before, by whose they are: the reader's own first.
struct DueBoard: Encodable, Sendable {
    var groups: [Group]
    var count: String
    var isEmpty: Bool
    /// Some are due from before.
    var isHot: Bool
    /// `12 more are due later.`
    var later: String?
    /// Everybody's time is still being played; what is shown is what was written down before.
    var isAsWritten: Bool
    /// Why nobody can say what is due.
    var problem: String?
    /// `14 due: 3 for you, 2 of them overdue.`
    var summary: String

    struct Group: Encodable, Sendable {
        var id: String
        /// `For you`, `The attendance officer`.
        var title: String
        var count: String
        /// `3 overdue`.
        var overdue: String?
        var steps: [StepCard]
        /// Folded, where there are many.
        var more: More?
    }
    struct More: Encodable, Sendable {
        var label: String
        var steps: [StepCard]
    }

    /// How many stand open of the reader's own and of each other role's; the rest is one press away.
    private static let shown = (own: 8, others: 3)

    init(problem: String) {
        self.init(
            groups: [], count: "–", isEmpty: false, isHot: true, later: nil, isAsWritten: false,
            problem: problem, summary: problem)
    }

    private init(
        groups: [Group], count: String, isEmpty: Bool, isHot: Bool, later: String?, isAsWritten: Bool,
        problem: String?, summary: String
    ) {
        self.groups = groups
        self.count = count
        self.isEmpty = isEmpty
        self.isHot = isHot
        self.later = later
        self.isAsWritten = isAsWritten
        self.problem = problem
        self.summary = summary
    }

    init(_ open: OpenSteps, names: [PupilID: String], person: SignedIn) {
        let now = open.at
        let due = open.steps.filter { $0.step.due.date <= now.date }
        let later = open.steps.count - due.count
        let own = Set(person.roles.map { RoleName($0) })
        func isMine(_ step: DueStep) -> Bool {
            step.step.holder.map(own.contains) ?? false || step.step.decidedBy.map(own.contains) ?? false
        }
        let mine = due.filter(isMine)
        let others = Dictionary(grouping: due.filter { !isMine($0) }) { due in
            (due.step.holder ?? due.step.decidedBy).map { open.words.english.role($0).startingUpper }
                ?? "Nobody in particular"
        }
        func group(_ title: String, _ steps: [DueStep], id: String, shown: Int) -> Group {
            let cards = Self.inOrder(steps, now).map {
                StepCard(
                    $0, open.words, now: now, person: person, names: names, showsPupil: true,
                    showsRole: false, back: "/today#steps")
            }
            let overdue = steps.count { $0.step.due < now }
            let rest = Array(cards.dropFirst(shown))
            return Group(
                id: id, title: title, count: cards.count.inWords,
                overdue: overdue == 0 ? nil : "\(overdue.inWords) overdue",
                steps: Array(cards.prefix(shown)),
                more: rest.isEmpty
                    ? nil : More(label: "\(rest.count.inWords) more: \(title)", steps: rest))
        }
        var groups = mine.isEmpty ? [] : [group("For you", mine, id: "steps-mine", shown: Self.shown.own)]
        for (place, role) in others.keys.sorted().enumerated() {
            groups.append(
                group(role, others[role] ?? [], id: "steps-\(place)", shown: Self.shown.others))
        }
        let overdue = due.count { $0.step.due < now }
        self.init(
            groups: groups, count: due.isEmpty && open.isAsWritten ? "–" : due.count.inWords,
            isEmpty: due.isEmpty && !open.isAsWritten,
            isHot: overdue > 0,
            later: later == 0
                ? nil : later == 1 ? "One more is due later." : "\(later.inWords) more are due later.",
            isAsWritten: open.isAsWritten, problem: nil,
            summary: open.isAsWritten
                ? "Being worked out"
                : "\(mine.count.inWords) for you; \(overdue.inWords) past their time")
    }

    /// Today's first: whoever is to be spoken to, since a child is missing, then the rest, by the clock. Then what is
    /// overdue, the latest first: old steps must not hide new ones.
    private static func inOrder(_ steps: [DueStep], _ now: Moment) -> [DueStep] {
        func isContact(_ step: DueStep) -> Bool { [.call, .text, .email, .visit].contains(step.step.kind) }
        let todays = steps.filter { $0.step.due.date == now.date }
        let older = steps.filter { $0.step.due.date < now.date }
        return todays.filter(isContact) + todays.filter { !isContact($0) }
            + older.sorted {
                ($1.step.due, $0.name, $0.step.key) < ($0.step.due, $1.name, $1.step.key)
            }
    }

    /// Beside the other figures of the board.
    var tile: Tile {
        Tile(label: "Steps due", value: count, how: summary, href: "#steps", isHot: isHot)
    }
}
