import Attendance
import Testing

@testable import Formats

@Suite struct PupilFiles {
    @Test func rollcallsOwnFormGivesEveryField() throws {
        let read = try pupils(fixture("rollcall-pupils.csv"))
        #expect(read.dialect == .rollcall)
        #expect(read.problems.isEmpty)
        try #require(read.rows.count == 3)
        let first = read.rows[0]
        #expect(first.line == 2)
        #expect(first.upn == .value(ada))
        #expect(first.preferredSurname == .blank)
        #expect(first.preferredForename == .value("Ada"))
        #expect(first.born == .value(day("2014-02-11")))
        #expect(first.yearGroup == .value(YearGroup("7")!))
        #expect(first.enrolStatus == .value(.current))
        #expect(first.sen == .value(.noNeed))
        #expect(first.address == .value("12 High Street\nAnytown"))
        #expect(first.leavingDate == .blank)
        #expect(first.misID == .unknown)
        #expect(first.flags[.freeSchoolMeals] == true)
        #expect(first.flags[.childProtection] == false)
        #expect(first.flags.count == PupilFlag.allCases.count)
        #expect(read.rows[1].line == 4)
        #expect(read.rows[1].upn == .blank)
        #expect(read.rows[1].surname == .value("Łukasiewicz"))
        #expect(read.rows[1].flags.isEmpty, "a blank list says nothing")
        #expect(read.rows[2].forename == .value("أمين"))
        #expect(read.rows[2].leavingDate == .value(day("2026-06-26")))
    }

