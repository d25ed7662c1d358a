import Attendance
import Formats
import Store
import TestBooks
import Testing

@testable import Office

@Suite(.bothEngines) struct PupilImportTests {
    static let earlier = """
        format: 1
        academic-year: 2024/25
        terms:
          - {name: Autumn, from: 2024-09-03, to: 2024-12-20}
          - {name: Spring, from: 2025-01-06, to: 2025-04-04}
          - {name: Summer, from: 2025-04-22, to: 2025-07-22}
        """
    static let header =
        "UPN,Surname,Forename,DOB,Sex,YearGroup,RegGroup,EntryDate,LeavingDate,Flags,Address,Postcode\n"
    let upn = UPN.make(la: 999, establishment: 4000, year: 20, serial: 500)!.text

    /// Everyone of the school as a file has them, so that nobody is left out of it.
    private func everyone(_ school: TestSchool) async throws -> String {
        var text = Self.header
        for (name, born) in [
            ("Ada", "2013-01-10"), ("Ben", "2013-01-10"), ("Cleo", "2013-01-10"), ("Dev", "2009-05-02"),
        ] {
            text += "\(try await school.upn(name)),Test,\(name),\(born),,8,8B,2025-09-03,,,,\n"
        }
        return text
    }

    @Test func `a new pupil is on the roll, in a year group and a registration group with its registers`()
        async throws
    {
        let school = try await TestSchool()
        let file =
            try await everyone(school)
            + "\(upn),Okafor,Zoë,2014-03-01,F,7,7A,2025-09-03,,fsm;eal,\"1 High Street\nTown\",AB1 2CD\n"
        let report = try await school.importText(.pupils, file)
        #expect(report.problems.kept == [])
        #expect(report.count(.added) == 1)
        #expect(report.count(.unchanged) == 4)
        let pupil = try await school.newcomer(upn: upn)
        let today = CalendarDate("2025-11-20")!
        #expect(pupil.name == "Zoë Okafor")
        #expect(pupil.isOnRoll(on: CalendarDate("2025-09-03")!))
        #expect(!pupil.isOnRoll(on: CalendarDate("2025-09-02")!))
        #expect(pupil.yearGroup(on: today) == YearGroup(number: 7))
        #expect(pupil.registrationGroup(in: Session(today, .am)) == "7A")
        #expect(pupil.flags(on: today) == [.freeSchoolMeals, .englishAsAdditionalLanguage])
        #expect(pupil.address?.postcode == "AB1 2CD")
        let sheet = try await school.office.sheet(
            named: "7A", in: Session(today, .pm), by: school.officeStaff)
        #expect(sheet.pupils.map(\.line.name) == ["Zoë Okafor"])

        let acts = try await school.actCount()
        let again = try await school.importText(.pupils, file)
        #expect(again.count(.unchanged) == 5)
        #expect(again.batch == nil)
        #expect(try await school.actCount() == acts)
    }

    @Test func `history reaches back: a year group lower for each earlier year that a calendar is held for`()
        async throws
    {
        let school = try await TestSchool()
        try await school.office.addCalendar(
            SourceFile(name: "2024-25.yaml", text: Self.earlier), school: school.id, by: .system)
        try await school.importText(
            .pupils, Self.header + "\(upn),Okafor,Zoë,2012-03-01,F,9,9A,2023-09-04,,,,\n")
        let pupil = try await school.newcomer(upn: upn)
        #expect(pupil.yearGroups[AcademicYear(startingIn: 2025)] == YearGroup(number: 9))
        #expect(pupil.yearGroups[AcademicYear(startingIn: 2024)] == YearGroup(number: 8))
        #expect(pupil.yearGroups[AcademicYear(startingIn: 2023)] == nil)
        #expect(pupil.registrationGroup(in: Session(CalendarDate("2025-07-22")!, .pm)) == "8A")
        #expect(pupil.registrationGroup(in: Session(CalendarDate("2025-09-03")!, .am)) == "9A")
        let marks = try await school.importText(
            .marks, "UPN,Date,Session,Code\n\(upn),2025-01-06,AM,/\n\(upn),2025-09-03,AM,/\n")
        #expect(marks.count(.added) == 2)
    }

    @Test func `without a day of entry the first of the year's terms is taken, and said`() async throws {
        let school = try await TestSchool()
        let report = try await school.importText(
            .pupils, "UPN,Surname,Forename,YearGroup\n\(upn),Okafor,Zoë,7\n")
        #expect(try await school.newcomer(upn: upn).admissions.first?.from == CalendarDate("2025-09-03"))
        #expect(report.problems.kept.contains { $0.problem.contains("no day of entry") })
    }

    @Test func `a leaving date of a pupil here is reported and asked about, never a deletion`() async throws {
        let school = try await TestSchool()
        let file = try await everyone(school).replacing(
            "Test,Ben,2013-01-10,,8,8B,2025-09-03,,", with: "Test,Ben,2013-01-10,,8,8B,2025-09-03,2025-11-14,"
        )
        for _ in 0..<2 { try await school.importText(.pupils, file) }
        let ben = try await school.found("Ben")
        #expect(ben.isOnRoll(on: CalendarDate("2025-11-20")!))
        #expect(ben.admissions.first?.reportedLeaving == CalendarDate("2025-11-14"))
        #expect(try await school.questions(.reportedLeaving).map(\.theirs) == ["2025-11-14"])
    }

