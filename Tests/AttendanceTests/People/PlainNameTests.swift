import Attendance
import Testing

@Suite struct PlainNameTests {
    @Test(arguments: [
        ("O’Brien", "obrien"), ("O'BRIEN", "obrien"), ("Łukasz", "lukasz"), ("Zoë", "zoe"),
        ("Zoe\u{308}", "zoe"), ("Nguyễn", "nguyen"), ("Sørensen", "sorensen"), ("Weiß", "weiss"),
        ("Þórdís", "thordis"), ("Æsa", "aesa"), ("Smith-Jones", "smith jones"),
        ("  van   der Berg ", "van der berg"),
        ("Işık", "isik"), ("St. John", "st john"), ("", ""), ("--", ""),
    ])
    func latinLettersLoseCaseAccentsAndApostrophes(_ name: String, _ plain: String) {
        #expect(name.plainName == plain)
    }

    @Test(arguments: ["محمد", "Андрей", "王芳", "सीता", "Ελένη"])
    func lettersOfOtherScriptsStayAndAreFoundAsTheyAreWritten(_ name: String) {
        #expect(!name.plainName.isEmpty)
        #expect(name.plainName == name.lowercased().plainName)
        #expect("\(name) Smith".plainName.hasSuffix(" smith"))
    }
}
