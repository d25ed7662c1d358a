/// One pupil's academic year at a school: a byte for each session of the year's grid, the code that stands.
///
/// It is made from the entries and can be made again; it is for counting, not the record.
public struct YearMarks: Hashable, Sendable {
    public let year: AcademicYear
    /// 742 bytes; 0 where there is no mark.
    public private(set) var bytes: [UInt8]

    /// No mark anywhere.
    public init(year: AcademicYear) {
        self.year = year
        bytes = [UInt8](repeating: 0, count: AcademicYear.sessionCount)
    }

    /// From the books. Nil unless there are 742 bytes; the bytes themselves are not looked at (`unknownBytes`).
    public init?(year: AcademicYear, bytes: [UInt8]) {
        guard bytes.count == AcademicYear.sessionCount else { return nil }
        self.year = year
        self.bytes = bytes
    }

    /// The mark of a session; nil when there is none, or the session is not of this year.
    public subscript(session: Session) -> AttendanceCode? {
        year.index(of: session).flatMap { AttendanceCode(rawValue: bytes[$0]) }
    }

    /// Writes or clears the mark of a session. False, and nothing written, when it is not on this year's grid.
    @discardableResult
    public mutating func set(_ code: AttendanceCode?, for session: Session) -> Bool {
        guard let index = year.index(of: session) else { return false }
        bytes[index] = code?.rawValue ?? 0
        return true
    }

    /// Places that hold a byte which is no code: damage.
    public var unknownBytes: [Int] {
        bytes.indices.filter { bytes[$0] != 0 && AttendanceCode(rawValue: bytes[$0]) == nil }
    }

    /// Every mark, in order.
    public var marked: [MarkedSession] {
        bytes.indices.compactMap { index in
            AttendanceCode(rawValue: bytes[index]).map { MarkedSession(year.session(at: index), $0) }
        }
    }
}
