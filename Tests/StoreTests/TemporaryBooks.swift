import Attendance
import Foundation
import GRDB
import Store

/// Books in a folder of their own, removed afterwards.
final class TemporaryBooks: Sendable {
    let folder: URL
    let store: Store
    let driver: SQLiteDriver
    let school: SchoolID

    var file: String { folder.appendingPathComponent("rollcall.sqlite").path }

    init(pupils: Int = 3) async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "rollcall-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        driver = try SQLiteDriver(path: folder.appendingPathComponent("rollcall.sqlite").path)
        store = Store(driver: driver)
        try await driver.migrate()
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

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Runs SQL as somebody with the file in their hands would, guards taken off.
    func tamper(_ sql: String) throws {
        let queue = try DatabaseQueue(path: file)
        try queue.writeWithoutTransaction { database in
            for trigger in try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            {
                try database.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: sql)
        }
        try queue.close()
    }
}

extension Instant {
    /// 09:00 UTC on 8 September 2025.
    static let aMondayMorning = Instant(seconds: 1_757_322_000)
}

extension NamedPerson {
    static let tutor = NamedPerson(person: nil, name: "A Tutor", position: "Tutor of 7A")
}
