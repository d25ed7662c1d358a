internal import Attendance

/// The cells of the row that is being read, as values. What cannot be read is noted and comes back as blank; the row
/// is then refused as a whole by ``rowIsSound()``.
extension Table {
    /// Text of one line, with runs of white space and whatever cannot be printed made into one space.
    func text(at place: Int) -> Known<String> {
        guard place >= 0 else { return .unknown }
        let range = row.range(of: place)
        if range.isEmpty { return .blank }
        var isPlain = true
        var previous: UInt8 = 0
        for byte in row.bytes[range] {
            if byte < 0x20 || byte == 0x7F || byte == 0x20 && previous == 0x20 { isPlain = false }
            previous = byte
        }
        let text = String(decoding: row.bytes[range], as: UTF8.self)
        guard !isPlain else { return .value(text) }
        let clean = text.unicodeScalars.split { $0.value <= 0x20 || $0.value == 0x7F }.map(String.init)
        return clean.isEmpty ? .blank : .value(clean.joined(separator: " "))
    }

    func text(_ column: Column) -> Known<String> { text(at: place(column)) }

    /// Text that keeps its lines, as an address does.
    func lines(_ column: Column) -> Known<String> {
        guard has(column) else { return .unknown }
        let range = row.range(of: place(column))
        if range.isEmpty { return .blank }
        let lines = row.bytes[range].split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
            .map { line in
                String(decoding: line, as: UTF8.self).unicodeScalars
                    .split { $0.value <= 0x20 || $0.value == 0x7F }.map(String.init).joined(separator: " ")
            }
            .filter { !$0.isEmpty }
        return lines.isEmpty ? .blank : .value(lines.joined(separator: "\n"))
    }

    mutating func date(_ column: Column) -> Known<CalendarDate> { moment(column).map(\.date) }

    mutating func moment(_ column: Column) -> Known<(date: CalendarDate, time: TimeOfDay?)> {
        guard has(column) else { return .unknown }
        let range = row.range(of: place(column))
        if range.isEmpty { return .blank }
        if let moment = DateText.read(row.bytes.span.extracting(range)) { return .value(moment) }
        add(
            column, "'\(shown(column))' is not a day",
            remedy: "Write \(column.header) as 2025-09-03 or 03/09/2025, the day before the month.")
        return .blank
    }

    mutating func boolean(at place: Int, _ name: String) -> Known<Bool> {
        let text = text(at: place)
        guard let word = text.value else { return text.map { _ in false } }
        if let value = WordText.boolean(word) { return .value(value) }
        add(at: place, "'\(word.prefix(40))' in \(name) is not yes or no", remedy: "Write true or false.")
        return .blank
    }

    mutating func boolean(_ column: Column) -> Known<Bool> { boolean(at: place(column), column.header) }

    /// A word of a closed list.
    mutating func word<Value>(
        _ column: Column, remedy: String, _ read: (String) -> Value?
    ) -> Known<Value> {
        switch text(column) {
        case .unknown: return .unknown
        case .blank: return .blank
        case .value(let text):
            if let value = read(text) { return .value(value) }
            add(column, "'\(text.prefix(40))' is not a value of \(column.header)", remedy: remedy)
            return .blank
        }
    }

    mutating func upn(_ column: Column) -> Known<UPN> {
        switch text(column) {
        case .unknown: return .unknown
        case .blank: return .blank
        case .value(let text):
            guard let upn = UPN(text) else {
                add(
                    column, "'\(text.prefix(40))' is not a UPN",
                    remedy:
                        "A UPN is a letter, eleven digits, and a digit or letter. Leave it blank where there is none."
                )
                return .blank
            }
            if !upn.hasRightCheckLetter {
                let (line, place) = row.place(of: place(column))
                notices.note(.checkLetters, line: line, column: place, example: upn.text)
            }
            return .value(upn)
        }
    }

    mutating func phone(at place: Int) -> Known<String> {
        let text = text(at: place)
        if let number = text.value, WordText.isRuinedNumber(number) {
            add(
                .warning, at: place, "'\(number)' was a telephone number before a spreadsheet shortened it",
                remedy: "Format the column as text and export again.")
            return .blank
        }
        return text.map(WordText.phone)
    }

    /// A cell's text as it may be shown in a message.
    func shown(_ column: Column) -> String { String(row.text(place(column)).prefix(40)) }
}
