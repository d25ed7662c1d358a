/// What a policy says about codes. The law's table underlies it: a policy narrows and explains codes, it adds and
/// removes none.
public struct CodeSettings: Hashable, Sendable {
    /// The rows of the policy's own table of codes, in its order.
    public var table: [Setting<CodeRow>]
    /// Whether the policy prints a whole table, so that a code that is not in it is missing from it.
    public var tableIsComplete: Bool
    /// What teachers may enter; nil leaves it to the law's table.
    public var teachers: Setting<TeacherCodes>?
    /// Marks of the school's own system that are no codes of the register, with what they stand for.
    public var local: [Setting<LocalMark>]
    /// School days after which an `N` gives way; nil when the policy does not say.
    public var noReasonSchoolDays: Setting<Int>?

    public init(
        table: [Setting<CodeRow>] = [], tableIsComplete: Bool = false, teachers: Setting<TeacherCodes>? = nil,
        local: [Setting<LocalMark>] = [], noReasonSchoolDays: Setting<Int>? = nil
    ) {
        self.table = table
        self.tableIsComplete = tableIsComplete
        self.teachers = teachers
        self.local = local
        self.noReasonSchoolDays = noReasonSchoolDays
    }
}

/// One row of a policy's table of codes: one code, or several of which it says the same.
public struct CodeRow: Hashable, Sendable {
    /// What a policy says a code counts as. "Not an absence" is how some name the codes out of the denominator
    /// and the activities off site in one breath.
    public enum Counts: String, Hashable, Sendable, CaseIterable {
        case attending, authorised, unauthorised
        case notPossible = "not-possible"
        case notAbsent = "not-absent"
    }

    /// What becomes of a code when marks go back to another system.
    public enum Export: Hashable, Sendable {
        case mark(String)
        case leftOut
    }

    public var codes: [AttendanceCode]
    /// The fuller codes behind it in the school's system, as `J1` behind `J`.
    public var subCodes: [AttendanceCode]
    public var onSite: Bool?
    /// May not be overwritten by a later entry of the desk or an import; only amended.
    public var isProtected: Bool
    /// `#ff00ea`.
    public var colour: String?
    public var export: Export?
    /// The circumstances the policy uses it for, by their names in the law.
    public var circumstances: [String]
    public var counts: Counts?

    public init(
        codes: [AttendanceCode], subCodes: [AttendanceCode] = [], onSite: Bool? = nil,
        isProtected: Bool = false,
        colour: String? = nil, export: Export? = nil, circumstances: [String] = [], counts: Counts? = nil
    ) {
        self.codes = codes
        self.subCodes = subCodes
        self.onSite = onSite
        self.isProtected = isProtected
        self.colour = colour
        self.export = export
        self.circumstances = circumstances
        self.counts = counts
    }

    /// The codes and those behind them.
    var all: [AttendanceCode] { codes + subCodes }
}

/// The codes that a teacher may enter, besides seeing what is planned.
public enum TeacherCodes: Hashable, Sendable {
    case only([AttendanceCode])
    case allBut([AttendanceCode])
}

/// A mark of the school's own system.
public struct LocalMark: Hashable, Sendable {
    /// As the system writes it: `?`.
    public var mark: String
    /// Nil when it stands for no mark at all.
    public var standsFor: AttendanceCode?

    public init(mark: String, standsFor: AttendanceCode?) {
        self.mark = mark
        self.standsFor = standsFor
    }
}

/// What runs, the law's table and the policy's taken together.
extension Policy {
    /// Whether a teacher may enter a code for a session of that day. A code that a person cannot choose, or that
    /// was not valid then, never.
    public func mayTeacherEnter(_ code: AttendanceCode, under law: Law, on day: CalendarDate) -> Bool {
        guard let rule = law.codes.rule(for: code, on: day), rule.selectable else { return false }
        switch codes.teachers?.value {
        case nil: return rule.enteredBy == .taker
        case .only(let allowed): return allowed.contains(code)
        case .allBut(let barred): return !barred.contains(code) && !codes.isBehind(code, any: barred)
        }
    }

    /// The codes a teacher may enter in a session, in the order of the register's tables.
    public func teacherCodes(under law: Law, for session: Session) -> [AttendanceCode] {
        law.codes.rules(on: session.date)
            .filter { $0.half.map { $0 == session.half } ?? true }
            .map(\.code)
            .filter { mayTeacherEnter($0, under: law, on: session.date) }
    }

    /// Within how many school days an `N` has to give way: the school's number where it is the shorter. Nil when
    /// neither says.
    public func noReasonSchoolDays(under law: Law, on day: CalendarDate) -> Int? {
        let own = codes.noReasonSchoolDays?.value
        guard let most = law.noReasonSchoolDays(on: day) else { return own }
        return min(own ?? most, most)
    }
}

extension CodeSettings {
    /// As the school's own system colours it, for the register and its key; nil for none.
    public func colour(of code: AttendanceCode) -> String? { row(of: code)?.colour }

    /// Whether a later entry of the desk or an import may not take its place.
    public func isProtected(_ code: AttendanceCode) -> Bool { row(of: code)?.isProtected ?? false }

    /// What a session bears in a file for another system; nil when it is left out. A code of the register always
    /// goes out whole: a mark that would go out as a retired code is not the law's.
    public func exportMark(for code: AttendanceCode) -> String? {
        switch row(of: code)?.export {
        case nil: code.text
        case .leftOut: nil
        case .mark(let mark): row(of: code)?.codes.contains(code) == true ? mark : code.text
        }
    }

    /// What a mark of the school's own system stands for. Nil when it is not in the file; a nil code inside when
    /// it stands for no mark.
    public func local(_ mark: some StringProtocol) -> LocalMark? {
        local.first { $0.value.mark == mark }?.value
    }

    /// The row that names a code itself, or else the one that has it as a sub-code.
    func row(of code: AttendanceCode) -> CodeRow? {
        (table.first { $0.value.codes.contains(code) } ?? table.first { $0.value.subCodes.contains(code) })?
            .value
    }

    /// Whether a code is a sub-code of one of these.
    func isBehind(_ code: AttendanceCode, any parents: [AttendanceCode]) -> Bool {
        table.contains { row in
            row.value.subCodes.contains(code) && row.value.codes.contains(where: parents.contains)
        }
    }
}
