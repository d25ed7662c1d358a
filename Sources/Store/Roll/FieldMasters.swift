public import Attendance

/// Which system a field of a record is kept in: a file changes only fields of which the MIS is master.
public enum FieldMaster: String, Hashable, Sendable {
    case mis, rollcall
}

/// Records whose fields may have a master each.
public enum MasteredKind: String, Hashable, Sendable {
    case pupil, contact
    /// What a contact is to a pupil; the subject is the pupil, the field `CONTACT:field`.
    case contactLink = "contact-link"
    case staff
}

extension Transaction {
    /// The fields of which Rollcall is master, for every record of a kind. Of all others the MIS is.
    public func rollcallFields(of kind: MasteredKind, school: SchoolID) throws -> [Int64: Set<String>] {
        var all: [Int64: Set<String>] = [:]
        try each(
            "SELECT subject_id, field FROM field_master WHERE school_id = ? AND kind = ? AND master = 'rollcall'",
            [.integer(school.rawValue), .text(kind.rawValue)]
        ) { all[$0.integer(0), default: []].insert($0.text(1)) }
        return all
    }

    /// The fields of one record of which Rollcall is master.
    public func rollcallFields(
        of kind: MasteredKind, _ subject: Int64, school: SchoolID
    ) throws -> Set<String> {
        Set(
            try rows(
                """
                SELECT field FROM field_master
                WHERE school_id = ? AND kind = ? AND subject_id = ? AND master = 'rollcall'
                """,
                [.integer(school.rawValue), .text(kind.rawValue), .integer(subject)]
            ) { $0.text(0) })
    }

    public func setMaster(
        _ master: FieldMaster, of fields: some Sequence<String>, _ kind: MasteredKind, _ subject: Int64,
        school: SchoolID
    ) throws {
        for field in fields {
            try run(
                """
                INSERT INTO field_master (school_id, kind, subject_id, field, master) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (school_id, kind, subject_id, field) DO UPDATE SET master = excluded.master
                """,
                [
                    .integer(school.rawValue), .text(kind.rawValue), .integer(subject), .text(field),
                    .text(master.rawValue),
                ]
            )
        }
    }
}
