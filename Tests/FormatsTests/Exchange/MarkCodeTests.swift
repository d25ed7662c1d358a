import Attendance
import Testing

@testable import Formats

@Suite struct CodesInFiles {
    static let codes = MarkCodeText(Project.law.codes)
    static let morning = session("2025-11-13 AM")
    static let afternoon = session("2025-11-13 PM")

    func code(_ text: String, _ session: Session = morning) -> FileMark? {
        Self.codes.read(text, for: session).mark
    }

    @Test(arguments: Project.law.codes.rules(on: day("2025-11-13"))) func everyCodeOfTheDayReadsAsItself(
        rule: CodeRule
    ) {
        let session = Session(day("2025-11-13"), rule.half ?? .am)
        let reading = Self.codes.read(rule.code.text, for: session)
        #expect(reading == MarkCodeText.Reading(mark: .code(rule.code)))
        #expect(Self.codes.read(rule.code.text.lowercased(), for: session) == reading)
    }

    @Test(arguments: ["", "-", "–", "—", "−", "?", "－"]) func whatMeansNoMark(text: String) {
        #expect(code(text) == .absent)
    }

    /// The lookalikes of a real school's code table, and some more.
    @Test(arguments: [
        ("В", "B"), ("С", "C"), ("Т", "T"), ("К", "K"), ("Е", "E"), ("Ļ", "L"), ("0", "O"), ("Ｎ", "N"),
        ("Ι", "I"),
        ("М", "M"), ("О", "O"), ("Ο", "O"), ("Р", "P"), ("Ѕ", "S"), ("Χ", "X"), ("Ζ", "Z"), ("＃", "#"),
        ("Ј1", "J1"),
        ("Υ7", "Y7"), ("У１", "Y1"), ("С²", "C2"), ("м", "M"),
    ])
    func lookAlikesAreReadAsWhatTheyLookLike(text: String, plain: String) throws {
        let reading = Self.codes.read(text, for: Self.morning)
        #expect(reading.mark == .code(try #require(AttendanceCode(plain, on: Self.morning.date))))
        #expect(reading.isLookAlike)
    }

    @Test(arguments: ["/", "∕", "⁄", "／", "╱", "\\", "∖", "＼", "⧵"]) func everySlashIsPresent(text: String) {
        #expect(code(text) == .code(.presentAM))
        #expect(code(text, Self.afternoon) == .code(.presentPM))
    }

    @Test func aSlashOfTheOtherSessionIsTurnedAndSaidSo() {
        #expect(Self.codes.read("/", for: Self.afternoon).isTurned)
        #expect(Self.codes.read("\\", for: Self.morning).isTurned)
        #expect(!Self.codes.read("/", for: Self.morning).isTurned)
        #expect(!Self.codes.read("\\", for: Self.afternoon).isTurned)
    }

    @Test(arguments: [
        "Y1", "Y-1", "Y 1", "Y.1", "Y01", "Y(1)", "y_1", "Y:1", "Y/1", "Y - 1", "Y1 - Transport", "Y1 (bus)",
    ])
    func subCodesApartFromTheirLetter(text: String) {
        #expect(code(text) == .code(.transportNotAvailable))
    }

    @Test func subCodesOfThreeLettersOnly() {
        #expect(code("C1") == .code(.performance))
        #expect(code("C-2") == .code(.partTimeTimetable))
        #expect(code("J 1") == .code(.interview))
        for text in ["C3", "J2", "Y8", "Y0", "Y10", "N1", "/1", "L5", "C0"] {
            #expect(code(text) == nil, "\(text)")
        }
    }

    @Test(arguments: ["A", "zz", "Present", "&", "Ж", "N?", "ill", "/\\", "12", "100", "Y1Y1", "😀"])
    func whatIsNoCodeIsNotGuessed(text: String) {
        #expect(code(text) == nil)
    }

    @Test func aNameAfterTheCodeIsPassedOver() {
        #expect(code("I - Illness") == .code(.illness))
        #expect(code("/ (Present)") == .code(.presentAM))
        #expect(code("L – late") == .code(.late))
    }

    @Test(arguments: [
        ("H", AttendanceCode.agreedHoliday), ("J", .interviewAttending), ("Y", .unableToAttend),
    ])
    func aRetiredCodeIsParkedFromTheDayOfTheChange(text: String, retired: AttendanceCode) {
        #expect(code(text, session("2024-08-18 PM")) == .code(retired))
        #expect(code(text, session("2024-08-19 AM")) == .parked(retired))
    }

    @Test func aPlainFIsParkedFromSeptember2013() {
        #expect(code("F", session("2013-08-31 AM")) == .code(.extendedHoliday))
        #expect(code("F", session("2013-09-01 AM")) == .parked(.extendedHoliday))
    }

    @Test func aNewCodeBeforeItsDayIsParked() {
        #expect(code("Y1", session("2024-08-18 AM")) == .parked(.transportNotAvailable))
        #expect(code("Y1", session("2024-08-19 AM")) == .code(.transportNotAvailable))
    }

    @Test func dChangesItsMeaningInSeptember2011() {
        #expect(code("D", session("2011-08-31 AM")) == .code(.dualAttending))
        #expect(code("d", session("2011-09-01 AM")) == .code(.dual))
    }

    @Test func covidSubCodesHoldOnTheirDays() {
        let inside = session("2021-03-10 AM")
        #expect(code("X02", inside) == .code(AttendanceCode("X02", on: inside.date)!))
        #expect(code("X-02", inside) == code("X02", inside))
        #expect(code("XO2", inside) == code("X02", inside))
        #expect(code("X2", inside) == code("X02", inside))
        #expect(code("I01", inside) == .code(.illnessNotCovid))
        #expect(code("X02", session("2025-11-13 AM")) == .parked(AttendanceCode("X02", on: inside.date)!))
    }
}
