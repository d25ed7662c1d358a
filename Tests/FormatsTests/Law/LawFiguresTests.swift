import Formats
import Testing

@testable import Attendance

@Suite struct LawFigures {
    let law = Project.law

    @Test func theLawOfEnglandIsReadWithoutAProblem() {
        let (law, problems) = LawReader.load(directory: "\(Project.root)/Law/England")

        #expect(problems.map(\.description) == [])
        #expect(law != nil)
    }

    @Test(arguments: LawFigureName.allCases)
    func everyFigureChangesOnItsDaysAndNotOnTheDayBefore(name: LawFigureName) {
        let changes = law.changes(of: name)

        #expect(!changes.isEmpty)
        #expect(law.figure(name, on: changes[0] - 1) == nil)
        for day in changes {
            #expect(law.figure(name, on: day) != law.figure(name, on: day - 1))
            #expect(law.figure(name, on: day) == law.figure(name, on: day + 1))
        }
        #expect(law.label(of: name) != name.rawValue)
    }

    @Test(
        arguments: [
            (LawFigureName.registerOpenMinutes, "2024-08-19", nil, 30),
            (.registerEntryRetention, "2006-09-01", nil, 3),
            (.registerEntryRetention, "2024-08-19", 3, 6), (.registerCopyRetention, "2024-08-19", 3, 6),
            (.registerCopyEvery, "2006-09-01", nil, 1), (.sessionsADay, "2006-09-01", nil, 2),
            (.schoolYearDays, "2000-01-01", nil, 190), (.noReasonSchoolDays, "2024-08-19", nil, 5),
            (.noReasonWorkingDays, "2024-08-19", nil, 5), (.persistentAbsence, "2010-09-01", 20, 15),
            (.persistentAbsence, "2015-09-01", 15, 10), (.severeAbsence, "2015-09-01", nil, 50),
            (.penaltyThresholdSessions, "2024-08-19", nil, 10),
            (.penaltyThresholdWeeks, "2024-08-19", nil, 10),
            (.penaltyFirstReduced, "2012-09-01", 5000, 6000),
            (.penaltyFirstReduced, "2024-08-19", 6000, 8000),
            (.penaltyFirstFull, "2012-09-01", 10000, 12000), (.penaltyFirstFull, "2024-08-19", 12000, 16000),
            (.penaltyReducedDays, "2013-09-01", 28, 21), (.penaltyFullDays, "2013-09-01", 42, 28),
            (.penaltySecond, "2024-08-19", nil, 16000), (.penaltyLimit, "2024-08-19", nil, 2),
            (.penaltyLimitYears, "2024-08-19", nil, 3), (.penaltyServedWorkingDays, "2007-09-01", nil, 2),
            (.publicPlaceReduced, "2013-09-01", nil, 6000), (.publicPlaceFull, "2013-09-01", nil, 12000),
            (.publicPlaceReducedDays, "2013-09-01", nil, 21), (.publicPlaceFullDays, "2013-09-01", nil, 28),
            (.publicPlaceSchoolDays, "2007-09-01", nil, 5), (.noticeToImproveLeast, "2024-08-19", nil, 3),
            (.noticeToImproveMost, "2024-08-19", nil, 6), (.returnNewPupilDays, "2024-08-19", nil, 5),
            (.returnAttendanceDays, "2006-09-01", nil, 10), (.returnAttendanceEvery, "2024-08-19", nil, 1),
            (.returnSicknessDays, "2024-08-19", nil, 15), (.notReturnedDays, "2006-09-01", nil, 10),
            (.continuousAbsenceDays, "2006-09-01", nil, 20), (.suspensionProvisionDay, "2007-09-01", nil, 6),
            (.suspensionYearDays, "2012-09-01", nil, 45), (.mobileChildSessions, "1996-11-01", nil, 200),
            (.walkingMilesYounger, "1996-11-01", nil, 2), (.walkingMilesOlder, "1996-11-01", nil, 3),
        ] as [(LawFigureName, String, Int?, Int)])
    func aFigureIsWhatTheLawSaysTheDayBeforeAndTheDay(
        name: LawFigureName, from: String, before: Int?, on: Int
    ) {
        #expect(law.number(name, on: day(from) - 1) == before)
        #expect(law.number(name, on: day(from)) == on)
    }

