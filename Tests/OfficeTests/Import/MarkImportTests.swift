import Attendance
import Formats
import Store
import Testing

@testable import Office

struct MarkImportTests {
    @Test func `marks of a file stand, and the same file again changes nothing and writes no act`()
        async throws
    {
        let school = try await TestSchool()
        let file = try await school.marks(
            "Ada,2025-11-19,AM,/", "Ben,2025-11-19,AM,I", "Ben,2025-11-19,PM,L,7")
        let first = try await school.importText(.marks, file)
        #expect(first.isApplied)
        #expect(first.count(.added) == 3)
        #expect(first.batch != nil)
        #expect(try await school.codes("2025-11-19 AM") == ["Ada": "/", "Ben": "I"])
        #expect(try await school.history("Ben", "2025-11-19 PM").map(\.minutesLate) == [7])

        let acts = try await school.actCount()
        let again = try await school.importText(.marks, file)
        #expect(again.count(.unchanged) == 3)
        #expect(again.count(.added) == 0)
        #expect(again.batch == nil)
        #expect(try await school.actCount() == acts)
    }

    @Test func `a mark that a file made is amended by a later file, with its name as the reason`()
        async throws
    {
        let school = try await TestSchool()
        try await school.importText(.marks, school.marks("Ben,2025-11-19,AM,N"), named: "monday.csv")
        let later = try await school.importText(
            .marks, school.marks("Ben,2025-11-19,AM,I"), named: "tuesday.csv")
        #expect(later.count(.changed) == 1)
        let history = try await school.history("Ben", "2025-11-19 AM")
        #expect(history.map { $0.code?.text } == ["N", "I"])
        #expect(history.last?.act.act.kind == .importFile)
        #expect(history.last?.act.act.reason == "tuesday.csv")
    }

    @Test func `a mark that a person made stands, and the office is asked once`() async throws {
        let school = try await TestSchool()
        try await school.take(["Ada": "/", "Ben": "N"])
        let file = try await school.marks("Ada,2025-11-20,AM,/", "Ben,2025-11-20,AM,I")
        for _ in 0..<2 {
            let report = try await school.importText(.marks, file)
            #expect(report.count(.differs) == 1)
            #expect(report.count(.unchanged) == 1)
            #expect(try await school.codes() == ["Ada": "/", "Ben": "N"])
        }
        let questions = try await school.questions(.markDiffers)
        #expect(questions.map(\.ours) == ["N"])
        #expect(questions.map(\.theirs) == ["I"])
    }

    @Test func `a difference that was settled is not asked about again`() async throws {
        let school = try await TestSchool()
        try await school.take(["Ben": "N"])
        let file = try await school.marks("Ben,2025-11-20,AM,I")
        try await school.importText(.marks, file)
        let question = try #require(try await school.questions(.markDiffers).first)
        try await school.office.settle(question.id, code: nil, answer: "ours", by: school.officeStaff)
        try await school.importText(.marks, file)
        #expect(try await school.questions(.markDiffers).isEmpty)
    }

    @Test func `a blank clears nothing`() async throws {
        let school = try await TestSchool()
        try await school.take(["Ada": "/"])
        let report = try await school.importText(
            .marks, school.marks("Ada,2025-11-20,AM,", "Ada,2025-11-20,PM,-"))
        #expect(report.count(.blank) == 2)
        #expect(try await school.codes() == ["Ada": "/"])
    }

    @Test func `H after 18 August 2024 is parked, its session stays without a mark, and the rest goes in`()
        async throws
    {
        let school = try await TestSchool()
        let file = try await school.marks("Ada,2025-11-19,AM,H", "Ben,2025-11-19,AM,/")
        for time in 0..<2 {
            let report = try await school.importText(.marks, file)
            #expect(report.isApplied)
            #expect(report.count(.parked) == 1)
            #expect(report.count(.added) == (time == 0 ? 1 : 0))
        }
        #expect(try await school.codes("2025-11-19 AM") == ["Ben": "/"])
        let questions = try await school.questions(.parkedMark)
        #expect(questions.map(\.theirs) == ["H"])
        #expect(questions.first?.session == TestSchool.session("2025-11-19 AM"))
    }

