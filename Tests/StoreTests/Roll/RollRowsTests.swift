import Attendance
import Store
import TestBooks
import Testing

@Suite(.bothEngines) struct RollRowsTests {
    private let start = CalendarDate("2025-09-03")!
    private let year = AcademicYear(startingIn: 2025)

    private func day(_ text: String) -> CalendarDate { CalendarDate(text)! }

    @Test func aPupilIsFoundByUPNAdmissionNumberAndMISIDOfTheirOwnSchoolOnly() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let other = try await books.store.writeInstallation {
            try $0.addSchool(slug: "other", name: "Other", isFictional: true)
        }
        let details = PupilDetails(
            upn: "A999400020001", admissionNumber: "004711", misID: "17", surname: "Ó Néill", forename: "Zoë")

        let pupil = try await books.store.write(school) { try $0.addPupil(details, school: school) }

        try await books.store.read { transaction throws in
            #expect(try transaction.findPupil(upn: "A999400020001", school: school) == pupil)
            #expect(try transaction.findPupil(admissionNumber: "004711", school: school) == pupil)
            #expect(try transaction.findPupil(misID: "17", school: school) == pupil)
            #expect(try transaction.findPupil(upn: "A999400020001", school: other) == nil)
            #expect(try transaction.pupil(pupil, school: other) == nil)
            #expect(try transaction.details(of: pupil, school: school) == details)
        }
    }

    @Test func aUPNBelongsToOnePupilOfASchoolAndMayBeAbsentForMany() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let details = PupilDetails(upn: "A999400020001", surname: "First", forename: "Ada")
        _ = try await books.store.write(school) { try $0.addPupil(details, school: school) }

        await #expect(throws: StoreError.self) {
            _ = try await books.store.write(school) { try $0.addPupil(details, school: school) }
        }
        for _ in 0..<2 {
            _ = try await books.store.write(school) {
                try $0.addPupil(PupilDetails(surname: "Second", forename: "Ben"), school: school)
            }
        }
    }

    @Test(arguments: [
        ("neill", true), ("NÉILL ZO", true), ("zoe", true), ("zoe neill", true), ("eill", false),
        ("004711", true), ("a999400020001", true), ("zoe smith", false), ("%", false), ("_oe", false),
        ("", false),
    ])
    func searchMatchesTheBeginningOfEachWordWithoutCaseOrAccents(_ text: String, _ isFound: Bool) async throws
    {
        let books = try await TemporaryBooks()
        let school = books.school
        let start = start
        let found = try await books.store.write(school) { transaction throws in
            let pupil = try transaction.addPupil(
                PupilDetails(
                    upn: "A999400020001", admissionNumber: "004711", surname: "Ó Néill", forename: "Zoë"),
                school: school)
            return try transaction.searchPupils(text, on: start, school: school).map(\.id) == [pupil]
        }
        #expect(found == isFound)
    }

    @Test func aPupilIsOnTheRollFromTheFirstDayToTheLastBothIncluded() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let start = start
        let last = day("2025-12-19")
        try await books.store.write(school) { transaction throws in
            let act = try transaction.record(Act(.delete, at: .aMondayMorning, by: .tutor), school: school)
            let pupil = PupilID(rawValue: 1001)
            try transaction.admit(pupil, from: start, school: school)
            try transaction.endAdmission(
                of: pupil, from: start, on: last, ground: "9(1)(a)", nextSchool: nil, by: act, school: school)
        }
        try await books.store.read { transaction throws in
            for (day, isOn) in [(start - 1, false), (start, true), (last, true), (last + 1, false)] {
                #expect(try transaction.pupils(onRoll: day, school: school).count == (isOn ? 1 : 0))
                #expect(try transaction.rollSpells(in: day...day, school: school).count == (isOn ? 1 : 0))
            }
        }
    }

    @Test func flagsHoldFromDayToDayAndOnlyThoseThatChangeAreTouched() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let start = start
        let later = day("2025-11-13")
        let pupil = PupilID(rawValue: 1001)
        let (first, same, second) = try await books.store.write(school) { transaction throws in
            (
                try transaction.setFlags(
                    [.pupilPremium, .childInNeed], of: pupil, from: start, school: school),
                try transaction.setFlags(
                    [.pupilPremium, .childInNeed], of: pupil, from: start + 1, school: school),
                try transaction.setFlags([.pupilPremium, .ehcp], of: pupil, from: later, school: school)
            )
        }
        #expect((first, same, second) == (true, false, true))
        try await books.store.read { transaction throws in
            #expect(
                try transaction.flags(on: later - 1, school: school)[pupil] == [.pupilPremium, .childInNeed])
            #expect(try transaction.flags(on: later, school: school)[pupil] == [.pupilPremium, .ehcp])
            #expect(try transaction.flags(of: pupil, school: school).count == 3)
        }
    }

    @Test func aGroupIsLeftWithTheSessionBeforeTheOneNamed() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let (start, year) = (start, year)
        let pupil = PupilID(rawValue: 1001)
        let noon = Session(day("2025-11-13"), .pm)
        try await books.store.write(school) { transaction throws in
            try transaction.admit(pupil, from: start, school: school)
            let old = try transaction.addGroup(named: "7A", kind: .registration, year: year, school: school)
            let new = try transaction.addGroup(named: "7B", kind: .registration, year: year, school: school)
            try transaction.join(old, pupil, from: Session(start, .am), school: school)
            try transaction.leave(old, pupil, from: noon, school: school)
            try transaction.join(new, pupil, from: noon, school: school)

            #expect(try transaction.members(of: old, in: noon.previous, school: school).map(\.id) == [pupil])
            #expect(try transaction.members(of: old, in: noon, school: school).isEmpty)
            #expect(try transaction.members(of: new, in: noon.previous, school: school).isEmpty)
            #expect(try transaction.members(of: new, in: noon, school: school).map(\.id) == [pupil])
            let summary = try transaction.pupilSummary(pupil, on: noon.date, school: school)
            #expect(summary?.registrationGroup == "7B")
            #expect(
                try transaction.pupilSummary(pupil, on: noon.date - 1, school: school)?.registrationGroup
                    == "7A")
        }
    }

    @Test func aTimeInAGroupThatWouldHaveBegunLaterNeverWas() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let (start, year) = (start, year)
        let pupil = PupilID(rawValue: 1001)
        try await books.store.write(school) { transaction throws in
            let group = try transaction.addGroup(named: "7A", kind: .registration, year: year, school: school)
            try transaction.join(group, pupil, from: Session(start + 7, .am), school: school)
            try transaction.leave(group, pupil, from: Session(start, .am), school: school)
            #expect(try transaction.memberships(of: pupil, school: school).isEmpty)
        }
    }

    @Test func oneAddressIsSharedByWhoeverLivesThere() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        try await books.store.write(school) { transaction throws in
            let home = Address(lines: "1 High Street\nAnytown", postcode: "AB1 2CD")
            try transaction.setAddress(home, of: PupilID(rawValue: 1001), school: school)
            try transaction.setAddress(home, of: PupilID(rawValue: 1002), school: school)
            let count = try transaction.first("SELECT count(*) FROM address") { $0.int(0) }
            #expect(count == 1)
            #expect(try transaction.pupil(PupilID(rawValue: 1002), school: school)?.address == home)
        }
    }

    @Test func aContactKeepsTheOrderOfTelephonesAndWhatAnOrderBarsForEachPupil() async throws {
        let books = try await TemporaryBooks()
        let school = books.school
        let start = start
        try await books.store.write(school) { transaction throws in
            let (sister, brother) = (PupilID(rawValue: 1001), PupilID(rawValue: 1002))
            try transaction.admit(sister, from: start, school: school)
            let father = try transaction.addContact(
                ContactDetails(
                    forename: "Sam", surname: "Okafor", phones: ["07700 900002", "07700 900001"]),
                school: school)
            let link = ContactLink(priority: 2, relationship: "Father", bars: [.collection, .information])
            try transaction.link(father, to: sister, as: link, school: school)
            try transaction.link(father, to: brother, as: ContactLink(priority: 1), school: school)

            let found = try transaction.contacts(of: sister, school: school)
            #expect(found.map(\.phones) == [["07700 900002", "07700 900001"]])
            #expect(found.first?.link == link)
            #expect(found.first?.link.mayBeTold == false)
            #expect(try transaction.contacts(of: brother, school: school).first?.link.bars == [])
            #expect(try transaction.contacts(onRoll: start, school: school).keys.sorted() == [sister])
            #expect(try transaction.pupils(of: father, school: school) == [sister, brother])
        }
    }
}
