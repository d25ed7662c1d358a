import Formats
import Store

@testable import Attendance
@testable import Office
@testable import Web

/// Another policy tried: asked for, under way, and each way it may end.
extension Sample {
    static let whatIfs: [Sample] = [
        Sample("what-if", WhatIfView.sample), Sample("what-if-first", WhatIfView.first),
        Sample("what-if-running", WhatIfTrialView.of(.running)),
        Sample("what-if-done", WhatIfTrialView.of(.done(.sample))),
        Sample("what-if-same", WhatIfTrialView.of(.done(.same))),
        Sample("what-if-failed", WhatIfTrialView.of(.failed(["No calendar covers 2025-09-03."]))),
        Sample("what-if-stopped", WhatIfTrialView.of(.stopped)),
    ]
}

private let today = CalendarDate("2025-11-20")!
private let triedDays = CalendarDate("2025-09-03")!...CalendarDate("2025-11-19")!

extension WhatIfView {
    fileprivate static let sample = WhatIfView(
        WhatIfForm(days: triedDays),
        FieldErrors([
            ("file", "mine.yaml, line 3, column 1: There is no 'rule'. Write rules."),
            ("minutes[call]", "Give a whole number from 0 to 1000"),
        ]),
        library: [
            PolicyLibrary.Known(file: SourceFile(name: "elmfield.yaml", text: ""), title: "Elmfield School")
        ], own: "Kestrel Rise Academy", trials: [.of(.done(.sample)), .of(.running)], today: today,
        frame: .sample("/calendar"))
    fileprivate static let first = WhatIfView(
        WhatIfForm(days: nil), FieldErrors(), library: [], own: "Kestrel Rise Academy", trials: [],
        today: today, frame: .sample("/calendar"))
}

extension WhatIfTrialView {
    fileprivate static func of(_ state: WhatIfShelf.State) -> WhatIfTrialView {
        WhatIfTrialView(
            .of(state), frame: .sample("/calendar"),
            english: ReasonInEnglish(
                book: RuleBook(), law: Law(codes: CodeSet([]), instruments: [:], figures: [:]), on: today),
            today: today, page: 2)
    }
}

extension WhatIfShelf.Trial {
    fileprivate static func of(_ state: WhatIfShelf.State) -> WhatIfShelf.Trial {
        var trial = WhatIfShelf.Trial(
            id: "a1", school: SchoolID(rawValue: 1), by: "Mrs J Whitlock",
            at: Instant(seconds: 1_763_631_300),
            question: WhatIfQuestion(
                file: SourceFile(name: "elmfield.yaml", text: ""), title: "Elmfield School", days: triedDays,
                assumptions: Assumptions()))
        trial.state = state
        trial.progress.tell(50, 1002)
        return trial
    }
}

extension WhatIfAnswer {
    fileprivate static let sample: WhatIfAnswer = {
        func totals(_ name: String, _ calls: Int, _ letters: Int) -> PolicyTotals {
            var totals = PolicyTotals(name: name)
            totals.steps = calls + letters
            totals.minutes = calls * 5 + letters * 10
            totals.pupils = [PupilID(rawValue: 7)]
            totals.byKind = [.call: calls, .letter: letters]
            totals.byWhat = ["first-day-contact": calls, "letter-1": letters]
            totals.byClause = ["SER-8.1": calls]
            return totals
        }
        func thing(_ kind: StepKind, _ times: Int) -> TreatedDifferently.Thing {
            TreatedDifferently.Thing(
                kind: kind, what: "letter-1", times: times, first: CalendarDate("2025-10-01")!,
                clauses: ["SER-8.1"], because: "86 attended of 102 possible sessions.")
        }
        var differently: [TreatedDifferently] = []
        for number in 1...90 {
            var pupil = TreatedDifferently(
                pupil: PupilID(rawValue: Int64(number)), upn: nil, name: "Noorzai, Farida", onlyNow: [],
                onlyThen: [])
            if number % 3 != 0 { pupil.onlyNow = [thing(.letter, 2)] }
            if number % 3 != 1 { pupil.onlyThen = [thing(.meeting, 1)] }
            differently.append(pupil)
        }
        return WhatIfAnswer(
            days: triedDays, assumptions: Assumptions(), now: totals("Kestrel Rise Academy", 120, 12),
            then: totals("elmfield.yaml", 90, 40), differently: differently)
    }()
    fileprivate static let same = WhatIfAnswer(
        days: triedDays, assumptions: Assumptions(), now: PolicyTotals(name: "Kestrel Rise Academy"),
        then: PolicyTotals(name: "elmfield.yaml"), differently: [])
}
