import Attendance
import Formats
import Foundation
import Store
import Testing

@testable import Office

/// Schools and law that the suites of this folder share.
enum Demo {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let law = LawReader.load(directory: root.appendingPathComponent("Law/England").path).law!
    static let clauses = ClauseLibrary.load(directory: root.appendingPathComponent("Policies/clauses").path)

    static func moment(_ text: String) -> Moment { Moment(text)! }

    static func policy(_ profile: DemoProfile) throws -> SourceFile {
        let file = root.appendingPathComponent("Policies/\(profile.policy).yaml")
        return SourceFile(name: file.lastPathComponent, text: try String(contentsOf: file, encoding: .utf8))
    }

    static func request(
        _ now: String = "2025-11-20T09:35", profile: DemoProfile = DemoProfile.all[0], pupils: Int = 60,
        seed: UInt64 = 999
    ) throws -> DemoRequest {
        var request = try DemoRequest(
            profile: profile, policy: try policy(profile), pupils: pupils, now: moment(now), law: law,
            clauses: clauses)
        request.seed = seed
        return request
    }

    /// Made once for all that only look at it.
    static let small = Result { try school(pupils: 60) }
    static let large = Result { try school("2025-10-09T09:35", pupils: 330) }

    static func school(
        _ now: String = "2025-11-20T09:35", profile: DemoProfile = DemoProfile.all[0], pupils: Int = 60,
        seed: UInt64 = 999
    ) throws -> DemoSchool {
        DemoSchool.make(try request(now, profile: profile, pupils: pupils, seed: seed))
    }
}

extension DemoProfile {
    /// One for each policy; the first is the one made unless another is asked for.
    static let all = MadeUpSchools.load(policies: Demo.root.appendingPathComponent("Policies").path).schools
        .map { DemoProfile($0) }
}

@Suite struct DemoSchoolTests {
    @Test func `the same request makes the same school, another seed another`() throws {
        let one = try Demo.small.get()
        let same = try Demo.school(pupils: 60)
        let other = try Demo.school(pupils: 30, seed: 7)
        #expect(one == same)
        #expect(one.acts != other.acts)
        #expect(one.pupils.map(\.name) != other.pupils.map(\.name))
    }

    @Test func `as many pupils are on the roll as were asked for`() throws {
        for pupils in [1, 7] {
            let school = try Demo.school(pupils: pupils)
            let onRoll = school.pupils.filter { $0.spell.contains(school.now.date) }
            #expect(onRoll.count == pupils)
        }
    }

    @Test func `every UPN is one, and nobody else's`() throws {
        let school = try Demo.large.get()
        let numbers = school.pupils.compactMap { UPN($0.upn) }
        #expect(numbers.count == school.pupils.count)
        #expect(numbers.allSatisfy { $0.hasRightCheckLetter })
        #expect(Set(numbers).count == numbers.count)
        #expect(numbers.contains { $0.isTemporary })
        #expect(numbers.allSatisfy { $0.text.dropFirst().hasPrefix("999") })
    }

    @Test func `about a fifth were persistently absent last year and one in fifty severely`() throws {
        let school = try Demo.large.get()
        var counts = [SessionCounts](repeating: SessionCounts(), count: school.pupils.count)
        for entry in school.standing
        where AcademicYear(containing: entry.session.date) == school.year.previous {
            counts[entry.pupil].add(entry.code)
        }
        let figures = counts.filter { $0.possible > 0 }.reduce(into: Figures()) { $0 += Figures(ofPupil: $1) }
        let persistent = try #require(figures.persistentAbsenceRate)
        let severe = try #require(figures.severeAbsenceRate)
        let attendance = try #require(figures.counts.attendance)
        #expect((150...250).contains(persistent.tenths), "\(persistent) %")
        #expect((6...36).contains(severe.tenths), "\(severe) %")
        #expect((910...940).contains(attendance.tenths), "\(attendance) %")
    }

    @Test(arguments: [(0, "2025-11-20T09:35"), (0, "2024-10-09T09:35"), (1, "2025-11-20T13:40")])
    func `every mark is one that the law allows then, for a pupil of that age`(
        profile: Int, now: String
    ) throws {
        let school = try Demo.school(now, profile: DemoProfile.all[profile], pupils: 60)
        for entry in school.standing {
            let pupil = school.pupils[entry.pupil]
            let ofSchoolAge = CompulsorySchoolAge(born: pupil.born).contains(entry.session.date)
            let refusals = Demo.law.codes.refusals(
                of: entry.code, for: entry.session, note: entry.note ?? "", ofCompulsorySchoolAge: ofSchoolAge
            )
            #expect(refusals.isEmpty, "\(entry.code.text) \(entry.session): \(refusals)")
        }
    }

