internal import Attendance

/// Reads a day as exports write it, and the time that some put after it.
///
/// `2025-09-03`, `2025-09-03T08:55:00`, `03/09/2025`, `3/9/25`, `03-09-2025`, `03.09.2025`, `03-Sep-2025`,
/// `3 September 2025`, `Wed 03 Sep 2025`, `20250903`, and `45903`, the number that a spreadsheet keeps a day by. A
/// day before its month, always: a file with the month first cannot be told from one without.
enum DateText {
    /// Nil when the text is none of these, or there is no such day.
    static func read(_ text: Span<UInt8>) -> (date: CalendarDate, time: TimeOfDay?)? {
        if text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") {
            guard let year = number(text, 0..<4), let month = number(text, 5..<7),
                let day = number(text, 8..<10),
                let date = CalendarDate(year: year, month: month, day: day)
            else { return nil }
            return withTime(date, text, from: 10)
        }
        if text.count == 10, text[2] == UInt8(ascii: "/"), text[5] == UInt8(ascii: "/") {
            guard let day = number(text, 0..<2), let month = number(text, 3..<5),
                let year = number(text, 6..<10),
                let date = CalendarDate(year: year, month: month, day: day)
            else { return nil }
            return (date, nil)
        }
        return readOther(text)
    }

    private static func readOther(_ text: Span<UInt8>) -> (date: CalendarDate, time: TimeOfDay?)? {
        var index = 0
        // `Wed 03 Sep 2025`
        if let first = text.indices.first, isLetter(text[first]) {
            let word = self.word(text, from: &index)
            guard weekdays.contains(word.prefix(3)) else { return nil }
            skip(text, from: &index)
        }
        guard let (first, firstWidth) = digits(text, from: &index) else { return nil }
        if index == text.count || text[index] == UInt8(ascii: ".") && firstWidth == 5 {
            return wholeNumber(first, width: firstWidth, text, from: index)
        }
        skip(text, from: &index)
        let month: Int
        if index < text.count, isLetter(text[index]) {
            let word = self.word(text, from: &index)
            guard word.count >= 3, let found = months.firstIndex(of: word.prefix(3)) else { return nil }
            month = found + 1
        } else {
            guard let (number, width) = digits(text, from: &index), width <= 2 else { return nil }
            month = number
        }
        skip(text, from: &index)
        guard let (last, lastWidth) = digits(text, from: &index) else { return nil }
        let date: CalendarDate?
        switch (firstWidth, lastWidth) {
        case (4, 1...2): date = CalendarDate(year: first, month: month, day: last)
        case (1...2, 4): date = CalendarDate(year: last, month: month, day: first)
        case (1...2, 2):
            date = CalendarDate(year: last < 70 ? 2000 + last : 1900 + last, month: month, day: first)
        default: date = nil
        }
        guard let date else { return nil }
        return withTime(date, text, from: index)
    }

    /// `20250903`, or days since 30 December 1899 with a fraction that is the time.
    private static func wholeNumber(
        _ number: Int, width: Int, _ text: Span<UInt8>, from start: Int
    ) -> (date: CalendarDate, time: TimeOfDay?)? {
        if width == 8, start == text.count {
            return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
                .map { ($0, nil) }
        }
        // 20 000 is in 1954 and 60 000 in 2064; no other number is a day of a school's.
        guard width == 5, (20_000...60_000).contains(number) else { return nil }
        let date = CalendarDate(dayNumber: Int32(number - 25_569))
        guard start < text.count else { return (date, nil) }
        var index = start + 1
        guard let (fraction, fractionWidth) = digits(text, from: &index), index == text.count else {
            return nil
        }
        var scale = 1
        for _ in 0..<fractionWidth { scale *= 10 }
        let minutes = (fraction * 1440 + scale / 2) / scale
        return (date, minutes == 0 ? nil : TimeOfDay(minutes: minutes))
    }

    /// What follows a day: nothing, or a time, or a time with its distance from Greenwich.
    private static func withTime(
        _ date: CalendarDate, _ text: Span<UInt8>, from start: Int
    ) -> (date: CalendarDate, time: TimeOfDay?)? {
        guard start < text.count else { return (date, nil) }
        var index = start
        guard text[index] == UInt8(ascii: "T") || text[index] == UInt8(ascii: " ") else { return nil }
        skip(text, from: &index)
        if text[start] == UInt8(ascii: "T"), index == start { index += 1 }
        guard let (hour, _) = digits(text, from: &index), index < text.count, text[index] == UInt8(ascii: ":")
        else { return nil }
        index += 1
        guard let (minute, width) = digits(text, from: &index), width == 2,
            let time = TimeOfDay(hour: hour, minute: minute)
        else { return nil }
        // Seconds and their fractions are passed over.
        while index < text.count, text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: ".") {
            index += 1
            guard digits(text, from: &index) != nil else { return nil }
        }
        skip(text, from: &index)
        if index == text.count { return (date, time) }
        guard let offset = offset(text, from: index) else { return nil }
        // A day written as its midnight in Greenwich is that day, summer or winter.
        if time == .midnight, offset == 0 { return (date, time) }
        let seconds = Int64(date.dayNumber) * 86_400 + Int64(time.minutes - offset) * 60
        let local = LondonClock.moment(at: Instant(seconds: seconds))
        return (local.date, local.time)
    }

    /// `Z`, `+01:00`, `+0100` in minutes.
    private static func offset(_ text: Span<UInt8>, from start: Int) -> Int? {
        if text[start] == UInt8(ascii: "Z") { return start + 1 == text.count ? 0 : nil }
        guard text[start] == UInt8(ascii: "+") || text[start] == UInt8(ascii: "-") else { return nil }
        var index = start + 1
        guard let (first, width) = digits(text, from: &index) else { return nil }
        var minutes = width == 4 ? first / 100 * 60 + first % 100 : first * 60
        if index < text.count {
            guard text[index] == UInt8(ascii: ":") else { return nil }
            index += 1
            guard let (rest, _) = digits(text, from: &index), index == text.count else { return nil }
            minutes += rest
        }
        return text[start] == UInt8(ascii: "-") ? -minutes : minutes
    }

    private static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var number = 0
        for index in range {
            let digit = Int(text[index]) - 48
            guard (0...9).contains(digit) else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// A run of up to nine digits.
    private static func digits(_ text: Span<UInt8>, from index: inout Int) -> (number: Int, width: Int)? {
        let start = index
        var number = 0
        while index < text.count, index - start < 9 {
            let digit = Int(text[index]) - 48
            guard (0...9).contains(digit) else { break }
            number = number * 10 + digit
            index += 1
        }
        return index > start ? (number, index - start) : nil
    }

    private static func word(_ text: Span<UInt8>, from index: inout Int) -> String {
        var word = ""
        while index < text.count, isLetter(text[index]) {
            word.unicodeScalars.append(Unicode.Scalar(text[index] | 0x20))
            index += 1
        }
        return word
    }

    private static func skip(_ text: Span<UInt8>, from index: inout Int) {
        while index < text.count, separators.contains(text[index]) { index += 1 }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static let separators: [UInt8] = Array("/-. ,".utf8)
    private static let months: [Substring] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdays: [Substring] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
}
