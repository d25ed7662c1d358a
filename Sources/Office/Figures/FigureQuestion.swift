public import Attendance
public import Store

/// What figures are grouped by.
public enum FigureGrouping: Hashable, Sendable {
    case pupil, registrationGroup, yearGroup, school, day
    /// One group of those who bear the flag on the period's last day and one of those who do not.
    case flag(String)

    /// As it is written in a command or an address.
    public var name: String {
        switch self {
        case .pupil: "pupil"
        case .registrationGroup: "registration-group"
        case .yearGroup: "year-group"
        case .school: "school"
        case .day: "day"
        case .flag(let flag): flag
        }
    }

    /// Reads a name; nil when it is no grouping and no known flag.
    public init?(_ name: some StringProtocol) {
        switch name {
        case "pupil": self = .pupil
        case "registration-group": self = .registrationGroup
        case "year-group": self = .yearGroup
        case "school": self = .school
        case "day": self = .day
        default:
            guard Self.flags.contains(String(name)) else { return nil }
            self = .flag(String(name))
        }
    }

    /// The flags of a pupil's record that figures may be grouped by.
    public static let flags: [String] = [
        "fsm", "pp", "lac", "previously-lac", "cin", "cp", "taf", "eal", "young-carer", "grt", "service",
        "ehcp",
        "social-worker", "yot", "medical", "boarder", "travels-independently", "significant-risk",
    ]
}

/// Which figures are wanted.
public struct FigureQuestion: Hashable, Sendable {
    public enum Cohort: String, Hashable, Sendable, CaseIterable {
        /// Everyone on the roll in the period.
        case all
        /// Those whom the Department for Education publishes.
        case statutory
    }

    public var days: ClosedRange<CalendarDate>
    public var by: [FigureGrouping]
    public var cohort: Cohort
    /// Only these pupils; nil for all.
    public var pupils: Set<PupilID>?

    public init(
        days: ClosedRange<CalendarDate>, by: [FigureGrouping] = [.school], cohort: Cohort = .all,
        pupils: Set<PupilID>? = nil
    ) {
        self.days = days
        self.by = by
        self.cohort = cohort
        self.pupils = pupils
    }
}

/// One group's figures.
public struct FigureGroup: Sendable {
    /// One for each of the question's groupings.
    public var key: [String]
    /// For a group of one pupil: who it is.
    public var pupil: FigurePupil?
    public var figures: Figures
}

extension Office {
    /// Exact figures over the sessions held and closed in a period: up to the last register that has closed, for
    /// everyone on the roll on those days.
    ///
    /// Throws `OfficeError.invalid` when the calendars do not cover the period.
    public func figures(_ question: FigureQuestion, school id: SchoolID) async throws -> [FigureGroup] {
        let moment = self.moment
        return try await store.read { try self.figures(question, school: id, at: moment, $0) }
    }

    func figures(
        _ question: FigureQuestion, school id: SchoolID, at moment: Moment, _ transaction: any Transaction
    ) throws -> [FigureGroup] {
        let school = try self.school(id, in: transaction)
        let days = question.days
        let years =
            (AcademicYear(containing: days.lowerBound).start...AcademicYear(containing: days.upperBound).start)
            .map { AcademicYear(startingIn: $0) }
        for year in years where school.calendars[year] == nil {
            throw OfficeError.invalid(
                "from",
                "There is no calendar for \(year): add it with `rollcall calendar add`, or ask for other days."
            )
        }
        var tally = FigureTally(
            question: question, calendars: FigureCalendars(school: school, days: days, moment: moment))
        let roll = try figureRoll(of: school, transaction)
        tally.stays = roll.stays
        for case .flag(let flag) in question.by {
            tally.flagged[flag] = try transaction.pupils(flagged: flag, on: days.upperBound, school: id)
        }
        let boarders =
            question.cohort == .statutory
            ? try transaction.pupils(flagged: "boarder", on: days.upperBound, school: id) : []
        let pupils = roll.pupils(in: days).filter {
            question.pupils?.contains($0.id) ?? true
        }
        var marks: [AcademicYear: [PupilID: [UInt8]]] = [:]
        for year in years {
            if let only = question.pupils, only.count <= 20 {
                marks[year] = Dictionary(
                    uniqueKeysWithValues: try only.map {
                        ($0, try transaction.yearMarks(of: $0, in: year, school: id))
                    })
            } else {
                marks[year] = try transaction.yearMarks(in: year, school: id)
            }
        }
        for var pupil in pupils {
            pupil.isBoarder = boarders.contains(pupil.id)
            tally.add(pupil, years: years) { marks[$0]?[pupil.id] }
        }
        return tally.groups(pupils)
    }
}
