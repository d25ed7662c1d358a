import Attendance
import Formats
import Office

/// Where a policy is chosen, with the days and the assumptions; and the trials that were asked for before.
struct WhatIfView: Page {
    static let template = "what-if/new"

    var frame: Frame
    var lead: String
    var errors: ErrorSummary?
    var policy: Field
    var fileError: String?
    var text: String
    var days: [Field]
    var staff: [Field]
    var confirm: Field
    var minutes: [Field]
    /// Something in them is wrong, so they are to be seen.
    var minutesAreOpen: Bool
    var trials: [Past]
    var noTrials: Bool

    struct Past: Encodable, Sendable {
        var link: Link
        var badge: Badge
        var what: String
    }

    init(
        _ form: WhatIfForm, _ errors: FieldErrors, library: [PolicyLibrary.Known], own: String,
        trials: [WhatIfShelf.Trial], today: CalendarDate, frame: Frame
    ) {
        self.frame = frame
        lead =
            "A policy is played day by day on this school's own registers, beside the policy of \(own) that is in force. Nothing of it is written down, and nobody is told anything."
        self.errors = errors.summary
        policy = form.policyField(library, errors)
        fileError = errors["file"]
        text = form.text
        days = form.dayFields(errors)
        staff = form.staffFields(errors)
        confirm = form.confirmField(errors)
        minutes = form.minuteFields(errors)
        minutesAreOpen = minutes.contains { $0.error != nil }
        self.trials = trials.map { trial in
            Past(
                link: Link(href: "/what-if/\(trial.id)", label: trial.question.title),
                badge: Badge(trial.state),
                what:
                    "\(trial.question.days.inWords), asked for by \(trial.by), \(LondonClock.moment(at: trial.at).seen(from: today))"
            )
        }
        noTrials = trials.isEmpty
    }
}

/// A trial under way, or what came of it.
struct WhatIfTrialView: Page {
    static let template = "what-if/show"
    static let parts = ["trial": "what-if/trial"]

    var frame: Frame
    var title: String
    var lead: String
    var address: String
    /// While it is not over the page asks again by itself.
    var isRunning: Bool
    var running: Running?
    /// What went wrong, each a sentence.
    var failed: [String]
    var isStopped: Bool
    var result: Result?

    struct Running: Encodable, Sendable {
        var text: String
        var done: String
        var of: String
        var stop: String
    }
    struct Result: Encodable, Sendable {
        var now: String
        var then: String
        var tiles: [Tile]
        var rows: [Row]
        var things: [Row]
        var clauses: [Row]
        var assumptions: [String]
        var differentCount: String
        var nobody: Bool
        var pupils: [Different]
        var pages: Pages?
    }
    struct Row: Encodable, Sendable {
        var name: String
        var note: String?
        var now: String
        var then: String
        /// `12 more`, `3 fewer`, `the same`.
        var difference: String
        var kind: String
        var bars: Bars
    }
    /// Widths of a hundred.
    struct Bars: Encodable, Sendable {
        var now: String
        var then: String
    }
    struct Different: Encodable, Sendable {
        var pupil: Link
        var onlyNow: [Thing]
        var onlyThen: [Thing]
        /// `4 only with today's policy, 2 only with the one tried`.
        var summary: String
        /// The first few are unfolded.
        var isOpen = false
    }
    struct Thing: Encodable, Sendable {
        /// `2 × Send the letter “Stage 1” to the parents`.
        var text: String
        var why: String
        var source: String?
    }

    /// How many pupils stand on one page.
    static let shown = 40

    init(
        _ trial: WhatIfShelf.Trial, frame: Frame, english: ReasonInEnglish, today: CalendarDate, page: Int
    ) {
        self.frame = frame
        let question = trial.question
        title = "What if: \(question.title)"
        lead =
            "\(question.file.name) on this school's registers, \(question.days.inWords). Asked for by \(trial.by), \(LondonClock.moment(at: trial.at).seen(from: today))."
        address = "/what-if/\(trial.id)"
        isRunning = !trial.state.isOver
        failed = []
        isStopped = false
        switch trial.state {
        case .waiting:
            running = Running(
                text: "Waiting: another trial comes first.", done: "0", of: "1", stop: address + "/stop")
        case .running:
            let (done, of) = trial.progress.told
            running = Running(
                text: of == 0
                    ? "Reading the registers."
                    : "Played the days of \(done.inWords) of \(of.inWords) pupils, under both policies.",
                done: "\(done)", of: "\(max(of, 1))", stop: address + "/stop")
        case .failed(let sentences): failed = sentences
        case .stopped: isStopped = true
        case .done(let answer):
            result = Result(answer, then: question.title, english: english, page: page, address: address)
        }
    }
}

extension Badge {
    fileprivate init(_ state: WhatIfShelf.State) {
        switch state {
        case .waiting: self.init(text: "Waiting", kind: "quiet")
        case .running: self.init(text: "Running", kind: "info")
        case .done: self.init(text: "Done", kind: "good")
        case .failed: self.init(text: "Failed", kind: "bad")
        case .stopped: self.init(text: "Stopped", kind: "quiet")
        }
    }
}

extension ClosedRange<CalendarDate> {
    /// `3 September to 19 November 2025`.
    var inWords: String {
        let (first, last) = (lowerBound, upperBound)
        let start = first.year == last.year ? first.dayAndMonth : "\(first.dayAndMonth) \(first.year)"
        return "\(start) to \(last.dayAndMonth) \(last.year)"
    }
}
