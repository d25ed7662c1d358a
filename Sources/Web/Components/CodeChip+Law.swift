import Attendance
import Office

extension CodeChip {
    /// A code as the law names it on the session's day, as far as the reader may see it.
    init(_ code: AttendanceCode?, on day: CalendarDate, law: CodeSet, to person: SignedIn) {
        guard let code else {
            self.init(code: "–", name: "No mark", kind: "missing")
            return
        }
        guard person.maySee(code) else {
            // The class may be told, so that figures and picture agree; of detention not even that.
            let isSecret = code == .criminalJustice
            self.init(
                code: "•",
                name: isSecret ? "Not shown" : "\(code.sessionClass.title); the reason is not shown",
                kind: isSecret ? "none" : code.sessionClass.kind)
            return
        }
        let rule = law.rule(for: code, on: day) ?? law.history(of: code).last
        self.init(code: code.text, name: rule?.name ?? code.sessionClass.title, kind: code.sessionClass.kind)
    }
}

extension SessionClass {
    /// `Authorised absence`.
    var title: String {
        switch self {
        case .present: "Present"
        case .approvedEducationalActivity: "At an approved educational activity"
        case .authorised: "Authorised absence"
        case .unauthorised: "Unauthorised absence"
        case .notPossible: "Not a possible attendance"
        case .covidPossible: "Kept away by coronavirus"
        case .administrative: "Not counted"
        }
    }

    /// As `CodeChip.kind`.
    var kind: String {
        switch self {
        case .present: "attending"
        case .approvedEducationalActivity: "activity"
        case .authorised: "authorised"
        case .unauthorised: "unauthorised"
        case .notPossible, .covidPossible: "not-possible"
        case .administrative: "administrative"
        }
    }
}
