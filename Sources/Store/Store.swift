public import Attendance

/// The books of one installation: every school's roll, registers, entries and decisions.
///
/// Questions are methods of `Transaction`, one for each thing a page or a rule asks, so that several can be asked
/// in one read, and what is checked before a write is checked inside it.
public struct Store: Sendable {
    public let driver: any Driver

    public init(driver: any Driver) {
        self.driver = driver
    }

    /// Asks, of one unchanging picture of the books.
    public func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    {
        try await driver.read(body)
    }

    /// Changes one school's books, whole or not at all; durable when it returns.
    public func write<T: Sendable>(
        _ school: SchoolID, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await driver.write(school: school.rawValue) { transaction in
            let watched = RollWatch(transaction)
            let value = try body(watched)
            if watched.hasChangedRoll {
                try transaction.run(
                    "UPDATE school SET roll_edition = ? WHERE id = ?",
                    [.newEdition, .integer(school.rawValue)])
            }
            return value
        }
    }

    /// Changes what belongs to the installation and to no one school: sign-ins, tokens, schools themselves.
    ///
    /// `isLong` is for a write of thousands of acts at once: rows that each of them would change (`HeldRows`) are then
    /// written at its end.
    public func writeInstallation<T: Sendable>(
        isLong: Bool = false, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await driver.write { transaction in
            let watched = RollWatch(transaction, holding: isLong ? HeldRows() : nil)
            let value = try body(watched)
            try watched.held?.write(in: watched)
            // Whose roll it was is not said here, so every school's is read again.
            if watched.hasChangedRoll {
                try transaction.run("UPDATE school SET roll_edition = ?", [.newEdition])
            }
            return value
        }
    }
}

extension SQLValue {
    /// An edition that never was before and will not be again: were they counted, one that was undone by a disk that
    /// failed would come again and mean something else.
    static var newEdition: SQLValue { .integer(Int64.random(in: 1...Int64.max)) }
}

extension Transaction {
    /// The next number that this school has given to nothing yet.
    func nextID(school: SchoolID) throws -> Int64 {
        if let held {
            return try held.nextID(of: school) {
                try first("SELECT next_id FROM school WHERE id = ?", [.integer(school.rawValue)]) {
                    $0.integer(0)
                } ?? 1
            }
        }
        let next = try first(
            "UPDATE school SET next_id = next_id + 1 WHERE id = ? RETURNING next_id",
            [.integer(school.rawValue)]
        ) { $0.integer(0) }
        guard let next else { throw StoreError.statement("there is no school \(school)") }
        return next - 1
    }
}
