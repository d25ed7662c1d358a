import Foundation
import Store

/// Where books are kept: a SQLite file, or a database on a PostgreSQL server. Printed, it shows no password.
enum BooksPlace: CustomStringConvertible {
    case file(URL)
    case server(PostgresAddress)

    /// As `--data`, `--database` and `$ROLLCALL_DATABASE` say.
    init(data: String, database: String?) throws {
        let named = database ?? ProcessInfo.processInfo.environment["ROLLCALL_DATABASE"] ?? ""
        if named.isEmpty {
            self = .file(
                URL(fileURLWithPath: data, isDirectory: true).appendingPathComponent("rollcall.sqlite"))
        } else {
            self = try .server(Self.address(named))
        }
    }

    /// As `move` takes them: `sqlite:FILE` or `postgresql://…`.
    init(named text: String) throws {
        if text.hasPrefix("sqlite:") {
            self = .file(URL(fileURLWithPath: String(text.dropFirst("sqlite:".count))))
        } else {
            self = try .server(Self.address(text))
        }
    }

    private static func address(_ text: String) throws -> PostgresAddress {
        guard let address = PostgresAddress(text) else {
            // Not repeated: there may be a password in it.
            throw CommandFailure.badUse(
                "That database's address cannot be read. Write postgresql://USER@HOST:PORT/DATABASE; signs other "
                    + "than letters and digits in a name or password as %40 and the like.")
        }
        return address
    }

    var description: String {
        switch self {
        case .file(let url): url.relativePath
        case .server(let address): "\(address)"
        }
    }

    /// Whether there may be books: of a server only asking tells.
    var mayExist: Bool {
        if case .file(let url) = self { FileManager.default.fileExists(atPath: url.path) } else { true }
    }

    /// Opens, or makes, the database.
    func driver() throws -> any Driver {
        switch self {
        case .file(let url):
            do {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            } catch {
                throw CommandFailure.badUse(
                    "The folder of \(url.path) cannot be made: \(error.localizedDescription)")
            }
            return try SQLiteDriver(path: url.path)
        case .server(let address): return PostgresDriver(address)
        }
    }
}

extension Driver {
    /// Whether the database has no schema at all yet.
    func isEmpty() async throws -> Bool {
        do {
            try await requireCurrentSchema()
        } catch StoreError.needsMigration(found: 0, _) {
            return true
        }
        return false
    }
}
