internal import Attendance

/// Writes marks as one system takes them in or exports them.
///
/// - Rollcall and Arbor: one mark to a row.
/// - SIMS: one mark to a row under two titles, `-` for no mark, a total below. No time of arrival.
/// - Bromcom: one week of one pupil to a row, Monday to Friday, values filled up with spaces. Marks are added in order
///   of pupil and session; where they are not, a week takes several rows. Not carried: minutes, comments, weekends, and
///   `#`, which Bromcom has no export mark for.
///
/// No dialect carries the time of arrival: minutes are written.
public struct MarkWriter: Sendable {
    /// Marks that have no place in the dialect's file.
    public private(set) var leftOut = 0
    private let dialect: Dialect
    private var csv: CSVWriter
    private var count = 0
    /// The week that is being gathered.
    private var week: (pupil: PupilReference, monday: CalendarDate, marks: [String])?

    public init(as dialect: Dialect) {
        self.dialect = dialect
        csv = CSVWriter(
            withReturns: dialect == .sims || dialect == .bromcom,
            withMark: dialect == .sims || dialect == .arbor)
        switch dialect {
        case .rollcall:
            csv.row(["UPN", "AdmissionNumber", "Date", "Session", "Code", "MinutesLate", "Comment"])
        case .sims:
            csv.row(["Session marks", ""])
            csv.row(["", ""])
            csv.row([
                "PersonID", "Adno", "UPN", "FullName", "AttendanceDate", "SessionName", "AttendanceMark",
                "Comments",
                "MinsLate",
            ])
        case .arbor:
            csv.row([
                "Arbor Student ID", "UPN", "Admission Number", "Student", "Date", "Session", "Mark",
                "Minutes Late",
                "Note",
            ])
        case .bromcom:
            csv.row(
                [
                    "StudentId", "UPN", "AdmissionNumber", "FirstName", "LastName", "TutorGroupName",
                    "WeekCommencing",
                ]
                    + ["Mon", "Tue", "Wed", "Thu", "Fri"].flatMap { ["\($0)AM", "\($0)PM"] })
        }
    }

    public mutating func add(_ row: MarkRow) {
        let code =
            switch row.mark {
            case .absent: dialect == .sims ? "-" : ""
            case .code(let code), .parked(let code): code.text
            }
        let (pupil, session) = (row.pupil, row.session)
        let minutes = row.minutesLate.value.map(String.init) ?? ""
        count += 1
        switch dialect {
        case .rollcall:
            csv.row([
                pupil.upn?.text ?? "", pupil.admissionNumber ?? "", dialect.day(session.date),
                session.half.name,
                code, minutes, row.comment.text,
            ])
        case .sims:
            csv.row([
                pupil.misID ?? "", pupil.admissionNumber ?? "", pupil.upn?.text ?? "",
                [pupil.surname, pupil.forename].compactMap(\.self).joined(separator: ", "),
                dialect.day(session.date), session.half.name, code, row.comment.text, minutes,
            ])
        case .arbor:
            csv.row([
                pupil.misID ?? "", pupil.upn?.text ?? "", pupil.admissionNumber ?? "", pupil.fullName ?? "",
                dialect.day(session.date), session.half.name, code, minutes, row.comment.text,
            ])
        case .bromcom: addToWeek(pupil, session, code == "#" ? "" : code, isLost: code == "#")
        }
    }

    /// Ends the file.
    public mutating func finish() {
        endWeek()
        if dialect == .sims { csv.row(["Total", String(count)]) }
    }

    /// Hands over what was written since the last call.
    public mutating func take() -> [UInt8] { csv.take() }

    private mutating func addToWeek(_ pupil: PupilReference, _ session: Session, _ code: String, isLost: Bool)
    {
        let monday = session.date.monday
        let offset = (session.date - monday) * 2 + Int(session.half.rawValue)
        guard offset < 10, !isLost else {
            leftOut += 1
            return
        }
        if week?.pupil != pupil || week?.monday != monday || week?.marks[offset].isEmpty == false {
            endWeek()
        }
        if week == nil { week = (pupil, monday, [String](repeating: "", count: 10)) }
        week?.marks[offset] = code
    }

    private mutating func endWeek() {
        guard let (pupil, monday, marks) = week else { return }
        let names = [
            pupil.misID ?? "", pupil.upn?.text ?? "", pupil.admissionNumber ?? "", pupil.forename ?? "",
            pupil.surname ?? "", pupil.registrationGroup ?? "",
        ]
        csv.row(names.map { $0.isEmpty ? $0 : $0 + "  " } + [dialect.day(monday)] + marks.map { $0 + " " })
        week = nil
    }
}