    @Test(arguments: [("2025-11-19", true), ("2025-11-20", false)])
    func `a pupil imported as one who had left is history, until yesterday`(day: String, isPast: Bool)
        async throws
    {
        let school = try await TestSchool()
        try await school.importText(
            .pupils, Self.header + "\(upn),Okafor,Zoë,2012-03-01,F,8,8B,2025-09-03,\(day),,,\n")
        let stay = try #require(try await school.newcomer(upn: upn).admissions.first)
        #expect(stay.to == (isPast ? CalendarDate(day) : nil))
        #expect(stay.reportedLeaving == (isPast ? nil : CalendarDate(day)))
        #expect(try await school.questions(.reportedLeaving).count == (isPast ? 0 : 1))
    }

    @Test func `a changed group waits for its day, and is asked about once`() async throws {
        let school = try await TestSchool()
        let file = try await everyone(school).replacing(
            "Test,Ada,2013-01-10,,8,8B", with: "Test,Ada,2013-01-10,,8,8C")
        for _ in 0..<2 {
            let report = try await school.importText(.pupils, file)
            #expect(report.count(.asked) == 1)
        }
        let ada = try await school.found("Ada")
        #expect(ada.registrationGroup(in: TestSchool.session("2025-11-20 AM")) == "8B")
        #expect(try await school.questions(.groupChange).map(\.theirs) == ["8C"])
    }

    @Test func `a pupil left out of a file stays on the roll and is reported`() async throws {
        let school = try await TestSchool()
        let ada = try await school.upn("Ada")
        let lines = try await everyone(school).split(separator: "\n").filter { !$0.contains(ada) }
        for _ in 0..<2 {
            let report = try await school.importText(.pupils, lines.joined(separator: "\n") + "\n")
            #expect(report.count(.notInFile) == 1)
            #expect(report.lines.last?.about == "Test, Ada")
        }
        #expect(try await school.found("Ada").isOnRoll(on: CalendarDate("2025-11-20")!))
        #expect(try await school.questions(.notInFile).map(\.pupil) == [school.pupil("Ada")])
    }

    @Test func `what the office changed here is not undone by the next file`() async throws {
        let school = try await TestSchool()
        var details = try await school.found("Ada").details
        details.preferredForename = "Addie"
        details.sex = "F"
        _ = try await school.office.editPupil(
            school.pupil("Ada"), to: details, address: nil, by: school.officeStaff)
        let file =
            "UPN,Surname,Forename,PreferredForename,Sex,Postcode\n\(details.upn!),Tester,Ada,Ad,,AB1 2CD\n"
        for time in 0..<2 {
            let report = try await school.importText(.pupils, file)
            #expect(report.count(.differs) == 1)
            #expect(report.count(time == 0 ? .changed : .unchanged) == 1)
        }
        let ada = try await school.found("Ada")
        #expect(ada.details.preferredForename == "Addie")
        #expect(ada.details.surname == "Tester")
        #expect(ada.details.sex == "F")
        #expect(ada.address?.postcode == "AB1 2CD")
        #expect(try await school.questions(.fieldDiffers).map(\.detail) == ["PreferredForename"])
    }

    @Test func `one UPN twice in a file applies nothing`() async throws {
        let school = try await TestSchool()
        let row = "\(upn),Okafor,Zoë,2012-03-01,F,8,8B,2025-09-03,,,,\n"
        let report = try await school.importText(.pupils, Self.header + row + row)
        #expect(!report.isApplied)
        #expect(report.problems.kept.contains { $0.line == 3 && $0.problem.contains("first on line 2") })
        let (id, upn) = (school.id, upn)
        #expect(try await school.office.store.read { try $0.findPupil(upn: upn, school: id) } == nil)
    }

    @Test func `a wrong check letter is a warning`() async throws {
        let school = try await TestSchool()
        let wrong = (upn.first == "A" ? "B" : "A") + upn.dropFirst()
        let report = try await school.importText(
            .pupils, Self.header + "\(wrong),Okafor,Zoë,2012-03-01,F,8,8B,2025-09-03,,,,\n")
        #expect(report.isApplied)
        #expect(
            report.problems.kept.contains { $0.severity == .warning && $0.problem.contains("check letter") })
    }

    @Test func `a dry run of pupils leaves nobody behind`() async throws {
        let school = try await TestSchool()
        let file = Self.header + "\(upn),Okafor,Zoë,2012-03-01,F,7,7A,2025-09-03,,,,\n"
        let report = try await school.importText(.pupils, file, isDryRun: true)
        #expect(report.count(.added) == 1)
        let (id, upn) = (school.id, upn)
        #expect(try await school.office.store.read { try $0.findPupil(upn: upn, school: id) } == nil)
    }

    @Test func `a SIMS export under its titles is read as one`() async throws {
        let school = try await TestSchool()
        let report = try await school.importText(
            .pupils,
            """
            Pupil details - all pupils,
            ,
            PersonID,Adno,UPN,Surname Forename,Date of Birth,Gender,Year taught in Code,Reg Group,Admission Date
            77,000321,\(upn),"Okafor, Zoë",01/03/2013,F,8,8B,03/09/2025
            Total,1
            """)
        #expect(report.problems.errorCount == 0)
        #expect(report.dialect == .sims)
        let pupil = try await school.newcomer(upn: upn)
        #expect(pupil.details.admissionNumber == "000321")
        #expect(pupil.details.misID == "77")
        #expect(pupil.name == "Zoë Okafor")
    }

    @Test func `names with markup and SQL in them are names`() async throws {
        let school = try await TestSchool()
        let name = "O'Brien\"; DROP TABLE pupil;-- <b>"
        try await school.importText(
            .pupils, "UPN,Surname,Forename\n\(upn),\"\(name.replacing("\"", with: "\"\""))\",Zoë\n")
        #expect(try await school.newcomer(upn: upn).details.surname == name)
    }
}
