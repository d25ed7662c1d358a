public import Attendance
import Foundation

/// Something that was done about a pupil, as the books hold it.
public struct RecordedPupilAct: Hashable, Sendable {
    /// In the order of recording, within a school.
    public var number: Int64
    public var pupil: PupilID
    public var act: PupilAct
    /// The act under which it was recorded: by whom and when.
    public var recordedBy: ActID
}

extension Transaction {
    /// Keeps what was done about a pupil; gives its number.
    public func add(_ act: PupilAct, about pupil: PupilID, by recorded: RecordedAct, school: SchoolID) throws
        -> Int64
    {
        let number = try nextID(school: school)
        let year = AcademicYear(containing: act.at.date)
        let instant = (try? LondonClock.instant(of: act.at)) ?? recorded.act.at
        try run(
            """
            INSERT INTO pupil_event (school_id, number, pupil_id, year, at, at_instant, did, what, recipient, by_role,
                outcome, answer, reason, about, session, code, from_day, until_day, received, details, act_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .integer(number), .integer(pupil.rawValue), .integer(year.start),
                .text(act.at.description), .integer(instant.seconds), .text(act.did.rawValue),
                .text(act.what), .text(act.to?.text), .text(act.by?.text), .text(act.outcome),
                .text(act.answer), .text(act.reason),
                .text(act.about.map(\.description).joined(separator: ";")),
                .text(act.session?.description), act.code.map { .integer(Int64($0.rawValue)) } ?? .null,
                .text(act.from?.description), .text(act.until?.description), .text(act.received?.description),
                .text(try Self.text(of: act.details)), .integer(recorded.id.rawValue),
            ])
        return number
    }

    /// What was done about one pupil, in the order of recording.
    public func pupilActs(of pupil: PupilID, school: SchoolID) throws -> [RecordedPupilAct] {
        try pupilActs(
            "school_id = ? AND pupil_id = ?", [.integer(school.rawValue), .integer(pupil.rawValue)])
    }

    /// What was done about anybody since an act of some number, in the order of recording; 0 for all.
    public func pupilActs(after number: Int64 = 0, school: SchoolID) throws -> [RecordedPupilAct] {
        try pupilActs("school_id = ? AND number > ?", [.integer(school.rawValue), .integer(number)])
    }

    private func pupilActs(_ condition: String, _ values: [SQLValue]) throws -> [RecordedPupilAct] {
        try rows(
            """
            SELECT number, pupil_id, at, did, what, recipient, by_role, outcome, answer, reason, about, session, code,
                from_day, until_day, received, details, act_id
            FROM pupil_event WHERE \(condition) ORDER BY number
            """, values
        ) { row in
            guard let at = Moment(row.text(2)), let did = Did(rawValue: row.text(3)) else {
                throw StoreError.statement("what was done, number \(row.integer(0)), cannot be read")
            }
            func day(_ column: Int) -> CalendarDate? { row.textOrNil(column).flatMap { CalendarDate($0) } }
            return RecordedPupilAct(
                number: row.integer(0), pupil: PupilID(rawValue: row.integer(1)),
                act: PupilAct(
                    at: at, did: did, what: row.text(4), to: row.textOrNil(5).flatMap { Recipient($0) },
                    by: row.textOrNil(6).map { RoleName($0) }, outcome: row.text(7), answer: row.text(8),
                    reason: row.text(9),
                    about: row.text(10).split(separator: ";").compactMap { CalendarDate($0) },
                    session: row.textOrNil(11).flatMap { Session($0) },
                    code: row.integerOrNil(12).flatMap { AttendanceCode(rawValue: UInt8($0)) },
                    from: day(13), until: day(14), received: day(15),
                    details: try JSONDecoder().decode([String: String].self, from: Data(row.text(16).utf8))),
                recordedBy: ActID(rawValue: row.integer(17)))
        }
    }

    private static func text(of details: [String: String]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(details), as: UTF8.self)
    }
}
