import Attendance
import Formats
import Office
import Store

/// Where a pupil stands: labels, processes, what is met and what is near, steps open and past.
struct StandingView: Encodable, Sendable {
    var policyLabels: [Rule]
    var nationalLabels: [Rule]
    var noPolicyLabels: Bool
    var noNationalLabels: Bool
    /// How many sessions may be missed, and what is near.
    var edges: [EdgeLine]
    var met: [Rule]
    /// Met, but an exception holds them back.
    var excepted: [Rule]
    var open: [StepCard]
    var openCount: String
    /// `142 attended of 160 possible sessions this school year`.
    var counted: String
    var isPartial: Bool
    /// Processes and past steps are for those who see pupils' flags.
    var whole: Whole?

    struct Whole: Encodable, Sendable {
        var processes: [Process]
        var past: [PastStep]
        var pastCount: String
        var isPastEmpty: Bool
    }
    struct Rule: Encodable, Sendable {
        var title: String
        /// `school's policy` or `law`; nil where the list says it.
        var kind: Badge?
        var why: [String]
        var source: String?
    }
    struct Process: Encodable, Sendable {
        var title: String
        var state: String
        var since: String
        var kind: Badge
        var source: String?
    }
    struct EdgeLine: Encodable, Sendable {
        var text: String
        /// The rules that ask for it; nil when the reader may not know them.
        var why: Why?
    }
    struct Why: Encodable, Sendable {
        /// What follows once it is passed, and under which clause.
        var rules: [String]
    }
    struct PastStep: Encodable, Sendable {
        var title: String
        var state: Badge
        /// `Done on 18 Nov, 10:05 by Mrs J Whitlock`.
        var what: String
        var raised: String
        var source: String?
    }

    init(
        _ stands: PupilStanding, pupil: PupilID, now: Moment, contacts: [Recipient: String], person: SignedIn
    ) {
        let english = stands.words.english
        let rules = stands.standing.rules
        func line(_ rule: Standing.OfRule) -> Rule {
            Rule(
                title: rule.title.isEmpty ? english.name(rule.finding.rule) : rule.title,
                kind: .source(isOfLaw: rule.isOfLaw),
                why: rule.finding.because.map(stands.words.sentence)
                    + (rule.finding.exception.isEmpty
                        ? [] : ["It does not apply now: \(rule.finding.exception)."]),
                source: StepCard.source(rule.finding.clauses, rule.finding.citation))
        }
        let labels = stands.standing.labels
        let national: (Standing.OfRule) -> Bool = {
            Self.nationalLabels.contains($0.finding.label ?? "")
        }
        func label(_ rule: Standing.OfRule) -> Rule {
            var line = line(rule)
            line.kind = nil
            return line
        }
        nationalLabels = labels.filter(national).map(label)
        policyLabels = labels.filter { !national($0) }.map(label)
        noNationalLabels = nationalLabels.isEmpty
        noPolicyLabels = policyLabels.isEmpty
        let processes = stands.standing.processes.map { process in
            let whose = process.contact.map { contacts[$0] ?? english.recipient($0) }
            let title = process.title.isEmpty ? english.name(process.name) : process.title
            return Process(
                title: whose.map { "\(title): \($0)" } ?? title, state: english.name(process.state),
                since: "\(process.since.dayAndMonth) \(process.since.year)",
                kind: .source(isOfLaw: process.isOfLaw),
                source: StepCard.source(process.clauses, process.citation))
        }
        edges = Self.edges(rules, english)
        met = rules.filter { $0.finding.answer == .met && $0.finding.label == nil }.map(line)
        excepted = rules.filter { $0.finding.answer == .notApplicable && !$0.finding.exception.isEmpty }
            .map(line)
        open = stands.open.map {
            StepCard(
                $0, stands.words, now: now, person: person, showsPupil: false,
                back: "/pupils/\(pupil)/standing")
        }
        openCount = open.count.inWords
        whole =
            person.may(.seeFlags)
            ? Whole(
                processes: processes,
                past: stands.past.map { PastStep($0, stands.words, today: now.date) },
                pastCount: stands.past.count.inWords, isPastEmpty: stands.past.isEmpty) : nil
        let year = stands.standing.year
        counted =
            year.possible == 0
            ? "Nothing was possible yet this school year."
            : "\(year.attendance.map { "\($0)%" } ?? "–"): \(year.attended.inWords) attended of \(year.possible.inWords) possible sessions this school year, \(year.authorised.inWords) missed with leave or for a lawful reason and \(year.unauthorised.inWords) without."
        isPartial = stands.isPartial
    }

