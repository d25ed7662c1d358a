public import Attendance

/// Which acts somebody looks for.
public struct ActsWanted: Hashable, Sendable {
    /// All kinds where it is empty.
    public var kinds: Set<Act.Kind>
    /// Whoever did it, as they were named then.
    public var name: String?
    /// Acts done before this moment.
    public var until: Instant?
    /// Older than this act: the next page of a list.
    public var before: ActID?
    public var most: Int

    public init(
        kinds: Set<Act.Kind> = [], name: String? = nil, until: Instant? = nil, before: ActID? = nil,
        most: Int = 50
    ) {
        self.kinds = kinds
        self.name = name
        self.until = until
        self.before = before
        self.most = most
    }
}

extension Transaction {
    /// The acts of a school that somebody looks for, newest first.
    public func acts(_ wanted: ActsWanted, school: SchoolID) throws -> [RecordedAct] {
        var conditions = ["a.school_id = ?"]
        var values: [SQLValue] = [.integer(school.rawValue)]
        if !wanted.kinds.isEmpty {
            let names = wanted.kinds.map { "'\($0.rawValue)'" }.sorted()
            conditions.append("a.kind IN (\(names.joined(separator: ", ")))")
        }
        if let name = wanted.name {
            conditions.append("a.name = ?")
            values.append(.text(name))
        }
        if let until = wanted.until {
            conditions.append("a.at < ?")
            values.append(.integer(until.seconds))
        }
        if let before = wanted.before {
            conditions.append("a.id < ?")
            values.append(.integer(before.rawValue))
        }
        return try rows(
            """
            SELECT \(Act.columns) FROM act a WHERE \(conditions.joined(separator: " AND "))
            ORDER BY a.id DESC LIMIT \(wanted.most)
            """, values
        ) { try Act.recorded(from: $0, at: 0) }
    }

    /// Everybody who did something between two moments, by name.
    public func namesOfActing(from first: Instant, to last: Instant, school: SchoolID) throws -> [String] {
        try rows(
            "SELECT DISTINCT name FROM act WHERE school_id = ? AND at >= ? AND at < ? ORDER BY name",
            [.integer(school.rawValue), .integer(first.seconds), .integer(last.seconds)]
        ) { $0.text(0) }
    }

    /// The pupils in whose registers an act made entries, one for each entry; at most so many, as an import may
    /// have made as many as the school has sessions.
    public func pupilsOfEntries(by act: ActID, most: Int, school: SchoolID) throws -> [PupilID] {
        try rows(
            "SELECT e.pupil_id FROM \(OfAct.tables) WHERE \(OfAct.condition) LIMIT \(most)",
            [.integer(school.rawValue), .integer(act.rawValue)]
        ) { PupilID(rawValue: $0.integer(0)) }
    }

    /// How many entries an act made.
    public func entryCount(by act: ActID, school: SchoolID) throws -> Int {
        try first(
            "SELECT count(*) FROM \(OfAct.tables) WHERE \(OfAct.condition)",
            [.integer(school.rawValue), .integer(act.rawValue)]
        ) { $0.int(0) } ?? 0
    }

    /// The pupils that acts were about besides their entries: whose record was changed, for whom something was
    /// planned, reported or asked. Of the acts from one to another.
    public func pupilsAbout(
        actsFrom first: ActID, to last: ActID, school: SchoolID
    ) throws -> [ActID: Set<PupilID>] {
        var found: [ActID: Set<PupilID>] = [:]
        let sources = [
            "SELECT act_id, pupil_id FROM pupil_act", "SELECT act_id, pupil_id FROM plan",
            "SELECT ended_act_id, pupil_id FROM plan", "SELECT act_id, pupil_id FROM report",
            "SELECT act_id, pupil_id FROM question", "SELECT settled_act_id, pupil_id FROM question",
        ]
        for source in sources {
            let column = source.split(separator: " ")[1].dropLast()
            try each(
                "\(source) WHERE school_id = ? AND \(column) BETWEEN ? AND ? AND pupil_id IS NOT NULL",
                [.integer(school.rawValue), .integer(first.rawValue), .integer(last.rawValue)]
            ) {
                found[ActID(rawValue: $0.integer(0)), default: []].insert(PupilID(rawValue: $0.integer(1)))
            }
        }
        return found
    }

    /// The acts, from one on, that were taken back, each with the act that did.
    public func takenBack(from first: ActID, school: SchoolID) throws -> [ActID: ActID] {
        var found: [ActID: ActID] = [:]
        // The detail of such an act is the number of the one it takes back.
        try each(
            "SELECT id, detail FROM act WHERE school_id = ? AND id > ? AND kind = 'undo'",
            [.integer(school.rawValue), .integer(first.rawValue)]
        ) { row in
            if let undone = ActID(row.text(1)) { found[undone] = ActID(rawValue: row.integer(0)) }
        }
        return found
    }
}
