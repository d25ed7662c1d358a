public import Attendance

/// A step as it was written down when it was raised, and what has become of it.
public struct WrittenStep: Hashable, Sendable {
    /// What stands of a step.
    public enum State: String, Hashable, Sendable, CaseIterable {
        case open, done, dropped, overtaken
    }

    public var key: String
    /// Nil for a step of the whole school.
    public var pupil: PupilID?
    public var scope: StepScope
    public var kind: StepKind
    public var what: String
    public var to: Recipient?
    public var by: RoleName?
    public var decidedBy: RoleName?
    public var raised: Moment
    public var due: Moment
    public var rule: String
    public var clauses: [ClauseID]
    public var citation: String
    /// JSON: an array of reasons with their numbers and words.
    public var because: String
    public var session: Session?
    public var code: AttendanceCode?
    public var content: [String]
    public var enclosed: [String]
    public var state: State
    /// The last change; nil while nothing has become of it.
    public var change: StepChange?

    /// A step as a rule raised it.
    public init(_ step: Step, of pupil: PupilID?, because: String) {
        key = step.key
        self.pupil = pupil
        scope = step.scope
        kind = step.kind
        what = step.what
        to = step.to
        by = step.by
        decidedBy = step.decidedBy
        raised = step.raised
        due = step.due
        rule = step.rule
        clauses = step.clauses
        citation = step.citation
        self.because = because
        session = step.session
        code = step.code
        content = step.content
        enclosed = step.enclosed
        state = .open
    }

    public var isOpen: Bool { state == .open }
}

/// What became of a step: done, dropped, overtaken by what followed, or open again.
public struct StepChange: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        case done, dropped, overtaken, reopened
    }

    public var state: State
    public var at: Moment
    /// In words; empty where the act says all.
    public var cause: String
    /// What was done about the pupil, by its number.
    public var pupilAct: Int64?
    public var act: ActID?
    /// Nil when it came about by itself.
    public var byName: String?

    public init(
        _ state: State, at: Moment, cause: String = "", pupilAct: Int64? = nil, act: ActID? = nil,
        byName: String? = nil
    ) {
        self.state = state
        self.at = at
        self.cause = cause
        self.pupilAct = pupilAct
        self.act = act
        self.byName = byName
    }
}

extension Transaction {
    /// Writes a step down. False when it was there: raised by another server, or before.
    @discardableResult
    public func raise(_ step: WrittenStep, at instant: Instant, school: SchoolID) throws -> Bool {
        try run(
            """
            INSERT INTO step (school_id, step_key, pupil_id, year, scope, kind, what, recipient, by_role, decided_by,
                raised, due, rule, clauses, citation, because, session, code, content, enclosed, written_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (school_id, step_key) DO NOTHING
            """,
            [
                .integer(school.rawValue), .text(step.key),
                step.pupil.map { .integer($0.rawValue) } ?? .null,
                .integer(AcademicYear(containing: step.raised.date).start), .text(step.scope.rawValue),
                .text(step.kind.rawValue), .text(step.what), .text(step.to?.text), .text(step.by?.text),
                .text(step.decidedBy?.text), .text(step.raised.description), .text(step.due.description),
                .text(step.rule), .text(step.clauses.map(\.text).joined(separator: ";")),
                .text(step.citation), .text(step.because), .text(step.session?.description),
                step.code.map { .integer(Int64($0.rawValue)) } ?? .null,
                .text(step.content.joined(separator: ";")), .text(step.enclosed.joined(separator: ";")),
                .integer(instant.seconds),
            ]) > 0
    }

