public import Attendance
public import Store

/// A school made up for trying things out: its people, its roll, its registers and everything that was written
/// down in them, as one value. Made of the same seed and moment it is the same, byte for byte.
///
/// Things refer to each other by their place in the school's lists.
public struct DemoSchool: Hashable, Sendable {
    public let profile: DemoProfile
    /// What the clock says in it; nothing in it is later.
    public let now: Moment
    /// The academic year of `now`.
    public let year: AcademicYear
    /// Last year's, this year's and the next one's, in order.
    public let years: [EnglishSchoolYear]
    public internal(set) var staff: [StaffMember] = []
    public internal(set) var addresses: [Address] = []
    public internal(set) var contacts: [Contact] = []
    public internal(set) var pupils: [Pupil] = []
    public internal(set) var groups: [Group] = []
    public internal(set) var registers: [Register] = []
    /// In the order in which they were done.
    public internal(set) var acts: [DemoAct] = []
    public internal(set) var takings: [Taking] = []

    /// Somebody who works at the school, or answers for it.
    public struct StaffMember: Hashable, Sendable {
        public var code: String
        public var title: String
        public var forename: String
        public var surname: String
        public var position: String
        public var email: String
        public var roles: [Role]

        public var name: String { "\(forename) \(surname)" }
    }

    public struct Address: Hashable, Sendable {
        public var lines: String
        public var postcode: String
    }

    /// A parent, carer, other relative or social worker; one person however many of the pupils are theirs.
    public struct Contact: Hashable, Sendable {
        public var misID: String
        public var title: String
        public var forename: String
        public var surname: String
        public var phones: [String]
        public var email: String?
        public var address: Int?
        public var language: String?
        public var needsInterpreter: Bool
    }

    /// What a contact is to one pupil.
    public struct ContactLink: Hashable, Sendable {
        public var contact: Int
        /// 1 is called first.
        public var priority: Int
        /// As in the Common Transfer File: `PAM`, `PAF`, `SWR`.
        public var relationship: String
        public var hasResponsibility: Bool
        public var livesWith: Bool
        public var getsLetters: Bool
        public var mayCollect: Bool
        /// What a court order bars.
        public var bars: Set<OrderBar> = []
    }

    public struct Flag: Hashable, Sendable {
        public var flag: PupilFlag
        public var from: CalendarDate
    }

    public struct Pupil: Hashable, Sendable {
        public var upn: String
        public var admissionNumber: String
        public var surname: String
        public var forename: String
        public var preferredSurname: String?
        public var preferredForename: String?
        public var born: CalendarDate
        /// `F` or `M`.
        public var sex: String
        /// `N`, `K` or `E`.
        public var sen: String
        /// `C`, `M`, `S` or `G`, as in the Common Transfer File.
        public var enrolStatus: String
        public var transportRun: String?
        public var address: Int
        public var spell: RollSpell
        /// The ground for the deletion, as `9(1)(a)`; nil while on roll.
        public var ground: String?
        /// By the year's start; the years known here in which the pupil was on roll.
        public var yearGroups: [AcademicYear: YearGroup]
        public var flags: [Flag]
        public var contacts: [ContactLink]

        public func has(_ flag: PupilFlag) -> Bool { flags.contains { $0.flag == flag } }
        public var name: String { "\(preferredForename ?? forename) \(preferredSurname ?? surname)" }
    }

    public struct Group: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable {
            case registration
            case classGroup = "class"
        }

        public struct Member: Hashable, Sendable {
            public var pupil: Int
            public var from: Session
            public var to: Session?
        }

        public var name: String
        public var kind: Kind
        public var year: AcademicYear
        public var yearGroup: YearGroup
        public var members: [Member]
    }

    public struct Register: Hashable, Sendable {
        public var name: String
        public var half: Session.Half
        public var group: Int
        public var room: String
        public var from: CalendarDate
        public var to: CalendarDate?
        public var takers: [Taker]
    }

    public struct Taker: Hashable, Sendable {
        public var staff: Int
        public var from: CalendarDate
        public var to: CalendarDate?
    }

    /// What became of one register in one session.
    public struct Taking: Hashable, Sendable {
        public var register: Int
        public var session: Session
        public var opened: Moment?
        public var submitted: Moment?
        public var by: Int?
        public var closed: Moment?
        public var isEnteredAfterwards = false
        public var source: String?
        public var reason: String?
        /// Who was asked to walk to the room.
        public var walker: Int?
    }
}

/// One thing that somebody did at the made-up school, with the entries it made.
public struct DemoAct: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public var pupil: Int
        public var session: Session
        public var code: AttendanceCode
        public var minutesLate: Int?
        public var note: String?

        var place: Place { Place(pupil: pupil, session: session) }
    }

    /// One pupil's session.
    struct Place: Hashable {
        var pupil: Int
        var session: Session
    }

    /// What else the act wrote down.
    public enum Effect: Hashable, Sendable {
        case report(
            pupil: Int, from: Session, to: Session, reason: String, code: AttendanceCode?, toldBy: String,
            channel: String)
        case question(
            Question.Kind, pupil: Int, session: Session?, ours: String?, theirs: String?, source: String?,
            detail: String)
        case admission(pupil: Int)
        case deletion(pupil: Int)
        case groupMove(pupil: Int)
        case closure(from: Session, to: Session, code: AttendanceCode, reason: String)
        case plan(
            pupil: Int, from: Session, to: Session, code: AttendanceCode, pattern: [String], note: String?)
    }

    public var at: Moment
    public var kind: Act.Kind
    /// Nil for the system.
    public var by: Int?
    public var reason: String?
    public var detail: String?
    public var entries: [Entry] = []
    public var effects: [Effect] = []
}

extension DemoSchool {
    /// What stands: the last entry for each pupil and session, pupils in their order and sessions in theirs.
    public var standing: [DemoAct.Entry] {
        var byPupil = [[Session: DemoAct.Entry]](repeating: [:], count: pupils.count)
        for act in acts {
            for entry in act.entries { byPupil[entry.pupil][entry.session] = entry }
        }
        return byPupil.flatMap { sessions in
            sessions.values.sorted { $0.session < $1.session }
        }
    }

    /// The session, by pupil, of a mark that a file gave with a code the law had no longer.
    var parkedMarks: [Int: Session] {
        var parked: [Int: Session] = [:]
        for case .question(.parkedMark, let pupil, let session?, _, _, _, _) in acts.flatMap(\.effects) {
            parked[pupil] = session
        }
        return parked
    }

    /// The calendar of the academic year a day belongs to; nil outside the three years known.
    public func schoolYear(containing date: CalendarDate) -> EnglishSchoolYear? {
        let year = AcademicYear(containing: date)
        return years.first { $0.year == year }
    }
}
