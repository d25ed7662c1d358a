public import Attendance

/// Who takes one register, from when to when, as a file has it.
public struct RegisterRow: Hashable, Sendable {
    /// The line it stands on, from 1; 0 for a row that was not read from a file.
    public var line: Int
    /// The register's name: `7A`.
    public var register: String
    /// The sessions it is called for; both where the file does not say.
    public var halves: [Session.Half]
    /// The taker, as the file of staff names them.
    public var staffID: Known<String>
    public var from: Known<CalendarDate>
    public var to: Known<CalendarDate>
    public var room: Known<String>
    /// The registration group or class whose pupils it holds; where the file does not say, the one of its own name.
    public var group: Known<String>

    public init(
        line: Int = 0, register: String, halves: [Session.Half] = [.am, .pm],
        staffID: Known<String> = .unknown,
        from: Known<CalendarDate> = .unknown, to: Known<CalendarDate> = .unknown,
        room: Known<String> = .unknown,
        group: Known<String> = .unknown
    ) {
        self.line = line
        self.register = register
        self.halves = halves
        self.staffID = staffID
        self.from = from
        self.to = to
        self.room = room
        self.group = group
    }
}

/// The columns of a file of registers.
enum RegisterColumn: Int, ExchangeColumn {
    case register, session, staffID, from, to, room, group

    static let table = "registers"

    static func missing(_ has: (RegisterColumn) -> Bool, keys: [String]) -> [RegisterColumn]? {
        has(.register) ? nil : [.register]
    }

    var header: String {
        switch self {
        case .register: "Register"
        case .session: "Session"
        case .staffID: "StaffID"
        case .from: "From"
        case .to: "To"
        case .room: "Room"
        case .group: "Group"
        }
    }

    var aliases: [String] {
        switch self {
        case .register: ["Register name"]
        case .session: ["SessionName", "AMPM"]
        case .staffID: ["Staff Code", "Teacher code", "Tutor code", "Taker"]
        case .from: ["From date", "Start date"]
        case .to: ["To date", "Until", "End date"]
        case .room: ["Room name"]
        case .group: ["RegGroup", "Registration group", "Class"]
        }
    }
}

/// Reads a file of registers, row by row.
public struct RegisterReader: ~Copyable {
    private var table: Table<RegisterColumn>

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
    public mutating func next() throws(Problem) -> RegisterRow? {
        while try table.next() {
            let row = read()
            if table.rowIsSound() { return row }
        }
        return nil
    }

    private mutating func read() -> RegisterRow {
        var row = RegisterRow(line: table.row.line, register: table.text(.register).value ?? "")
        if row.register.isEmpty {
            table.add(.register, "the register has no name", remedy: "Name it as staff do: 7A.")
        }
        if let half = table.word(.session, remedy: "Write AM or PM, or leave it blank for both.", Self.halves)
            .value
        {
            row.halves = half
        }
        row.staffID = table.text(.staffID)
        row.from = table.date(.from)
        row.to = table.date(.to)
        table.checkOrder(row.from, row.to, at: .to)
        row.room = table.text(.room)
        row.group = table.text(.group)
        return row
    }

    private static func halves(_ text: String) -> [Session.Half]? {
        if let half = WordText.half(text.utf8.span) { return [half] }
        return ["both", "amandpm", "ampm", "allday"].contains(HeaderKey.of(text)) ? [.am, .pm] : nil
    }
}

extension Table {
    /// A first and a last day must be in that order.
    mutating func checkOrder(_ from: Known<CalendarDate>, _ to: Known<CalendarDate>, at column: Column) {
        if let from = from.value, let to = to.value, to < from {
            add(
                column, "the last day, \(to), is before the first, \(from)", remedy: "Put the two days right."
            )
        }
    }
}
