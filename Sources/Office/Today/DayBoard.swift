public import Attendance
public import Store

/// The office's view of one session: what is not in, who is away and nobody knows why, what waits for a person.
///
/// Put together from one picture of the books, so that its parts agree.
public struct DayBoard: Sendable {
    /// A pupil marked absent of whom nobody has said why.
    public struct Unexplained: Sendable {
        public var line: SheetLine
        public var register: String
        /// Sessions running without a reason, this one included.
        public var running: Int
        /// The first session of them.
        public var since: Session
        public var flags: Set<PupilFlag>
        /// Whom to call first, of those an order does not bar.
        public var contact: PupilContact?
    }

    public struct Pupil: Sendable {
        public var line: SheetLine
        public var register: String
    }

    public var session: Session
    public var at: Moment
    public var registers: [RegisterSheet]
    public var unexplained: [Unexplained]
    public var late: [Pupil]
    /// Marked, and not on the premises by their mark.
    public var offSite: [Pupil]
    public var onSite: Int
    public var counts: SessionCounts
    public var questions: [Question]
    public var notes: [Question]
    /// Of those that questions and notes are about.
    public var pupilNames: [PupilID: String]
    public var staffNames: [PersonID: String]

    /// Registers expected that nobody has submitted, unless the site is closed to all of their pupils.
    public var outstanding: [RegisterSheet] { registers.filter { !$0.isSubmitted && !$0.expected.isEmpty } }
    /// How many pupils expected have no mark, and so may be absent without anybody knowing.
    public var unmarkedCount: Int { registers.map { $0.expected.count { $0.line.code == nil } }.reduce(0, +) }
}

extension Office {
    /// The board of a session. Throws `OfficeError.notAllowed` for those who may not see it.
    public func board(of session: Session, by person: SignedIn) async throws -> DayBoard {
        try person.require(.seeToday)
        let moment = self.moment
        return try await store.read { try self.board(of: session, by: person, at: moment, $0) }
    }

    private func board(
        of session: Session, by person: SignedIn, at moment: Moment, _ transaction: any Transaction
    ) throws -> DayBoard {
        let school = try self.school(person.school, in: transaction)
        let registers = try transaction.registers(in: session, school: school.id)
            .map { try self.sheet($0, in: session, school: school, at: moment, transaction) }
            .filter { !$0.pupils.isEmpty }
        var board = DayBoard(
            session: session, at: moment, registers: registers, unexplained: [], late: [], offSite: [],
            onSite: 0,
            counts: SessionCounts(), questions: [], notes: [], pupilNames: [:], staffNames: [:])
        let flags = try transaction.flags(on: session.date, school: school.id)
        for sheet in registers {
            for pupil in sheet.expected {
                if pupil.isClosed || pupil.line.code != nil { board.counts.add(pupil.line.code) }
                try place(pupil, sheet.register.name, flags, school: school, transaction, on: &board)
            }
        }
        board.unexplained = board.unexplained.inNameOrder {
            NameOrder(surname: $0.line.surname, forename: $0.line.forename)
        }
        let open = try transaction.openQuestions(school: school.id)
        board.questions = open.filter { $0.kind != .note }
        board.notes = open.filter { $0.kind == .note }
        for question in open {
            guard let id = question.pupil, board.pupilNames[id] == nil else { continue }
            board.pupilNames[id] = try transaction.pupilSummary(id, on: session.date, school: school.id)?.name
        }
        for member in try transaction.staff(on: session.date, school: school.id) {
            board.staffNames[member.id] = member.name
        }
        return board
    }

    private func place(
        _ pupil: RegisterSheet.Pupil, _ register: String, _ flags: [PupilID: Set<PupilFlag>], school: School,
        _ transaction: any Transaction, on board: inout DayBoard
    ) throws {
        let line = pupil.line
        let entry = DayBoard.Pupil(line: line, register: register)
        guard let code = line.code else { return }
        if code == .late || code == .lateAfterClose { board.late.append(entry) }
        if law.codes.rule(for: code, on: board.session.date)?.onSiteAfterArrival == true {
            board.onSite += 1
        } else {
            board.offSite.append(entry)
        }
        if code == .noReasonYet {
            try explain(pupil, register, flags, school: school, transaction, on: &board)
        }
    }

    /// Adds a pupil of whom nobody has said why, unless somebody has told the school by now.
    private func explain(
        _ pupil: RegisterSheet.Pupil, _ register: String, _ flags: [PupilID: Set<PupilFlag>], school: School,
        _ transaction: any Transaction, on board: inout DayBoard
    ) throws {
        let line = pupil.line
        let year = AcademicYear(containing: board.session.date)
        let marks = YearMarks(
            year: year, bytes: try transaction.yearMarks(of: line.pupil, in: year, school: school.id))
        var running = 1
        var since = board.session
        if let marks, let mask = school.calendars[year]?.sessions(for: line.yearGroup) {
            for session in mask.sessions.reversed() where session < board.session {
                guard marks[session] == .noReasonYet else { break }
                running += 1
                since = session
            }
        }
        let contacts = try transaction.contacts(of: line.pupil, school: school.id)
        board.unexplained.append(
            DayBoard.Unexplained(
                line: line, register: register, running: running, since: since,
                flags: flags[line.pupil] ?? [],
                contact: contacts.filter { $0.link.mayBeTold && !$0.contact.details.phones.isEmpty }
                    .min { $0.link.priority < $1.link.priority }))
    }

    /// A number that changes whenever anything at the school does: whoever shows the board asks again then.
    public func lastChange(school: SchoolID) async throws -> Int64 {
        try await store.read { try $0.lastChange(school: school) }
    }
}
