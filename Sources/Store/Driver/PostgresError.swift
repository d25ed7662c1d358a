import CPostgres

/// Errors of libpq and of the server in our words.
///
/// Only a server's first sentence is told: its details may hold what stands in a row, a pupil's name.
enum PostgresError {
    /// Why a connection was not made. Says whether it is worth trying again in a moment.
    static func connecting(_ handle: OpaquePointer?, to address: PostgresAddress) -> (
        error: StoreError, mayPass: Bool
    ) {
        guard let handle else { return (.unreachable("no memory for a connection"), true) }
        let text = sentence(String(cString: PQerrorMessage(handle)), address)
        if PQconnectionNeedsPassword(handle) == 1 {
            return (
                .unreachable("\(address) asks for a password: give it in $PGPASSWORD or ~/.pgpass"), false
            )
        }
        if text.contains("password authentication failed") || text.contains("no password supplied") {
            return (.unreachable("\(address) refused the password, or knows nobody of that name"), false)
        }
        if text.contains("does not exist") || text.contains("no pg_hba.conf entry") || text.contains("SSL") {
            return (.unreachable("\(address): \(text)"), false)
        }
        return (.unreachable("\(address): \(text)"), true)
    }

    /// Why a statement was not run.
    static func running(
        _ result: OpaquePointer?, on handle: OpaquePointer, at address: PostgresAddress
    ) -> StoreError {
        let state = field(result, "C")
        let message = field(result, "M") ?? sentence(String(cString: PQerrorMessage(handle)), address)
        if PQstatus(handle) == CONNECTION_BAD { return .unreachable("\(address): \(message)") }
        return explain(state: state ?? "", message: message)
    }

    /// By the five letters that SQL gives every error.
    static func explain(state: String, message: String) -> StoreError {
        switch state {
        // A lock waited for too long; a deadlock; what had to be serial and was not; cancelled.
        case "55P03", "40P01", "40001", "57014": .busy
        case "53100": .diskFull
        case "58030" where message.contains("No space left"): .diskFull
        case "42501":
            if let table = Migrations.appendOnly.keys.first(where: { message.hasSuffix(" \($0)") }) {
                .appendOnly("append-only: \(Migrations.appendOnly[table] ?? table)")
            } else {
                .unfit("\(message): `rollcall migrate` says what it needs")
            }
        case "25006": .unreachable("the server only reads, as a standby does: \(message)")
        case "XX001", "XX002": .notADatabase(message)
        case "53300", "57P01", "57P02", "57P03", "57P05": .unreachable(message)
        case _ where state.hasPrefix("08"): .unreachable(message)
        default: .statement(message)
        }
    }

    /// One field of what the server says: `C` its state, `M` its first sentence.
    private static func field(_ result: OpaquePointer?, _ name: Unicode.Scalar) -> String? {
        guard let result, let text = PQresultErrorField(result, Int32(name.value)) else { return nil }
        return String(cString: text)
    }

    /// The last line of libpq's, which is the one that says why.
    private static func sentence(_ text: String, _ address: PostgresAddress) -> String {
        let lines = text.split(separator: "\n").map { String($0) }
        let last = lines.last { $0.contains("FATAL") || $0.contains("failed") } ?? lines.first ?? "no answer"
        return address.withoutPassword(last)
    }
}
