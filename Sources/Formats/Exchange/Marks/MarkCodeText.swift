public import Attendance

/// Reads the code of a mark as exports write it.
///
/// Beside the register's own form: small letters, look-alike letters, a nought for `O`, the other session's slash,
/// sub-codes apart from their letter (`Y-1`, `Y 1`, `Y(1)`, `Y01`), and a code with its name after it (`I - Illness`).
public struct MarkCodeText: Sendable {
    /// What a cell says.
    public struct Reading: Hashable, Sendable {
        /// Nil when it is no code.
        public var mark: FileMark?
        /// It was written in letters that only look like the code's.
        public var isLookAlike = false
        /// It is `/` in an afternoon or `\` in a morning, and was turned round.
        public var isTurned = false
    }

    /// By a code's byte, the days on which the law had it.
    private let days: [[ClosedRange<Int32>]]
    /// By the byte of a code of one letter, the code; 0 where there is none.
    private let single: [UInt8]

    /// - Parameter codes: the law's table, by which a code is taken or parked.
    public init(_ codes: CodeSet) {
        var days = [[ClosedRange<Int32>]](repeating: [], count: 256)
        var single = [UInt8](repeating: 0, count: 128)
        for code in AttendanceCode.all {
            days[Int(code.rawValue)] = codes.history(of: code)
                .map { $0.from.dayNumber...max($0.from.dayNumber, $0.until?.dayNumber ?? .max) }
            if code.text.utf8.count == 1, let letter = code.text.utf8.first, single[Int(letter)] == 0 {
                single[Int(letter)] = code.rawValue
                if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) {
                    single[Int(letter | 0x20)] = code.rawValue
                }
            }
        }
        self.days = days
        self.single = single
    }

    /// Reads a code as text.
    public func read(_ text: String, for session: Session) -> Reading {
        read(Array(text.utf8).span, for: session)
    }

    /// Reads a code without the white space around it.
    func read(_ text: Span<UInt8>, for session: Session) -> Reading {
        if text.isEmpty { return Reading(mark: .absent) }
        if text.count == 1, text[0] < 0x80 {
            switch text[0] {
            case UInt8(ascii: "-"), UInt8(ascii: "?"): return Reading(mark: .absent)
            case UInt8(ascii: "0"):
                return Reading(mark: mark(.otherAbsence, on: session.date), isLookAlike: true)
            default:
                guard let code = AttendanceCode(rawValue: single[Int(text[0])]) else {
                    return Reading(mark: nil)
                }
                return reading(code, for: session)
            }
        }
        return readLong(text, for: session)
    }

    private func reading(_ code: AttendanceCode, for session: Session) -> Reading {
        if code == .presentAM || code == .presentPM {
            let right = AttendanceCode.present(session.half)
            return Reading(mark: mark(right, on: session.date), isTurned: right != code)
        }
        if code == .dual || code == .dualAttending, let dual = AttendanceCode("D", on: session.date) {
            return Reading(mark: mark(dual, on: session.date))
        }
        return Reading(mark: mark(code, on: session.date))
    }

    private func mark(_ code: AttendanceCode, on date: CalendarDate) -> FileMark {
        days[Int(code.rawValue)].contains { $0.contains(date.dayNumber) } ? .code(code) : .parked(code)
    }

    private func readLong(_ text: Span<UInt8>, for session: Session) -> Reading {
        // The longest sense is a code with its name after it.
        guard text.count <= 200 else { return Reading(mark: nil) }
        let written = text.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        var plain: [UInt8] = []
        var isLookAlike = false
        for scalar in written.unicodeScalars {
            if scalar.properties.isWhitespace {
                plain.append(UInt8(ascii: " "))
            } else if let byte = LookAlikes.plain(scalar) {
                plain.append(byte)
                if byte != scalar.value { isLookAlike = true }
            } else {
                return Reading(mark: nil)
            }
        }
        guard var reading = readPlain(Self.withoutName(plain), for: session) else {
            return Reading(mark: nil)
        }
        reading.isLookAlike = reading.isLookAlike || isLookAlike
        return reading
    }

    /// A letter, and after it a sub-code's number; or one sign.
    private func readPlain(_ plain: [UInt8], for session: Session) -> Reading? {
        guard let first = plain.first else { return nil }
        if plain.count == 1 { return read(plain.span, for: session) }
        let letter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) ? first & ~0x20 : first
        var number = plain.dropFirst().drop { " -.:(_/".utf8.contains($0) }
        if number.last == UInt8(ascii: ")") { number.removeLast() }
        let takesNought = letter == UInt8(ascii: "X") || letter == UInt8(ascii: "I")
        var isLookAlike = false
        var value = 0
        guard (1...2).contains(number.count) else { return nil }
        for byte in number {
            if byte | 0x20 == UInt8(ascii: "o") {
                isLookAlike = true
                value *= 10
            } else if (48...57).contains(byte) {
                value = value * 10 + Int(byte) - 48
            } else {
                return nil
            }
        }
        guard (1...9).contains(value) else { return nil }
        let text = "\(Unicode.Scalar(letter))\(takesNought ? "0" : "")\(value)"
        guard let code = AttendanceCode(text, on: session.date) else { return nil }
        var reading = reading(code, for: session)
        reading.isLookAlike = isLookAlike
        return reading
    }

    /// `I - Illness` and `I (Illness)` without the name. A number after the sign is a sub-code and stays.
    private static func withoutName(_ plain: [UInt8]) -> [UInt8] {
        for index in plain.indices.dropFirst() where plain[index] == UInt8(ascii: " ") {
            let rest = plain[index...].drop { " -(:".utf8.contains($0) }
            let isSign = plain[index...].dropFirst().first.map { "-(:".utf8.contains($0) } ?? false
            guard let next = rest.first, isSign, !(48...57).contains(next) else { continue }
            return Array(plain[..<index])
        }
        return plain
    }
}
