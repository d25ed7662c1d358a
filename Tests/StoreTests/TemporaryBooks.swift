import Attendance
import Store
import TestBooks

/// Books of their own on the engine under test, removed afterwards.
final class TemporaryBooks: Sendable {
    let database: TemporaryDatabase
    let store: Store
    let school: SchoolID

    var driver: any Driver { database.driver }

    init(pupils: Int = 3) async throws {
        database = try await TemporaryDatabase()
        store = Store(driver: database.driver)
        let school = try await store.writeInstallation { transaction in
            try transaction.addSchool(slug: "test", name: "Test School", isFictional: true)
        }
        self.school = school
        try await store.write(school) { transaction in
            for number in 1...pupils {
                try transaction.run(
                    """
                    INSERT INTO pupil (school_id, id, surname, forename, plain_name) VALUES (?, ?, ?, ?, ?)
                    """,
                    [
                        .integer(school.rawValue), .integer(1000 + number), "Okafor",
                        .text("Pupil \(number)"), .text("okafor pupil \(number)"),
                    ])
            }
        }
    }

    /// Runs SQL as somebody with the books in their hands would, guards taken off.
    func tamper(_ sql: String) async throws { try await database.tamper(sql) }
}

extension Instant {
    /// 09:00 UTC on 8 September 2025.
    static let aMondayMorning = Instant(seconds: 1_757_322_000)
}

extension NamedPerson {
    static let tutor = NamedPerson(person: nil, name: "A Tutor", position: "Tutor of 7A")
}
