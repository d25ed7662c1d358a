import Attendance
import Testing

@testable import Formats

@Suite struct MarkFiles {
    @Test func rollcallsOwnForm() throws {
        let read = try marks(fixture("rollcall-marks.csv"))
        #expect(read.problems.isEmpty, "\(read.problems)")
        #expect(read.dialect == .rollcall)
        #expect(
            read.rows.map(\.mark)
                == [
                    .code(.presentAM), .code(.presentPM), .code(.late), .code(.travelDisruption),
                    .code(.interviewAttending), .parked(.interviewAttending),
                ])
        #expect(read.rows.allSatisfy { $0.pupil.upn == ada })
        #expect(read.rows[2].session == session("2025-11-14 AM"))
        #expect(read.rows[2].minutesLate == .value(7))
        #expect(read.rows[2].comment == .value("Bus, again"))
        #expect(read.rows[0].minutesLate == .blank)
        #expect((read.rows[2].line, read.rows[2].column) == (4, 29))
    }

    @Test func simsInWindows1252UnderTitlesWithTheHeaderTwice() throws {
        let read = try marks(fixture("sims-marks-1252.csv"))
        #expect(read.dialect == .sims)
        #expect(
            read.rows.map(\.mark)
                == [
                    .code(.presentAM), .code(.presentPM), .absent, .code(.otherAbsence), .code(.late),
                    .parked(.agreedHoliday),
                ])
        #expect(read.rows[4].session == session("2025-11-14 AM"))
        #expect(read.rows[4].minutesLate == .value(5))
        #expect(read.rows[3].comment == .value("café"))
        #expect(read.rows[2].pupil == PupilReference(misID: "6421", surname: "ONEILL", forename: "Zoë"))
        #expect(read.errors.map(\.line) == [10], "\(read.errors)")
        #expect(read.errors.first?.problem == "'Ç' is not a code")
        let told = read.warnings.map(\.problem).joined(separator: "\n")
        for words in ["Windows-1252", "repeats the header", "other session's slash", "look-alike"] {
            #expect(told.contains(words))
        }
    }

    @Test func arborWithLessonsAmongTheSessions() throws {
        let read = try marks(fixture("arbor-marks.csv"))
        #expect(read.dialect == .arbor)
        #expect(read.errors.isEmpty)
        #expect(read.rows.map(\.mark) == [.code(.presentAM), .code(.late), .code(.illness)])
        #expect(read.rows[1].arrival == .value(time("08:59")))
        #expect(read.rows[2].pupil.fullName == "Zoë Łukasiewicz")
        #expect(read.warnings.map(\.line) == [5])
    }

    @Test func bromcomsWeeksGiveOneMarkForEachSession() throws {
        let read = try marks(fixture("bromcom-marks.csv"))
        #expect(read.dialect == .bromcom)
        let first = read.rows.filter { $0.line == 2 }
        #expect(
            first.map(\.mark)
                == [
                    .code(.presentAM), .code(.presentPM), .code(.presentAM), .code(.presentPM), .code(.late),
                    .code(.exceptionalLeave), .code(.transportNotAvailable), .code(.travelDisruption),
                    .code(.interview), .absent,
                ])
        #expect(first.map(\.session).first == session("2025-11-10 AM"))
        #expect(first.map(\.session).last == session("2025-11-14 PM"))
        #expect(first.map(\.session) == first.map(\.session).sorted())
        let second = read.rows.filter { $0.line == 3 }
        #expect(
            second.map(\.mark)
                == [
                    .code(.presentAM), .code(.presentPM), .code(.otherAbsence), .parked(.unableToAttend),
                    .absent,
                    .absent, .code(.partTimeTimetable), .code(.notTimetabled), .code(.travelling),
                ])
        #expect(read.errors.map(\.problem) == ["'zz' is not a code"])
        #expect(read.errors.first?.line == 3)
        #expect(read.warnings.contains { $0.problem.contains("totals") })
    }

    @Test func aWeekBeginsOnAMonday() throws {
        let text =
            "UPN,WeekCommencing,MonAM,MonPM\nQ999100125001,2025-11-11,/,\\\nQ999100125001,2025-11-10,/,\\\n"
        let read = try marks(csv(text))
        #expect(read.errors.map(\.line) == [2])
        #expect(read.errors.first?.problem.contains("Tuesday") == true)
        #expect(read.rows.count == 2)
    }

    @Test func theSessionMayBeInTheTimeOfTheDay() throws {
        let text =
            "PersonID,AttendanceDate,AttendanceMark\n1,2025-11-13T09:00:00,/\n1,2025-11-13T13:00:00,\\\n1,2025-11-13,/\n"
        let read = try marks(csv(text))
        #expect(read.rows.map(\.session) == [session("2025-11-13 AM"), session("2025-11-13 PM")])
        #expect(read.errors.map(\.line) == [4])
    }

    @Test func aSubCodeMayHaveItsOwnColumn() throws {
        let text =
            "UPN,Date,Session,Mark,SubCode\nQ999100125001,2025-11-13,AM,Y,3\nQ999100125001,2025-11-13,PM,/,0\n"
        #expect(try marks(csv(text)).rows.map(\.mark) == [.code(.partClosed), .code(.presentPM)])
    }

    @Test func everyMistakeIsToldAndTheRestIsRead() throws {
        let text = """
            UPN,Date,Session,Code
            Q999100125001,2025-11-13,AM,zz
            Q999100125001,32/01/2025,AM,/
            Q999100125001,2025-11-13,noon,/
            Q999100125001,,AM,/
            ,2025-11-13,AM,/
            nobody,2025-11-13,AM,/
            Q999100125001,2025-11-13
            Q999100125001,2025-11-13,AM,/
            """
        let read = try marks(csv(text))
        #expect(Set(read.errors.map(\.line)) == [2, 3, 4, 5, 6, 7, 8])
        #expect(read.errors.allSatisfy { !$0.remedy.isEmpty })
        #expect(read.rows.map(\.line) == [9])
    }

    @Test func lessonsInRollcallsOwnFormAreRefused() throws {
        #expect(try marks(csv("UPN,Date,Session,Code\nQ999100125001,2025-11-13,P3,/\n")).errors.count == 1)
    }

    @Test func minutesInTheirForms() throws {
        let cells = ["5", "5 min", "05", "720", "721", "-1", "soon", "09:12", "09:12:30", ""]
        let text =
            "UPN,Date,Session,Code,MinutesLate\n"
            + cells.map { "Q999100125001,2025-11-13,AM,L,\($0)\n" }.joined()
        let read = try marks(csv(text))
        #expect(
            read.rows.map(\.minutesLate)
                == [.value(5), .value(5), .value(5), .value(720)] + [Known<Int>](repeating: .blank, count: 6))
        #expect(
            read.rows.map(\.arrival.value) == [
                nil, nil, nil, nil, nil, nil, nil, time("09:12"), time("09:12"), nil,
            ])
        #expect(read.warnings.map(\.line) == [6, 7, 8])
        #expect(read.errors.isEmpty)
    }

    @Test func aFileWithAMistakeInEveryRowKeepsTheFirstAndCountsAll() throws {
        let text =
            "UPN,Date,Session,Code\n" + String(repeating: "Q999100125001,2025-11-13,AM,zz\n", count: 3000)
        var reader = try MarkReader(csv(text), codes: Project.law.codes)
        #expect(try reader.next() == nil)
        #expect(reader.problems.errorCount == 3000)
        #expect(reader.problems.kept.count == 2000)
        #expect(reader.problems.left == 1000)
    }

    @Test func aMarksFileMustSayWhichPupilWhichDayAndWhich() throws {
        for header in ["Date,Session,Code", "UPN,Session,Code", "UPN,Date,Session", "UPN,MonAM,MonPM"] {
            let problem = try #require(throws: Problem.self) { try marks(csv("\(header)\n")) }
            #expect(problem.problem.contains("missing"))
        }
    }
}
