import Attendance
import Testing

@testable import Formats

/// All that a file gave, and all that was wrong with it.
struct Read<Row> {
    var rows: [Row]
    var problems: [Problem]
    var dialect: Dialect

    var errors: [Problem] { problems.filter { $0.severity == .error } }
    var warnings: [Problem] { problems.filter { $0.severity == .warning } }
}

func fixture(_ name: String) -> FileInput { .file("\(Project.root)/Tests/FormatsTests/Fixtures/\(name)") }

func pupils(_ input: FileInput, as dialect: Dialect? = nil) throws -> Read<PupilRow> {
    var reader = try PupilReader(input, as: dialect)
    var rows: [PupilRow] = []
    while let row = try reader.next() { rows.append(row) }
    return Read(rows: rows, problems: reader.problems.kept, dialect: reader.dialect)
}

func contacts(_ input: FileInput, as dialect: Dialect? = nil) throws -> Read<ContactRow> {
    var reader = try ContactReader(input, as: dialect)
    var rows: [ContactRow] = []
    while let row = try reader.next() { rows.append(row) }
    return Read(rows: rows, problems: reader.problems.kept, dialect: reader.dialect)
}

func marks(_ input: FileInput, as dialect: Dialect? = nil) throws -> Read<MarkRow> {
    var reader = try MarkReader(input, codes: Project.law.codes, as: dialect)
    var rows: [MarkRow] = []
    while let row = try reader.next() { rows.append(row) }
    return Read(rows: rows, problems: reader.problems.kept, dialect: reader.dialect)
}

func staff(_ input: FileInput) throws -> Read<StaffRow> {
    var reader = try StaffReader(input)
    var rows: [StaffRow] = []
    while let row = try reader.next() { rows.append(row) }
    return Read(rows: rows, problems: reader.problems.kept, dialect: reader.dialect)
}

func registers(_ input: FileInput) throws -> Read<RegisterRow> {
    var reader = try RegisterReader(input)
    var rows: [RegisterRow] = []
    while let row = try reader.next() { rows.append(row) }
    return Read(rows: rows, problems: reader.problems.kept, dialect: .rollcall)
}

func classes(_ input: FileInput) throws -> Read<ClassRow> {
    var reader = try ClassReader(input)
    var rows: [ClassRow] = []
    while let row = try reader.next() { rows.append(row) }
    return Read(rows: rows, problems: reader.problems.kept, dialect: .rollcall)
}

func csv(_ text: String) -> FileInput { .text(text, named: "a.csv") }

let ada = UPN("Q999100125001")!

/// `session("2025-11-13 AM")`
func session(_ text: String) -> Session { Session(text)! }
