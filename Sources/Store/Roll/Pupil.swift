public import Attendance

/// A pupil as lists show them on a day.
public struct PupilSummary: Hashable, Sendable {
    public var id: PupilID
    public var upn: String?
    public var admissionNumber: String?
    /// The preferred name where there is one.
    public var forename: String
    public var surname: String
    public var born: CalendarDate?
    public var sex: String?
    /// Nil when none is recorded for the academic year of the day, or it follows no national curriculum year.
    public var yearGroup: YearGroup?
    /// The registration group at the end of the day; nil when in none.
    public var registrationGroup: String?

    public var name: String { "\(forename) \(surname)" }
    /// `Surname, Forename`, as lists are sorted.
    public var listName: String { "\(surname), \(forename)" }

    /// Somebody who is not in the books yet, and so has no id.
    public init(starting details: PupilDetails) {
        id = PupilID(rawValue: 0)
        upn = details.upn
        admissionNumber = details.admissionNumber
        forename = details.preferredForename ?? details.forename
        surname = details.preferredSurname ?? details.surname
        born = details.born
        sex = details.sex
    }

    /// Columns of `pupil p`; needs the values of `values(on:)` before any others.
    static let columns = """
        p.id, p.upn, p.admission_number, coalesce(p.preferred_forename, p.forename),
        coalesce(p.preferred_surname, p.surname), p.born, p.sex,
        (SELECT y.year_group FROM pupil_year y
            WHERE y.school_id = p.school_id AND y.pupil_id = p.id AND y.year = ?),
        (SELECT max(g.name) FROM group_member m
            JOIN pupil_group g ON g.school_id = m.school_id AND g.id = m.group_id
            WHERE m.school_id = p.school_id AND m.pupil_id = p.id AND m.from_session <= ?
                AND (m.to_session IS NULL OR m.to_session >= ?) AND g.kind = 'registration')
        """

    static func values(on day: CalendarDate) -> [SQLValue] {
        let session = SQLValue.text(Session(day, .pm).description)
        return [.integer(AcademicYear(containing: day).start), session, session]
    }

    init(_ row: Row) {
        id = PupilID(rawValue: row.integer(0))
        upn = row.textOrNil(1)
        admissionNumber = row.textOrNil(2)
        forename = row.text(3)
        surname = row.text(4)
        born = row.textOrNil(5).flatMap { CalendarDate($0) }
        sex = row.textOrNil(6)
        yearGroup = row.textOrNil(7).flatMap { YearGroup($0) }
        registrationGroup = row.textOrNil(8)
    }
}

/// What is recorded of a pupil's own, apart from dated things.
public struct PupilDetails: Hashable, Sendable {
    public var upn: String?
    public var admissionNumber: String?
    /// The id in the system that a file came from.
    public var misID: String?
    public var surname: String
    public var forename: String
    public var preferredSurname: String?
    public var preferredForename: String?
    public var born: CalendarDate?
    public var sex: String?
    public var sen: String?
    /// C, M, S or G, as in the common transfer file.
    public var enrolStatus: String?
    public var transportRun: String?

    public init(
        upn: String? = nil, admissionNumber: String? = nil, misID: String? = nil, surname: String,
        forename: String, preferredSurname: String? = nil, preferredForename: String? = nil,
        born: CalendarDate? = nil, sex: String? = nil, sen: String? = nil, enrolStatus: String? = nil,
        transportRun: String? = nil
    ) {
        self.upn = upn
        self.admissionNumber = admissionNumber
        self.misID = misID
        self.surname = surname
        self.forename = forename
        self.preferredSurname = preferredSurname
        self.preferredForename = preferredForename
        self.born = born
        self.sex = sex
        self.sen = sen
        self.enrolStatus = enrolStatus
        self.transportRun = transportRun
    }

    /// Both names, legal and preferred, as search finds them.
    public var plainName: String {
        let legal = "\(surname) \(forename)".plainName
        let used = "\(preferredSurname ?? surname) \(preferredForename ?? forename)".plainName
        return legal == used ? legal : "\(legal) \(used)"
    }

    static let columns = """
        p.upn, p.admission_number, p.mis_id, p.surname, p.forename, p.preferred_surname, p.preferred_forename,
        p.born, p.sex, p.sen, p.enrol_status, p.transport_run
        """

