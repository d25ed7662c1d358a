import Attendance

/// The section `codes`.
extension PolicyParts {
    func codes(_ node: YAMLNode?, on day: CalendarDate?) -> CodeSettings {
        let keys = ["table", "complete", "teachers", "local", "no-reason"]
        guard let node, let group = YAMLGroup(node, "the codes", keys: keys, report: report) else {
            return CodeSettings()
        }
        // `D` has been one code in all policies that are still about.
        let day = day ?? AcademicYear(startingIn: 2024).firstDay
        let rows =
            group["table"].map { report.list($0, "the table of codes").compactMap { row($0, on: day) } } ?? []
        checkTwice(rows)
        return CodeSettings(
            table: rows,
            tableIsComplete: group.optional("complete") { report.flag($0, "a complete table") } ?? false,
            teachers: group["teachers"].flatMap { teachers($0, on: day) },
            local: group["local"].map { report.list($0, "the local marks").compactMap { local($0, on: day) } }
                ?? [],
            noReasonSchoolDays: group["no-reason"].flatMap { noReason($0) })
    }

    private func row(_ node: YAMLNode, on day: CalendarDate) -> Setting<CodeRow>? {
        let keys =
            ["codes", "sub-codes", "on-site", "protected", "colour", "export", "for", "counts"]
            + Self.sourceKeys
        guard let group = YAMLGroup(node, "a row of codes", keys: keys, report: report),
            let codesNode = group.required("codes")
        else { return nil }
        let row = CodeRow(
            codes: codeList(codesNode, on: day),
            subCodes: group["sub-codes"].map { codeList($0, on: day) } ?? [],
            onSite: group.optional("on-site") { report.flag($0, "on the premises") },
            isProtected: group.optional("protected") { report.flag($0, "protected") } ?? false,
            colour: group.optional("colour") { self.colour($0) },
            export: group.optional("export") { self.export($0) },
            circumstances: group["for"].map { node in
                report.listOfSome(node, "the circumstances").compactMap { node in
                    report.choice(node, "a circumstance", among: law.circumstanceNames) { name in
                        law.circumstance(name).map { _ in name }
                    }
                }
            } ?? [],
            counts: report.name(in: group, "counts", of: CodeRow.Counts.self))
        guard !row.codes.isEmpty else { return nil }
        return Setting(row, source(group))
    }

    private func codeList(_ node: YAMLNode, on day: CalendarDate) -> [AttendanceCode] {
        let items = report.listOfSome(node, "the codes")
        return items.compactMap { report.writtenCode($0, on: day) }
    }

    /// The code whose letters look like these; nil when none do.
    static func lookAlike(_ text: String) -> String? {
        let plain = String(text.map { twins[$0] ?? $0 })
        return plain != text && AttendanceCode.all.contains { $0.text == plain } ? plain : nil
    }

    /// Cyrillic, Greek and Latvian letters, and the digit, found in tables of codes copied from documents.
    private static let twins: [Character: Character] = [
        "\u{412}": "B", "\u{421}": "C", "\u{415}": "E", "\u{41A}": "K", "\u{41C}": "M", "\u{41E}": "O",
        "\u{420}": "P",
        "\u{422}": "T", "\u{425}": "X", "\u{392}": "B", "\u{395}": "E", "\u{397}": "H", "\u{399}": "I",
        "\u{39A}": "K",
        "\u{39C}": "M", "\u{39D}": "N", "\u{39F}": "O", "\u{3A1}": "P", "\u{3A4}": "T", "\u{3A5}": "Y",
        "\u{396}": "Z",
        "\u{13B}": "L", "\u{406}": "I", "\u{408}": "J", "\u{405}": "S", "0": "O",
    ]

    private func colour(_ node: YAMLNode) -> String? {
        guard let text = report.text(node, "the colour") else { return nil }
        let digits = text.dropFirst()
        guard text.hasPrefix("#"), digits.count == 6, digits.allSatisfy(\.isHexDigit),
            digits.allSatisfy(\.isASCII)
        else {
            report.error(
                at: node, "'\(report.short(text))' is not a colour.",
                "Write # and six digits in quotes, like '#3b82f6'.")
            return nil
        }
        return text.lowercased()
    }

