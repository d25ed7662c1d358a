/// One code as the law has it from one day until another.
///
/// A rule is never read without a day; the table itself is law and comes from `Law/England/`.
public struct CodeRule: Hashable, Sendable {
    /// Whom a code may be used for, by compulsory school age on the session's day.
    public enum Age: String, Hashable, Sendable, CaseIterable {
        case any
        case compulsoryOnly = "compulsory-only"
        case nonCompulsoryOnly = "non-compulsory-only"
    }

    /// Who may enter a code unless the school's policy says otherwise.
    public enum EnteredBy: String, Hashable, Sendable, CaseIterable {
        /// Whoever takes the register, and the office.
        case taker
        case office
        /// Leave: only somebody authorised to grant it, or the office on that decision.
        case authorised
        /// The calendar, as `#`.
        case calendar
        /// The program, as `Z`.
        case system
    }

    /// When a code may first be written.
    public enum Timing: String, Hashable, Sendable, CaseIterable {
        /// May stand as a plan before the session.
        case planned
        /// Only when the register is taken, or after.
        case onTheDay = "on-the-day"
        /// Set from the calendar or by the program.
        case set
    }

    /// Whether a past session may be amended to the code.
    public enum Afterwards: String, Hashable, Sendable, CaseIterable {
        case yes
        /// Only if the leave was granted before the session.
        case ifGrantedBefore = "if-granted-before"
        /// As an audited correction within five school days.
        case withinFiveSchoolDays = "within-five-school-days"
        case no
    }

    public var code: AttendanceCode
    public var name: String
    /// The first day of sessions it may be used for.
    public var from: CalendarDate
    /// The last day; nil while it goes on.
    public var until: CalendarDate?
    /// Always the class in the code's byte: whoever reads the table checks it.
    public var sessionClass: SessionClass
    /// On the premises, for the statistics.
    public var onSiteForMark: Bool
    /// On the premises from arrival, for the fire roll. True for `U`, which is an absence to the statistics.
    public var onSiteAfterArrival: Bool
    /// The only half of a day it may be used in; nil for both.
    public var half: Session.Half?
    /// The Regulations ask for the nature of the provision, activity or cause.
    public var noteRequired: Bool
    public var isLeave: Bool
    public var age: Age
    /// May be chosen by a person. False for what only old registers or the calendar hold.
    public var selectable: Bool
    public var enteredBy: EnteredBy
    public var timing: Timing
    public var afterwards: Afterwards
    /// What to use instead of it when it is not valid, as a sentence; empty when nothing is known.
    public var instead: String
    public var reference: String

    public init(
        code: AttendanceCode, name: String, from: CalendarDate, until: CalendarDate? = nil,
        sessionClass: SessionClass, onSiteForMark: Bool = false, onSiteAfterArrival: Bool = false,
        half: Session.Half? = nil, noteRequired: Bool = false, isLeave: Bool = false, age: Age = .any,
        selectable: Bool = true, enteredBy: EnteredBy = .office, timing: Timing = .onTheDay,
        afterwards: Afterwards = .yes, instead: String = "", reference: String
    ) {
        self.code = code
        self.name = name
        self.from = from
        self.until = until
        self.sessionClass = sessionClass
        self.onSiteForMark = onSiteForMark
        self.onSiteAfterArrival = onSiteAfterArrival
        self.half = half
        self.noteRequired = noteRequired
        self.isLeave = isLeave
        self.age = age
        self.selectable = selectable
        self.enteredBy = enteredBy
        self.timing = timing
        self.afterwards = afterwards
        self.instead = instead
        self.reference = reference
    }

    public func holds(on date: CalendarDate) -> Bool {
        from <= date && until.map { date <= $0 } ?? true
    }
}

/// The law's table of codes, every entry with its days.
public struct CodeSet: Hashable, Sendable {
    /// By the code's byte; the rules of one code by their first day.
    private let byByte: [[CodeRule]]

    public init(_ rules: [CodeRule]) {
        var table = [[CodeRule]](repeating: [], count: 128)
        for rule in rules { table[Int(rule.code.rawValue)].append(rule) }
        byByte = table.map { $0.sorted { $0.from < $1.from } }
    }

    /// Nil when the code was not valid on that day.
    public func rule(for code: AttendanceCode, on date: CalendarDate) -> CodeRule? {
        byByte[Int(code.rawValue)].last { $0.holds(on: date) }
    }

    /// The rules of every code valid on a day, in the order of the register's tables.
    public func rules(on date: CalendarDate) -> [CodeRule] {
        byByte.compactMap { $0.last { $0.holds(on: date) } }
    }

    /// Every entry of one code, by its first day.
    public func history(of code: AttendanceCode) -> [CodeRule] { byByte[Int(code.rawValue)] }

    /// Everything that speaks against a code for a session, in the order of `CodeRefusal`'s cases.
    ///
    /// A code that is not valid on the day gives only that. To a register taken here each is a refusal; in an
    /// imported history the conditions are warnings and only `.notValid` is parked for a person.
    ///
    /// - Parameter ofCompulsorySchoolAge: on the session's day; nil when it is not known, which passes.
    public func refusals(
        of code: AttendanceCode, for session: Session, note: String, ofCompulsorySchoolAge: Bool?
    ) -> [CodeRefusal] {
        guard let rule = rule(for: code, on: session.date) else {
            return [notValid(code, on: session.date)]
        }
        var refusals = [CodeRefusal]()
        if let half = rule.half, half != session.half { refusals.append(.wrongHalf(code, only: half)) }
        if rule.noteRequired, note.allSatisfy(\.isWhitespace) { refusals.append(.noteMissing(code)) }
        if let ofCompulsorySchoolAge, rule.age != .any,
            ofCompulsorySchoolAge != (rule.age == .compulsoryOnly)
        {
            refusals.append(.age(code, requires: rule.age))
        }
        return refusals
    }

    /// Throws the first of `refusals`.
    public func check(
        _ code: AttendanceCode, for session: Session, note: String = "", ofCompulsorySchoolAge: Bool? = nil
    ) throws(CodeRefusal) {
        let refusals = refusals(
            of: code, for: session, note: note, ofCompulsorySchoolAge: ofCompulsorySchoolAge)
        if let first = refusals.first { throw first }
    }

    private func notValid(_ code: AttendanceCode, on date: CalendarDate) -> CodeRefusal {
        let history = byByte[Int(code.rawValue)]
        let nearest = history.last { $0.from <= date } ?? history.first
        return .notValid(
            code, on: date, from: nearest?.from, until: nearest?.until, instead: nearest?.instead ?? "")
    }
}