    @Test func simsUnderTitlesWithATotalBelow() throws {
        let read = try pupils(fixture("sims-pupils.csv"))
        #expect(read.dialect == .sims)
        #expect(read.errors.isEmpty)
        #expect(read.warnings.count == 1, "\(read.warnings)")
        #expect(read.warnings.first?.line == 8)
        #expect(read.rows.map(\.surname) == [.value("Okafor"), .value("O’Neill"), .value("VAN DER BERG")])
        #expect(read.rows.map(\.forename) == [.value("Adaobi"), .value("Zoë"), .value("Jan")])
        #expect(read.rows.map(\.misID) == [.value("6420"), .value("6421"), .value("6422")])
        #expect(
            read.rows.map(\.born)
                == [.value(day("2014-02-11")), .value(day("2013-11-30")), .value(day("2010-08-31"))])
        #expect(read.rows[0].yearGroup == .value(YearGroup("7")!))
        #expect(read.rows[0].flags == [.freeSchoolMeals: true])
        #expect(read.rows[2].flags.isEmpty)
        #expect(read.rows[0].entryDate == .unknown)
    }

    @Test func arborByItsHeaders() throws {
        let read = try pupils(fixture("arbor-pupils.csv"))
        #expect(read.dialect == .arbor)
        #expect(read.problems.isEmpty)
        #expect(read.rows.map(\.misID) == [.value("88001"), .value("88002")])
        #expect(read.rows[0].preferredForename == .value("Ada"))
        #expect(read.rows[0].sex == .value(.female))
        #expect(read.rows[0].flags == [.pupilPremium: true, .lookedAfter: false])
        #expect(read.rows[0].sen == .value(.support))
        #expect(read.rows[1].yearGroup == .value(.reception))
        #expect(read.rows[1].born == .value(day("2013-11-30")))
    }

    @Test func bromcomPaddedAndWithContactsBeside() throws {
        let read = try pupils(fixture("bromcom-flat.csv"))
        #expect(read.dialect == .bromcom)
        #expect(read.problems.isEmpty)
        #expect(read.rows.map(\.forename) == [.value("Adaobi"), .value("Zoë")])
        #expect(read.rows.map(\.registrationGroup) == [.value("7A"), .value("7A")])
        #expect(read.rows[0].flags == [.pupilPremium: true, .lookedAfter: false])
    }

    @Test func columnsMayStandInAnyOrderAndUnknownOnesAreNamed() throws {
        let read = try pupils(csv("Shoe size,forename,UPN ,SURNAME\n4,Ada,Q999100125001,Okafor\n"))
        #expect(read.rows.first?.surname == .value("Okafor"))
        #expect(read.warnings.map(\.column) == [1])
        #expect(read.warnings.first?.problem.contains("Shoe size") == true)
    }

    @Test func aFileOfTwoColumnsIsEnoughToChangeOneThing() throws {
        let read = try pupils(csv("UPN,RegGroup\nQ999100125001,7B\n"))
        #expect(read.rows.first?.registrationGroup == .value("7B"))
        #expect(read.rows.first?.surname == .unknown)
        #expect(read.problems.isEmpty)
    }

    @Test func withoutAHeaderTheFileSaysWhatIsAccepted() throws {
        let problem = try #require(throws: Problem.self) { try pupils(csv("Okafor,Ada,7A\nLyle,Ben,7B\n")) }
        #expect(problem.line == 1)
        #expect(problem.remedy.contains("Found: Okafor, Ada, 7A"))
        #expect(problem.remedy.contains("UPN, AdmissionNumber"))
        let empty = try #require(throws: Problem.self) { try pupils(csv("")) }
        #expect(empty.problem == "is empty")
    }

    @Test func aMissingColumnIsNamedWithWhatWouldDo() throws {
        let problem = try #require(throws: Problem.self) {
            try pupils(csv("Surname,Forename,DOB\nOkafor,Ada,\n"))
        }
        #expect(problem.problem.contains("UPN or AdmissionNumber"))
        #expect(problem.remedy.contains("Found: Surname, Forename, DOB"))
        #expect(problem.remedy.contains("Adno"))
    }

    @Test func oneColumnTwiceIsRefused() throws {
        let problem = try #require(throws: Problem.self) { try pupils(csv("UPN,Surname,upn\n")) }
        #expect((problem.line, problem.column) == (1, 13))
    }

    @Test func everyMistakeOfEveryRowIsTold() throws {
        let text = """
            UPN,Surname,Forename,DOB,Sex,YearGroup,EnrolStatus,SENprovision,Flags
            X123,Okafor,Ada,31/02/2014,Q,15,Z,Q,fsm;wizard
            ,Nemo,,,,,,,
            Q999100125001,Okafor,Ada,2014-02-11,F,7,C,N,fsm
            """
        let read = try pupils(csv(text))
        #expect(read.rows.map(\.line) == [4])
        #expect(read.errors.map(\.line) == [2, 2, 2, 2, 2, 2, 2, 3])
        #expect(Set(read.errors.filter { $0.line == 2 }.map(\.column)) == [1, 17, 28, 30, 33, 35, 37])
        #expect(read.errors.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test func aWrongCheckLetterIsAWarning() throws {
        let read = try pupils(csv("UPN,Surname,Forename\nA999100125001,Okafor,Ada\n"))
        #expect(read.rows.count == 1)
        #expect(read.errors.isEmpty)
        #expect(read.warnings.first?.problem.contains("A999100125001") == true)
    }

    @Test func raggedRowsAreTold() throws {
        let text =
            "UPN,Surname,Forename,DOB\nQ999100125001,Okafor, Ada,Grace,2014-02-11\nQ999100125001,Okafor\n,,,,,,\n"
        let read = try pupils(csv(text))
        #expect(read.errors.map(\.line) == [2])
        #expect(read.errors.first?.problem.contains("5 cells and the header 4") == true)
        #expect(read.rows.map(\.line) == [3])
        #expect(read.rows.first?.forename == .blank)
        #expect(read.warnings.map(\.line) == [3])
    }

    @Test func aPupilCalledTotalIsNoTotal() throws {
        let read = try pupils(csv("UPN,Surname,Forename\nQ999100125001,Total,Ada\nTotal,1,\n"))
        #expect(read.rows.map(\.surname) == [.value("Total")])
        #expect(read.errors.isEmpty)
        #expect(read.warnings.count == 1)
    }

    @Test func namesAreKeptAsTheyAreAndNothingInThemIsRun() throws {
        let names = [
            "<script>alert(1)</script>", "Robert'); DROP TABLE pupil;--", "=HYPERLINK(\"x\")", "{{{x}}}",
        ]
        let text =
            "UPN,Surname,Forename\n"
            + names.map { "Q999100125001,\"\($0.replacing("\"", with: "\"\""))\",x\n" }.joined()
        #expect(try pupils(csv(text)).rows.map(\.surname) == names.map { .value($0) })
    }

    @Test func whatCannotBePrintedIsASpace() throws {
        let read = try pupils(csv("UPN,Surname,Forename\nQ999100125001,\"Oka\u{1B}[31m\tfor\nx\",Ada\n"))
        #expect(read.rows.first?.surname == .value("Oka [31m for x"))
    }

    @Test func datesMustBeInOrder() throws {
        let read = try pupils(
            csv(
                "UPN,DOB,EntryDate,LeavingDate\nQ999100125001,2014-02-11,2025-09-03,2025-09-02\n"
                    + "Q999100125001,2014-02-11,2025-09-03,2025-09-03\n"))
        #expect(read.errors.map(\.line) == [2])
        #expect(read.rows.map(\.line) == [3])
    }

    @Test func yearXIsNoYearGroupAndSaidSo() throws {
        let read = try pupils(csv("UPN,YearGroup\nQ999100125001,X\n"))
        #expect(read.rows.first?.yearGroup == .blank)
        #expect(read.warnings.count == 1)
    }

    @Test func legalNamesComeBeforeOthersOfTheSameKind() throws {
        let read = try pupils(
            csv("UPN,First name,Legal First Name,Surname\nQ999100125001,Addie,Adaobi,Okafor\n"))
        #expect(read.rows.first?.forename == .value("Adaobi"))
        #expect(read.warnings.map(\.column) == [5])
    }
}
