import CPostgres

/// One connection to a PostgreSQL server, used by one thread at a time.
///
/// Statements are prepared once and found again by their text. Answers come a line at a time, so that a large one is
/// never held whole.
final class PostgresConnection {
    /// As whom the connection works.
    enum Rights {
        /// As the restricted role, which can neither change nor remove an entry.
        case program
        /// As whoever the address names: migrations, and what a person does to the books on purpose.
        case owner
    }

    private let handle: OpaquePointer
    private let address: PostgresAddress
    private var prepared: [String: Prepared] = [:]
    private var preparedCount = 0
    private var answering: Answer?
    /// A commit's answer has not been read yet.
    private var isCommitting = false

    /// The restricted role's name; one for all databases of a server.
    static let role = "rollcall_program"
    /// The first release of PostgreSQL that the books are tried on.
    private static let oldestServer: Int32 = 150_000
    /// Statements kept prepared before all are let go: questions with lists in them have many lengths.
    private static let mostPrepared = 500

    private struct Prepared {
        let name: String
        let types: [Oid]
    }

    /// An answer being read. Where another question is asked before its end, the rest is taken into memory.
    private final class Answer {
        var kept: [Row] = []
        var place = 0
        var isComplete = false
        var failure: StoreError?
    }

    /// Connects. `mayPass` of the error says whether trying again in a moment makes sense.
    init(_ address: PostgresAddress, as rights: Rights) throws(Refused) {
        self.address = address
        let defaults = [
            ("connect_timeout", "5"), ("fallback_application_name", "rollcall"), ("keepalives_idle", "30"),
            ("keepalives_interval", "10"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
        ]
        // What the address says comes after, and so counts. Encoding last: the books are UTF-8.
        let all = defaults + [("dbname", address.url), ("client_encoding", "UTF8")]
        let keys = CStrings(all.map(\.0))
        let values = CStrings(all.map(\.1))
        let connected = PQconnectdbParams(keys.pointers, values.pointers, 1)
        guard let connected, PQstatus(connected) == CONNECTION_OK else {
            let (error, mayPass) = PostgresError.connecting(connected, to: address)
            PQfinish(connected)
            throw Refused(error: error, mayPass: mayPass)
        }
        handle = connected
        _ = PQsetNoticeProcessor(handle, { _, _ in }, nil)
        do {
            try setUp(rights)
        } catch {
            throw Refused(error: error as? StoreError ?? .statement("\(error)"), mayPass: false)
        }
    }

    struct Refused: Error {
        var error: StoreError
        var mayPass: Bool
    }

    deinit { PQfinish(handle) }

    /// Whether the connection is gone, so that another is needed.
    var isBroken: Bool { PQstatus(handle) == CONNECTION_BAD }

    private func setUp(_ rights: Rights) throws {
        if PQserverVersion(handle) < Self.oldestServer {
            throw StoreError.unfit(
                "\(address) is PostgreSQL \(PQserverVersion(handle) / 10_000); Rollcall needs 15 or newer")
        }
        if let standby = PQparameterStatus(handle, "in_hot_standby"), String(cString: standby) == "on" {
            throw StoreError.unreachable(
                "\(address) is a standby, which only reads: name the primary server, or all of them and "
                    + "target_session_attrs=read-write")
        }
        // An answered save is on the disk, whatever the server was told otherwise; and nobody holds a school's lock
        // for ever, nor waits for one. A statement has one plan, whatever its values: planned for a year that was not
        // there when the tables were counted last, a question would be answered by reading all of that year.
        try command(
            """
            SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'; SET jit = off;
            SET plan_cache_mode = force_generic_plan;
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') IN ('off', 'local');
            """)
        if rights == .program {
            try command(
                """
                SELECT set_config('role', rolname, false) FROM pg_roles
                WHERE rolname = '\(Self.role)' AND pg_has_role(oid, 'MEMBER')
                """)
        }
    }

    /// Runs statements that take no values and answer nothing, in one message.
    func command(_ sql: String) throws {
        try takeRest()
        let result = PQexec(handle, sql)
        defer { PQclear(result) }
        try check(result)
    }

    /// Ends a transaction that only read: whoever waits for what was read need not wait for this too. The server's
    /// answer is taken when the connection is next used.
    func commitUnanswered() throws {
        try takeRest()
        guard PQsendQuery(handle, "COMMIT") == 1 else {
            throw PostgresError.running(nil, on: handle, at: address)
        }
        isCommitting = true
    }

    func run(_ sql: String, _ values: [SQLValue]) throws -> Int {
        let statement = try prepare(sql, values)
        let result = PostgresParameters(values).lent {
            PQexecPrepared(handle, statement.name, Int32(values.count), $0, $1, $2, 1)
        }
        defer { PQclear(result) }
        try check(result)
        return Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    func each(_ sql: String, _ values: [SQLValue], _ body: (Row) throws -> Void) throws {
        let statement = try prepare(sql, values)
        let sent = PostgresParameters(values).lent {
            PQsendQueryPrepared(handle, statement.name, Int32(values.count), $0, $1, $2, 1)
        }
        guard sent == 1 else { throw PostgresError.running(nil, on: handle, at: address) }
        PQsetSingleRowMode(handle)
        let answer = Answer()
        answering = answer
        defer { if answering === answer { drain() } }
        while let row = try next(of: answer) { try body(row) }
    }

    // MARK: Reading answers

    private func next(of answer: Answer) throws -> Row? {
        if answer.place < answer.kept.count {
            defer { answer.place += 1 }
            return answer.kept[answer.place]
        }
        if !answer.isComplete, let row = try read(answer) { return row }
        if let failure = answer.failure { throw failure }
        return nil
    }

    /// The next line from the server; nil at the end.
    private func read(_ answer: Answer) throws -> Row? {
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE: return try Row(result, at: 0)
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK: continue
            default: answer.failure = PostgresError.running(result, on: handle, at: address)
            }
        }
        answer.isComplete = true
        answering = nil
        return nil
    }

