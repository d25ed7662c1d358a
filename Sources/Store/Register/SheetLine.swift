public import Attendance

/// Who is on one line of a register, whatever their mark.
public struct RosterLine: Hashable, Sendable {
    public var pupil: PupilID
    public var upn: String?
    public var admissionNumber: String?
    /// The preferred name where there is one.
    public var forename: String
    public var surname: String
    public var born: CalendarDate?
    public var yearGroup: YearGroup?

    static let columns = """
        p.id, p.upn, p.admission_number, coalesce(p.preferred_forename, p.forename),
        coalesce(p.preferred_surname, p.surname), p.born, y.year_group
        """

    init(_ row: Row) {
        pupil = PupilID(rawValue: row.integer(0))
        upn = row.textOrNil(1)
        admissionNumber = row.textOrNil(2)
        forename = row.text(3)
        surname = row.text(4)
        born = row.textOrNil(5).flatMap { CalendarDate($0) }
        yearGroup = row.textOrNil(6).flatMap { YearGroup($0) }
    }
}

/// One pupil's line in a register: who, and what stands.
public struct SheetLine: Hashable, Sendable {
    public var pupil: PupilID
    public var upn: String?
    public var admissionNumber: String?
    /// The preferred name where there is one.
    public var forename: String
    public var surname: String
    public var born: CalendarDate?
    public var yearGroup: YearGroup?
    public var code: AttendanceCode?
    /// The number of the entry that stands; nil when none was made.
    public var entry: Int64?
    public var minutesLate: Int?
    /// The kind of act that made it.
    public var madeBy: Act.Kind?

    public var name: String { "\(forename) \(surname)" }

    /// What stands on a line: the entry's number, its code unless it took a mark back, the kind of act that made it.
    public struct Mark: Hashable, Sendable {
        public var entry: Int64
        public var code: AttendanceCode?
        public var minutesLate: Int?
        public var madeBy: Act.Kind?
    }

    public init(_ line: RosterLine, _ mark: Mark?) {
        pupil = line.pupil
        upn = line.upn
        admissionNumber = line.admissionNumber
        forename = line.forename
        surname = line.surname
        born = line.born
        yearGroup = line.yearGroup
        code = mark?.code
        entry = mark?.entry
        minutesLate = mark?.minutesLate
        madeBy = mark?.madeBy
    }

    static let columns = RosterLine.columns + ", e.number, e.code, e.minutes_late, t.kind"

    init(_ row: Row) {
        self.init(
            RosterLine(row),
            row.integerOrNil(7).map { entry in
                Mark(
                    entry: entry, code: row.integerOrNil(8).flatMap { AttendanceCode(rawValue: UInt8($0)) },
                    minutesLate: row.intOrNil(9), madeBy: row.textOrNil(10).flatMap { Act.Kind(rawValue: $0) }
                )
            })
    }
}
