import Formats
import Store

@testable import Attendance
@testable import Office
@testable import Web

/// Steps and standings made from values of the engine, so that samples read as the pages do.
extension StandingView {
    static let sample: StandingView = {
        let stands = PupilStanding(
            standing: .sample, open: DueStep.samples.filter { $0.pupil != nil },
            past: [.sample(.done), .sample(.dropped)],
            words: .sample, isPartial: true)
        return StandingView(
            stands, pupil: PupilID(rawValue: 7), now: .sample,
            contacts: [.priority(1): "Mrs N Noorzai"], person: .sampleOffice)
    }()
}

extension DueBoard {
    static let sample = DueBoard(
        OpenSteps(
            at: .sample, steps: (0..<10).flatMap { _ in DueStep.samples }, words: .sample),
        names: [PupilID(rawValue: 7): "Farida Noorzai"], person: .sampleOffice)
    static let early = DueBoard(
        OpenSteps(at: .sample, steps: [], words: .sample, isAsWritten: true), names: [:],
        person: .sampleOffice)
    static let quiet = DueBoard(
        OpenSteps(at: .sample, steps: [], words: .sample), names: [:], person: .sampleOffice)
}

extension Moment {
    fileprivate static let sample = Moment(CalendarDate("2025-11-20")!, TimeOfDay(hour: 9, minute: 35)!)
}

extension SignedIn {
    fileprivate static let sampleOffice = SignedIn(
        person: nil, name: "Mrs J Whitlock", position: "attendance officer", roles: [.attendanceOfficer],
        school: SchoolID(rawValue: 1))
}

extension ReasonWriting {
    fileprivate static let sample = ReasonWriting(
        book: RuleBook(), law: Law(codes: CodeSet([]), instruments: [:], figures: [:]), on: Moment.sample.date
    )
}

extension WrittenStep {
    fileprivate static func sample(_ state: State) -> WrittenStep {
        var written = WrittenStep(DueStep.samples[0].step, of: PupilID(rawValue: 7), because: "[]")
        written.state = state
        written.change = StepChange(
            state == .done ? .done : .dropped, at: .sample, cause: state == .done ? "" : "The pupil is back.",
            byName: state == .done ? "Mrs J Whitlock" : nil)
        return written
    }
}

extension DueStep {
    fileprivate static let samples: [DueStep] = {
        let day = Moment.sample.date
        func step(
            _ key: String, _ scope: StepScope, _ kind: StepKind, _ what: String, to: Recipient?, by: Role?,
            due: Moment, because: [Reason]
        ) -> Step {
            Step(
                key: key, scope: scope, kind: kind, what: what, to: to, by: by.map { RoleName($0) },
                raised: due,
                due: due, rule: "welfare-check", clauses: [ClauseID("SER-8.1")],
                citation: "wtisa-2024, p. 20",
                because: because, content: ["full-name"], enclosed: ["leaflet"])
        }
        let farida = PupilID(rawValue: 7)
        return [
            DueStep(
                pupil: farida, upn: nil, name: "Noorzai, Farida",
                step: step(
                    "a", .pupil, .call, "first-day-contact", to: .priority(1), by: .office,
                    due: Moment(day, TimeOfDay(hour: 10, minute: 0)!),
                    because: [.unexplained(day: 2, from: day - 1)]),
                named: []),
            DueStep(
                pupil: farida, upn: nil, name: "Noorzai, Farida",
                step: step(
                    "b", .pupil, .task, "early-intervention", to: nil, by: .attendanceOfficer,
                    due: Moment(day - 2, .endOfDay),
                    because: [
                        .attendance(
                            attended: 86, possible: 102, .below, against: Amount(95), over: .yearToDate)
                    ]), named: []),
            DueStep(
                pupil: nil, upn: nil, name: "",
                step: step(
                    "c", .school, .task, "weekly-meeting", to: nil, by: .headteacher,
                    due: Moment(day, .endOfDay), because: []),
                named: [DueStep.NamedReasons(pupil: farida, upn: nil, because: [])]),
            DueStep(
                pupil: farida, upn: nil, name: "Noorzai, Farida",
                step: step(
                    "d", .pupil, .letter, "letter-1", to: .parents, by: nil, due: Moment(day + 3, .endOfDay),
                    because: []), named: []),
        ]
    }()
}

extension Standing {
    fileprivate static let sample: Standing = {
        func rule(
            _ name: String, _ title: String, _ answer: Finding.Answer, label: String? = nil,
            exception: String = "",
            isOfLaw: Bool = false, edges: [Standing.Edge] = []
        ) -> Standing.OfRule {
            Standing.OfRule(
                finding: Finding(
                    rule: name, answer: answer, clauses: isOfLaw ? [] : [ClauseID("SER-2.5")],
                    citation: isOfLaw ? "DfE statistics, from 2015/16" : "",
                    because: [
                        .absence(absent: 16, possible: 102, .atLeast, against: Amount(10), over: .yearToDate)
                    ], exception: exception, label: label), title: title, isOfLaw: isOfLaw, edges: edges)
        }
        let rate = RateEdge(
            .attendance, .below, hundredths: 9500, attended: 86, absent: 16, possible: 102)!
        let end = CalendarDate("2026-07-16")!
        var standing = Standing()
        standing.rules = [
            rule(
                "persistently-absent", "Persistently absent", .met, label: "persistently-absent",
                isOfLaw: true),
            rule("pink", "Additional monitoring", .met, label: "SER-2.5"),
            rule("structured-intervention", "Persistent absence", .met),
            rule(
                "letter", "A letter at 95%", .notApplicable,
                exception: "an unexplained absence is followed up"),
            rule(
                "target", "Below the school's target", .notMet,
                edges: [.rate(rate, over: .yearToDate, remaining: 278, until: end)]),
            rule(
                "penalty-consideration", "The national threshold", .notMet, isOfLaw: true,
                edges: [
                    .count(
                        needed: 2, counted: 8, of: .unauthorised, asDays: false, threshold: Amount(10),
                        over: .schoolWeeks(.literal(Amount(10))), before: CalendarDate("2025-12-12"))
                ]),
        ]
        standing.processes = [
            Standing.OfProcess(
                name: "penalty", title: "Penalty notice", state: "considered", since: end - 240,
                contact: .priority(1), isOfLaw: true, isConfidential: false, clauses: [], citation: "p. 60")
        ]
        return standing
    }()
}
