/// A set of sessions of one academic year, on the year's grid: 742 bytes, each 0xFF or 0x00.
///
/// Which sessions a pupil is expected at is the calendar's mask for the year group, cut down to the days on roll
/// and to what has been closed so far.
public struct SessionMask: Hashable, Sendable {
    public let year: AcademicYear
    /// 742 bytes, 0xFF where the session is in the set.
    public private(set) var bytes: [UInt8]

    private init(year: AcademicYear, bytes: [UInt8]) {
        self.year = year
        self.bytes = bytes
    }

    public static func none(of year: AcademicYear) -> SessionMask {
        SessionMask(year: year, bytes: [UInt8](repeating: 0, count: AcademicYear.sessionCount))
    }

    /// Every place of the grid, holidays and weekends included.
    public static func all(of year: AcademicYear) -> SessionMask {
        SessionMask(year: year, bytes: [UInt8](repeating: 0xFF, count: AcademicYear.sessionCount))
    }

    public func contains(_ session: Session) -> Bool {
        year.index(of: session).map { bytes[$0] != 0 } ?? false
    }

    public var count: Int {
        var count = 0
        for byte in bytes { count += Int(byte & 1) }
        return count
    }

    public var isEmpty: Bool { !bytes.contains(0xFF) }

    /// In order.
    public var sessions: [Session] {
        let gridStart = year.gridStart
        return bytes.indices.filter { bytes[$0] != 0 }
            .map { Session(gridStart + $0 / 2, $0 % 2 == 0 ? .am : .pm) }
    }

    /// The last session in the set.
    public var last: Session? { bytes.lastIndex(of: 0xFF).map { year.session(at: $0) } }

    /// Adds a session; one that is not on the year's grid is left out.
    public mutating func insert(_ session: Session) {
        if let index = year.index(of: session) { bytes[index] = 0xFF }
    }

    public mutating func remove(_ session: Session) {
        if let index = year.index(of: session) { bytes[index] = 0 }
    }

    /// The sessions in both sets; none when they are of different years.
    public func intersection(_ other: SessionMask) -> SessionMask {
        guard other.year == year else { return .none(of: year) }
        var both = self
        for index in both.bytes.indices { both.bytes[index] &= other.bytes[index] }
        return both
    }

    /// The sessions in this set that are not in the other.
    public func subtracting(_ other: SessionMask) -> SessionMask {
        guard other.year == year else { return self }
        var rest = self
        for index in rest.bytes.indices { rest.bytes[index] &= ~other.bytes[index] }
        return rest
    }

    /// Only the sessions on the days of a range.
    public func restricted(to days: ClosedRange<CalendarDate>) -> SessionMask {
        var kept = self
        let first = (days.lowerBound - year.gridStart) * 2
        let end = (days.upperBound - year.gridStart) * 2 + 2
        for index in kept.bytes.indices where index < first || index >= end { kept.bytes[index] = 0 }
        return kept
    }

    /// Only the sessions on days on roll.
    public func restricted(to spells: [RollSpell]) -> SessionMask {
        var kept = SessionMask.none(of: year)
        for spell in spells {
            let first = max(0, (spell.from - year.gridStart) * 2)
            let end = spell.to.map { ($0 - year.gridStart) * 2 + 2 } ?? AcademicYear.sessionCount
            guard first < min(end, AcademicYear.sessionCount) else { continue }
            for index in first..<min(end, AcademicYear.sessionCount) { kept.bytes[index] = bytes[index] }
        }
        return kept
    }

    /// Only the sessions up to and including one, as the last that has closed; none when it is nil.
    public func through(_ session: Session?) -> SessionMask {
        guard let session else { return .none(of: year) }
        var kept = self
        let end = (session.date - year.gridStart) * 2 + Int(session.half.rawValue) + 1
        for index in kept.bytes.indices where index >= end { kept.bytes[index] = 0 }
        return kept
    }

    /// Only the sessions from one on, itself included.
    public func from(_ session: Session) -> SessionMask {
        var kept = self
        let first = (session.date - year.gridStart) * 2 + Int(session.half.rawValue)
        for index in kept.bytes.indices where index < first { kept.bytes[index] = 0 }
        return kept
    }

    /// The sessions in either.
    public func union(_ other: SessionMask) -> SessionMask {
        guard other.year == year else { return self }
        var both = self
        for index in both.bytes.indices { both.bytes[index] |= other.bytes[index] }
        return both
    }
}
