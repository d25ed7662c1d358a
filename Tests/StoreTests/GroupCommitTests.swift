import Attendance
import Store
import TestBooks
import Testing

@Suite(.bothEngines) struct GroupCommitTests {
    @Test func writesMadeTogetherAreEachWholeOrNotAtAll() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        struct Refused: Error {}

        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await books.store.write(school) { transaction in
                            _ = try transaction.record(
                                Act(.take, at: .aMondayMorning, by: .tutor, detail: "\(number)"),
                                school: school)
                            if number % 7 == 0 { throw Refused() }
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: 0) { count, done in count += done ? 1 : 0 }
        }

        let acts = try await books.store.read { try $0.acts(school: school, most: 1000) }
        #expect(outcomes == 200 - 29)
        #expect(acts.count == outcomes)
        #expect(acts.allSatisfy { Int($0.act.detail ?? "0")! % 7 != 0 })
        #expect(Set(acts.map(\.id)).count == acts.count)
    }

    @Test func aStatementThatFailsSaysWhyAndLeavesNothing() async throws {
        let books = try await TemporaryBooks()
        let school = books.school

        await #expect(throws: StoreError.self) {
            try await books.store.write(school) { transaction in
                _ = try transaction.record(Act(.take, at: .aMondayMorning, by: .tutor), school: school)
                try transaction.run("INSERT INTO flag (school_id, pupil_id) VALUES (1, 9)", [])
            }
        }

        #expect(try await books.store.read { try $0.acts(school: school) }.isEmpty)
    }
}
