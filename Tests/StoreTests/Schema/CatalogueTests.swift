import TestBooks
import Testing

@testable import Store

/// The schema as the engines themselves hold it: every table of a school's own can be kept apart by school.
@Suite struct CatalogueTests {  // Allowed because each test names the engine whose catalogue it reads.
    /// Tables of the installation: they say nothing of a pupil, and every school's program may read them.
    private static let ofTheInstallation: Set<String> = [
        "school", "setting", "person", "sign_in", "sign_in_session", "supply_sign_in", "token", "migration",
    ]

    /// Columns of a key, in order, by table.
    private func primaryKeys(_ transaction: any Transaction) throws -> [String: [String]] {
        var keys: [String: [String]] = [:]
        try transaction.each(
            """
            SELECT k.table_name::text, u.column_name::text FROM information_schema.table_constraints k
            JOIN information_schema.key_column_usage u ON u.constraint_name = k.constraint_name
                AND u.table_schema = k.table_schema AND u.table_name = k.table_name
            WHERE k.constraint_type = 'PRIMARY KEY' AND k.table_schema = 'public'
            ORDER BY k.table_name, u.ordinal_position
            """, []
        ) { keys[$0.text(0), default: []].append($0.text(1)) }
        return keys
    }

    private func catalogue<T: Sendable>(
        _ ask: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        let database = try await TemporaryDatabase(on: .postgresql)
        guard let driver = database.driver as? PostgresDriver else { throw StoreError.busy }
        return try await driver.asOwner { try ask(PostgresTransaction(connection: $0)) }
    }

    @Test func `every table's key begins with the school, but for the installation's own`() async throws {
        let keys = try await catalogue(primaryKeys)
        #expect(Set(keys.keys) == Set(Migrations.tables + ["migration"]))
        for (table, columns) in keys where !Self.ofTheInstallation.contains(table) {
            #expect(columns.first == "school_id", "\(table)")
        }
        #expect(Self.ofTheInstallation.isSubset(of: keys.keys))
    }

    @Test func `every reference carries the school, but for those to the installation's tables`() async throws
    {
        let references = try await catalogue { transaction in
            try transaction.rows(
                """
                SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, c.conname::text,
                    (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k (id, n)
                        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.id),
                    (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(c.confkey) WITH ORDINALITY k (id, n)
                        JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.id)
                FROM pg_constraint c WHERE c.contype = 'f'
                """
            ) { row in (0..<5).map { row.text($0) } }
        }
        #expect(references.count > 20)
        for reference in references where !Self.ofTheInstallation.contains(reference[1]) {
            #expect(reference[3].hasPrefix("school_id,"), "\(reference)")
            #expect(reference[4].hasPrefix("school_id,"), "\(reference)")
        }
    }

    @Test func `a table that must be without equals is so within a school`() async throws {
        let indexes = try await catalogue { transaction in
            try transaction.rows(
                """
                SELECT i.indrelid::regclass::text, (SELECT a.attname::text FROM pg_attribute a
                    WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0])
                FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace
                """
            ) { [$0.text(0), $0.text(1)] }
        }
        for index in indexes where !Self.ofTheInstallation.contains(index[0]) {
            #expect(index[1] == "school_id", "\(index)")
        }
    }

    @Test func `there is no trigger, no rule and no sequence on PostgreSQL`() async throws {
        let found = try await catalogue { transaction in
            try transaction.rows(
                """
                SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal
                UNION ALL SELECT rulename::text FROM pg_rules WHERE schemaname = 'public'
                UNION ALL SELECT relname::text FROM pg_class
                    WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
                """
            ) { $0.text(0) }
        }
        #expect(found == [])
    }

    @Test func `every text sorts by its bytes there, whatever the server's own order`() async throws {
        let others = try await catalogue { transaction in
            try transaction.rows(
                """
                SELECT c.relname::text || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                JOIN pg_type t ON t.oid = a.atttypid JOIN pg_collation l ON l.oid = a.attcollation
                WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
                    AND t.typname = 'text' AND l.collname <> 'C'
                """
            ) { $0.text(0) }
        }
        #expect(others == [])
    }

    @Test func `tables are carried by the keys and columns that both engines hold, in the same order`()
        async throws
    {
        let keys = try await catalogue(primaryKeys)
        #expect(TableOfBooks.all.map(\.name) == Migrations.tables)
        for table in TableOfBooks.all { #expect(keys[table.name] == table.key, "\(table.name)") }
        let columns = try await catalogue { transaction in
            try transaction.rows(
                """
                SELECT c.relname::text || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0
                    AND NOT a.attisdropped ORDER BY c.relname COLLATE "C", a.attnum
                """
            ) { $0.text(0) }
        }
        let file = try await TemporaryDatabase(on: .sqlite)
        let onSQLite = try await file.driver.read { transaction in
            try (Migrations.tables + ["migration"]).sorted().flatMap { table in
                try transaction.rows("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid") {
                    "\(table).\($0.text(0))"
                }
            }
        }
        #expect(columns == onSQLite)
    }

    @Test func `each table comes after those it refers to`() {
        var seen: Set<String> = []
        for case .table(let sql) in Migrations.all.flatMap(\.statements) {
            let name = sql.dropFirst("CREATE TABLE ".count).prefix { $0 != " " }
            for part in sql.split(separator: "REFERENCES ").dropFirst() {
                #expect(seen.contains(String(part.prefix { $0 != " " })), "\(name)")
            }
            seen.insert(String(name))
        }
    }
}