    @Test func `a parked mark that a person settled stays settled`() async throws {
        let school = try await TestSchool()
        let file = try await school.marks("Ada,2025-11-19,AM,H")
        try await school.importText(.marks, file)
        let question = try #require(try await school.questions(.parkedMark).first)
        try await school.office.settle(question.id, code: "G", answer: "no leave", by: school.officeStaff)
        try await school.importText(.marks, file)
        #expect(try await school.codes("2025-11-19 AM") == ["Ada": "G"])
        #expect(try await school.questions(.parkedMark).isEmpty)
    }

    @Test(arguments: [
        ("Ada,2025-09-02,AM,/", "no session was held"), ("Ada,2024-11-20,AM,/", "there is no calendar"),
        ("Ada,2025-10-28,AM,/", "no session was held"),
        ("Ada,2025-11-19,AM,/\nX999999999999,2025-11-19,AM,/", ""),
    ])
    func `a file with an error applies nothing`(line: String, problem: String) async throws {
        let school = try await TestSchool()
        let file = try await school.marks("Ben,2025-11-19,AM,I", line)
        let report = try await school.importText(.marks, file)
        #expect(!report.isApplied)
        #expect(report.batch == nil)
        #expect(report.errorCount == 1)
        #expect(report.problems.kept.contains { $0.problem.contains(problem) && $0.line > 2 })
        #expect(try await school.codes("2025-11-19 AM").isEmpty)
    }

    @Test func `told to keep going, the sound rows of a file with errors go in`() async throws {
        let school = try await TestSchool()
        let file = try await school.marks("Ben,2025-11-19,AM,I", "Ada,2025-10-28,AM,/")
        let report = try await school.importText(.marks, file, keepsGoing: true)
        #expect(report.isApplied)
        #expect(report.count(.refused) == 1)
        #expect(try await school.codes("2025-11-19 AM") == ["Ben": "I"])
    }

    @Test func `a dry run gives the same report and leaves nothing`() async throws {
        let school = try await TestSchool()
        let file = try await school.marks("Ben,2025-11-19,AM,I", "Ada,2025-11-19,AM,H")
        let acts = try await school.actCount()
        let dry = try await school.importText(.marks, file, isDryRun: true)
        #expect(!dry.isApplied)
        #expect(try await school.codes("2025-11-19 AM").isEmpty)
        #expect(try await school.questions(.parkedMark).isEmpty)
        #expect(try await school.actCount() == acts)
        let real = try await school.importText(.marks, file)
        #expect(dry.counts == real.counts)
        #expect(dry.lines == real.lines)
    }

    @Test func `a pupil who was not on the roll that day has no mark`() async throws {
        let school = try await TestSchool()
        let (id, ada) = (school.id, school.pupil("Ada"))
        try await school.office.store.write(id) {
            try $0.changeAdmission(
                of: ada, from: CalendarDate("2025-09-03")!, to: CalendarDate("2025-10-06")!, school: id)
        }
        let before = try await school.importText(.marks, school.marks("Ada,2025-10-03,PM,\\"))
        #expect(before.errorCount == 1)
        let since = try await school.importText(
            .marks, school.marks("Ada,2025-10-03,PM,Z", "Ada,2025-10-06,AM,/"))
        #expect(since.isApplied)
        #expect(since.count(.added) == 1)
    }

    @Test func `two different marks for one session are refused, two equal ones are one`() async throws {
        let school = try await TestSchool()
        let twice = try await school.importText(
            .marks, school.marks("Ada,2025-11-19,AM,/", "Ada,2025-11-19,AM,/"))
        #expect(twice.count(.added) == 1)
        let other = try await school.importText(
            .marks, school.marks("Ben,2025-11-19,AM,/", "Ben,2025-11-19,AM,I"))
        #expect(other.errorCount == 1)
        #expect(try await school.codes("2025-11-19 AM") == ["Ada": "/"])
    }

