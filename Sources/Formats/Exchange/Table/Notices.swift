internal import Attendance

/// Things met in many rows of a file that are each said once, with their number and the first place.
struct Notices {
    enum Kind: Int, CaseIterable {
        case totals, repeatedHeader, shortRows, lookAlikes, slashes, lessons, checkLetters, splitNames,
            noYearGroup
    }

    private struct Met {
        var count = 0
        var line = 0
        var column = 0
        var example = ""
    }
    private var met = [Met](repeating: Met(), count: Kind.allCases.count)

    mutating func note(_ kind: Kind, line: Int, column: Int = 0, example: @autoclosure () -> String = "") {
        if met[kind.rawValue].count == 0 {
            met[kind.rawValue] = Met(count: 0, line: line, column: column, example: example())
        }
        met[kind.rawValue].count += 1
    }

    /// One warning for each kind that was met.
    func problems(file: String) -> [Problem] {
        Kind.allCases.compactMap { kind in
            let met = met[kind.rawValue]
            guard met.count > 0 else { return nil }
            let (problem, remedy) = words(kind, met)
            return Problem(
                .warning, file: file, line: met.line, column: met.column, problem: problem, remedy: remedy)
        }
    }

    private func words(_ kind: Kind, _ met: Met) -> (problem: String, remedy: String) {
        func rows(_ one: String, _ many: String) -> String {
            met.count == 1 ? "1 row \(one)" : "\(met.count) rows \(many)"
        }
        switch kind {
        case .totals:
            return (
                rows("of totals is passed over", "of totals are passed over"),
                "Nothing to do: totals are counted anew from the marks."
            )
        case .repeatedHeader:
            return (
                rows("repeats the header and is passed over", "repeat the header and are passed over"),
                "Nothing to do."
            )
        case .shortRows:
            return (
                rows("has fewer cells than the header", "have fewer cells than the header"),
                "The cells missing at the end are read as blank. Look whether the row is cut off."
            )
        case .lookAlikes:
            return (
                rows("has a code in look-alike letters", "have codes in look-alike letters")
                    + ", the first '\(met.example)'",
                "They are read as the letters they look like. Put them right in the other system's code table."
            )
        case .slashes:
            return (
                "\(met.count) \(met.count == 1 ? "mark has" : "marks have") the other session's slash",
                "'/' in an afternoon is read as '\\', and '\\' in a morning as '/'."
            )
        case .lessons:
            return (
                rows("is of a lesson", "are of lessons") + ", the first '\(met.example)', and passed over",
                "Only marks of the two sessions are statutory. Export session marks (AM and PM)."
            )
        case .checkLetters:
            return (
                "\(met.count) \(met.count == 1 ? "UPN has" : "UPNs have") a wrong check letter, the first "
                    + "'\(met.example)'",
                "They are taken as they are. Look the numbers up before the next census."
            )
        case .splitNames:
            return (
                rows("has a name in one cell", "have names in one cell")
                    + " that can be cut in two ways, the first '\(met.example)'",
                "Export surname and forename as two columns, or look the names through."
            )
        case .noYearGroup:
            return (
                rows("follows no national curriculum year", "follow no national curriculum year"),
                "Give the pupils a year group where register times or policy go by year."
            )
        }
    }
}
