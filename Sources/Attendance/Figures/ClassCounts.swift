/// Counts of sessions by class over any number of pupil-years, and how many of them were persistently and
/// severely absent: the national figures.
///
/// It gives what `SessionCounts` and `Figures` give, without telling codes apart, at close to the speed at which
/// memory can be read.
public struct ClassCounts: Hashable, Sendable {
    public var present = 0
    public var approvedEducationalActivity = 0
    public var authorised = 0
    public var unauthorised = 0
    public var notPossible = 0
    public var covidPossible = 0
    public var administrative = 0
    /// Expected sessions without a mark.
    public var missing = 0

    /// Pupil-years counted.
    public var pupils = 0
    /// Pupil-years with a possible session.
    public var enrolments = 0
    public var persistentlyAbsent = 0
    public var severelyAbsent = 0

    public init() {}

    public var attended: Int { present + approvedEducationalActivity }
    public var absent: Int { authorised + unauthorised }
    public var possible: Int { attended + absent + covidPossible }

    public static func += (a: inout ClassCounts, b: ClassCounts) {
        a.present += b.present
        a.approvedEducationalActivity += b.approvedEducationalActivity
        a.authorised += b.authorised
        a.unauthorised += b.unauthorised
        a.notPossible += b.notPossible
        a.covidPossible += b.covidPossible
        a.administrative += b.administrative
        a.missing += b.missing
        a.pupils += b.pupils
        a.enrolments += b.enrolments
        a.persistentlyAbsent += b.persistentlyAbsent
        a.severelyAbsent += b.severelyAbsent
    }

    /// Counts rows of 742 bytes, one pupil-year each and one after the other, at the sessions expected.
    ///
    /// Every byte is 0 or an attendance code; a rest shorter than a row is left out.
    public init(ofRows rows: UnsafeRawBufferPointer, expected: SessionMask) {
        self.init()
        guard let start = rows.baseAddress else { return }
        let count = rows.count / AcademicYear.sessionCount
        var sums = ClassSums()
        RowMask(expected).withVectors { mask in
            for row in 0..<count {
                let own = ClassSums(start + row * AcademicYear.sessionCount, mask: mask)
                sums += own
                let absent = own.authorised &- own.notPossible
                let possible = own.present &- own.notPossible &+ own.covidPossible &- own.administrative
                if possible > 0 {
                    enrolments &+= 1
                    if AbsenceDefinition.isPersistent(absent, of: possible) { persistentlyAbsent &+= 1 }
                    if AbsenceDefinition.isSevere(absent, of: possible) { severelyAbsent &+= 1 }
                }
            }
        }
        pupils = count
        missing = count * expected.count - sums.present
        present = sums.present - sums.activity
        approvedEducationalActivity = sums.activity - sums.authorised
        authorised = sums.authorised - sums.unauthorised
        unauthorised = sums.unauthorised - sums.notPossible
        notPossible = sums.notPossible - sums.covidPossible
        covidPossible = sums.covidPossible - sums.administrative
        administrative = sums.administrative
    }
}

/// A mask laid out for vectors of 16: 46 that follow one another and a last one that ends with the row, in which
/// the places that the 46th holds already are empty.
private struct RowMask {
    private let bytes: [Int8]

    init(_ mask: SessionMask) {
        let whole = mask.bytes.prefix(rowVectors * 16)
        let overlap = 16 - (AcademicYear.sessionCount - rowVectors * 16)
        let rest = mask.bytes.suffix(AcademicYear.sessionCount - rowVectors * 16)
        bytes = (whole + [UInt8](repeating: 0, count: overlap) + rest).map { Int8(bitPattern: $0) }
    }

    func withVectors(_ body: (UnsafeRawPointer) -> Void) {
        bytes.withUnsafeBytes { if let start = $0.baseAddress { body(start) } }
    }
}

/// Whole vectors of 16 in a row.
private let rowVectors = 46

/// How many sessions are of each class or of a higher one.
private struct ClassSums {
    var present = 0
    var activity = 0
    var authorised = 0
    var unauthorised = 0
    var notPossible = 0
    var covidPossible = 0
    var administrative = 0

    init() {}

    /// Of one row. A code's class is its high nibble, so comparing with seven thresholds counts the classes; a
    /// comparison that holds gives -1 in its lane, and 47 vectors cannot overflow a lane.
    @inline(__always)
    init(_ row: UnsafeRawPointer, mask: UnsafeRawPointer) {
        var lanes: (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes) =
            (.zero, .zero, .zero, .zero, .zero, .zero, .zero)
        for vector in 0..<rowVectors {
            Self.count(
                row.loadUnaligned(fromByteOffset: vector &* 16, as: Lanes.self),
                mask.loadUnaligned(fromByteOffset: vector &* 16, as: Lanes.self), &lanes)
        }
        Self.count(
            row.loadUnaligned(fromByteOffset: AcademicYear.sessionCount - 16, as: Lanes.self),
            mask.loadUnaligned(fromByteOffset: rowVectors * 16, as: Lanes.self), &lanes)
        present = Self.total(lanes.0)
        activity = Self.total(lanes.1)
        authorised = Self.total(lanes.2)
        unauthorised = Self.total(lanes.3)
        notPossible = Self.total(lanes.4)
        covidPossible = Self.total(lanes.5)
        administrative = Self.total(lanes.6)
    }

    @inline(__always)
    private static func count(
        _ marks: Lanes, _ mask: Lanes, _ lanes: inout (Lanes, Lanes, Lanes, Lanes, Lanes, Lanes, Lanes)
    ) {
        let expected = marks & mask
        lanes.0 &+= above(Lanes(repeating: 0x0F), expected)
        lanes.1 &+= above(Lanes(repeating: 0x1F), expected)
        lanes.2 &+= above(Lanes(repeating: 0x2F), expected)
        lanes.3 &+= above(Lanes(repeating: 0x3F), expected)
        lanes.4 &+= above(Lanes(repeating: 0x4F), expected)
        lanes.5 &+= above(Lanes(repeating: 0x5F), expected)
        lanes.6 &+= above(Lanes(repeating: 0x6F), expected)
    }

    /// -1 in each lane whose byte is above the limit. Codes are below 0x80, so signed comparison will do. Both
    /// sides are named with their type: with less to go on the compiler takes a comparison lane by lane.
    @inline(__always)
    private static func above(_ limit: Lanes, _ marks: Lanes) -> Lanes {
        unsafeBitCast(marks .> limit, to: Lanes.self)
    }

    /// The lanes' sum, each of 0 to -47, turned positive.
    @inline(__always)
    private static func total(_ lanes: Lanes) -> Int {
        let counts = unsafeBitCast(Lanes.zero &- lanes, to: SIMD16<UInt8>.self)
        let pairs =
            SIMD8<UInt16>(truncatingIfNeeded: counts.lowHalf)
            &+ SIMD8<UInt16>(truncatingIfNeeded: counts.highHalf)
        return Int(pairs.wrappedSum())
    }

    static func += (a: inout ClassSums, b: ClassSums) {
        a.present &+= b.present
        a.activity &+= b.activity
        a.authorised &+= b.authorised
        a.unauthorised &+= b.unauthorised
        a.notPossible &+= b.notPossible
        a.covidPossible &+= b.covidPossible
        a.administrative &+= b.administrative
    }
}

private typealias Lanes = SIMD16<Int8>