    /// Makes room for another question: the rest of an answer being read is kept for its reader.
    private func takeRest() throws {
        if isCommitting { drain() }
        while let answer = answering {
            if let row = try read(answer) { answer.kept.append(row) }
        }
    }

    /// Lets the rest of an answer go.
    private func drain() {
        while let result = PQgetResult(handle) { PQclear(result) }
        answering = nil
        isCommitting = false
    }

    // MARK: Preparing statements

    private func prepare(_ sql: String, _ values: [SQLValue]) throws -> Prepared {
        try takeRest()
        if let found = prepared[sql], Self.fits(values, found.types) { return found }
        if prepared.count >= Self.mostPrepared {
            try command("DEALLOCATE ALL")
            prepared = [:]
        }
        let types = values.map { PostgresType.of($0) }
        preparedCount += 1
        let statement = Prepared(name: "s\(preparedCount)", types: types)
        let result = types.withUnsafeBufferPointer {
            PQprepare(
                handle, statement.name, Placeholders.numbered(sql), Int32(types.count), $0.baseAddress)
        }
        defer { PQclear(result) }
        try check(result)
        prepared[sql] = statement
        return statement
    }

    /// Whether values are what a statement was prepared for. Null is anything, and what was null then is whatever its
    /// place made of it.
    private static func fits(_ values: [SQLValue], _ types: [Oid]) -> Bool {
        guard values.count == types.count else { return false }
        return zip(values, types).allSatisfy { value, type in
            let own = PostgresType.of(value)
            return own == type || own == 0 || type == 0
        }
    }

    private func check(_ result: OpaquePointer?) throws {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default: throw PostgresError.running(result, on: handle, at: address)
        }
    }
}

/// Texts as C has them, with the null that ends the list.
private struct CStrings: ~Copyable {
    let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        pointers = .allocate(capacity: count + 1)
        for (place, text) in texts.enumerated() {
            let bytes = Array(text.utf8CString)
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            copy.initialize(from: bytes, count: bytes.count)
            pointers[place] = UnsafePointer(copy)
        }
        pointers[count] = nil
    }

    deinit {
        for place in 0..<count { pointers[place]?.deallocate() }
        pointers.deallocate()
    }
}
