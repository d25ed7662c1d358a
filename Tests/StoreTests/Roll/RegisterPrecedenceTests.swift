import Attendance
import Store
import TestBooks
import Testing

@Suite(.bothEngines) struct RegisterPrecedenceTests {
    private let day = CalendarDate("2025-11-13")!
    private let year = AcademicYear(startingIn: 2025)
    private let pupils = [1001, 1002, 1003].map { PupilID(rawValue: $0) }

    /// 7A holds the first two pupils, the third is in no group; all on roll.
    private func books() async throws -> (TemporaryBooks, GroupID) {
        let books = try await TemporaryBooks()
        let school = books.school
        let (day, year, pupils) = (day, year, pupils)
        let group = try await books.store.write(school) { transaction throws in
            let group = try transaction.addGroup(named: "7A", kind: .registration, year: year, school: school)
            for pupil in pupils { try transaction.admit(pupil, from: day - 30, school: school) }
            for pupil in pupils.prefix(2) {
                try transaction.join(group, pupil, from: Session(day - 30, .am), school: school)
            }
            if let made = try transaction.group(group, school: school) {
                try transaction.ensureOwnRegisters(of: made, from: day - 30, by: nil, school: school)
            }
            try transaction.ensureOfficeRegisters(from: day - 30, by: nil, school: school)
            return group
        }
        return (books, group)
    }

    /// Who is on each register of a session, by the register's name.
    private func sheets(
        _ session: Session, _ transaction: any Transaction, _ school: SchoolID
    ) throws -> [String: [Int64]] {
        var all: [String: [Int64]] = [:]
        for register in try transaction.registers(in: session, school: school) {
            all[register.name] = try transaction.roster(of: register, in: session, school: school)
                .map(\.pupil.rawValue).sorted()
        }
        return all
    }

    @Test func aGroupIsTheRegisterOfBothSessionsAndTheOfficesHoldsThoseInNoOther() async throws {
        let (books, _) = try await books()
        let (school, day) = (books.school, day)
        try await books.store.read { transaction throws in
            for half in Session.Half.allCases {
                #expect(
                    try self.sheets(Session(day, half), transaction, school)
                        == ["7A": [1001, 1002], "Office": [1003]])
            }
            for register in try transaction.registers(on: day, school: school) {
                #expect(register.takers == [.role(.office)])
            }
        }
    }

    @Test func aLessonsGroupNamedAsARegisterHoldsItsPupilsInThatHalfOnly() async throws {
        let (books, _) = try await books()
        let (school, day, year, pupils) = (books.school, day, year, pupils)
        try await books.store.write(school) { transaction throws in
            let maths = try transaction.addGroup(
                named: "7x/Ma1", kind: .classGroup, year: year, school: school)
            for pupil in pupils[1...2] {
                try transaction.join(maths, pupil, from: Session(day, .am), school: school)
            }
            _ = try transaction.addRegister(
                named: "7x/Ma1", half: .pm, group: maths, precedence: .named, from: day, school: school)
        }
        try await books.store.read { transaction throws in
            let morning = try self.sheets(Session(day, .am), transaction, school)
            let afternoon = try self.sheets(Session(day, .pm), transaction, school)
            let before = try self.sheets(Session(day - 1, .pm), transaction, school)
            #expect(morning == ["7A": [1001, 1002], "Office": [1003]])
            #expect(afternoon == ["7A": [1001], "7x/Ma1": [1002, 1003], "Office": []])
            #expect(before == ["7A": [1001, 1002], "Office": [1003]])
        }
    }

    @Test func aHallHoldsItsPupilsInsteadOfANamedRegisterOnItsDays() async throws {
        let (books, group) = try await books()
        let (school, day, year, pupils) = (books.school, day, year, pupils)
        let doubles = try await books.store.write(school) { transaction throws in
            _ = try transaction.addRegister(
                named: "7A tutor", half: .am, group: group, precedence: .named, from: day - 10, school: school
            )
            let hall = try transaction.addGroup(named: "Hall", kind: .classGroup, year: year, school: school)
            try transaction.join(hall, pupils[0], from: Session(day, .am), school: school)
            _ = try transaction.addRegister(
                named: "Hall", half: .am, group: hall, precedence: .instead, from: day, to: day,
                school: school)
            return try transaction.doublyRegistered(from: day - 30, school: school)
        }
        #expect(doubles.isEmpty)
        try await books.store.read { transaction throws in
            let before = try self.sheets(Session(day - 1, .am), transaction, school)
            let on = try self.sheets(Session(day, .am), transaction, school)
            let after = try self.sheets(Session(day + 1, .am), transaction, school)
            #expect(before["7A tutor"] == [1001, 1002] && before["Hall"] == nil)
            #expect(on["7A tutor"] == [1002] && on["Hall"] == [1001])
            #expect(after["7A tutor"] == [1001, 1002])
            #expect(on["7A"] == [])
        }
    }

    @Test(arguments: [(0, true), (1, true), (2, false)])
    func twoNamedRegistersOfOneHalfAreFoundWhereTheirDaysMeet(_ gap: Int, _ areDouble: Bool) async throws {
        let (books, group) = try await books()
        let (school, day, year, pupils) = (books.school, day, year, pupils)
        let doubles = try await books.store.write(school) { transaction throws in
            let maths = try transaction.addGroup(
                named: "7x/Ma1", kind: .classGroup, year: year, school: school)
            try transaction.join(maths, pupils[0], from: Session(day - 5, .am), school: school)
            _ = try transaction.addRegister(
                named: "7A", half: .pm, group: group, precedence: .named, from: day - 20, to: day + 1,
                school: school)
            _ = try transaction.addRegister(
                named: "7x/Ma1", half: .pm, group: maths, precedence: .named, from: day + gap, school: school)
            return try transaction.doublyRegistered(from: day, school: school)
        }
        #expect(doubles.map(\.pupil) == (areDouble ? [pupils[0]] : []))
        #expect(doubles.first?.registers.sorted() == (areDouble ? ["7A", "7x/Ma1"] : nil))
    }

    @Test func onesWhoLeftTheGroupBeforeAreNotFound() async throws {
        let (books, group) = try await books()
        let (school, day, year, pupils) = (books.school, day, year, pupils)
        let doubles = try await books.store.write(school) { transaction throws in
            let other = try transaction.addGroup(named: "7B", kind: .registration, year: year, school: school)
            for id in [group, other] {
                _ = try transaction.addRegister(
                    named: "R\(id)", half: .am, group: id, precedence: .named, from: day, school: school)
            }
            try transaction.leave(group, pupils[0], from: Session(day + 1, .am), school: school)
            try transaction.join(other, pupils[0], from: Session(day + 1, .am), school: school)
            return try transaction.doublyRegistered(from: day, school: school)
        }
        #expect(doubles.isEmpty)
    }
}
