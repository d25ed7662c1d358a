import Attendance

/// What the parts of a calendar cannot mean together.
extension CalendarParts {
    func check(_ year: AcademicYear, _ terms: [PlacedTerm], _ closures: [PlacedClosure], in file: YAMLNode) {
        let faults = SchoolCalendar.faults(
            year: year, terms: terms.map(\.term), closures: closures.map(\.closure))
        for fault in faults {
            // Lists that already lost a part to another problem say no more.
            if fault == .noTerms, report.hasErrors { continue }
            let node = place(of: fault, terms, closures, file)
            if fault.isWarning {
                report.warning(at: node, fault.description, remedy(for: fault))
            } else {
                report.error(at: node, fault.description, remedy(for: fault))
            }
        }
        checkTwice(closures)
    }

    private func place(
        of fault: CalendarFault, _ terms: [PlacedTerm], _ closures: [PlacedClosure], _ file: YAMLNode
    ) -> YAMLNode {
        switch fault {
        case .noTerms: file
        case .termEndsBeforeItBegins(let place), .termOutsideYear(let place, _), .termsOverlap(let place),
            .halfTermOutsideTerm(let place):
            terms[place].node
        case .closureOutsideYear(let place, _), .closureWithoutEffect(let place),
            .closureWithoutYearGroups(let place),
            .closureCode(let place, _):
            closures[place].node
        }
    }

    private func remedy(for fault: CalendarFault) -> String {
        switch fault {
        case .noTerms: "Write at least one term with its first and last day."
        case .termEndsBeforeItBegins: "Check 'from' and 'to'."
        case .termOutsideYear(_, let year), .closureOutsideYear(_, let year):
            "Check the days and academic-year: \(year); each academic year has a file of its own."
        case .termsOverlap: "Put the terms in order, and let each begin after the one before has ended."
        case .halfTermOutsideTerm:
            "The half-term lies between days of its own term; check both, or put it with the term it belongs to."
        case .closureWithoutEffect: "Check the day, or leave the line out."
        case .closureWithoutYearGroups:
            "Name at least one year group, or leave year-groups out for the whole school."
        case .closureCode: "Check 'code'."
        }
    }

    /// A session that two lines close would have two codes and two reasons.
    private func checkTwice(_ closures: [PlacedClosure]) {
        for (place, (closure, node)) in closures.enumerated() {
            guard
                let (_, first) = closures[..<place].first(where: { overlap($0.closure, closure) })
            else { continue }
            report.error(
                at: node, "\(closure.date) is closed in line \(first.line) already.",
                "Keep one line for the day, or give each its own session or year groups.")
        }
    }

    private func overlap(_ a: Closure, _ b: Closure) -> Bool {
        guard a.date == b.date, a.half == nil || b.half == nil || a.half == b.half else { return false }
        guard let ofA = a.yearGroups, let ofB = b.yearGroups else { return true }
        return !ofA.isDisjoint(with: ofB)
    }
}
