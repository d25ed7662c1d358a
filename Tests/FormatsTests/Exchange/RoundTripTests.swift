import Attendance
import Testing

@testable import Formats

/// The same seed gives the same numbers, so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        // SplitMix64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Rows that no school has, with what makes files hard in them.
struct Invented {
    var chance = SeededGenerator(seed: 20_251_113)

    static let forenames = [
        "Ada", "Zoë", "أمين", "李娜", "Nguyễn", "Seán", "Ola-Marie", "D’Arcy", "Ἀλέξης", "Мария", "Àlex", "Ŧor",
        "José María",
    ]
    static let surnames = [
        "Okafor", "O’Neill", "van der Berg", "Łukasiewicz", "محمد", "王", "Smith-Jones", "O'Brien",
        "Ó Dálaigh",
        "de la Cruz \"el Joven\"", "Müller",
    ]

    mutating func pick<T>(_ values: [T]) -> T { values.randomElement(using: &chance)! }
    mutating func often<T>(_ value: T) -> Known<T> {
        Int.random(in: 0..<5, using: &chance) == 0 ? .blank : .value(value)
    }
    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &chance) }
    mutating func day(_ from: String) -> CalendarDate { CalendarDate(from)! + number(0..<300) }

    mutating func pupil(_ serial: Int) -> PupilRow {
        var row = PupilRow()
        row.upn =
            serial % 7 == 0
            ? .blank : .value(UPN.make(la: 999, establishment: 1001, year: 2025, serial: serial)!)
        row.admissionNumber = .value("\(2000 + serial)")
        row.misID = .value("\(60_000 + serial)")
        row.surname = .value(pick(Self.surnames))
        row.forename = .value(pick(Self.forenames))
        row.preferredSurname = often(pick(Self.surnames))
        row.preferredForename = often(pick(Self.forenames))
        row.born = often(day("2013-09-01"))
        row.sex = often(pick(Sex.allCases))
        row.yearGroup = often(pick(YearGroup.all))
        row.registrationGroup = often("\(number(7..<12))\(pick(["A", "B", "Ł"]))")
        row.entryDate = .value(day("2024-09-02"))
        row.leavingDate = often(day("2025-09-02"))
        row.enrolStatus = often(pick(EnrolStatus.allCases))
        row.sen = often(pick(SENProvision.allCases))
        row.address = often("Flat 1, \(number(1..<99)) High Street\nAnytown")
        row.postcode = often("AN1 2BC")
        row.transportRun = often("Run \(number(1..<9))")
        for flag in PupilFlag.allCases { row.flags[flag] = number(0..<4) == 0 }
        return row
    }

    mutating func contact(of pupil: PupilReference, _ order: Int) -> ContactRow {
        ContactRow(
            pupil: pupil, contactID: often("\(number(1..<999))"), order: .value(order),
            title: often(pick(["Mrs", "Dr"])),
            forename: often(pick(Self.forenames)), surname: .value(pick(Self.surnames)),
            relationship: often(pick(["PAM", "PAF", "SWR", "GPT", "OTH", "Neighbour"])),
            responsibility: often(pick([true, false])), livesWith: often(pick([true, false])),
            phones: [
                often("07700900\(number(100..<999))"), often("01632 960001"), often("+44 20 7946 0000"),
            ],
            email: often("someone@example.org"), address: often("1 Mill Lane\nAnytown"),
            postcode: often("AN1 2BC"),
            language: often("POL"), interpreter: often(pick([true, false])),
            letters: often(pick([true, false])),
            mayCollect: often(pick([true, false])),
            courtOrder: often(
                pick([.absent, .unspecified, .bars([.contact]), .bars([.collection, .information])])))
    }

    mutating func mark(of pupil: PupilReference, in session: Session, _ codes: [CodeRule]) -> MarkRow {
        let rule = pick(codes.filter { $0.half == nil || $0.half == session.half })
        let mark: FileMark =
            number(0..<9) == 0 ? .absent : number(0..<30) == 0 ? .parked(.unableToAttend) : .code(rule.code)
        return MarkRow(
            pupil: pupil, session: session, mark: mark, minutesLate: often(number(0..<60)),
            comment: often(pick(["rang, \"unwell\"", "bus", "-", "see note\u{2026}"])))
    }
}

