/// Something that a school's calendar cannot mean. Terms and closures are named by their place in the list.
public enum CalendarFault: Error, Hashable, Sendable {
    case noTerms
    case termEndsBeforeItBegins(term: Int)
    case termOutsideYear(term: Int, AcademicYear)
    /// The term begins before the one written before it has ended.
    case termsOverlap(term: Int)
    case halfTermOutsideTerm(term: Int)
    case closureOutsideYear(closure: Int, AcademicYear)
    /// A day on which the school is not open anyway, as a bank holiday in the holidays: only worth a warning.
    case closureWithoutEffect(closure: Int)
    case closureWithoutYearGroups(closure: Int)
    /// A session that is closed cannot be attended or missed: only not-possible codes and `#` will do.
    case closureCode(closure: Int, AttendanceCode)
}

extension CalendarFault {
    /// A warning does not keep the calendar from being used.
    public var isWarning: Bool {
        if case .closureWithoutEffect = self { true } else { false }
    }
}

extension CalendarFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noTerms: "The calendar has no terms."
        case .termEndsBeforeItBegins: "The term ends before it begins."
        case .termOutsideYear(_, let year):
            "The term is not within \(year), which runs from \(year.firstDay) to \(year.lastDay)."
        case .termsOverlap: "The term begins before the one before it has ended."
        case .halfTermOutsideTerm: "The half-term is not within its term."
        case .closureOutsideYear(_, let year): "The day is not in \(year)."
        case .closureWithoutEffect: "The school is not open on that day anyway."
        case .closureWithoutYearGroups: "The closure names an empty list of year groups."
        case .closureCode(_, let code):
            "A closed session cannot bear \(code); leave it out for #, or use one of Y1 to Y7."
        }
    }
}

/// All faults found in one calendar.
public struct CalendarFaults: Error, Hashable, Sendable {
    public var faults: [CalendarFault]

    public init(_ faults: [CalendarFault]) {
        self.faults = faults
    }
}

/// A day was asked about for which the school has no calendar.
public struct CalendarGap: Error, Hashable, Sendable, CustomStringConvertible {
    public var date: CalendarDate

    public init(_ date: CalendarDate) {
        self.date = date
    }

    public var year: AcademicYear { AcademicYear(containing: date) }

    public var description: String {
        "There is no calendar for \(year), in which \(date) falls. Add it with 'rollcall calendar add FILE'."
    }
}
