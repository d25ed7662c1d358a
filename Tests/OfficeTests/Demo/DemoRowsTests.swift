import Attendance
import Formats
import Testing

@testable import Office

@Suite struct DemoRowsTests {
    private func files(_ demo: DemoSchool, as dialect: Dialect) -> [String: FileInput] {
        var bytes: [String: [UInt8]] = [:]
        demo.export(as: dialect) { bytes[$0, default: []] += $1 }
        return Dictionary(uniqueKeysWithValues: bytes.map { ($0, .bytes($1, named: $0)) })
    }

    @Test(arguments: Dialect.allCases)
    func `marks read back are those that were written, to the session`(dialect: Dialect) throws {
        let demo = try Demo.small.get()
        let file = try #require(files(demo, as: dialect)["marks.csv"])
        var reader = try MarkReader(file, codes: Demo.law.codes)
        #expect(reader.dialect == dialect)
        var read: [String: [Session: FileMark]] = [:]
        while let row = try reader.next() {
            guard row.mark != .absent else { continue }
            let upn = try #require(row.pupil.upn).text
            #expect(read[upn]?[row.session] == nil)
            read[upn, default: [:]][row.session] = row.mark
        }
        #expect(reader.problems.errorCount == 0, "\(reader.problems)")
        var written: [String: [Session: FileMark]] = [:]
        for row in demo.markRows { written[row.pupil.upn?.text ?? "", default: [:]][row.session] = row.mark }
        #expect(read == written)
        #expect(read.values.contains { $0.values.contains(.parked(.agreedHoliday)) })
    }

    @Test(arguments: Dialect.allCases)
    func `pupils read back are those that were written`(dialect: Dialect) throws {
        let demo = try Demo.small.get()
        let file = try #require(files(demo, as: dialect)["pupils.csv"])
        var reader = try PupilReader(file)
        var read: [PupilRow] = []
        while let row = try reader.next() { read.append(row) }
        #expect(reader.problems.errorCount == 0, "\(reader.problems)")
        #expect(read.count == demo.pupilRows.count)
        for (row, wanted) in zip(read, demo.pupilRows) {
            var row = row
            row.line = 0
            if dialect == .rollcall {
                #expect(row.misID.isUnknown)
                row.misID = wanted.misID
            } else {
                // No column of theirs holds these.
                row.transportRun = wanted.transportRun
                for (flag, holds) in row.flags { #expect(holds == (wanted.flags[flag] ?? false)) }
                row.flags = wanted.flags
            }
            #expect(row == wanted)
        }
    }

    @Test(arguments: Dialect.allCases)
    func `contacts read back are who was written`(dialect: Dialect) throws {
        let demo = try Demo.small.get()
        let file = try #require(files(demo, as: dialect)["contacts.csv"])
        var reader = try ContactReader(file)
        var read: [ContactRow] = []
        while let row = try reader.next() { read.append(row) }
        #expect(reader.problems.errorCount == 0, "\(reader.problems)")
        let wanted = demo.contactRows.filter { dialect != .bromcom || ($0.order.value ?? 0) <= 3 }
        #expect(read.count == wanted.count)
        for (row, wanted) in zip(read, wanted) {
            #expect(row.pupil.upn == wanted.pupil.upn)
            #expect(row.surname == wanted.surname)
            #expect(row.forename == wanted.forename)
            #expect(row.order == wanted.order)
            #expect(row.relationship == wanted.relationship)
            #expect(row.responsibility == wanted.responsibility)
            #expect(row.phones[0] == wanted.phones[0])
            #expect(row.email == wanted.email)
            if dialect == .rollcall {
                #expect(row.courtOrder == wanted.courtOrder)
                #expect(row.interpreter == wanted.interpreter)
            }
        }
    }

    @Test func `staff, registers and classes read back are those that were written`() throws {
        let demo = try Demo.small.get()
        let files = files(demo, as: .rollcall)
        var staff = try StaffReader(try #require(files["staff.csv"]))
        var members: [StaffRow] = []
        while var row = try staff.next() {
            row.line = 0
            members.append(row)
        }
        #expect(members == demo.staffRows)
        var registers = try RegisterReader(try #require(files["registers.csv"]))
        var takers: [RegisterRow] = []
        while var row = try registers.next() {
            row.line = 0
            takers.append(row)
        }
        #expect(takers == demo.registerRows)
        var classes = try ClassReader(try #require(files["classes.csv"]))
        var members2: [ClassRow] = []
        while var row = try classes.next() {
            row.line = 0
            members2.append(row)
        }
        #expect(members2 == demo.classRows)
        #expect(files["calendar-2025-26.yaml"] != nil)
    }
}
