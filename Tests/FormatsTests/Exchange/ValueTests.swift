import Attendance
import Testing

@testable import Formats

@Suite struct DatesInFiles {
    @Test(arguments: [
        "2025-09-03", "2025-09-03T00:00:00", "2025-09-03 08:55", "2025-09-03T08:55:00.000", "03/09/2025",
        "3/9/2025",
        "3/9/25", "03-09-2025", "03.09.2025", "03-Sep-2025", "3 September 2025", "03 sep 25",
        "Wed 03 Sep 2025",
        "Wednesday, 3 September 2025", "2025/09/03", "20250903", "45903", "45903.5", "03/09/2025 00:00:00",
        "2025-09-03T00:00:00Z", "2025-09-02T23:00:00Z", "2025-09-03T00:00:00+01:00", "03/09/2025 8:55",
    ])
    func theThirdOfSeptemberInEveryForm(text: String) {
        #expect(DateText.read(text.utf8.span)?.date == day("2025-09-03"))
    }

    @Test(arguments: [
        "", "2025-02-29", "31/04/2025", "09/13/2025", "2025-9-3x", "0", "1", "12345678901", "19999", "60001",
        "today",
        "03/09", "3/9/2", "2025-09-03T", "2025-09-03Tab", "2025-09-03T25:00", "Sun", "03-Xyz-2025",
        "99999999",
        "45903.", "2025-09-03T10:00+", "////", "-", "1/2/3/4",
    ])
    func whatIsNoDayIsRefused(text: String) {
        #expect(DateText.read(text.utf8.span) == nil)
    }

    @Test func timesComeWithTheirDay() {
        #expect(DateText.read("2025-11-13T13:05:00".utf8.span)?.time == time("13:05"))
        #expect(DateText.read("45974.375".utf8.span)?.time == time("09:00"))
        #expect(DateText.read("2025-07-01T08:55:00Z".utf8.span)?.time == time("09:55"))
        #expect(DateText.read("2025-11-13".utf8.span)?.time == nil)
    }

    @Test func bothEndsOfASpreadsheetsNumbers() {
        #expect(DateText.read("20000".utf8.span)?.date == day("1954-10-03"))
        #expect(DateText.read("60000".utf8.span)?.date == day("2064-04-08"))
    }
}

@Suite struct NamesInFiles {
    @Test(arguments: [
        ("Okafor, Ada", "Ada", "Okafor"), ("Ada Okafor", "Ada", "Okafor"),
        ("Okafor,Ada Grace", "Ada Grace", "Okafor"),
        ("VAN DER BERG, Jan", "Jan", "VAN DER BERG"), ("李 娜", "李", "娜"), ("Madonna", "", "Madonna"),
        ("  Ada   Okafor ", "Ada", "Okafor"),
    ])
    func oneCellIsCutInTwo(text: String, forename: String, surname: String) {
        let name = NameText(text, order: .forenameFirst)
        #expect((name.forename, name.surname) == (forename, surname))
    }

    @Test func titlesAreTakenOff() {
        for text in ["Mrs Ngozi Okafor", "Okafor, Mrs Ngozi", "Mrs. Ngozi Okafor"] {
            let name = NameText(text, order: .forenameFirst)
            #expect(name.title.hasPrefix("Mrs"))
            #expect((name.forename, name.surname) == ("Ngozi", "Okafor"))
        }
        #expect(NameText("Miss", order: .forenameFirst).surname == "Miss")
    }

    @Test func surnameFirstWithoutAComma() {
        #expect(NameText("Okafor Ada", order: .surnameFirst).surname == "Okafor")
        let capitals = NameText("VAN DER BERG Jan Piet", order: .surnameFirst)
        #expect((capitals.surname, capitals.forename) == ("VAN DER BERG", "Jan Piet"))
        #expect(capitals.isCertain)
    }

    @Test func threeWordsWithoutACommaAreUncertain() {
        #expect(!NameText("Maria del Carmen", order: .forenameFirst).isCertain)
        #expect(NameText("Maria Carmen", order: .forenameFirst).isCertain)
    }
}

@Suite struct WordsInFiles {
    @Test func answersInEveryForm() {
        for word in ["true", "TRUE", "yes", "Y", "1", "t", "On"] { #expect(WordText.boolean(word) == true) }
        for word in ["false", "No", "N", "0", "f", "off"] { #expect(WordText.boolean(word) == false) }
        for word in ["maybe", "2", "", "ja"] { #expect(WordText.boolean(word) == nil) }
    }

    @Test(arguments: [
        ("7700900123", "07700900123"), ("7700 900123", "07700 900123"), ("1632960001", "01632960001"),
        ("2079460000", "02079460000"), ("07700900123", "07700900123"), ("+447700900123", "+447700900123"),
        ("3001234567", "3001234567"), ("770090012", "770090012"), ("ask Gran", "ask Gran"),
    ])
    func theNoughtOfATelephoneNumberIsRestored(text: String, number: String) {
        #expect(WordText.phone(text) == number)
    }

    @Test func sessionsByTheirNames() {
        for name in ["AM", "am", "Morning", "AM Reg", "Registration AM", "Mon:AM", "A"] {
            #expect(WordText.half(name.utf8.span) == .am)
        }
        for name in ["PM", "Afternoon", "pm registration"] { #expect(WordText.half(name.utf8.span) == .pm) }
        for name in ["", "P3", "AM/PM", "Period 1", "XM"] { #expect(WordText.half(name.utf8.span) == nil) }
    }

    @Test func provisionOfEveryAge() {
        #expect(WordText.senProvision("SEN Support") == .support)
        #expect(WordText.senProvision("School Action Plus") == .support)
        #expect(WordText.senProvision("Education, Health and Care Plan") == .plan)
        #expect(WordText.senProvision("Z") == nil)
    }
}
