/// A day in the Gregorian calendar. Not an instant: it has no clock time and no time zone.
///
/// Written and stored as `YYYY-MM-DD`, which sorts as text in the same order as the days do.
public struct CalendarDate: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970, which is day 0.
    public let dayNumber: Int32

    public init(dayNumber: Int32) {
        self.dayNumber = dayNumber
    }

    /// The years in which a day may be written: those of everybody who can be on a roll, with room on both sides, so
    /// that the weeks and academic years around any day are days too.
    public static let years = 1900...2199

    /// Nil when there is no such day, as 29 February 2025, or it lies outside `years`.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Self.days(inMonth: month, of: year)
        else { return nil }
        self.init(month: month, day: day, anyYear: year)
    }

    /// The first of a month, of any year: a step before or after the days that are written.
    init(firstOf month: Int, in year: Int) {
        self.init(month: month, day: 1, anyYear: min(max(year, 1), 9999))
    }

    private init(month: Int, day: Int, anyYear year: Int) {
        // Howard Hinnant's civil-from-days: years begin in March, so that the leap day comes last.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads exactly `YYYY-MM-DD`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        var digits = [Int]()
        digits.reserveCapacity(8)
        var place = 0
        for byte in text.utf8 {
            if place == 4 || place == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard (48...57).contains(byte) else { return nil }
                digits.append(Int(byte) - 48)
            }
            place += 1
            if place > 10 { return nil }
        }
        guard place == 10 else { return nil }
        self.init(
            year: digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3],
            month: digits[4] * 10 + digits[5],
            day: digits[6] * 10 + digits[7]
        )
    }

    /// Year, month (1–12) and day of the month.
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(dayNumber) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var day: Int { civil.day }

    public var weekday: Weekday {
        // 1 January 1970 was a Thursday.
        let fromMonday = (Int(dayNumber) + 3) % 7
        return Weekday(rawValue: (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1) ?? .monday
    }

    /// The Monday of this day's week; weeks run from Monday to Sunday.
    public var monday: CalendarDate { self - (weekday.rawValue - 1) }

    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.dayNumber < b.dayNumber }
    public static func + (a: CalendarDate, days: Int) -> CalendarDate {
        CalendarDate(dayNumber: a.dayNumber + Int32(days))
    }
    public static func - (a: CalendarDate, days: Int) -> CalendarDate { a + -days }
    /// Whole days from `b` to `a`.
    public static func - (a: CalendarDate, b: CalendarDate) -> Int { Int(a.dayNumber - b.dayNumber) }
}

extension CalendarDate: Strideable {
    public func distance(to other: CalendarDate) -> Int { other - self }
    public func advanced(by days: Int) -> CalendarDate { self + days }
}

extension CalendarDate: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = civil
        return String(unsafeUninitializedCapacity: 10) { text in
            var rest = year
            for place in [3, 2, 1, 0] {
                text[place] = UInt8(48 + rest % 10)
                rest /= 10
            }
            text[4] = UInt8(ascii: "-")
            text[5] = UInt8(48 + month / 10)
            text[6] = UInt8(48 + month % 10)
            text[7] = UInt8(ascii: "-")
            text[8] = UInt8(48 + day / 10)
            text[9] = UInt8(48 + day % 10)
            return 10
        }
    }
}

extension CalendarDate: Codable, CodingKeyRepresentable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = CalendarDate(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is not a day; write it as 2025-09-15")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var codingKey: any CodingKey { DayKey(stringValue: description) }
    public init?(codingKey: some CodingKey) { self.init(codingKey.stringValue) }

    private struct DayKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

/// A day of the week; weeks begin on Monday.
public enum Weekday: Int, Hashable, Sendable, CaseIterable, Codable, Comparable {
    case monday = 1, tuesday, wednesday, thursday, friday, saturday, sunday

    public static func < (a: Weekday, b: Weekday) -> Bool { a.rawValue < b.rawValue }

    /// `Monday`, in full.
    public var name: String {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][rawValue - 1]
    }

    /// Reads `monday`, in any case; nil for anything else.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name.lowercased() == name.lowercased() }) else {
            return nil
        }
        self = found
    }
}
