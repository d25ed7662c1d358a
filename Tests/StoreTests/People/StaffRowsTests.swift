import Attendance
import Store
import TestBooks
import Testing

@Suite(.bothEngines) struct StaffRowsTests {
    private let start = CalendarDate("2025-09-03")!

    private func withTeacher() async throws -> (TemporaryBooks, PersonID) {
        let books = try await TemporaryBooks()
        let (school, start) = (books.school, start)
        let person = try await books.store.write(school) { transaction throws in
            let person = try transaction.addPerson(
                PersonDetails(forename: "Thea", surname: "Teach", email: "Thea@School.example"))
            try transaction.saveStaff(
                person, code: "TTE", position: "Tutor of 7A", from: start, to: nil, school: school)
            try transaction.setRoles([.teacher, .tutor], of: person, from: start, school: school)
            return person
        }
        return (books, person)
    }

    private func roles(_ books: TemporaryBooks, _ person: PersonID, _ day: CalendarDate) async throws -> Set<
        Role
    > {
        let school = books.school
        return try await books.store.read {
            try $0.staffMember(person, on: day, school: school)?.roles ?? []
        }
    }

    @Test func peopleAreNumberedOneAfterAnotherAcrossSchools() async throws {
        let (books, first) = try await withTeacher()
        let second = try await books.store.write(books.school) {
            try $0.addPerson(PersonDetails(forename: "Sam", surname: "Second"))
        }
        #expect([first.rawValue, second.rawValue] == [1, 2])
    }

    @Test func aPersonIsFoundByEmailInAnyCaseAndByStaffCode() async throws {
        let (books, person) = try await withTeacher()
        let (school, start) = (books.school, start)
        try await books.store.read { transaction throws in
            #expect(try transaction.person(email: "THEA@school.example")?.id == person)
            let member = try transaction.staffMember(code: "TTE", on: start, school: school)
            #expect(member?.id == person && member?.roles == [.teacher, .tutor])
            #expect(try transaction.staff(on: start, school: school).map(\.id) == [person])
            #expect(try transaction.staff(on: start - 1, school: school).isEmpty)
        }
    }

    @Test func rolesChangeFromADayOnAndPastOnesStay() async throws {
        let (books, person) = try await withTeacher()
        let (school, start) = (books.school, start)
        let change = start + 70
        try await books.store.write(school) {
            try $0.setRoles([.teacher, .attendanceLead], of: person, from: change, school: school)
        }
        #expect(try await roles(books, person, change - 1) == [.teacher, .tutor])
        #expect(try await roles(books, person, change) == [.teacher, .attendanceLead])

        // Thought better of on the same day: as if the first change had not been.
        try await books.store.write(school) {
            try $0.setRoles([.teacher], of: person, from: change, school: school)
        }
        #expect(try await roles(books, person, change - 1) == [.teacher, .tutor])
        #expect(try await roles(books, person, change) == [.teacher])
        #expect(try await roles(books, person, change + 400) == [.teacher])

        // A role taken up again after a break is held twice.
        try await books.store.write(school) {
            try $0.setRoles([.teacher, .tutor], of: person, from: change + 10, school: school)
        }
        #expect(try await roles(books, person, change + 9) == [.teacher])
        #expect(try await roles(books, person, change + 10) == [.teacher, .tutor])
    }

    @Test func theSchemaRefusesARowThatNamesNobody() async throws {
        let (books, _) = try await withTeacher()
        let school = books.school
        await #expect(throws: StoreError.self) {
            try await books.store.write(school) {
                try $0.admit(PupilID(rawValue: 777), from: CalendarDate("2025-09-03")!, school: school)
            }
        }
    }

    @Test func whatWasDoneIsNeitherChangedNorRemoved() async throws {
        let (books, _) = try await withTeacher()
        let school = books.school
        try await books.store.write(school) { transaction throws in
            _ = try transaction.record(Act(.staff, at: .aMondayMorning, by: .tutor), school: school)
        }
        for sql in ["UPDATE act SET name = 'somebody else'", "DELETE FROM act"] {
            await #expect {
                try await books.store.write(school) { try $0.run(sql, []) }
            } throws: { error in
                if case .appendOnly = error as? StoreError { true } else { false }
            }
        }
    }
}
