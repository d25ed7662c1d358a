import Attendance
import Testing

@Suite struct CodeSetTests {
    static let since = day("2024-08-19")

    static func rule(
        _ text: String, from: CalendarDate = since, until: CalendarDate? = nil, half: Session.Half? = nil,
        noteRequired: Bool = false, age: CodeRule.Age = .any, instead: String = ""
    ) -> CodeRule {
        CodeRule(
            code: code(text), name: text, from: from, until: until, sessionClass: code(text).sessionClass,
            half: half, noteRequired: noteRequired, age: age, instead: instead, reference: "a test")
    }

    let codes = CodeSet([
        rule("B", from: day("2006-09-01"), until: day("2024-08-18")),
        rule("B", noteRequired: true),
        rule("H", from: day("2006-09-01"), until: day("2024-08-18"), instead: "Use C if it was granted."),
        rule("J1"),
        rule("/", from: day("2006-09-01"), half: .am),
        rule("X", age: .nonCompulsoryOnly),
        rule("C2", age: .compulsoryOnly),
    ])

    @Test func aRuleHoldsFromItsFirstDayToItsLast() {
        #expect(codes.rule(for: .agreedHoliday, on: day("2006-08-31")) == nil)
        #expect(codes.rule(for: .agreedHoliday, on: day("2006-09-01")) != nil)
        #expect(codes.rule(for: .agreedHoliday, on: day("2024-08-18")) != nil)
        #expect(codes.rule(for: .agreedHoliday, on: day("2024-08-19")) == nil)
        #expect(codes.rule(for: .interview, on: day("2024-08-18")) == nil)
        #expect(codes.rule(for: .interview, on: day("2024-08-19")) != nil)
    }

    @Test func oneCodeMayChangeItsConditionsOnADay() {
        #expect(codes.rule(for: .otherActivity, on: day("2024-08-18"))?.noteRequired == false)
        #expect(codes.rule(for: .otherActivity, on: day("2024-08-19"))?.noteRequired == true)
        #expect(codes.history(of: .otherActivity).count == 2)
    }

    @Test func theRulesOfADayAreInTheOrderOfTheTables() {
        #expect(codes.rules(on: day("2024-08-18")).map(\.code.text) == ["/", "B", "H"])
        #expect(codes.rules(on: day("2024-08-19")).map(\.code.text) == ["/", "B", "C2", "J1", "X"])
        #expect(codes.rules(on: day("2000-01-01")).isEmpty)
    }

    @Test func aRetiredCodeIsRefusedWithWhatToUseInstead() {
        let refusals = codes.refusals(
            of: .agreedHoliday, for: session("2024-09-10 AM"), note: "", ofCompulsorySchoolAge: true)

        #expect(
            refusals == [
                .notValid(
                    .agreedHoliday, on: day("2024-09-10"), from: day("2006-09-01"),
                    until: day("2024-08-18"), instead: "Use C if it was granted.")
            ])
        #expect(
            refusals.first?.description
                == "H was used for sessions up to 2024-08-18; this one is on 2024-09-10. "
                + "Use C if it was granted."
        )
    }

    @Test func aCodeBeforeItsTimeIsRefusedWithTheDayItBegins() throws {
        let refusal = try #require(throws: CodeRefusal.self) {
            try codes.check(.interview, for: session("2024-08-18 AM"))
        }
        #expect(refusal.description == "J1 is used for sessions from 2024-08-19; this one is on 2024-08-18.")
    }

    @Test func aCodeOutsideTheTableIsRefused() throws {
        let refusal = try #require(throws: CodeRefusal.self) {
            try codes.check(.visit, for: session("2025-09-10 AM"))
        }
        #expect(
            refusal
                == .notValid(.visit, on: day("2025-09-10"), from: nil, until: nil, instead: ""))
        #expect(refusal.description == "V is not a code of the register.")
    }

    @Test func theMorningMarkIsForMorningsOnly() throws {
        try codes.check(.presentAM, for: session("2025-09-10 AM"))
        #expect(throws: CodeRefusal.wrongHalf(.presentAM, only: .am)) {
            try codes.check(.presentAM, for: session("2025-09-10 PM"))
        }
    }

    @Test(arguments: ["", "   "])
    func aRequiredNoteMaySayMoreThanNothing(_ note: String) throws {
        try codes.check(.otherActivity, for: session("2025-09-10 AM"), note: "farm visit")
        #expect(throws: CodeRefusal.noteMissing(.otherActivity)) {
            try codes.check(.otherActivity, for: session("2025-09-10 AM"), note: note)
        }
    }

    @Test func ageConditionsHoldBothWaysAndPassWhenAgeIsUnknown() throws {
        let morning = session("2025-09-10 AM")
        try codes.check(.notTimetabled, for: morning, ofCompulsorySchoolAge: false)
        try codes.check(.notTimetabled, for: morning, ofCompulsorySchoolAge: nil)
        #expect(throws: CodeRefusal.age(.notTimetabled, requires: .nonCompulsoryOnly)) {
            try codes.check(.notTimetabled, for: morning, ofCompulsorySchoolAge: true)
        }
        try codes.check(.partTimeTimetable, for: morning, ofCompulsorySchoolAge: true)
        #expect(throws: CodeRefusal.age(.partTimeTimetable, requires: .compulsoryOnly)) {
            try codes.check(.partTimeTimetable, for: morning, ofCompulsorySchoolAge: false)
        }
    }

    @Test func allThatSpeaksAgainstACodeIsSaidTogether() {
        let strict = CodeSet([
            Self.rule("K", half: .am, noteRequired: true, age: .compulsoryOnly)
        ])

        let refusals = strict.refusals(
            of: .localAuthorityProvision, for: session("2025-09-10 PM"), note: "",
            ofCompulsorySchoolAge: false)

        #expect(
            refusals == [
                .wrongHalf(.localAuthorityProvision, only: .am), .noteMissing(.localAuthorityProvision),
                .age(.localAuthorityProvision, requires: .compulsoryOnly),
            ])
        #expect(refusals.allSatisfy { $0.description.hasPrefix("K ") && $0.description.hasSuffix(".") })
    }
}
