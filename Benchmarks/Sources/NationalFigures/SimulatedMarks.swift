import Attendance

/// Year marks of made-up pupils, one row of 742 bytes after the other.
///
/// Some thousands of different years are made and laid out over and over: it is memory that is read, and what
/// the bytes are changes nothing for the time.
struct SimulatedMarks: Sendable {
    let pupils: Int
    let expected: SessionMask
    private let address: Int
    private static let differentYears = 20_011

    init(pupils: Int) {
        self.pupils = pupils
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: pupils * AcademicYear.sessionCount, alignment: 4096)
        address = Int(bitPattern: buffer.baseAddress)
        let year = AcademicYear(startingIn: 2025)
        let first = year.firstDay
        var mask = SessionMask.none(of: year)
        for (from, to) in [(33, 84), (95, 140), (158, 198), (206, 238), (255, 296), (304, 350)] {
            for date in (first + from)...(first + to) where date.weekday < .saturday {
                mask.insert(Session(date, .am))
                mask.insert(Session(date, .pm))
            }
        }
        expected = mask
    }

    var byteCount: Int { pupils * AcademicYear.sessionCount }

    func free() { UnsafeMutableRawPointer(bitPattern: address)?.deallocate() }

    /// Writes every row, and gives each thread's part.
    func fill(threads: Int) async -> [MarksPart] {
        let years = differentYears()
        let row = AcademicYear.sessionCount
        var parts = [MarksPart]()
        for number in 0..<threads {
            let first = pupils * number / threads
            let end = pupils * (number + 1) / threads
            parts.append(
                MarksPart(number: number, address: address + first * row, pupils: end - first, start: first))
        }
        let work = parts.map { part in
            { @Sendable in
                guard let start = UnsafeMutableRawPointer(bitPattern: part.address) else { return }
                years.withUnsafeBytes { years in
                    for pupil in 0..<part.pupils {
                        let source = (part.start + pupil) % Self.differentYears * row
                        (start + pupil * row).copyMemory(
                            from: years.baseAddress! + source, byteCount: row)
                    }
                }
            }
        }
        _ = await inParallel(work)
        return parts
    }

    /// Whether the fast counts of the first thousand pupils are the sums of their own figures.
    func agreeWithFiguresOneByOne() -> Bool {
        let count = min(pupils, 1000)
        guard let start = UnsafeRawPointer(bitPattern: address) else { return false }
        let rows = UnsafeRawBufferPointer(start: start, count: count * AcademicYear.sessionCount)
        var slow = Figures()
        for pupil in 0..<count {
            guard let marks = marks(ofPupil: pupil) else { return false }
            slow += Figures(ofPupil: SessionCounts(marks, expected: expected))
        }
        let fast = ClassCounts(ofRows: rows, expected: expected)
        return fast.attended == slow.counts.attended && fast.authorised == slow.counts.authorised
            && fast.unauthorised == slow.counts.unauthorised && fast.possible == slow.counts.possible
            && fast.notPossible == slow.counts.notPossible && fast.missing == slow.counts.missing
            && fast.enrolments == slow.enrolments && fast.persistentlyAbsent == slow.persistentlyAbsent
            && fast.severelyAbsent == slow.severelyAbsent
    }

    /// One pupil's year; nil when there is no such pupil.
    func marks(ofPupil pupil: Int) -> YearMarks? {
        guard pupil < pupils, let start = UnsafeRawPointer(bitPattern: address) else { return nil }
        let row = UnsafeRawBufferPointer(
            start: start + pupil * AcademicYear.sessionCount, count: AcademicYear.sessionCount)
        return YearMarks(year: expected.year, bytes: Array(row))
    }

    /// Pupils who differ in how often they are away, and are away in spells.
    private func differentYears() -> [UInt8] {
        var random = Xorshift(state: 0x2545_F491_4F6C_DD1D)
        let authorised: [AttendanceCode] = [
            .illness, .illness, .illness, .medicalAppointment, .exceptionalLeave,
        ]
        let other: [AttendanceCode] = [
            .holidayNotGranted, .noReasonYet, .otherAbsence, .lateAfterClose, .dual, .siteClosed,
        ]
        var years = [UInt8](repeating: 0, count: Self.differentYears * AcademicYear.sessionCount)
        for pupil in 0..<Self.differentYears {
            // Most are seldom away; a few often.
            let scale = random.next() % 100
            let startsSpell = scale < 80 ? 8 : scale < 98 ? 40 : 300
            var spell = 0
            var code = AttendanceCode.illness
            for place in 0..<AcademicYear.sessionCount where expected.bytes[place] != 0 {
                if spell == 0, random.next() % 1000 < startsSpell {
                    spell = Int(random.next() % 10) + 1
                    let codes = random.next() % 10 < 7 ? authorised : other
                    code = codes[Int(random.next() % UInt64(codes.count))]
                }
                var mark = AttendanceCode.present(place % 2 == 0 ? .am : .pm).rawValue
                if spell > 0 {
                    mark = code.rawValue
                    spell -= 1
                } else if random.next() % 500 == 0 {
                    mark = random.next() % 2 == 0 ? 0 : AttendanceCode.visit.rawValue
                }
                years[pupil * AcademicYear.sessionCount + place] = mark
            }
        }
        return years
    }
}

/// One thread's rows.
struct MarksPart: Sendable {
    var number: Int
    var address: Int
    var pupils: Int
    /// The place of its first pupil among all.
    var start: Int

    /// Counts so many pupils, from the first again when the part holds fewer.
    func counts(pupils wanted: Int, _ expected: SessionMask) -> ClassCounts {
        var counts = ClassCounts()
        for rows in rounds(wanted) { counts += ClassCounts(ofRows: rows, expected: expected) }
        return counts
    }

    /// The least that can be done with every byte.
    func sum(pupils wanted: Int) -> UInt64 {
        var sums = (SIMD8<UInt64>.zero, SIMD8<UInt64>.zero)
        for rows in rounds(wanted) {
            guard let start = rows.baseAddress else { continue }
            for offset in stride(from: 0, to: rows.count - 127, by: 128) {
                sums.0 &+= start.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
                sums.1 &+= start.loadUnaligned(fromByteOffset: offset + 64, as: SIMD8<UInt64>.self)
            }
        }
        return (sums.0 &+ sums.1).wrappedSum()
    }

    private func rounds(_ wanted: Int) -> [UnsafeRawBufferPointer] {
        guard pupils > 0 else { return [] }
        var left = wanted
        var rounds = [UnsafeRawBufferPointer]()
        while left > 0 {
            let count = min(left, pupils) * AcademicYear.sessionCount
            rounds.append(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
            left -= pupils
        }
        return rounds
    }
}

/// Numbers that are random enough for made-up registers, and the same every time.
private struct Xorshift {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D >> 11
    }
}
