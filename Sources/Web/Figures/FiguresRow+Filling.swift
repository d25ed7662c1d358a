import Attendance
import Office
import Store

extension FiguresRow {
    init(_ group: SeenFigures, named name: String, href: String?) {
        guard let figures = group.figures else {
            // Fewer than five: not even how many.
            let dash = "–"
            self.init(
                name: name, href: nil, pupils: "under 5, or withheld", possible: dash, attended: dash,
                authorised: dash, unauthorised: dash, late: dash, missing: dash, isMissingAny: false,
                attendance: dash, absence: dash, persistent: dash, severe: dash,
                meter: Meter(
                    attended: "0", authorisedAt: "0", authorised: "0", unauthorisedAt: "0", unauthorised: "0")
            )
            return
        }
        let counts = figures.counts
        func share(_ part: Int) -> String { Percentage(part, of: counts.possible)?.description ?? "0" }
        let isOnePupil = group.pupil != nil
        self.init(
            name: name, href: href, pupils: isOnePupil ? nil : figures.pupils.inWords,
            possible: counts.possible.inWords,
            attended: counts.attended.inWords, authorised: counts.authorised.inWords,
            unauthorised: counts.unauthorised.inWords,
            late: (counts.lateBeforeClose + counts.lateAfterClose).inWords, missing: counts.missing.inWords,
            isMissingAny: counts.missing > 0, attendance: counts.attendance.inWords,
            absence: counts.absence.inWords,
            persistent: isOnePupil
                ? (counts.isPersistentlyAbsent ? "yes" : "no")
                : figures.share(figures.persistentlyAbsent, figures.persistentAbsenceRate),
            severe: isOnePupil
                ? (counts.isSeverelyAbsent ? "yes" : "no")
                : figures.share(figures.severelyAbsent, figures.severeAbsenceRate),
            isPersistent: isOnePupil && counts.isPersistentlyAbsent,
            isSevere: isOnePupil && counts.isSeverelyAbsent,
            meter: Meter(
                attended: share(counts.attended), authorisedAt: share(counts.attended),
                authorised: share(counts.authorised),
                unauthorisedAt: share(counts.attended + counts.authorised),
                unauthorised: share(counts.unauthorised)))
    }
}

extension Figures {
    /// `148 (14.7%)`.
    fileprivate func share(_ part: Int, _ rate: Percentage?) -> String {
        rate.map { "\(part.inWords) (\($0)%)" } ?? part.inWords
    }
}

extension FiguresTable {
    static let none = FiguresTable(
        caption: "Figures", heading: "", rows: [], total: nil, pages: nil, isEmpty: true)
}

extension FiguresView {
    static func tiles(_ total: SeenFigures?, window: String) -> [Tile] {
        guard let figures = total?.figures else { return [] }
        let counts = figures.counts
        return [
            Tile(
                label: "Attendance", value: counts.attendance.inWords,
                how:
                    "\(counts.attended.inWords) attended of \(counts.possible.inWords) possible sessions, \(window)"
            ),
            Tile(
                label: "Authorised absence", value: counts.authorisedAbsence.inWords,
                how: "\(counts.authorised.inWords) sessions of the same possible ones"),
            Tile(
                label: "Unauthorised absence", value: counts.unauthorisedAbsence.inWords,
                how:
                    "\(counts.unauthorised.inWords) sessions, \(counts.lateAfterClose.inWords) of them late after the register closed"
            ),
            Tile(
                label: "Persistently absent", value: figures.persistentlyAbsent.inWords,
                unit: "of \(figures.enrolments.inWords)",
                how:
                    "\(figures.persistentAbsenceRate.inWords): pupils who missed 10% or more of their own possible sessions"
            ),
            Tile(
                label: "Severely absent", value: figures.severelyAbsent.inWords,
                unit: "of \(figures.enrolments.inWords)",
                how:
                    "\(figures.severeAbsenceRate.inWords): missed half or more; counted as persistently absent too"
            ),
            Tile(
                label: "Missing marks", value: counts.missing.inWords,
                how: "Registers closed without a mark; in no other figure", isHot: counts.missing > 0),
        ]
    }

    /// As the Department for Education's methodology for absence statistics has them.
    static let definitions = [
        Definition(
            term: "Possible",
            means:
                "Sessions with a mark that counts: attended, authorised and unauthorised. Not D, Q, X, Y1 to Y7, Z, # and sessions without a mark. In 2020/21 and 2021/22 also those kept away by coronavirus."
        ),
        Definition(
            term: "Attended",
            means: "Present (/ \\ L) and approved educational activity (B K P V W). AM and PM count alike."),
        Definition(
            term: "Late",
            means: "Before the register closed (L, attended) and after (U, an unauthorised absence)."
        ),
        Definition(
            term: "Rates",
            means:
                "Counts added up and then divided; never an average of averages. Printed to a tenth; nothing is decided on the printed figure."
        ),
        Definition(
            term: "Persistent",
            means:
                "Pupils whose own absence is 10% or more of their own possible sessions in these days; severe: 50% or more. Of those with a possible session."
        ),
        Definition(
            term: "Missing",
            means:
                "The register has closed and there is no mark. Shown, and counted neither as present nor as absent."
        ),
        Definition(
            term: "Group",
            means:
                "A pupil's sessions count for the group they were in then; somebody who moved is a pupil of both."
        ),
        Definition(
            term: "Small groups",
            means:
                "Whoever sees no single pupil's figures sees none of a group of fewer than five, nor the next smallest where one alone would be hidden."
        ),
    ]
}
