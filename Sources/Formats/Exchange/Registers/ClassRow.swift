public import Attendance

/// That a pupil is in a class, from when to when, as a file has it.
public struct ClassRow: Hashable, Sendable {
    /// The line it stands on, from 1; 0 for a row that was not read from a file.
    public var line: Int
    /// The class's name: `10Y/Ma3`.
    public var name: String
    public var pupil: PupilReference
    public var from: Known<CalendarDate>
    public var to: Known<CalendarDate>

    public init(
        line: Int = 0, name: String, pupil: PupilReference, from: Known<CalendarDate> = .unknown,
        to: Known<CalendarDate> = .unknown
    ) {
        self.line = line
        self.name = name
        self.pupil = pupil
        self.from = from
        self.to = to
    }
}

/// The columns of a file of classes.
enum ClassColumn: Int, ExchangeColumn {
    case name, upn, admissionNumber, misID, from, to

    static let table = "classes"

    static func missing(_ has: (ClassColumn) -> Bool, keys: [String]) -> [ClassColumn]? {
        if !has(.name) { return [.name] }
        let pupil: [ClassColumn] = [.upn, .admissionNumber, .misID]
        return pupil.contains(where: has) ? nil : pupil
    }

    var header: String {
        switch self {
        case .name: "Class"
        case .upn: "UPN"
        case .admissionNumber: "AdmissionNumber"
        case .misID: "PersonID"
        case .from: "From"
        case .to: "To"
        }
    }

    var aliases: [String] {
        switch self {
        case .name: ["Class name", "Group", "Course/class", "Teaching group"]
        case .upn: ["Unique Pupil Number", "Pupil UPN", "Student UPN"]
        case .admissionNumber: ["Adno", "Admission No"]
        case .misID: ["Arbor Student ID", "Arbor ID", "Student ID", "Pupil ID"]
        case .from: ["From date", "Start date"]
        case .to: ["To date", "Until", "End date"]
        }
    }
}

/// Reads a file of classes, row by row.
public struct ClassReader: ~Copyable {
    private var table: Table<ClassColumn>

    /// Opens the file and finds its header.
    /// - Throws: a ``Problem`` when the file cannot be read, or has no header or not the columns needed.
    public init(_ input: FileInput) throws(Problem) {
        table = try Table(input, as: .rollcall)
    }

    /// Everything found wrong so far; complete once ``next()`` has given nil.
    public var problems: ProblemLog { table.problems }
    /// For a progress bar; `byteCount` is 0 when it is not known.
    public var byteCount: Int { table.byteCount }
    public var bytesRead: Int { table.bytesRead }

    /// The next sound row; nil at the end. Rows with errors are in ``problems`` and are not given.
    /// - Throws: a ``Problem`` when the disk does not answer.
    public mutating func next() throws(Problem) -> ClassRow? {
        while try table.next() {
            let row = read()
            if table.rowIsSound() { return row }
        }
        return nil
    }

    private mutating func read() -> ClassRow {
        let pupil = PupilReference(
            upn: table.upn(.upn).value, admissionNumber: table.text(.admissionNumber).value,
            misID: table.text(.misID).value)
        var row = ClassRow(line: table.row.line, name: table.text(.name).value ?? "", pupil: pupil)
        if row.name.isEmpty {
            table.add(.name, "the class has no name", remedy: "Name it as the timetable does.")
        }
        if pupil.isEmpty, !table.rowHasErrors {
            table.add(
                .upn, "the row does not say which pupil", remedy: "Give the pupil's UPN or admission number.")
        }
        row.from = table.date(.from)
        row.to = table.date(.to)
        table.checkOrder(row.from, row.to, at: .to)
        return row
    }
}
