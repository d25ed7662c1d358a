import Attendance
import Formats
import Testing

@Suite struct LawCodes {
    let law = Project.law

    /// The codes valid on a day, by class, in the order of the register's tables.
    private func codes(on date: String) -> [SessionClass: String] {
        var found = [SessionClass: String]()
        for rule in law.codes.rules(on: day(date)) {
            found[rule.sessionClass, default: ""] +=
                (found[rule.sessionClass] == nil ? "" : " ") + rule.code.text
        }
        return found
    }

    @Test func theSetOf2024HoldsFromTheNineteenthOfAugust() {
        #expect(
            codes(on: "2024-08-19") == [
                .present: "/ \\ L", .approvedEducationalActivity: "K V P W B",
                .authorised: "C C1 C2 E I J1 M R S T", .unauthorised: "G N O U",
                .notPossible: "D Q X Y1 Y2 Y3 Y4 Y5 Y6 Y7", .administrative: "Z #",
            ])
    }

    @Test func theSetOf2006HoldsTheDayBefore() {
        #expect(
            codes(on: "2024-08-18") == [
                .present: "/ \\ L", .approvedEducationalActivity: "V P W B J", .authorised: "C E I M R S T H",
                .unauthorised: "G N O U", .notPossible: "D X Y", .administrative: "Z #",
            ])
        #expect(codes(on: "2006-08-31").isEmpty)
    }

    @Test(arguments: [
        ("D", "2011-08-31", SessionClass.approvedEducationalActivity), ("D", "2011-09-01", .notPossible),
        ("J", "2024-08-18", .approvedEducationalActivity), ("J1", "2024-08-19", .authorised),
        ("H", "2024-08-18", .authorised), ("F", "2013-08-31", .authorised),
        ("X02", "2022-04-19", .covidPossible),
        ("X01", "2021-11-01", .notPossible), ("I02", "2022-08-31", .authorised),
        ("U", "2015-01-05", .unauthorised),
    ])
    func aCodeWasWhatItWasOnItsDay(code: String, on: String, sessionClass: SessionClass) throws {
        let rule = try #require(law.codes.rule(for: AttendanceCode(code, on: day(on))!, on: day(on)))

        #expect(rule.sessionClass == sessionClass)
    }

    @Test(arguments: [
        ("H", "2024-08-19"), ("J", "2024-08-19"), ("Y", "2024-08-19"), ("F", "2013-09-01"),
        ("J1", "2024-08-18"),
        ("K", "2024-08-18"), ("Q", "2024-08-18"), ("C1", "2024-08-18"), ("C2", "2024-08-18"),
        ("Y7", "2024-08-18"),
        ("X02", "2020-08-31"), ("X02", "2022-04-20"), ("X03", "2021-09-01"), ("X04", "2021-09-01"),
        ("X05", "2022-04-20"), ("X06", "2022-04-20"), ("X07", "2022-04-20"), ("X08", "2021-07-31"),
        ("X08", "2022-04-20"), ("X09", "2021-07-31"), ("X01", "2022-09-01"), ("I01", "2022-09-01"),
        ("I02", "2022-09-01"),
    ])
    func aCodeIsRefusedOutsideItsDays(code: String, on: String) {
        let code = AttendanceCode(code, on: day(on))!

        #expect(law.codes.rule(for: code, on: day(on)) == nil)
        guard
            case .notValid(_, _, _, _, let instead)? = law.codes.refusals(
                of: code, for: Session(day(on), .am), note: "a note", ofCompulsorySchoolAge: true
            ).first
        else {
            Issue.record("\(code) is accepted")
            return
        }
        if law.codes.history(of: code).last?.until != nil { #expect(!instead.isEmpty) }
    }

    @Test(arguments: AttendanceCode.all)
    func everyCodeHasEntriesThatBeginAndEndOnTheirDays(code: AttendanceCode) {
        let history = law.codes.history(of: code)

        #expect(!history.isEmpty)
        for rule in history {
            #expect(law.codes.rule(for: code, on: rule.from) == rule)
            #expect(law.codes.rule(for: code, on: rule.from - 1) != rule)
            if let until = rule.until {
                #expect(law.codes.rule(for: code, on: until) == rule)
                #expect(law.codes.rule(for: code, on: until + 1) != rule)
            }
            #expect(!rule.reference.isEmpty)
        }
    }

    @Test func theConditionsOf2024AreThoseOfTheTables() {
        let rules = law.codes.rules(on: day("2025-09-01"))
        func texts(_ isOne: (CodeRule) -> Bool) -> String {
            rules.filter(isOne).map(\.code.text).joined(separator: " ")
        }

        #expect(texts(\.onSiteForMark) == "/ \\ L")
        #expect(texts(\.onSiteAfterArrival) == "/ \\ L U")
        #expect(texts(\.noteRequired) == "K B Y7")
        #expect(texts(\.isLeave) == "C C1 C2 J1 M S")
        #expect(texts { $0.half == .am } == "/")
        #expect(texts { $0.half == .pm } == "\\")
        #expect(texts { $0.age == .compulsoryOnly } == "C2")
        #expect(texts { $0.age == .nonCompulsoryOnly } == "X")
        #expect(texts { $0.enteredBy == .taker } == "/ \\ L N")
        #expect(texts { $0.enteredBy == .authorised } == "C C1 C2 J1 M S")
        #expect(texts { $0.timing == .planned } == "K V P W B C C1 C2 E J1 M R S T D X Y5 Y6")
        #expect(texts { $0.timing == .set } == "Z #")
        #expect(texts { $0.afterwards == .ifGrantedBefore } == "C C1 C2 J1 M S")
        #expect(texts { $0.afterwards == .withinFiveSchoolDays } == "N")
        #expect(texts { $0.afterwards == .no } == "Z")
        #expect(texts { !$0.selectable } == "Z #")
        for rule in rules { #expect(law.conditions(of: rule.code, on: day("2025-09-01")) != nil) }
    }

    @Test func xWasForEverybodyOnlyWhileTheCoronavirusCategoryStood() {
        let ages = ["2020-08-31", "2020-09-01", "2022-04-19", "2022-04-20", "2024-08-18", "2024-08-19"].map {
            law.codes.rule(for: .notTimetabled, on: day($0))?.age
        }

        #expect(
            ages == [
                .nonCompulsoryOnly, .any, .any, .nonCompulsoryOnly, .nonCompulsoryOnly, .nonCompulsoryOnly,
            ])
    }

    @Test(arguments: [
        ("covid", "2020-08-31", ""), ("covid", "2020-09-01", "X X02 X03 X04 X05 X06 X07 X08 X09"),
        ("covid", "2022-04-19", "X X02 X03 X04 X05 X06 X07 X08 X09"), ("covid", "2022-04-20", "I Y6"),
        ("agreed-holiday", "2024-08-18", "H"), ("agreed-holiday", "2024-08-19", "C"),
        ("interview", "2024-08-18", "J"), ("interview", "2024-08-19", "J1"),
        ("partial-closure", "2024-08-18", "#"), ("partial-closure", "2024-08-19", "Y3"),
        ("custody", "2024-08-18", "Y"), ("custody", "2024-08-19", "Y5"),
        ("part-time-timetable", "2024-08-18", "C"), ("part-time-timetable", "2024-08-19", "C2"),
        ("flexi-schooling", "2024-08-18", "C"), ("flexi-schooling", "2024-08-19", "C"),
        ("mobile-child", "2024-08-18", "T"), ("mobile-child", "2024-08-19", "T"),
        ("traveller-community", "2024-08-18", "T"), ("traveller-community", "2024-08-19", ""),
    ])
    func aCircumstanceIsRecordedAsTheLawOfItsDaySays(name: String, on: String, codes: String) throws {
        let circumstance = try #require(law.circumstance(name))

        #expect((circumstance.rule(on: day(on))?.codes.map(\.text).joined(separator: " ") ?? "") == codes)
        #expect(!circumstance.label.isEmpty)
    }
}
