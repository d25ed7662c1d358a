import Attendance
import Formats
import Office
import Store

/// One open step: what, about whom, by when, and why in one click.
struct StepCard: Encodable, Sendable {
    var title: String
    /// Nil on the pupil's own page, and for a step of the whole school.
    var pupil: Link?
    /// `The attendance officer`; nil when nobody in particular is named.
    var by: String?
    var due: Badge
    /// Each a sentence.
    var why: [String]
    /// `ABC-8.1 · LAW:wtisa-2024, para 52`.
    var source: String?
    /// What it must say, what goes with it.
    var content: String?
    /// Nil for those who may only look.
    var action: Link?
    /// Where one press is enough.
    var quick: Quick?
    /// Those whom a step of the whole school is about.
    var named: [Link]

    struct Quick: Encodable, Sendable {
        var action: String
        var key: String
        var back: String
        var label: String
    }

    /// - Parameter back: the page to come back to.
    init(
        _ due: DueStep, _ words: ReasonWriting, now: Moment, person: SignedIn, names: [PupilID: String] = [:],
        showsPupil: Bool, showsRole: Bool = true, back: String
    ) {
        let step = due.step
        title = words.title(step)
        pupil =
            showsPupil
            ? due.pupil.map { Link(href: "/pupils/\($0)/standing", label: names[$0] ?? due.name) } : nil
        let own = Set(person.roles.map { RoleName($0) })
        let isDeciding = step.decidedBy.map(own.contains) ?? false
        by =
            if let decider = step.decidedBy, !isDeciding {
                "\(words.english.role(decider).startingUpper) decides"
            } else {
                showsRole ? step.holder.map { words.english.role($0).startingUpper } : nil
            }
        self.due = Badge(step.due, now: now)
        why = words.sentences(why: step)
        source = StepCard.source(step.clauses, step.citation)
        let said = [
            step.content.isEmpty
                ? nil : "To be said: \(step.content.map(words.english.name).joined(separator: ", "))",
            step.enclosed.isEmpty
                ? nil : "Enclosed: \(step.enclosed.map(words.english.name).joined(separator: ", "))",
        ].compactMap(\.self)
        content = said.isEmpty ? nil : said.joined(separator: ". ")
        named = due.named.map {
            Link(href: "/pupils/\($0.pupil)/standing", label: names[$0.pupil] ?? "Pupil \($0.pupil)")
        }
        guard person.may(.recordActs) else { return }
        let address = StepAddress(pupil: due.pupil, key: step.key, back: back)
        let isDecided = isDeciding && due.pupil != nil && step.kind != .code
        action =
            isDecided
            ? Link(href: address.form(.decide), label: "Decide")
            : Link(href: address.form, label: step.kind.verb)
        if step.kind.isDoneInOnePress, step.decidedBy == nil {
            quick = Quick(action: address.path, key: step.key, back: back, label: "Done")
        }
    }

    static func source(_ clauses: [ClauseID], _ citation: String) -> String? {
        let parts = clauses.map(\.text) + (citation.isEmpty ? [] : ["law: \(citation)"])
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }
}

/// Where the forms of a step are.
struct StepAddress: Sendable {
    var pupil: PupilID?
    var key: String
    var back: String

    var path: String { pupil.map { "/pupils/\($0)/steps" } ?? "/steps" }
    var form: String { form(.log) }
    func form(_ way: StepWay) -> String {
        "\(path)?do=\(way.rawValue)&key=\(key.percentEncoded)&back=\(back.percentEncoded)"
    }
}

extension Badge {
    /// By when something is due, seen from now.
    init(_ due: Moment, now: Moment) {
        let time = due.time == .endOfDay ? "" : " \(due.time)"
        if due.date < now.date {
            let isLong = AcademicYear(containing: due.date) < AcademicYear(containing: now.date)
            self.init(
                text: "Overdue since \(isLong ? due.date.shortWithYear : due.date.short)", kind: "bad")
        } else if due.date == now.date, due < now {
            self.init(text: "Due since\(time)", kind: "warn")
        } else if due.date == now.date {
            self.init(text: time.isEmpty ? "Due today" : "By\(time)", kind: "warn")
        } else {
            self.init(text: "By \(due.date.short)", kind: "quiet")
        }
    }
}

extension StepKind {
    /// On the button that leads to its form.
    var verb: String {
        switch self {
        case .call: "Log the call"
        case .text, .email: "Log it"
        case .letter: "Mark as sent"
        case .visit: "Log the visit"
        case .meeting: "Log the meeting"
        case .code: "Confirm or not"
        case .referral, .return, .report, .task, .alert, .award: "Record"
        }
    }

    /// Nothing besides has to be said.
    var isDoneInOnePress: Bool {
        switch self {
        case .task, .alert, .award, .text, .email: true
        case .call, .letter, .visit, .meeting, .code, .referral, .return, .report: false
        }
    }
}

extension ReasonWriting {
    func title(_ step: Step) -> String {
        english.title(step.kind, what: step.what, to: step.to, code: step.code, session: step.session)
    }
    func title(_ step: WrittenStep) -> String {
        english.title(step.kind, what: step.what, to: step.to, code: step.code, session: step.session)
    }
}

extension String {
    /// With its first letter a capital.
    var startingUpper: String { prefix(1).uppercased() + dropFirst() }
}
