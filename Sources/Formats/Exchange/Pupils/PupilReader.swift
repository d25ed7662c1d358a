public import Attendance

/// Reads a file of pupils, row by row.
public struct PupilReader: ~Copyable {
    private var table: Table<PupilColumn>

    /// Opens the file and finds its header.
    /// - Parameter dialect: whose export it is; nil to tell by the header.
    /// - Throws: a ``Problem`` when the file cannot be read, or has no header or not the columns needed.
    public init(_ input: FileInput, as dialect: Dialect? = nil) throws(Problem) {
        table = try Table(input, as: dialect)
    }

    public var dialect: Dialect { table.dialect }
    /// Everything found wrong so far; complete once ``next()`` has given nil.
    public var problems: ProblemLog { table.problems }
    /// For a progress bar; `byteCount` is 0 when it is not known.
    public var byteCount: Int { table.byteCount }
    public var bytesRead: Int { table.bytesRead }

    /// The next sound row; nil at the end. Rows with errors are in ``problems`` and are not given.
    /// - Throws: a ``Problem`` when the disk does not answer.
    public mutating func next() throws(Problem) -> PupilRow? {
        while try table.next() {
            let row = read()
            if table.rowIsSound() { return row }
        }
        return nil
    }

    private mutating func read() -> PupilRow {
        var row = PupilRow(line: table.row.line)
        row.upn = table.upn(.upn)
        row.admissionNumber = table.text(.admissionNumber)
        row.misID = table.text(.misID)
        if row.upn.value == nil, row.admissionNumber.value == nil, row.misID.value == nil, !table.rowHasErrors
        {
            table.add(
                .upn, "the row says nothing by which a pupil is known",
                remedy: "Give the UPN, or the admission number where there is none.")
        }
        readNames(into: &row)
        row.born = table.date(.born)
        row.sex = table.word(.sex, remedy: "Write F or M.", WordText.sex)
        row.yearGroup = yearGroup()
        row.registrationGroup = table.text(.registrationGroup)
        row.entryDate = table.date(.entryDate)
        row.leavingDate = table.date(.leavingDate)
        row.enrolStatus = table.word(
            .enrolStatus, remedy: "Write C (current), M (main), S (subsidiary) or G (guest).",
            WordText.enrolStatus)
        row.sen = table.word(.sen, remedy: "Write N, K (SEN support) or E (plan).", WordText.senProvision)
        readFlags(into: &row)
        row.address = table.lines(.address)
        row.postcode = table.text(.postcode)
        row.transportRun = table.text(.transportRun)
        checkDates(row)
        return row
    }

    private mutating func readNames(into row: inout PupilRow) {
        row.surname = table.text(.surname)
        row.forename = table.text(.forename)
        row.preferredSurname = table.text(.preferredSurname)
        row.preferredForename = table.text(.preferredForename)
        guard row.surname.isUnknown, row.forename.isUnknown, let name = table.nameInOne() else { return }
        row.surname = name.surname.isEmpty ? .blank : .value(name.surname)
        row.forename = name.forename.isEmpty ? .blank : .value(name.forename)
    }

    private mutating func yearGroup() -> Known<YearGroup> {
        if let text = table.text(.yearGroup).value, ["x", "yearx", "mixed"].contains(HeaderKey.of(text)) {
            table.notices.note(.noYearGroup, line: table.row.line)
            return .blank
        }
        return table.word(.yearGroup, remedy: "Write N1, N2, R or 1 to 14.") { YearGroup($0) }
    }

    private static let flagColumns: [(PupilColumn, PupilFlag)] = [
        (.freeMeals, .freeSchoolMeals), (.pupilPremium, .pupilPremium), (.lookedAfter, .lookedAfter),
        (.additionalLanguage, .englishAsAdditionalLanguage),
        (.service, .serviceChild), (.healthPlan, .ehcp), (.youngCarer, .youngCarer), (.medical, .medical),
    ]

    private mutating func readFlags(into row: inout PupilRow) {
        for (column, flag) in Self.flagColumns {
            if let holds = table.boolean(column).value { row.flags[flag] = holds }
        }
        // The census codes boarders N, B, 6 and 7.
        if let boarder = table.text(.boarder).value {
            switch boarder.lowercased() {
            case "b", "6", "7", "boarder": row.flags[.boarder] = true
            case "n", "no", "not a boarder", "0", "false": row.flags[.boarder] = false
            default: row.flags[.boarder] = table.boolean(.boarder).value
            }
        }
        guard let list = table.text(.flags).value else { return }
        for flag in PupilFlag.allCases where row.flags[flag] == nil { row.flags[flag] = false }
        for word in list.split(whereSeparator: { ";|".contains($0) }) {
            let name = word.lowercased().split(separator: " ").joined(separator: "-")
            guard !name.isEmpty else { continue }
            if let flag = PupilFlag(rawValue: name) {
                row.flags[flag] = true
            } else {
                let all = PupilFlag.allCases.map(\.rawValue).joined(separator: " ")
                table.add(
                    .flags, "'\(name.prefix(40))' is not a flag", remedy: "Flags are \(all), parted by ';'.")
            }
        }
    }

    private mutating func checkDates(_ row: PupilRow) {
        if let entry = row.entryDate.value, let leaving = row.leavingDate.value, leaving < entry {
            table.add(
                .leavingDate, "the pupil leaves on \(leaving), before the day of entry, \(entry)",
                remedy: "Put the two dates right.")
        }
        if let born = row.born.value, let entry = row.entryDate.value, entry <= born {
            table.add(
                .entryDate, "the pupil enters on \(entry) and is born on \(born)",
                remedy: "Put the two dates right.")
        }
    }
}

extension Table where Column == PupilColumn {
    /// A name that stands in one cell; nil when there is no such column or it is blank.
    fileprivate mutating func nameInOne() -> NameText? {
        if let text = text(.surnameForename).value { return name(text, .surnameFirst, at: .surnameForename) }
        if let text = text(.fullName).value { return name(text, .forenameFirst, at: .fullName) }
        return nil
    }

    private mutating func name(_ text: String, _ order: NameText.Order, at column: PupilColumn) -> NameText {
        let name = NameText(text, order: order)
        if !name.isCertain { notices.note(.splitNames, line: row.line, example: text) }
        return name
    }
}