    @Test func `what a code asks for is a warning in history`() async throws {
        let school = try await TestSchool()
        let report = try await school.importText(
            .marks, school.marks("Ada,2025-11-18,AM,B", "Ada,2025-11-19,AM,B", "Ben,2025-11-19,AM,X"))
        #expect(report.isApplied)
        #expect(report.count(.added) == 3)
        #expect(report.problems.warningCount == 2)
        #expect(
            report.problems.kept.contains { $0.problem.hasPrefix("2 rows") && $0.problem.contains("note") })
    }

    @Test func `a session to come has no mark yet`() async throws {
        let school = try await TestSchool()
        let report = try await school.importText(
            .marks, school.marks("Ada,2025-11-20,AM,/", "Ada,2025-11-21,AM,/"))
        #expect(report.count(.added) == 1)
        #expect(report.problems.warningCount == 1)
    }

    @Test func `a week to a row, in Bromcom's form, goes in by admission number`() async throws {
        let school = try await TestSchool()
        let (id, ada) = (school.id, school.pupil("Ada"))
        try await school.office.store.write(id) { transaction in
            var details = try #require(try transaction.details(of: ada, school: id))
            details.admissionNumber = "001234"
            try transaction.change(ada, to: details, school: id)
        }
        let report = try await school.importText(
            .marks,
            """
            AdmissionNumber,TutorGroupName,WeekCommencing,MonAM,MonPM,TueAM,TuePM,WedAM,WedPM,ThuAM,ThuPM,FriAM,FriPM
            001234,8B,10/11/2025,/,\\,/,\\,I,I,,-,L,\\
            """)
        #expect(report.dialect == .bromcom)
        #expect(report.count(.added) == 8)
        #expect(try await school.codes("2025-11-12 PM") == ["Ada": "I"])
    }

    @Test func `the last resort is a name together with its group`() async throws {
        let school = try await TestSchool()
        let header = "Surname,Forename,Reg Group,Date,Session,Code\n"
        let found = try await school.importText(.marks, header + "Test,Ada,8B,2025-11-19,AM,/\n")
        #expect(found.count(.added) == 1)
        let other = try await school.importText(.marks, header + "Test,Ada,9C,2025-11-18,AM,/\n")
        #expect(other.errorCount == 1)
    }

    @Test func `an imported register of an earlier day is neither outstanding nor completed late`()
        async throws
    {
        let school = try await TestSchool()
        try await school.importText(
            .marks, school.marks("Ada,2025-11-19,AM,/", "Ada,2025-11-20,AM,/"), named: "marks.csv")
        let past = try await school.office.sheet(
            named: "8B", in: TestSchool.session("2025-11-19 AM"), by: school.officeStaff)
        #expect(past.taken?.source == "import")
        #expect(past.taken?.reason == "marks.csv")
        #expect(past.isSubmitted)
        let today = try await school.office.sheet(
            named: "8B", in: TestSchool.session("2025-11-20 AM"), by: school.officeStaff)
        #expect(!today.isSubmitted)
        #expect(try await school.office.closeRegisters(school: school.id) == 0)
        #expect(try await school.codes("2025-11-19 AM") == ["Ada": "/"])
    }

    @Test func `an import of marks is taken back as one, and can be made again`() async throws {
        let school = try await TestSchool()
        let file = try await school.marks("Ada,2025-11-19,AM,/", "Ben,2025-11-19,AM,I")
        let batch = try #require(try await school.importText(.marks, file).batch)
        #expect(try await school.office.undo(batch, by: school.theOperator).setBack == 2)
        #expect(try await school.codes("2025-11-19 AM").isEmpty)
        #expect(try await school.importText(.marks, file).count(.added) == 2)
    }

    @Test func `a teacher imports nothing`() async throws {
        let school = try await TestSchool()
        await #expect(throws: OfficeError.self) {
            try await school.importText(.marks, "UPN,Date,Session,Code\n", by: school.teacher)
        }
    }

    @Test func `bytes that are no text are told from a file`() async throws {
        let school = try await TestSchool()
        await #expect(throws: Problems.self) {
            try await school.office.importFile(
                .marks, input: .bytes((0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 37) }, named: "x.bin"),
                by: school.theOperator)
        }
    }

    @Test(arguments: Dialect.allCases)
    func `marks given to another system come back the same`(dialect: Dialect) async throws {
        let school = try await TestSchool()
        try await school.importText(
            .marks,
            school.marks(
                "Ada,2025-11-17,AM,/", "Ada,2025-11-17,PM,\\", "Ada,2025-11-18,AM,L,12",
                "Ben,2025-11-18,AM,I",
                "Ben,2025-11-18,PM,C2"))
        let box = Box()
        let days = CalendarDate("2025-09-01")!...CalendarDate("2025-11-20")!
        let out = try await school.office.exportMarks(as: dialect, in: days, by: school.officeStaff) {
            box.add($0)
        }
        #expect(out.rows == 5)
        let back = try await school.office.importFile(
            .marks, input: .bytes(box.bytes, named: "back.csv"), by: school.theOperator)
        #expect(back.dialect == dialect)
        #expect(back.count(.unchanged) == 5)
        #expect(back.errorCount == 0)
        #expect(back.batch == nil)
    }
}
