public import Attendance

/// One mark of one pupil as a file has it.
public struct MarkRow: Hashable, Sendable {
    /// Where the mark stands in the file, from 1; 0 for a mark that was not read from one.
    public var line: Int
    public var column: Int
    public var pupil: PupilReference
    public var session: Session
    public var mark: FileMark
    /// Minutes after the register opened.
    public var minutesLate: Known<Int>
    /// The time of arrival, where the file has that instead.
    public var arrival: Known<TimeOfDay>
    public var comment: Known<String>

    public init(
        line: Int = 0, column: Int = 0, pupil: PupilReference, session: Session, mark: FileMark,
        minutesLate: Known<Int> = .unknown, arrival: Known<TimeOfDay> = .unknown,
        comment: Known<String> = .unknown
    ) {
        self.line = line
        self.column = column
        self.pupil = pupil
        self.session = session
        self.mark = mark
        self.minutesLate = minutesLate
        self.arrival = arrival
        self.comment = comment
    }
}

/// What stands in the place of a code.
public enum FileMark: Hashable, Sendable {
    /// Nothing: blank, `-`, or the `?` of a register made ready and not taken. It clears nothing.
    case absent
    /// A code that the law had on the session's day.
    case code(AttendanceCode)
    /// A code that the law did not have on the session's day, as `H` or plain `Y` after 18 August 2024. A person says
    /// what it was; until then the session counts as missing.
    case parked(AttendanceCode)
}