    private func export(_ node: YAMLNode) -> CodeRow.Export? {
        guard let text = report.text(node, "the export mark") else { return nil }
        if text == "none" { return .leftOut }
        guard text.count <= 6 else {
            report.error(
                at: node, "'\(report.short(text))' is not an export mark.",
                "Write a mark of a few characters, or none.")
            return nil
        }
        return .mark(text)
    }

    /// A code that two rows name could be treated in two ways.
    private func checkTwice(_ rows: [Setting<CodeRow>]) {
        var first = [AttendanceCode: Setting<CodeRow>]()
        for row in rows where row.value.saysHow {
            for code in row.value.codes {
                guard let earlier = first[code] else {
                    first[code] = row
                    continue
                }
                report.error(
                    at: row.source.place,
                    "\(code) has a colour, export mark or the like in line \(earlier.source.place.line) already.",
                    "Say everything about \(code) in one row.")
            }
        }
    }

    private func teachers(_ node: YAMLNode, on day: CalendarDate) -> Setting<TeacherCodes>? {
        guard
            let group = YAMLGroup(
                node, "what teachers enter", keys: ["only", "all-but"] + Self.sourceKeys, report: report)
        else { return nil }
        switch (group["only"], group["all-but"]) {
        case (let only?, nil): return Setting(.only(codeList(only, on: day)), source(group))
        case (nil, let allBut?): return Setting(.allBut(codeList(allBut, on: day)), source(group))
        default:
            report.error(
                at: node, "Teachers may enter either a list of codes or all but a list.",
                "Write one of 'only' and 'all-but'.")
            return nil
        }
    }

    private func local(_ node: YAMLNode, on day: CalendarDate) -> Setting<LocalMark>? {
        guard
            let group = YAMLGroup(
                node, "a local mark", keys: ["mark", "stands-for"] + Self.sourceKeys, report: report),
            let markNode = group.required("mark"), let mark = report.text(markNode, "the mark"),
            let standsFor = group.required("stands-for")
        else { return nil }
        if let code = AttendanceCode(mark, on: day), law.codes.rule(for: code, on: day) != nil {
            report.error(
                at: markNode, "\(code) is a code of the register and stands for itself.",
                "Local marks are those that the law's table does not have.")
            return nil
        }
        if standsFor.scalar == "no-mark" {
            return Setting(LocalMark(mark: mark, standsFor: nil), source(group))
        }
        if let text = standsFor.scalar, AttendanceCode(text, on: day) == nil, Self.lookAlike(text) == nil {
            report.error(
                at: standsFor, "'\(report.short(text))' is not a code of the register.",
                "Write the code it stands for, in quotes, or no-mark.")
            return nil
        }
        return report.writtenCode(standsFor, on: day).map {
            Setting(LocalMark(mark: mark, standsFor: $0), source(group))
        }
    }

    private func noReason(_ node: YAMLNode) -> Setting<Int>? {
        guard
            let group = YAMLGroup(
                node, "the time for a reason", keys: ["school-days"] + Self.sourceKeys, report: report),
            let days = group.required("school-days", { report.integer($0, "the school days", in: 0...60) })
        else { return nil }
        return Setting(days, source(group))
    }
}

extension CodeRow {
    /// Whether the row decides how its codes are handled, and does not only say what they are used for.
    fileprivate var saysHow: Bool { isProtected || colour != nil || export != nil || onSite != nil }
}

extension YAMLReport {
    /// A code as a school writes it. Look-alikes and bare words that YAML and spreadsheets make of codes are
    /// named for what they are.
    func writtenCode(_ node: YAMLNode, on day: CalendarDate) -> AttendanceCode? {
        if node.isNothing {
            error(
                at: node, "There is no code here; a # outside quotes begins a comment.",
                "Write '#', in quotes.")
            return nil
        }
        if let text = node.scalar, AttendanceCode(text, on: day) == nil,
            let meant = PolicyParts.lookAlike(text)
        {
            error(
                at: node, "'\(short(text))' only looks like the code \(meant).",
                "Type \(meant) with an English keyboard, in quotes.")
            return nil
        }
        return code(node, on: day)
    }
}
