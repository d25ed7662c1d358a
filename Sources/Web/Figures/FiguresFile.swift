import Attendance
import Formats
import HTTPTypes
import Hummingbird
import NIOCore
import Office
import Store

/// The figures of the page as a file for a spreadsheet: the same rows in the same order, all of them, as plain
/// numbers, each row with the days and the pupils it counts.
struct FiguresFile {
    let form: FiguresForm
    let days: ClosedRange<CalendarDate>
    let heading: String
    let cohort: FigureQuestion.Cohort

    private static let columns = [
        "Attendance %", "Absence %", "Pupils", "Possible", "Attended", "Present",
        "Approved educational activity", "Authorised", "Unauthorised", "Late before close",
        "Late after close",
        "Missing", "Persistently absent", "Severely absent", "From", "To", "Counted",
    ]

    /// `figures-2025-09-03-to-2025-11-20-by-year-group.csv`: what is in it, and nobody's name.
    var name: String { "figures-\(days.lowerBound)-to-\(days.upperBound)-by-\(form.by).csv" }

    func bytes(_ groups: [(name: String, figures: SeenFigures)], ofPupils: Bool) -> [UInt8] {
        var csv = CSVWriter(withReturns: true, withMark: true)
        csv.row([heading] + (ofPupils ? ["UPN"] : []) + Self.columns)
        for (name, group) in groups {
            csv.field(Self.text(name))
            if ofPupils { csv.field(group.pupil?.upn ?? "") }
            csv.row(numbers(of: group) + [days.lowerBound.description, days.upperBound.description, counted])
        }
        return csv.bytes
    }

    private var counted: String { cohort == .statutory ? "as the DfE counts" : "everyone on roll" }

    private func numbers(of group: SeenFigures) -> [String] {
        guard let figures = group.figures else {
            return ["", "", "under 5, or withheld"] + Array(repeating: "", count: 11)
        }
        let counts = figures.counts
        return [counts.attendance?.description ?? "", counts.absence?.description ?? ""]
            + [
                figures.pupils, counts.possible, counts.attended, counts.present,
                counts.approvedEducationalActivity, counts.authorised, counts.unauthorised,
                counts.lateBeforeClose, counts.lateAfterClose, counts.missing, figures.persistentlyAbsent,
                figures.severelyAbsent,
            ].map(String.init)
    }

    /// A name that a spreadsheet would take for a formula is told to be a text.
    static func text(_ name: String) -> String {
        guard let first = name.first, "=+-@\t\r".contains(first) else { return name }
        return "'" + name
    }

    func response(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
