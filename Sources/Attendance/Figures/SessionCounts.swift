/// Exact counts of sessions by code; everything else about attendance is arithmetic on them.
///
/// Counts add: a group's are the sum of its pupils', a term's of its days'. Rates are never averaged.
/// Source: the Department for Education's methodology for pupil absence statistics.
public struct SessionCounts: Hashable, Sendable {
    /// By the code's byte.
    private var byByte: [UInt32]
    /// Sessions expected and closed with no mark: neither present nor possible, but shown.
    public private(set) var missing: Int

    public init() {
        byByte = [UInt32](repeating: 0, count: 128)
        missing = 0
    }

    /// Counts the marks of one pupil at the sessions expected and closed. Marks elsewhere do not count; of
    /// different years nothing does.
    public init(_ marks: YearMarks, expected: SessionMask) {
        self.init()
        add(marks, expected: expected)
    }

    public mutating func add(_ marks: YearMarks, expected: SessionMask) {
        guard marks.year == expected.year else { return }
        var empty = 0
        byByte.withUnsafeMutableBufferPointer { tally in
            marks.bytes.withUnsafeBufferPointer { marks in
                expected.bytes.withUnsafeBufferPointer { mask in
                    for index in 0..<min(marks.count, mask.count) where mask[index] != 0 {
                        let byte = marks[index]
                        if AttendanceCode.isKnown(byte) { tally[Int(byte)] &+= 1 } else { empty &+= 1 }
                    }
                }
            }
        }
        missing += empty
    }

    /// Counts one session, expected and closed.
    public mutating func add(_ code: AttendanceCode?, times: Int = 1) {
        if let code { byByte[Int(code.rawValue)] += UInt32(times) } else { missing += times }
    }

    /// Adds a row of counts by byte, in which 0 stands for missing.
    mutating func add(row: Slice<UnsafeBufferPointer<UInt32>>) {
        let row = UnsafeBufferPointer(rebasing: row)
        guard row.count == byByte.count else { return }
        byByte.withUnsafeMutableBufferPointer { counts in
            for byte in 1..<counts.count { counts[byte] &+= row[byte] }
        }
        missing += Int(row[0])
    }

    public func count(of code: AttendanceCode) -> Int { Int(byByte[Int(code.rawValue)]) }

    public func count(of sessionClass: SessionClass) -> Int {
        let first = Int(sessionClass.rawValue) << 4
        var sum = 0
        for byte in first..<(first + 16) { sum += Int(byByte[byte]) }
        return sum
    }

    /// Codes that occur, in the order of the register's tables.
    public var byCode: [(code: AttendanceCode, count: Int)] {
        AttendanceCode.all.compactMap { code in
            let count = count(of: code)
            return count > 0 ? (code, count) : nil
        }
    }

    public var present: Int { count(of: .present) }
    public var approvedEducationalActivity: Int { count(of: .approvedEducationalActivity) }
    public var attended: Int { present + approvedEducationalActivity }
    public var authorised: Int { count(of: .authorised) }
    public var unauthorised: Int { count(of: .unauthorised) }
    public var absent: Int { authorised + unauthorised }
    public var covidPossible: Int { count(of: .covidPossible) }
    /// Every session counted, possible or not, marked or missing.
    public var sessions: Int {
        var sum = missing
        for byte in 1..<byByte.count { sum += Int(byByte[byte]) }
        return sum
    }
    public var notPossible: Int { count(of: .notPossible) }
    /// The denominator: attended, absent, and kept away by coronavirus in 2020/21 and 2021/22.
    public var possible: Int { attended + absent + covidPossible }
    /// `L`
    public var lateBeforeClose: Int { count(of: .late) }
    /// `U`
    public var lateAfterClose: Int { count(of: .lateAfterClose) }
    /// Absence that comes of an agreed part-time timetable, shown beside the rate.
    public var ofWhichC2: Int { count(of: .partTimeTimetable) }

    /// Nil when nothing was possible.
    public var attendance: Percentage? { Percentage(attended, of: possible) }
    /// Nil when nothing was possible.
    public var absence: Percentage? { Percentage(absent, of: possible) }
    public var authorisedAbsence: Percentage? { Percentage(authorised, of: possible) }
    public var unauthorisedAbsence: Percentage? { Percentage(unauthorised, of: possible) }

    public var isPersistentlyAbsent: Bool { AbsenceDefinition.isPersistent(absent, of: possible) }
    /// Such a pupil is persistently absent as well.
    public var isSeverelyAbsent: Bool { AbsenceDefinition.isSevere(absent, of: possible) }

    public static func + (a: SessionCounts, b: SessionCounts) -> SessionCounts {
        var sum = a
        sum += b
        return sum
    }

    public static func += (a: inout SessionCounts, b: SessionCounts) {
        for byte in a.byByte.indices { a.byByte[byte] += b.byByte[byte] }
        a.missing += b.missing
    }
}
