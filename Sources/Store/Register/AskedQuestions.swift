public import Attendance

/// What a question was about, by which the same one is not put twice.
public struct AskedQuestion: Hashable, Sendable {
    public var kind: Question.Kind
    public var pupil: PupilID?
    public var session: Session?
    /// What stood when it was put, for kinds that are put again once it is otherwise.
    public var ours: String?
    public var theirs: String?
    public var detail: String

    public init(
        _ kind: Question.Kind, pupil: PupilID?, session: Session? = nil, ours: String? = nil,
        theirs: String? = nil, detail: String = ""
    ) {
        self.kind = kind
        self.pupil = pupil
        self.session = session
        self.ours = kind.followsWhatStands ? ours : nil
        self.theirs = theirs
        self.detail = detail
    }
}

extension Question.Kind {
    /// Put once for each thing that a file says of what stands now: a group that went from 8B to 8C and back is asked
    /// about again when a file says 8C again.
    var followsWhatStands: Bool { self == .groupChange || self == .fieldDiffers }
}

extension Transaction {
    /// Every question of some kinds that was ever put, settled or not; of the kinds that follow what stands, the last
    /// about each thing.
    public func askedQuestions(_ kinds: [Question.Kind], school: SchoolID) throws -> Set<AskedQuestion> {
        let among = kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        var all: Set<AskedQuestion> = []
        var last: [AskedQuestion: AskedQuestion] = [:]
        try each(
            """
            SELECT kind, pupil_id, session, theirs, detail, ours FROM question
            WHERE school_id = ? AND kind IN (\(among)) ORDER BY id
            """,
            [.integer(school.rawValue)]
        ) { row in
            guard let kind = Question.Kind(rawValue: row.text(0)) else { return }
            let question = AskedQuestion(
                kind, pupil: row.integerOrNil(1).map { PupilID(rawValue: $0) },
                session: row.textOrNil(2).flatMap { Session($0) }, ours: row.textOrNil(5),
                theirs: row.textOrNil(3), detail: row.text(4))
            guard kind.followsWhatStands else { return _ = all.insert(question) }
            last[AskedQuestion(kind, pupil: question.pupil, detail: question.detail)] = question
        }
        return all.union(last.values)
    }

    /// Writes down that a register was taken in another system, unless anything is written of it already: it is
    /// neither outstanding nor to be completed late, and its marks are only ever amended.
    public func keepImported(
        _ register: RegisterID, _ session: Session, from file: String, at instant: Instant, school: SchoolID
    ) throws {
        try run(
            """
            INSERT INTO register_session (school_id, register_id, session, submitted_at, closed_at,
                entered_afterwards, source, reason)
            VALUES (?, ?, ?, ?, ?, 0, 'import', ?)
            ON CONFLICT (school_id, register_id, session) DO NOTHING
            """,
            [
                .integer(school.rawValue), .integer(register.rawValue), .text(session.description),
                .integer(instant.seconds), .integer(instant.seconds), .text(file),
            ]
        )
    }
}
