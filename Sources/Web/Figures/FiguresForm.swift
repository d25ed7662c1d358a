import Attendance
import Office

/// What the figures page is asked for, in the words of its address; names and UPNs are never among them.
struct FiguresForm: Sendable {
    enum Period: String, CaseIterable {
        case year, term, weeks, days
        case halfTerm = "half-term"

        var label: String {
            switch self {
            case .year: "the year to date"
            case .term: "this term"
            case .halfTerm: "this half-term"
            case .weeks: "the last four school weeks"
            case .days: "the days I choose"
            }
        }
        static let inOrder: [Period] = [.year, .term, .halfTerm, .weeks, .days]
    }

    var period = Period.year
    var from = ""
    var to = ""
    var by = "year-group"
    /// `year:7` or `group:7B`; empty for the whole school.
    var of = ""
    var cohort = "all"
    var sort = "name"
    var page = 1

    init(_ fields: FormFields) {
        period = Period(rawValue: fields.text("period")) ?? .year
        from = fields.text("from")
        to = fields.text("to")
        if !fields.text("by").isEmpty { by = fields.text("by") }
        of = fields.text("of")
        cohort = fields.text("cohort") == "statutory" ? "statutory" : "all"
        sort = fields.text("sort") == "attendance" ? "attendance" : "name"
        page = max(1, Int(fields.text("page")) ?? 1)
    }

    var part: FigurePart? {
        if of.hasPrefix("year:") { return FigurePart(.yearGroup, String(of.dropFirst(5))) }
        if of.hasPrefix("group:") { return FigurePart(.registrationGroup, String(of.dropFirst(6))) }
        return nil
    }

    /// The address that asks for the same with something else.
    func path(_ change: (inout FiguresForm) -> Void = { _ in }) -> String {
        var other = self
        other.page = 1
        change(&other)
        var query = ["period=\(other.period.rawValue)"]
        func add(_ name: String, _ value: String, unless standard: String) {
            if value != standard { query.append("\(name)=\(value.percentEncoded)") }
        }
        if other.period == .days {
            add("from", other.from, unless: "")
            add("to", other.to, unless: "")
        }
        add("by", other.by, unless: "year-group")
        add("of", other.of, unless: "")
        add("cohort", other.cohort, unless: "all")
        add("sort", other.sort, unless: "name")
        add("page", String(other.page), unless: "1")
        return Place.figures.rawValue + "?" + query.joined(separator: "&")
    }

    /// The same figures as a file.
    var filePath: String {
        path().replacing(
            "\(Place.figures.rawValue)?", with: "\(Place.figures.rawValue).csv?", maxReplacements: 1)
    }

    /// The days asked for, up to today. Throws `FieldErrors` naming what to type instead.
    func days(of school: School, today: CalendarDate) throws -> ClosedRange<CalendarDate> {
        guard let calendar = school.calendars[AcademicYear(containing: today)],
            let first = calendar.terms.first?.from
        else {
            if period == .days { return try customDays }
            throw FieldErrors([
                (
                    "period",
                    "There is no calendar for \(AcademicYear(containing: today)): ask for days of another year"
                )
            ])
        }
        switch period {
        case .year: return Self.range(first, today)
        case .term:
            return Self.range((calendar.terms.last { $0.from <= today } ?? calendar.terms[0]).from, today)
        case .halfTerm:
            return Self.range(
                calendar.terms.flatMap(\.halves).last { $0.from <= today }?.from ?? first, today)
        case .weeks:
            let window = try? school.calendars.schoolWeeks(4, endingWith: today)
            return Self.range(window?.days?.lowerBound ?? first, today)
        case .days: return try customDays
        }
    }

    private static func range(_ from: CalendarDate, _ to: CalendarDate) -> ClosedRange<CalendarDate> {
        from <= to ? from...to : from...from
    }

    private var customDays: ClosedRange<CalendarDate> {
        get throws {
            var errors = FieldErrors()
            let first = CalendarDate(from), last = CalendarDate(to)
            if first == nil { errors.add("from", "Give the first day, as 2025-09-03") }
            if last == nil { errors.add("to", "Give the last day, as 2025-12-19") }
            if let first, let last, last < first {
                errors.add("to", "The last day must not be before the first")
            }
            guard errors.isEmpty, let first, let last else { throw errors }
            return first...last
        }
    }
}