@Suite struct RoundTrips {
    @Test(arguments: Dialect.allCases) func pupilsComeBackAsTheyWent(dialect: Dialect) throws {
        var invented = Invented()
        let rows = (1...200).map { invented.pupil($0) }
        var writer = ExchangeWriter<PupilRow>(as: dialect)
        for row in rows { writer.add(row) }
        writer.finish()
        let read = try pupils(.bytes(writer.take(), named: "pupils.csv"))

        #expect(read.errors.isEmpty, "\(read.errors.prefix(3))")
        #expect(read.dialect == dialect)
        let carried: Set<PupilFlag> = [
            .freeSchoolMeals, .pupilPremium, .lookedAfter, .englishAsAdditionalLanguage, .serviceChild,
            .youngCarer,
        ]
        let expected = rows.map { row in
            var row = row
            if dialect == .rollcall {
                row.misID = .unknown
                if !row.flags.values.contains(true) { row.flags = [:] }
            } else {
                row.transportRun = .unknown
                row.flags = row.flags.filter { carried.contains($0.key) }
            }
            return row
        }
        #expect(read.rows.map { unplaced($0) } == expected)
    }

    @Test(arguments: [Dialect.rollcall, .sims, .arbor]) func contactsComeBackAsTheyWent(dialect: Dialect)
        throws
    {
        var invented = Invented()
        var rows: [ContactRow] = []
        for serial in 1...100 {
            let pupil = invented.pupil(serial).reference
            for order in 1...3 { rows.append(invented.contact(of: pupil, order)) }
        }
        var writer = ExchangeWriter<ContactRow>(as: dialect)
        for row in rows { writer.add(row) }
        writer.finish()
        let read = try contacts(.bytes(writer.take(), named: "contacts.csv"))

        #expect(read.errors.isEmpty, "\(read.errors.prefix(3))")
        #expect(read.dialect == dialect)
        let expected = rows.map { row in
            var row = row
            row.pupil.born = nil
            row.pupil.registrationGroup = nil
            switch dialect {
            case .rollcall:
                row.pupil = PupilReference(upn: row.pupil.upn, admissionNumber: row.pupil.admissionNumber)
            case .sims:
                row.interpreter = .unknown
                row.mayCollect = .unknown
                if case .value(.bars) = row.courtOrder { row.courtOrder = .value(.unspecified) }
            default:
                (row.livesWith, row.interpreter, row.letters) = (.unknown, .unknown, .unknown)
                (row.language, row.courtOrder) = (.unknown, .unknown)
            }
            return row
        }
        for (found, sent) in zip(read.rows, expected) {
            var found = found
            found.line = 0
            if dialect == .arbor {
                #expect(found.pupil.fullName == sent.pupil.fullName)
                (found.pupil.surname, found.pupil.forename) = (sent.pupil.surname, sent.pupil.forename)
            }
            #expect(found == sent)
        }
        #expect(read.rows.count == expected.count)
    }

    @Test func threeContactsBesideEachPupilComeBack() throws {
        var invented = Invented()
        var rows: [ContactRow] = []
        for serial in 1...60 {
            let pupil = invented.pupil(serial).reference
            for order in 1...(serial % 5 + 1) { rows.append(invented.contact(of: pupil, order)) }
        }
        var writer = WideContactWriter()
        for row in rows { writer.add(row) }
        writer.finish()
        let read = try contacts(.bytes(writer.take(), named: "contacts.csv"))

        #expect(read.errors.isEmpty)
        #expect(read.dialect == .bromcom)
        let kept = rows.filter { $0.order.value! <= 3 }
        #expect(writer.leftOut == rows.count - kept.count)
        #expect(writer.leftOut > 0)
        try #require(read.rows.count == kept.count)
        for (found, sent) in zip(read.rows, kept) {
            #expect(found.pupil.misID == sent.pupil.misID)
            #expect(found.order == sent.order)
            #expect(found.surname == sent.surname)
            #expect(found.forename.value == sent.forename.value)
            #expect(found.title.value == sent.title.value)
            #expect(found.relationship == sent.relationship)
            #expect(found.responsibility == sent.responsibility)
            #expect(found.phones[0] == sent.phones[0])
            #expect(found.email == sent.email)
        }
    }

