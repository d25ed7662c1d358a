/// A code of the attendance register, kept as one byte.
///
/// The byte is what year marks and entries hold, and never changes its meaning: the high nibble is the
/// statistical class, the low nibble a number within it. 0 is no mark, which is no code but a nil. Where one
/// letter meant two things to the statistics (`D` before and after September 2011) there are two bytes for it,
/// so a byte can be counted without its date; from when to when a code may be used is in `CodeSet`.
///
/// Source: School Attendance (Pupil Registration) (England) Regulations 2024, reg 10, Tables 1 to 3; before
/// 19 August 2024 the Regulations of 2006, and the sub-codes of 2020 to 2022.
public struct AttendanceCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt8

    /// Nil when no code has that byte.
    @inlinable public init?(rawValue: UInt8) {
        guard Self.isKnown(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    @usableFromInline init(_ known: UInt8) {
        rawValue = known
    }

    /// Resolves a code as it was written by the day of its session. Nil when there never was such a code.
    ///
    /// Only what decides the byte is decided here: that `H` is no longer valid, or that `J1` was not yet, is for
    /// `CodeSet` to say. Case and look-alike letters are for the reader of a file to mend.
    public init?(_ text: some StringProtocol, on date: CalendarDate) {
        if text == "D" {
            self = date < Self.dualNotPossibleFrom ? .dualAttending : .dual
            return
        }
        guard let known = Self.all.first(where: { $0.text == text }) else { return nil }
        self = known
    }

    /// From this day `D` is not a possible attendance; before, it was an approved educational activity.
    static let dualNotPossibleFrom = CalendarDate(dayNumber: 15_218)  // 1 September 2011

    public var sessionClass: SessionClass { SessionClass(rawValue: rawValue >> 4) ?? .administrative }

    /// As it is written in a register: `/`, `C1`, `#`.
    public var text: String { Self.texts[Int(rawValue & 0x7F)] }

    /// `/` in the morning, `\` in the afternoon.
    public static func present(_ half: Session.Half) -> AttendanceCode {
        half == .am ? .presentAM : .presentPM
    }

    /// Every code there is or was, by byte.
    public static let all: [AttendanceCode] = written.map { AttendanceCode($0.0) }

    @inlinable static func isKnown(_ byte: UInt8) -> Bool {
        // The number of codes in each class, from class 0.
        let counts: StaticString = "\0\u{3}\u{7}\u{E}\u{4}\u{C}\u{8}\u{2}"
        return byte < 0x80 && byte & 0x0F < counts.utf8Start[Int(byte >> 4)]
    }

    private static let texts: [String] = {
        var texts = [String](repeating: "", count: 128)
        for (byte, text) in written { texts[Int(byte)] = text }
        return texts
    }()

    private static let written: [(UInt8, String)] = [
        (0x10, "/"), (0x11, "\\"), (0x12, "L"),
        (0x20, "K"), (0x21, "V"), (0x22, "P"), (0x23, "W"), (0x24, "B"), (0x25, "J"), (0x26, "D"),
        (0x30, "C"), (0x31, "C1"), (0x32, "C2"), (0x33, "E"), (0x34, "I"), (0x35, "J1"), (0x36, "M"),
        (0x37, "R"), (0x38, "S"), (0x39, "T"), (0x3A, "H"), (0x3B, "F"), (0x3C, "I01"), (0x3D, "I02"),
        (0x40, "G"), (0x41, "N"), (0x42, "O"), (0x43, "U"),
        (0x50, "D"), (0x51, "Q"), (0x52, "X"), (0x53, "Y"), (0x54, "Y1"), (0x55, "Y2"), (0x56, "Y3"),
        (0x57, "Y4"), (0x58, "Y5"), (0x59, "Y6"), (0x5A, "Y7"), (0x5B, "X01"),
        (0x60, "X02"), (0x61, "X03"), (0x62, "X04"), (0x63, "X05"), (0x64, "X06"), (0x65, "X07"),
        (0x66, "X08"), (0x67, "X09"),
        (0x70, "Z"), (0x71, "#"),
    ]
}

extension AttendanceCode: Comparable {
    /// By byte: by class, then in the order of the register's tables.
    public static func < (a: AttendanceCode, b: AttendanceCode) -> Bool { a.rawValue < b.rawValue }
}

extension AttendanceCode: CustomStringConvertible {
    public var description: String { text }
}

/// The codes by name.
extension AttendanceCode {
    /// `/`
    public static let presentAM = AttendanceCode(0x10)
    /// `\`
    public static let presentPM = AttendanceCode(0x11)
    /// `L`: came after the taking began, before it ended.
    public static let late = AttendanceCode(0x12)

    /// `K`: education arranged by the local authority.
    public static let localAuthorityProvision = AttendanceCode(0x20)
    /// `V`
    public static let visit = AttendanceCode(0x21)
    /// `P`
    public static let sport = AttendanceCode(0x22)
    /// `W`
    public static let workExperience = AttendanceCode(0x23)
    /// `B`
    public static let otherActivity = AttendanceCode(0x24)
    /// `J`, to 18 August 2024, when an interview counted as attending.
    public static let interviewAttending = AttendanceCode(0x25)
    /// `D`, to 31 August 2011, when the sessions at the other school counted as attending.
    public static let dualAttending = AttendanceCode(0x26)

    /// `C`: leave in other exceptional circumstances.
    public static let exceptionalLeave = AttendanceCode(0x30)
    /// `C1`: leave for a regulated performance or employment abroad.
    public static let performance = AttendanceCode(0x31)
    /// `C2`: leave under a temporary part-time timetable.
    public static let partTimeTimetable = AttendanceCode(0x32)
    /// `E`: suspended or excluded with no provision made.
    public static let excluded = AttendanceCode(0x33)
    /// `I`
    public static let illness = AttendanceCode(0x34)
    /// `J1`: leave for an interview.
    public static let interview = AttendanceCode(0x35)
    /// `M`: leave for a medical or dental appointment.
    public static let medicalAppointment = AttendanceCode(0x36)
    /// `R`
    public static let religiousObservance = AttendanceCode(0x37)
    /// `S`: leave to study for a public examination.
    public static let studyLeave = AttendanceCode(0x38)
    /// `T`: a mobile child travelling with a parent for trade or business.
    public static let travelling = AttendanceCode(0x39)
    /// `H`: agreed family holiday, to 18 August 2024.
    public static let agreedHoliday = AttendanceCode(0x3A)
    /// `F`: agreed extended family holiday, to 31 August 2013.
    public static let extendedHoliday = AttendanceCode(0x3B)
    /// `I01`: illness, not COVID.
    public static let illnessNotCovid = AttendanceCode(0x3C)
    /// `I02`: COVID, confirmed or later suspected.
    public static let illnessCovid = AttendanceCode(0x3D)

    /// `G`
    public static let holidayNotGranted = AttendanceCode(0x40)
    /// `N`: reason not yet established.
    public static let noReasonYet = AttendanceCode(0x41)
    /// `O`: absent in other or unknown circumstances.
    public static let otherAbsence = AttendanceCode(0x42)
    /// `U`: came after the register closed, before the session ended.
    public static let lateAfterClose = AttendanceCode(0x43)

    /// `D`: dual registered, at the other school.
    public static let dual = AttendanceCode(0x50)
    /// `Q`: the local authority has made no access arrangements.
    public static let noAccessArrangements = AttendanceCode(0x51)
    /// `X`: not of compulsory school age and not timetabled.
    public static let notTimetabled = AttendanceCode(0x52)
    /// `Y`: unable to attend, to 18 August 2024; cannot be told apart into `Y1` to `Y7`.
    public static let unableToAttend = AttendanceCode(0x53)
    /// `Y1`: transport normally provided is not available.
    public static let transportNotAvailable = AttendanceCode(0x54)
    /// `Y2`: widespread disruption to travel.
    public static let travelDisruption = AttendanceCode(0x55)
    /// `Y3`: part of the premises closed.
    public static let partClosed = AttendanceCode(0x56)
    /// `Y4`: whole site unexpectedly closed.
    public static let siteClosed = AttendanceCode(0x57)
    /// `Y5`: criminal justice detention.
    public static let criminalJustice = AttendanceCode(0x58)
    /// `Y6`: public health guidance or law.
    public static let publicHealth = AttendanceCode(0x59)
    /// `Y7`: any other unavoidable cause.
    public static let unavoidableCause = AttendanceCode(0x5A)
    /// `X01`: not of compulsory school age, not expected, 2020/21 and 2021/22.
    public static let notExpectedCovid = AttendanceCode(0x5B)

    /// `X02` to `X09`: kept away by coronavirus, 2020/21 and 2021/22.
    public static let covid: [AttendanceCode] = (0x60...0x67).map { AttendanceCode($0) }

    /// `Z`: not yet on the admission register.
    public static let notYetOnRoll = AttendanceCode(0x70)
    /// `#`: planned closure.
    public static let plannedClosure = AttendanceCode(0x71)
}