    @Test(arguments: DemoProfile.all)
    func `marks are of sessions that are held, of pupils on the roll and on one register`(
        profile: DemoProfile
    ) throws {
        let school = try Demo.school(profile: profile, pupils: 50)
        for entry in school.standing {
            let pupil = school.pupils[entry.pupil]
            let date = entry.session.date
            #expect(pupil.spell.contains(date))
            let year = try #require(school.schoolYear(containing: date))
            let yearGroup = try #require(pupil.yearGroups[year.year])
            #expect(year.calendar.isSession(entry.session, for: yearGroup))
            #expect(entry.session.date <= school.now.date)
        }
        for half in Session.Half.allCases {
            let session = Session(school.now.date, half)
            var registers = [Int](repeating: 0, count: school.pupils.count)
            for register in school.registers where register.half == half && register.to == nil {
                for member in school.groups[register.group].members
                where member.from <= session && member.to.map({ session <= $0 }) ?? true {
                    registers[member.pupil] += 1
                }
            }
            for (pupil, count) in zip(school.pupils, registers) {
                #expect(count == (pupil.spell.contains(session.date) ? 1 : 0), "\(pupil.name), \(session)")
            }
        }
    }

    @Test func `acts are in order of time, none after now, and amendments give their reason`() throws {
        let school = try Demo.large.get()
        #expect(zip(school.acts, school.acts.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect(school.acts.allSatisfy { $0.at <= school.now })
        let amendments = school.acts.filter { $0.kind == .amend }
        #expect(amendments.count > 100)
        #expect(amendments.allSatisfy { $0.reason?.isEmpty == false })
        #expect(
            Set(school.acts.map(\.kind)).isSuperset(of: [
                .submit, .take, .close, .amend, .arrive, .report, .plan, .closure, .lateCompletion,
                .importFile,
                .requestAmendment, .admit, .delete, .registers,
            ]))
    }

    @Test func `an N never takes the place of what is known, and none is older than the law allows`() throws {
        let school = try Demo.large.get()
        var known: Set<DemoAct.Place> = []
        for act in school.acts {
            for entry in act.entries {
                if entry.code == .noReasonYet {
                    #expect(!known.contains(entry.place), "\(entry) by \(act.kind)")
                }
                known.insert(entry.place)
            }
        }
        let open = school.standing.filter { $0.code == .noReasonYet }.map(\.session.date)
        let days = school.years[1].calendar
        let oldest = try SchoolCalendars([days]).lastSchoolDays(6, endingOn: school.now.date)
        #expect(open.contains(school.now.date))
        #expect(open.allSatisfy { $0 >= oldest[0] })
    }

    @Test func `this morning two registers are not in and every kind of question waits`() throws {
        let school = try Demo.large.get()
        let session = Session(school.now.date, .am)
        let submitted = school.takings.filter { $0.session == session && $0.submitted != nil }.map(\.register)
        let called = school.registers.indices.filter {
            school.registers[$0].half == .am && school.registers[$0].to == nil
        }
        #expect(Set(called).subtracting(submitted).count == 2)
        #expect(school.takings.contains { $0.session == session && $0.walker != nil })
        var kinds: Set<Question.Kind> = []
        for case .question(let kind, _, _, _, _, _, _) in school.acts.flatMap(\.effects) {
            kinds.insert(kind)
        }
        #expect(kinds == [.note, .presentButReported, .parkedMark, .amendmentRequest])
        let codes = Set(school.standing.filter { $0.session == session }.map(\.code))
        #expect(codes.isSuperset(of: [.presentAM, .noReasonYet, .late, .illness]))
        #expect(!school.standing.contains { $0.session == Session(school.now.date, .pm) })
    }

    @Test func `families have brothers and sisters, two homes, orders and interpreters`() throws {
        let school = try Demo.large.get()
        let byContact = Dictionary(
            grouping: school.pupils.flatMap { pupil in pupil.contacts.map { ($0.contact, pupil.address) } },
            by: \.0)
        #expect(byContact.values.contains { $0.count > 1 && Set($0.map(\.1)).count == 1 })
        let links = school.pupils.flatMap { pupil in pupil.contacts.map { (pupil, $0) } }
        let siblings = Dictionary(grouping: school.pupils) { $0.contacts[0].contact }.values
        #expect(
            siblings.allSatisfy {
                Set($0.map(\.forename)).count == $0.count || $0.contains { $0.surname == $0.forename }
            })
        #expect(links.contains { !$1.bars.isEmpty && !$1.mayCollect })
        #expect(
            links.contains { pupil, link in
                link.relationship == "PAF" && !link.livesWith
                    && school.contacts[link.contact].address.map { $0 != pupil.address } ?? false
            })
        #expect(links.contains { $1.relationship == "SWR" })
        #expect(school.contacts.contains { $0.needsInterpreter })
        #expect(school.pupils.contains { $0.enrolStatus == "M" })
        #expect(
            school.pupils.contains {
                ($0.preferredForename ?? "").unicodeScalars.contains { $0.value > 0x370 }
            })
        #expect(school.pupils.contains { $0.surname.contains("'") })
        #expect(school.pupils.contains { $0.surname == $0.forename })
        #expect(
            school.pupils.allSatisfy {
                $0.contacts.map(\.priority) == Array(1...max(1, $0.contacts.count))
                    || $0.contacts.contains { !$0.bars.isEmpty }
            })
        #expect(Set(school.staff.map(\.email)).count == school.staff.count)
        #expect(Set(school.staff.map(\.code)).count == school.staff.count)
        #expect(Set(school.contacts.map(\.misID)).count == school.contacts.count)
    }
}
