import Attendance
import Testing

@Suite struct YearGroupTests {
    @Test(arguments: [
        ("Year 4", "4"), ("Y4", "4"), ("year 4", "4"), ("04", "4"), ("yr 10", "10"), (" 14 ", "14"),
        ("0", "R"), ("Reception", "R"), ("RF", "R"), ("R", "R"), ("Year R", "R"), ("YR", "R"), ("Y0", "R"),
        ("N1", "N1"), ("Nursery 2", "N2"), ("n2", "N2"), ("Year Group 7", "7"),
    ])
    func readsWhatExportsWrite(_ text: String, _ written: String) {
        #expect(YearGroup(text)?.description == written)
    }

    @Test(arguments: ["", "15", "Y", "Year", "X", "-1", "7A", "Nursery", "N3", "1000", "٤", "year"])
    func anythingElseIsNone(_ text: String) {
        #expect(YearGroup(text) == nil)
    }

    @Test func theyAreOrderedAndEachLeadsToTheNext() {
        let all = YearGroup.all

        #expect(all.map(\.description).prefix(4) == ["N1", "N2", "R", "1"])
        #expect(all.count == 17)
        #expect(all == all.sorted())
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.next == $1 })
        #expect(all.last?.next == nil)
        #expect(all.allSatisfy { YearGroup($0.description) == $0 && YearGroup($0.name) == $0 })
    }

    @Test(arguments: [
        ("R", KeyStage.eyfs), ("1", .ks1), ("2", .ks1), ("3", .ks2), ("6", .ks2), ("7", .ks3), ("9", .ks3),
        ("10", .ks4), ("11", .ks4), ("12", .ks5), ("14", .ks5),
    ])
    func keyStagesBeginAndEndWhereTheyDo(_ yearGroup: String, _ keyStage: KeyStage) {
        #expect(YearGroup(yearGroup)?.keyStage == keyStage)
    }

    @Test func keyStagesAreReadByNameAndHoldEveryYearGroupOnce() {
        #expect(KeyStage("KS3") == .ks3)
        #expect(KeyStage("key-stage 4") == .ks4)
        #expect(KeyStage("eyfs") == .eyfs)
        #expect(KeyStage("KS6") == nil)
        #expect(KeyStage("keystage0") == nil)
        #expect(KeyStage.allCases.flatMap(\.yearGroups) == YearGroup.all)
    }
}
