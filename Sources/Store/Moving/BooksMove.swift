/// Carries the whole of the books from one database to another, whichever engines they are, and compares both ends.
///
/// Rows go in the order of their keys, some hundreds to a commit. What was cut off goes on where it stopped: until both
/// ends agree, the books it fills bear a mark, and no program opens them.
public struct BooksMove: Sendable {
    /// What was carried, once both ends agree.
    public struct Report: Hashable, Sendable {
        public var rows: Int
        /// Rows that an earlier try had carried already.
        public var carriedBefore: Int
        /// Each chain's head, the same at both ends.
        public var heads: [String]
    }

    /// The setting that books have while they are being filled.
    static let mark = "move-under-way"
    /// Few enough that the widest table stays under what either engine takes in one statement.
    private static let rowsAtOnce = 500

    private let source: any Driver
    private let target: any Driver

    public init(from source: any Driver, to target: any Driver) {
        self.source = source
        self.target = target
    }

    /// Carries everything and compares. `progress` is told rows done and rows in all.
    ///
    /// Throws `StoreError.unfit` where the target holds other books, or the ends differ afterwards.
    public func run(
        key: SigningKey? = nil, _ progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> Report {
        try await source.requireCurrentSchema()
        try await target.requireCurrentSchema()
        if try await source.read({ try $0.setting(Self.mark) }) != nil {
            throw StoreError.unfit(
                "those books were themselves not filled to the end: finish that move first")
        }
        let before = try await prepare()
        let all = try await source.read { transaction in
            try TableOfBooks.all.reduce(0) { $0 + (try $1.count(in: transaction)) }
        }
        var done = before
        for table in TableOfBooks.all {
            var last = try await target.read { try Self.lastKey(of: table, in: $0) }
            while true {
                let after = last
                let rows = try await source.read {
                    try table.rows(after: after, most: Self.rowsAtOnce, in: $0)
                }
                guard let end = rows.last else { break }
                try await target.write { try table.insert(rows, in: $0) }
                last = Array(end.prefix(table.key.count))
                done += rows.count
                progress(done, max(all, done))
            }
        }
        await target.countTables()
        let heads = try await compare(key: key)
        _ = try await target.write { try $0.run("DELETE FROM setting WHERE name = ?", [.text(Self.mark)]) }
        return Report(rows: all, carriedBefore: before, heads: heads)
    }

    /// Marks empty books, or finds the mark of an earlier try; gives how many rows that one carried.
    private func prepare() async throws -> Int {
        let name = try await source.read { transaction in
            try transaction.schools().map { "\($0.id) \($0.slug)" }.joined(separator: "; ")
        }
        return try await target.write { transaction in
            let held = try TableOfBooks.all.reduce(0) { $0 + (try $1.count(in: transaction)) }
            guard let found = try transaction.setting(Self.mark) else {
                if held > 0 { throw StoreError.unfit("there are books already where these are to go") }
                try transaction.set(Self.mark, to: name)
                return 0
            }
            if found != name {
                throw StoreError.unfit("a move of other books to there was begun and not finished: \(found)")
            }
            return held - 1
        }
    }

    /// The mark is not one of the rows that were carried.
    private static func lastKey(of table: TableOfBooks, in transaction: any Transaction) throws -> [SQLValue]?
    {
        guard table.name == "setting" else { return try table.lastKey(in: transaction) }
        return try transaction.first(
            "SELECT max(name) FROM setting WHERE name <> ?", [.text(mark)]
        ) { $0.values[0] == .null ? nil : [$0.values[0]] } ?? nil
    }

    /// Every table at both ends, then the chains walked at both ends.
    private func compare(key: SigningKey?) async throws -> [String] {
        for table in TableOfBooks.all {
            let here = try await source.read { try table.digest(in: $0) }
            let there = try await target.read { try table.digest(in: $0) }
            if here != there {
                throw StoreError.unfit(
                    "\(table.name) is not the same at both ends: it changed during the move, or was changed "
                        + "afterwards. Stop every server, empty the new books, and move again")
            }
        }
        var heads: [String] = []
        for school in try await source.read({ try $0.schools() }) {
            let here = try await source.read { try $0.verify(school: school.id, key: key) }
            let there = try await target.read { try $0.verify(school: school.id, key: key) }
            guard here == there, here.isSound else {
                throw StoreError.unfit(
                    (here.differences + there.differences + ["\(school.slug) does not verify"]).joined(
                        separator: "\n"))
            }
            heads += here.chains.map {
                "\(school.slug)  \($0.book.rawValue) \($0.year)  \($0.links) links  head \($0.head)"
            }
        }
        return heads
    }
}

extension Transaction {
    /// Whether these books are being filled from others and are not whole yet.
    public func isBeingMoved() throws -> Bool { try setting(BooksMove.mark) != nil }
}