    @Test(arguments: Dialect.allCases) func marksComeBackAsTheyWent(dialect: Dialect) throws {
        var invented = Invented()
        let codes = Project.law.codes.rules(on: day("2025-11-10"))
        var rows: [MarkRow] = []
        for serial in 1...40 {
            let pupil = invented.pupil(serial).reference
            for offset in 0..<12 where offset % 7 < 5 {
                for half in Session.Half.allCases {
                    rows.append(
                        invented.mark(of: pupil, in: Session(day("2025-11-10") + offset, half), codes))
                }
            }
        }
        var writer = MarkWriter(as: dialect)
        for row in rows { writer.add(row) }
        writer.finish()
        let read = try marks(.bytes(writer.take(), named: "marks.csv"))

        #expect(read.errors.isEmpty, "\(read.errors.prefix(3))")
        #expect(read.dialect == dialect)
        #expect(read.rows.map(\.session) == rows.map(\.session))
        let closure = FileMark.code(.plannedClosure)
        #expect(
            read.rows.map(\.mark)
                == rows.map { dialect == .bromcom && $0.mark == closure ? .absent : $0.mark })
        #expect(writer.leftOut == (dialect == .bromcom ? rows.count { $0.mark == closure } : 0))
        #expect(read.rows.map(\.pupil.upn) == rows.map(\.pupil.upn))
        #expect(read.rows.map(\.pupil.admissionNumber) == rows.map(\.pupil.admissionNumber))
        if dialect != .rollcall {
            #expect(read.rows.map(\.pupil.misID) == rows.map(\.pupil.misID))
            #expect(read.rows.map(\.pupil.fullName) == rows.map(\.pupil.fullName))
        }
        if dialect != .bromcom {
            #expect(read.rows.map(\.minutesLate) == rows.map(\.minutesLate))
            #expect(read.rows.map(\.comment) == rows.map(\.comment))
        }
    }

    @Test func weekendMarksHaveNoPlaceInBromcomsWeek() throws {
        var writer = MarkWriter(as: .bromcom)
        writer.add(
            MarkRow(
                pupil: PupilReference(upn: ada), session: session("2025-11-15 AM"), mark: .code(.presentAM)))
        #expect(writer.leftOut == 1)
    }

    @Test func staffRegistersAndClassesComeBackAsTheyWent() throws {
        let hale = StaffRow(
            staffID: .value("RHA"), title: .value("Ms"), forename: .value("Robin"),
            surname: .value("Hale, the younger"),
            position: .blank, email: .value("robin@school.example"),
            roles: .value([.tutor, .attendanceOfficer]))
        var staffWriter = ExchangeWriter<StaffRow>()
        staffWriter.add(hale)
        #expect(try staff(.bytes(staffWriter.take(), named: "s.csv")).rows.map { unplaced($0) } == [hale])

        let rows = [
            RegisterRow(
                register: "7A", staffID: .value("RHA"), from: .value(day("2025-09-03")), to: .blank,
                room: .value("R1"),
                group: .value("7A")),
            RegisterRow(
                register: "10Y/Ma", halves: [.pm], staffID: .blank, from: .blank,
                to: .value(day("2026-07-16")),
                room: .blank, group: .blank),
        ]
        var registerWriter = ExchangeWriter<RegisterRow>()
        for row in rows { registerWriter.add(row) }
        #expect(
            try registers(.bytes(registerWriter.take(), named: "r.csv")).rows.map { unplaced($0) } == rows)

        let member = ClassRow(
            name: "10Y/Ma", pupil: PupilReference(upn: ada, admissionNumber: "1001"),
            from: .value(day("2025-09-03")), to: .blank)
        var classWriter = ExchangeWriter<ClassRow>()
        classWriter.add(member)
        #expect(try classes(.bytes(classWriter.take(), named: "c.csv")).rows.map { unplaced($0) } == [member])
    }

    private func unplaced(_ row: PupilRow) -> PupilRow {
        var row = row
        row.line = 0
        return row
    }
    private func unplaced(_ row: StaffRow) -> StaffRow {
        var row = row
        row.line = 0
        return row
    }
    private func unplaced(_ row: RegisterRow) -> RegisterRow {
        var row = row
        row.line = 0
        return row
    }
    private func unplaced(_ row: ClassRow) -> ClassRow {
        var row = row
        row.line = 0
        return row
    }
}