    /// Writes down what became of a step.
    public func change(_ key: String, _ change: StepChange, at instant: Instant, school: SchoolID) throws {
        try run(
            """
            INSERT INTO step_change (school_id, number, step_key, state, at, at_instant, cause, event_number, act_id,
                by_name)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(try nextID(school: school)), .text(key),
                .text(change.state.rawValue), .text(change.at.description), .integer(instant.seconds),
                .text(change.cause), .integer(change.pupilAct.map { Int($0) }),
                change.act.map { .integer($0.rawValue) } ?? .null, .text(change.byName),
            ])
    }

    /// One step; nil when none of that key was raised.
    public func step(_ key: String, school: SchoolID) throws -> WrittenStep? {
        try steps("s.school_id = ? AND s.step_key = ?", [.integer(school.rawValue), .text(key)]).first
    }

    /// The steps of one pupil, those raised first coming first.
    public func steps(of pupil: PupilID, school: SchoolID) throws -> [WrittenStep] {
        try steps(
            "s.school_id = ? AND s.pupil_id = ?", [.integer(school.rawValue), .integer(pupil.rawValue)])
    }

    /// The steps that are open, of every role or of one, those raised first coming first.
    public func openSteps(by role: RoleName? = nil, school: SchoolID) throws -> [WrittenStep] {
        try steps(
            "s.school_id = ? AND (c.state IS NULL OR c.state = 'reopened') AND (? = '' OR s.by_role = ?)",
            [.integer(school.rawValue), .text(role?.text ?? ""), .text(role?.text ?? "")])
    }

    /// The steps raised on some days, those raised first coming first.
    public func steps(raisedIn days: ClosedRange<CalendarDate>, school: SchoolID) throws -> [WrittenStep] {
        try steps(
            "s.school_id = ? AND s.raised >= ? AND s.raised < ?",
            [
                .integer(school.rawValue), .text(days.lowerBound.description),
                .text((days.upperBound + 1).description),
            ])
    }

    /// What stands of every step that was written, by key: what closed it, or nil while it is open.
    public func standingSteps(school: SchoolID) throws -> [String: StepChange?] {
        var all: [String: StepChange?] = [:]
        try each(
            """
            SELECT s.step_key, \(StepChange.columns) FROM \(StepChange.tables) WHERE s.school_id = ?
            """,
            [.integer(school.rawValue)]
        ) {
            all.updateValue(
                StepChange(row: $0, at: 1).flatMap { $0.state == .reopened ? nil : $0 }, forKey: $0.text(0))
        }
        return all
    }

    private func steps(_ condition: String, _ values: [SQLValue]) throws -> [WrittenStep] {
        try rows(
            """
            SELECT s.step_key, s.pupil_id, s.scope, s.kind, s.what, s.recipient, s.by_role, s.decided_by, s.raised,
                s.due, s.rule, s.clauses, s.citation, s.because, s.session, s.code, s.content, s.enclosed,
                \(StepChange.columns)
            FROM \(StepChange.tables) WHERE \(condition) ORDER BY s.raised, s.step_key
            """, values
        ) { try WrittenStep(row: $0) }
    }

    /// The moment from which a school's steps are written down; nil before its first time.
    public func stepsBegun(school: SchoolID) throws -> Moment? {
        try first("SELECT begun FROM step_clock WHERE school_id = ?", [.integer(school.rawValue)]) {
            Moment($0.text(0))
        }.flatMap { $0 }
    }

    public func beginSteps(at moment: Moment, school: SchoolID) throws {
        try run(
            "INSERT INTO step_clock (school_id, begun) VALUES (?, ?) ON CONFLICT (school_id) DO NOTHING",
            [.integer(school.rawValue), .text(moment.description)])
    }
}

extension StepChange {
    static let columns = "c.state, c.at, c.cause, c.event_number, c.act_id, c.by_name"
    /// Steps, each with its last change where there is one.
    static let tables = """
        step s LEFT JOIN step_change c ON c.school_id = s.school_id AND c.step_key = s.step_key AND c.number = (
            SELECT max(m.number) FROM step_change m WHERE m.school_id = s.school_id AND m.step_key = s.step_key)
        """

    init?(row: Row, at column: Int) {
        guard let state = row.textOrNil(column).flatMap({ State(rawValue: $0) }),
            let at = Moment(row.text(column + 1))
        else { return nil }
        self.init(
            state, at: at, cause: row.text(column + 2), pupilAct: row.integerOrNil(column + 3),
            act: row.integerOrNil(column + 4).map { ActID(rawValue: $0) },
            byName: row.textOrNil(column + 5))
    }
}

extension WrittenStep {
    init(row: Row) throws {
        guard let scope = StepScope(rawValue: row.text(2)), let kind = StepKind(rawValue: row.text(3)),
            let raised = Moment(row.text(8)), let due = Moment(row.text(9))
        else { throw StoreError.statement("step \(row.text(0)) cannot be read") }
        func list(_ column: Int) -> [String] { row.text(column).split(separator: ";").map(String.init) }
        key = row.text(0)
        pupil = row.integerOrNil(1).map { PupilID(rawValue: $0) }
        self.scope = scope
        self.kind = kind
        what = row.text(4)
        to = row.textOrNil(5).flatMap { Recipient($0) }
        by = row.textOrNil(6).map { RoleName($0) }
        decidedBy = row.textOrNil(7).map { RoleName($0) }
        self.raised = raised
        self.due = due
        rule = row.text(10)
        clauses = list(11).map { ClauseID($0) }
        citation = row.text(12)
        because = row.text(13)
        session = row.textOrNil(14).flatMap { Session($0) }
        code = row.integerOrNil(15).flatMap { AttendanceCode(rawValue: UInt8($0)) }
        content = list(16)
        enclosed = list(17)
        change = StepChange(row: row, at: 18)
        state =
            switch change?.state {
            case nil, .reopened?: .open
            case .done?: .done
            case .dropped?: .dropped
            case .overtaken?: .overtaken
            }
    }
}
