public import Attendance

/// Something that only a person can settle. It stays open, and on the office's screen, until one does.
public struct Question: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A mark in a file whose code the law had retired by its date; the session is missing until settled.
        case parkedMark = "parked-mark"
        /// A file's mark differs from one that a person made here.
        case markDiffers = "mark-differs"
        /// Seen in the room, and reported ill.
        case presentButReported = "present-but-reported"
        /// A teacher asks for a closed register to be amended.
        case amendmentRequest = "amendment-request"
        /// A teacher's note to the office about a pupil today.
        case note
        /// A pupil here who is not in the file.
        case notInFile = "not-in-file"
        /// A leaving date in a file: no lawful deletion until a person records ground and date.
        case reportedLeaving = "reported-leaving"
        /// A group that changed in a file without saying from when.
        case groupChange = "group-change"
        /// A contact in a file who may be somebody already here.
        case contactMatch = "contact-match"
        /// A field of which Rollcall is master differs in the file.
        case fieldDiffers = "field-differs"
    }

    public var id: QuestionID
    public var kind: Kind
    public var pupil: PupilID?
    public var session: Session?
    /// What stands here, as text.
    public var ours: String?
    /// What the file or person says.
    public var theirs: String?
    /// A file's name, or a person's.
    public var source: String?
    public var detail: String
    /// What taking their word would do, as the office wrote it down; nil when nothing follows by itself.
    public var proposal: String?
    public var raised: RecordedAct
    public var settledBy: ActID?
    public var answer: String?
}

extension Transaction {
    /// Puts a question; gives its number.
    @discardableResult
    public func ask(
        _ kind: Question.Kind, pupil: PupilID?, session: Session? = nil, ours: String? = nil,
        theirs: String? = nil, source: String? = nil, detail: String = "", proposal: String? = nil,
        by act: RecordedAct, school: SchoolID
    ) throws -> QuestionID {
        let id = try nextID(school: school)
        try run(
            """
            INSERT INTO question
                (school_id, id, kind, pupil_id, session, ours, theirs, source, detail, proposal, act_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(id), .text(kind.rawValue),
                pupil.map { .integer($0.rawValue) } ?? .null, .text(session?.description), .text(ours),
                .text(theirs), .text(source), .text(detail), .text(proposal), .integer(act.id.rawValue),
            ]
        )
        return QuestionID(rawValue: id)
    }

    /// The questions still open, oldest first.
    public func openQuestions(
        _ kinds: [Question.Kind] = Question.Kind.allCases, pupil: PupilID? = nil, school: SchoolID
    ) throws -> [Question] {
        let among = kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try questions(
            "q.settled_act_id IS NULL AND q.kind IN (\(among)) AND (? = 0 OR q.pupil_id = ?)",
            [.integer(pupil?.rawValue ?? 0), .integer(pupil?.rawValue ?? 0)], school: school)
    }

    public func question(_ id: QuestionID, school: SchoolID) throws -> Question? {
        try questions("q.id = ?", [.integer(id.rawValue)], school: school).first
    }

    private func questions(_ condition: String, _ values: [SQLValue], school: SchoolID) throws -> [Question] {
        try rows(
            """
            SELECT q.id, q.kind, q.pupil_id, q.session, q.ours, q.theirs, q.source, q.detail, q.settled_act_id,
                q.answer, q.proposal, \(Act.columns)
            FROM question q JOIN act a ON a.school_id = q.school_id AND a.id = q.act_id
            WHERE q.school_id = ? AND \(condition) ORDER BY q.id
            """,
            [.integer(school.rawValue)] + values
        ) { row -> Question? in
            guard let kind = Question.Kind(rawValue: row.text(1)) else { return nil }
            return Question(
                id: QuestionID(rawValue: row.integer(0)), kind: kind,
                pupil: row.integerOrNil(2).map { PupilID(rawValue: $0) },
                session: row.textOrNil(3).flatMap { Session($0) }, ours: row.textOrNil(4),
                theirs: row.textOrNil(5),
                source: row.textOrNil(6), detail: row.text(7), proposal: row.textOrNil(10),
                raised: try Act.recorded(from: row, at: 11),
                settledBy: row.integerOrNil(8).map { ActID(rawValue: $0) }, answer: row.textOrNil(9))
        }.compactMap { $0 }
    }

    /// Settles a question; false when somebody already had.
    public func settle(_ id: QuestionID, answer: String, by act: RecordedAct, school: SchoolID) throws -> Bool
    {
        try run(
            """
            UPDATE question SET settled_act_id = ?, answer = ?
            WHERE school_id = ? AND id = ? AND settled_act_id IS NULL
            """,
            [.integer(act.id.rawValue), .text(answer), .integer(school.rawValue), .integer(id.rawValue)]
        ) == 1
    }
}
