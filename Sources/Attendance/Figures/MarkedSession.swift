/// A session a pupil was expected at, and the code that stands for it; nil where the mark is missing.
public struct MarkedSession: Hashable, Sendable {
    public var session: Session
    public var code: AttendanceCode?

    public init(_ session: Session, _ code: AttendanceCode?) {
        self.session = session
        self.code = code
    }
}

extension [MarkedSession] {
    /// A pupil's expected sessions in order, across years, from each year's marks and mask.
    public init(_ years: [(marks: YearMarks, expected: SessionMask)]) {
        self.init()
        for (marks, expected) in years.sorted(by: { $0.marks.year < $1.marks.year })
        where marks.year == expected.year {
            let gridStart = marks.year.gridStart
            for index in marks.bytes.indices where expected.bytes[index] != 0 {
                let session = Session(gridStart + index / 2, index % 2 == 0 ? .am : .pm)
                append(MarkedSession(session, AttendanceCode(rawValue: marks.bytes[index])))
            }
        }
    }

    /// Only up to and including a session.
    public func through(_ last: Session) -> [MarkedSession] {
        Array(prefix { $0.session <= last })
    }
}