    private static let nationalLabels: Set<String> = ["persistently-absent", "severely-absent"]

    /// One line for each edge, however many rules ask for it: the nearest first.
    private static func edges(_ rules: [Standing.OfRule], _ english: ReasonInEnglish) -> [EdgeLine] {
        var lines: [(near: Int, sentences: [String], rules: [String])] = []
        for rule in rules {
            let title = rule.title.isEmpty ? english.name(rule.finding.rule) : rule.title
            let source = StepCard.source(rule.finding.clauses, rule.finding.citation).map { " (\($0))" } ?? ""
            for edge in rule.edges where edge.isNear {
                let sentences = english.sentences(edge)
                guard !sentences.isEmpty else { continue }
                let named = title.isEmpty ? [] : ["\(title)\(source)"]
                if let place = lines.firstIndex(where: { $0.sentences == sentences }) {
                    lines[place].rules += named.filter { !lines[place].rules.contains($0) }
                } else {
                    lines.append((edge.distance, sentences, named))
                }
            }
        }
        return lines.sorted { $0.near < $1.near }.map { line in
            EdgeLine(
                text: line.sentences.joined(separator: " "),
                why: line.rules.isEmpty
                    ? nil
                    : Why(rules: line.rules))
        }
    }
}

extension StandingView.PastStep {
    init(_ step: WrittenStep, _ words: ReasonWriting, today: CalendarDate) {
        title = words.title(step)
        let change = step.change
        let at = change.map { $0.at.seen(from: today) } ?? ""
        let by = change?.byName.map { " by \($0)" } ?? ""
        let cause = change.map { $0.cause.isEmpty ? "" : " \($0.cause)" } ?? ""
        switch step.state {
        case .done: (state, what) = (Badge(text: "Done", kind: "good"), "\(at)\(by).\(cause)")
        case .dropped where change?.byName != nil:
            (state, what) = (Badge(text: "Dismissed", kind: "quiet"), "\(at)\(by).\(cause)")
        case .dropped: (state, what) = (Badge(text: "Fell away", kind: "quiet"), "\(at).\(cause)")
        case .overtaken: (state, what) = (Badge(text: "Overtaken", kind: "quiet"), "\(at).\(cause)")
        case .open: (state, what) = (Badge(text: "Open", kind: "warn"), "")
        }
        raised = step.raised.seen(from: today)
        source = StepCard.source(step.clauses, step.citation)
    }
}

extension Standing.Edge {
    /// A rate always; a count from half-way on.
    fileprivate var isNear: Bool {
        switch self {
        case .rate: true
        case .count(let needed, let counted, _, _, _, _, _): counted > 0 && needed <= counted
        }
    }

    /// For the order: sessions that are left.
    fileprivate var distance: Int {
        switch self {
        case .rate(let edge, _, let remaining, _):
            edge.isPassed() ? -1 : edge.mayBeMissed(of: remaining) ?? -1
        case .count(let needed, _, _, _, _, _, _): needed
        }
    }
}

extension Badge {
    static func source(isOfLaw: Bool) -> Badge {
        isOfLaw ? Badge(text: "law", kind: "quiet") : Badge(text: "school's policy", kind: "info")
    }
}
