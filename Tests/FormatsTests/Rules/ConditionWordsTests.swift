import Attendance
import Testing

@testable import Formats

/// Conditions as a governor reads them.
@Suite struct ConditionsInWords {
    private static func sessions(_ relation: Relation, _ number: Int) -> Condition {
        .sessions(.unauthorised, Comparison(relation, Rules.number(number)), over: .term, unspent: false)
    }
    private static func run(_ codes: CodeChoice) -> Condition {
        .runOfWholeDays(codes, Comparison(.atLeast, Rules.number(20)), strict: true)
    }

    static let said: [(Condition, String)] = [
        (sessions(.atLeast, 1), "there was at least 1 session of unauthorised absence over this term"),
        (sessions(.atLeast, 2), "there were at least 2 sessions of unauthorised absence over this term"),
        (
            .none([sessions(.atLeast, 2)]),
            "there were fewer than 2 sessions of unauthorised absence over this term"
        ),
        (run(.absent), "absence has lasted at least 20 whole school days in a row"),
        (run(Rules.codes("G", "N")), "codes G or N have lasted at least 20 whole school days in a row"),
        (.none([run(.absent)]), "absence has not lasted at least 20 whole school days in a row"),
        (.none([.leave(.past)]), "the first day asked for is in the future"),
        (.none([.none([.leave(.past)])]), "the first day asked for is not in the future"),
        (.none([.tooLate]), "the session had not yet begun"),
        (
            .none([.all([.returned, .reasonGiven])]),
            "either (the pupil is not back or no reason for today has been given)"
        ),
        (
            .marked(nil, CodeChoice(AttendanceCode.all.filter { $0.sessionClass != .unauthorised })),
            "today's mark is any code but unauthorised absence"
        ),
    ]

    @Test(arguments: said.indices)
    func everyConditionIsASentence(number: Int) {
        let (condition, words) = Self.said[number]

        #expect(
            RuleWords(book: RuleBook(), law: Project.law, day: day("2025-11-13")).condition(condition)
                == words)
    }
}
