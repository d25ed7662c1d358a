import Attendance
import Testing

@Suite struct AttendanceCodeTests {
    /// law.md, section 1, written out again: text by class.
    static let classes: [SessionClass: [String]] = [
        .present: ["/", "\\", "L"],
        .approvedEducationalActivity: ["K", "V", "P", "W", "B", "J"],
        .authorised: [
            "C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T", "H", "F", "I01", "I02",
        ],
        .unauthorised: ["G", "N", "O", "U"],
        .notPossible: ["D", "Q", "X", "Y", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "X01"],
        .covidPossible: ["X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09"],
        .administrative: ["Z", "#"],
    ]

    @Test(arguments: SessionClass.allCases)
    func everyCodeOfAClassIsInIt(_ sessionClass: SessionClass) {
        for text in Self.classes[sessionClass] ?? [] {
            #expect(code(text).sessionClass == sessionClass, "\(text)")
            #expect(code(text).text == text)
        }
    }

    @Test func thereIsNoCodeBesidesThoseOfTheTablesAndTheOldD() {
        let texts = AttendanceCode.all.map(\.text)

        #expect(texts.count == 50)
        #expect(Set(texts) == Set(Self.classes.values.joined()))
        #expect(texts.filter { $0 == "D" }.count == 2)
    }

    @Test func everyByteThatIsACodeIsOneOfThemAndNoOtherByteIs() {
        let known = Set(AttendanceCode.all.map(\.rawValue))

        #expect(known.count == AttendanceCode.all.count)
        for byte in UInt8.min...UInt8.max {
            #expect((AttendanceCode(rawValue: byte) != nil) == known.contains(byte), "\(byte)")
        }
        #expect(AttendanceCode(rawValue: 0) == nil)
        #expect(known.allSatisfy { $0 < 0x80 })
    }

    /// What is in the books must be read for ever as it was written.
    @Test func theBytesAreThoseThatTheBooksHold() {
        let bytes: [(AttendanceCode, UInt8)] = [
            (.presentAM, 0x10), (.presentPM, 0x11), (.late, 0x12),
            (.localAuthorityProvision, 0x20), (.visit, 0x21), (.sport, 0x22), (.workExperience, 0x23),
            (.otherActivity, 0x24), (.interviewAttending, 0x25), (.dualAttending, 0x26),
            (.exceptionalLeave, 0x30), (.performance, 0x31), (.partTimeTimetable, 0x32), (.excluded, 0x33),
            (.illness, 0x34), (.interview, 0x35), (.medicalAppointment, 0x36), (.religiousObservance, 0x37),
            (.studyLeave, 0x38), (.travelling, 0x39), (.agreedHoliday, 0x3A), (.extendedHoliday, 0x3B),
            (.illnessNotCovid, 0x3C), (.illnessCovid, 0x3D),
            (.holidayNotGranted, 0x40), (.noReasonYet, 0x41), (.otherAbsence, 0x42), (.lateAfterClose, 0x43),
            (.dual, 0x50), (.noAccessArrangements, 0x51), (.notTimetabled, 0x52), (.unableToAttend, 0x53),
            (.transportNotAvailable, 0x54), (.travelDisruption, 0x55), (.partClosed, 0x56),
            (.siteClosed, 0x57), (.criminalJustice, 0x58), (.publicHealth, 0x59), (.unavoidableCause, 0x5A),
            (.notExpectedCovid, 0x5B), (.notYetOnRoll, 0x70), (.plannedClosure, 0x71),
        ]

        for (code, byte) in bytes { #expect(code.rawValue == byte, "\(code)") }
        #expect(AttendanceCode.covid.map(\.rawValue) == Array(0x60...0x67))
        #expect(AttendanceCode.covid.map(\.text).first == "X02")
        #expect(AttendanceCode.covid.map(\.text).last == "X09")
        #expect(bytes.count + AttendanceCode.covid.count == AttendanceCode.all.count)
    }

    @Test func dIsResolvedByTheDayOfItsSession() {
        let before = AttendanceCode("D", on: day("2011-08-31"))
        let after = AttendanceCode("D", on: day("2011-09-01"))

        #expect(before == .dualAttending)
        #expect(before?.sessionClass == .approvedEducationalActivity)
        #expect(after == .dual)
        #expect(after?.sessionClass == .notPossible)
    }

    @Test func anInterviewWasAttendingAsJAndIsAbsenceAsJ1() {
        #expect(AttendanceCode("J", on: day("2024-08-18"))?.sessionClass == .approvedEducationalActivity)
        #expect(AttendanceCode("J1", on: day("2024-08-19"))?.sessionClass == .authorised)
    }

    @Test(arguments: ["", " ", "n", "A", "Y8", "Y0", "X10", "C3", "//", "0", "-", "💥", "Ｃ", "J2"])
    func whatNeverWasACodeIsNone(_ text: String) {
        #expect(AttendanceCode(text, on: day("2025-01-01")) == nil)
    }

    @Test func presentIsWrittenByTheHalfOfTheDay() {
        #expect(AttendanceCode.present(.am).text == "/")
        #expect(AttendanceCode.present(.pm).text == "\\")
    }

    @Test func classesSayWhatIsPossible() {
        #expect(SessionClass.allCases.filter(\.isAttended) == [.present, .approvedEducationalActivity])
        #expect(SessionClass.allCases.filter(\.isAbsence) == [.authorised, .unauthorised])
        #expect(
            SessionClass.allCases.filter { !$0.isPossible } == [.notPossible, .administrative])
        for sessionClass in SessionClass.allCases {
            #expect(SessionClass(name: sessionClass.name) == sessionClass)
        }
        #expect(SessionClass(name: "presents") == nil)
    }
}