    @Test(arguments: [
        (
            LawFigureName.registersBind, "2024-08-19",
            [SchoolKind.maintained, .nonMaintainedSpecial, .academy, .independent]
        ),
        (.leaveLimitsBind, "2024-08-19", [.maintained, .nonMaintainedSpecial]),
        (.dailyDataBinds, "2024-09-01", [.maintained, .nonMaintainedSpecial, .academy]),
        (.penaltyNoticesFor, "2024-08-19", [.maintained, .academy]),
        (.schoolYearDaysBind, "2024-08-19", [.maintained, .nonMaintainedSpecial, .academy]),
    ])
    func eachRuleBindsTheKindsOfSchoolThatTheLawNames(name: LawFigureName, on: String, kinds: [SchoolKind]) {
        for type in SchoolType.allCases {
            #expect(law.applies(name, to: type, on: day(on)) == kinds.contains(type.kind))
        }
    }

    @Test func anIndependentSpecialSchoolCannotIssuePenaltyNoticesAndASpecialAcademyCan() {
        let today = day("2025-11-13")

        #expect(!law.mayIssuePenaltyNotices(.independentSpecial, on: today))
        #expect(!law.mayIssuePenaltyNotices(.nonMaintainedSpecial, on: today))
        #expect(law.mayIssuePenaltyNotices(.academySpecial, on: today))
        #expect(law.mayIssuePenaltyNotices(.pupilReferralUnit, on: today))
        #expect(law.schoolYearDays(for: .special, on: today) == 190)
        #expect(law.schoolYearDays(for: .independent, on: today) == nil)
    }

    @Test func figuresAreMadeByTheDefinitionsThatTheLawFilesHaveToday() {
        let today = day("2025-11-13")

        #expect(law.persistentAbsencePercent(on: today) == AbsenceDefinition.persistentPercent)
        #expect(law.severeAbsencePercent(on: today) == AbsenceDefinition.severePercent)
    }

    @Test func theThresholdBeganOnTheNineteenthOfAugust2024() throws {
        #expect(law.penaltyThreshold(on: day("2024-08-18")) == nil)

        let threshold = try #require(law.penaltyThreshold(on: day("2024-08-19")))
        #expect(threshold.sessions == 10)
        #expect(threshold.schoolWeeks == 10)
        #expect(threshold.codes.map(\.text) == ["G", "N", "O", "U"])
    }

    @Test func amountsGoByTheDayOfTheOffenceAndTheNumberOfTheNotice() throws {
        let before = day("2024-08-18")
        let from = day("2024-08-19")

        let old = try #require(law.penaltyAmounts(notice: 1, offence: before))
        #expect([old.reduced, old.reducedDays, old.full, old.fullDays] == [6000, 21, 12000, 28])
        #expect(try #require(law.penaltyAmounts(notice: 2, offence: before)).reduced == 6000)

        let first = try #require(law.penaltyAmounts(notice: 1, offence: from))
        #expect([first.reduced, first.reducedDays, first.full, first.fullDays] == [8000, 21, 16000, 28])
        let second = try #require(law.penaltyAmounts(notice: 2, offence: from))
        #expect(second.reduced == nil)
        #expect([second.full, second.fullDays] == [16000, 28])
        #expect(law.penaltyAmounts(notice: 3, offence: from) == nil)

        let place = try #require(law.publicPlaceAmounts(offence: from))
        #expect([place.reduced, place.reducedDays, place.full, place.fullDays] == [6000, 21, 12000, 28])
    }

    @Test func theFifteenGroundsForDeletionBeganWithTheRegulationsOf2024() {
        #expect(law.deletionGrounds(on: day("2024-08-18")).isEmpty)

        let grounds = law.deletionGrounds(on: day("2024-08-19"))
        #expect(grounds.map(\.id) == "abcdefghijklmno".map { "9(1)(\($0))" })
        #expect(grounds[8].conditions.count == 4)
        #expect(grounds[8].reference.citation == "2024 Regs reg 9(1)(i)")
        #expect(
            law.codes(.continuousAbsenceCodes, on: day("2024-08-19")).map(\.text) == ["G", "N", "O"])
    }

    @Test func aReferenceSaysWhichInstrumentAndWhere() throws {
        let figure = try #require(law.figure(.registerEntryRetention, on: day("2025-09-01")))

        #expect(figure.reference.citation == "2024 Regs reg 7")
        #expect(figure.reference.instrument.number == "SI 2024/208")
        #expect(figure.bound == LawFigure.Bound(.atLeast, beyond: .refuse, check: "X-LJS+NET+DAM-1"))
    }
}
