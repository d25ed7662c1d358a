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
        var sums = SIMD8<Int>.zero
        RowMask(expected).withVectors { mask in
            for row in 0..<count {
                let above = rowSums(start + row * AcademicYear.sessionCount, mask: mask)
                // above[k] is how many sessions are of class k or higher.
                sums &+= SIMD8<Int>(truncatingIfNeeded: above)
                let absent = above[3] &- above[5]
                let possible = above[1] &- above[5] &+ above[6] &- above[7]
                if possible > 0 {
                    enrolments &+= 1
                    if absent &* 10 >= possible { persistentlyAbsent &+= 1 }
                    if absent &* 2 >= possible { severelyAbsent &+= 1 }
                }
            }
        }
        pupils = count
        missing = count * expected.count - sums[1]
        present = sums[1] - sums[2]
        approvedEducationalActivity = sums[2] - sums[3]
        authorised = sums[3] - sums[4]
        unauthorised = sums[4] - sums[5]
        notPossible = sums[5] - sums[6]
        covidPossible = sums[6] - sums[7]
        administrative = sums[7]
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

/// How many masked bytes of one row are at least 0x10, 0x20 … 0x70, in lanes 1 to 7.
///
/// A code's class is its high nibble, so comparing with seven thresholds counts the classes; a comparison that
/// holds gives -1 in its lane. 47 vectors cannot overflow a byte's lane.
@inline(__always)
private func rowSums(_ row: UnsafeRawPointer, mask: UnsafeRawPointer) -> SIMD8<Int32> {
    var a1 = SIMD16<Int8>.zero
    var a2 = a1, a3 = a1, a4 = a1, a5 = a1, a6 = a1, a7 = a1
    for vector in 0...rowVectors {
        let place = vector == rowVectors ? AcademicYear.sessionCount - 16 : vector * 16
        let marks =
            row.loadUnaligned(fromByteOffset: place, as: SIMD16<Int8>.self)
            & mask.loadUnaligned(fromByteOffset: vector * 16, as: SIMD16<Int8>.self)
        a1 &+= atLeast(0x10, marks)
        a2 &+= atLeast(0x20, marks)
        a3 &+= atLeast(0x30, marks)
        a4 &+= atLeast(0x40, marks)
        a5 &+= atLeast(0x50, marks)
        a6 &+= atLeast(0x60, marks)
        a7 &+= atLeast(0x70, marks)
    }
    return SIMD8(0, total(a1), total(a2), total(a3), total(a4), total(a5), total(a6), total(a7))
}

/// -1 in each lane whose byte is at least the threshold. Codes are below 0x80, so signed comparison will do.
@inline(__always)
private func atLeast(_ threshold: Int8, _ marks: SIMD16<Int8>) -> SIMD16<Int8> {
    unsafeBitCast(marks .> SIMD16(repeating: threshold - 1), to: SIMD16<Int8>.self)
}

/// The lanes' sum, each of 0 to -47, turned positive.
@inline(__always)
private func total(_ lanes: SIMD16<Int8>) -> Int32 {
    let counts = SIMD16<UInt8>(truncatingIfNeeded: SIMD16<Int8>.zero &- lanes)
    return Int32(SIMD16<UInt16>(truncatingIfNeeded: counts).wrappedSum())
}
