public import Attendance
public import Store

/// One register in one session, as whoever takes it, or looks at it, needs it.
public struct RegisterSheet: Sendable {
    /// A pupil's line.
    public struct Pupil: Sendable {
        public var line: SheetLine
        /// What is planned for this session; written down only when the register is taken.
        public var planned: AttendanceCode?
        /// What the plan says besides, which some codes need: for K and B, where and what.
        public var plannedNote: String?
        /// Somebody told the school that the pupil would be away.
        public var isReported: Bool
        /// The published times of this pupil's register; nil where the policy has none.
        public var times: RegisterTimes?
        public var isClosed: Bool
        /// False when no session is held for this pupil's year group, or the site is closed to it.
        public var isExpected: Bool
    }

    public var register: RegisterRow
    public var session: Session
    /// What has been written down of it; nil before anybody opened it.
    public var taken: RegisterSessionRow?
    public var pupils: [Pupil]
    /// Of the pupils above, which stay in their order.
    let places: RosterPlaces
    /// The latest closing time of its pupils has passed: it may only be amended, or completed late.
    public var isClosed: Bool
    /// Who may take it, `person:ID` and `role:NAME`.
    public var takers: [String]

    public var isSubmitted: Bool { taken?.submittedAt != nil }
    /// The earliest opening and latest closing of its pupils' times.
    public var opens: TimeOfDay? { pupils.compactMap(\.times?.opens).min() }
    public var closes: TimeOfDay? { pupils.compactMap(\.times?.closedFrom).max() }
    public var expected: [Pupil] { pupils.filter(\.isExpected) }
    /// Those who would be recorded N if it were submitted and closed now.
    public var unmarked: [Pupil] { expected.filter { $0.line.code == nil && $0.planned == nil } }
}

extension Office {
    /// A register as it stands.
    ///
    /// Throws `OfficeError` when there is none of that name, or the person may not see it.
    public func sheet(named name: String, in session: Session, by person: SignedIn) async throws
        -> RegisterSheet
    {
        let moment = self.moment
        return try await store.read { transaction in
            let school = try self.school(person.school, in: transaction)
            let register = try self.register(named: name, in: session, school: school, transaction)
            let sheet = try self.sheet(register, in: session, school: school, at: moment, transaction)
            try person.requireMayOpen(sheet)
            return sheet
        }
    }

    func sheet(
        _ register: RegisterRow, in session: Session, school: School, at moment: Moment,
        _ transaction: any Transaction
    ) throws -> RegisterSheet {
        let roster = try roster(of: register, in: session, school: school, transaction)
        // The same for everyone of a year group.
        var closed: [YearGroup?: Bool] = [:]
        let marks = try transaction.sheetMarks(
            of: roster.pupils.map(\.line.pupil), in: session, school: school.id)
        let pupils = roster.pupils.map { known in
            let yearGroup = known.line.yearGroup
            let isClosed = closed[yearGroup] ?? school.hasClosed(session, yearGroup, at: moment)
            closed[yearGroup] = isClosed
            return RegisterSheet.Pupil(
                line: SheetLine(known.line, marks[known.line.pupil]), planned: known.planned,
                plannedNote: known.plannedNote, isReported: known.isReported, times: known.times,
                isClosed: isClosed, isExpected: known.isExpected)
        }
        return RegisterSheet(
            register: register, session: session,
            taken: try transaction.registerSession(register.id, session, school: school.id), pupils: pupils,
            places: roster.places,
            isClosed: session.date < moment.date
                || (session.date == moment.date && pupils.contains { $0.times != nil }
                    && pupils.allSatisfy { $0.isClosed }),
            takers: roster.takers)
    }

    /// The registers of a session that hold anybody, each with its pupils: for the office's screen, and a teacher's
    /// list.
    public func registers(in session: Session, by person: SignedIn) async throws -> [RegisterSheet] {
        let moment = self.moment
        return try await store.read { transaction in
            let school = try self.school(person.school, in: transaction)
            return try transaction.registers(in: session, school: school.id)
                .map { try self.sheet($0, in: session, school: school, at: moment, transaction) }
                .filter { !$0.pupils.isEmpty && (try? person.requireMayOpen($0)) != nil }
        }
    }
}

extension SignedIn {
    /// Whether the person is one of those who take a register.
    public func takes(_ sheet: RegisterSheet) -> Bool {
        if let only { return only.covers(sheet.register.id, on: sheet.session.date) }
        let mine = Set(takers.map(\.description))
        return sheet.takers.contains { mine.contains($0) }
    }

    /// Those who take it, and those who may amend any.
    func requireMayOpen(_ sheet: RegisterSheet) throws {
        if takes(sheet) || may(.amend) { return }
        throw OfficeError.notAllowed(
            "Register \(sheet.register.name) is not yours on \(sheet.session.date). The office can give it to you."
        )
    }
}