    init(_ row: Row, at column: Int) {
        self.init(
            upn: row.textOrNil(column), admissionNumber: row.textOrNil(column + 1),
            misID: row.textOrNil(column + 2), surname: row.text(column + 3), forename: row.text(column + 4),
            preferredSurname: row.textOrNil(column + 5), preferredForename: row.textOrNil(column + 6),
            born: row.textOrNil(column + 7).flatMap { CalendarDate($0) }, sex: row.textOrNil(column + 8),
            sen: row.textOrNil(column + 9), enrolStatus: row.textOrNil(column + 10),
            transportRun: row.textOrNil(column + 11))
    }

    /// In the order of `columns`.
    var values: [SQLValue] {
        [
            .text(upn), .text(admissionNumber), .text(misID), .text(surname), .text(forename),
            .text(preferredSurname), .text(preferredForename), .text(born?.description), .text(sex),
            .text(sen), .text(enrolStatus), .text(transportRun),
        ]
    }
}

/// Where somebody lives.
public struct Address: Hashable, Codable, Sendable {
    /// With line breaks between its lines.
    public var lines: String
    public var postcode: String?

    public init(lines: String, postcode: String? = nil) {
        self.lines = lines
        self.postcode = postcode
    }
}

/// A stay on the admission register.
public struct Admission: Hashable, Sendable {
    /// The first day agreed for attendance.
    public var from: CalendarDate
    /// The leaving date, on which the pupil still counts; nil while on roll.
    public var to: CalendarDate?
    /// The ground of the deletion, `a` to `o` of regulation 9(1).
    public var ground: String?
    public var deletedBy: ActID?
    /// What a file said of leaving: no deletion, which needs a ground and a named person.
    public var reportedLeaving: CalendarDate?
    public var lastSchool: String?
    public var nextSchool: String?

    public var spell: RollSpell { RollSpell(from: from, to: to) }

    static let columns = """
        a.from_day, a.to_day, a.ground, a.deletion_act_id, a.reported_leaving_day, a.last_school, a.next_school
        """

    init?(_ row: Row, at column: Int = 0) {
        guard let from = CalendarDate(row.text(column)) else { return nil }
        self.from = from
        to = row.textOrNil(column + 1).flatMap { CalendarDate($0) }
        ground = row.textOrNil(column + 2)
        deletedBy = row.integerOrNil(column + 3).map { ActID(rawValue: $0) }
        reportedLeaving = row.textOrNil(column + 4).flatMap { CalendarDate($0) }
        lastSchool = row.textOrNil(column + 5)
        nextSchool = row.textOrNil(column + 6)
    }
}

/// A flag of a pupil's from one day to another.
public struct DatedFlag: Hashable, Sendable {
    public var flag: PupilFlag
    public var from: CalendarDate
    /// The last day it holds; nil while it does.
    public var to: CalendarDate?
}

/// All that is recorded of one pupil, contacts and marks apart.
public struct Pupil: Hashable, Sendable {
    public var id: PupilID
    public var details: PupilDetails
    public var address: Address?
    /// The earliest first.
    public var admissions: [Admission]
    public var yearGroups: [AcademicYear: YearGroup]
    public var flags: [DatedFlag]
    /// Groups of every kind, the earliest first.
    public var memberships: [Membership]

    public var forename: String { details.preferredForename ?? details.forename }
    public var surname: String { details.preferredSurname ?? details.surname }
    public var name: String { "\(forename) \(surname)" }

    public func isOnRoll(on day: CalendarDate) -> Bool { admissions.contains { $0.spell.contains(day) } }
    public func yearGroup(on day: CalendarDate) -> YearGroup? { yearGroups[AcademicYear(containing: day)] }
    public func flags(on day: CalendarDate) -> Set<PupilFlag> {
        Set(flags.filter { $0.from <= day && $0.to.map { day <= $0 } ?? true }.map(\.flag))
    }
    /// The registration group's name in a session.
    public func registrationGroup(in session: Session) -> String? {
        memberships.first { $0.group.kind == .registration && $0.contains(session) }?.group.name
    }
}
