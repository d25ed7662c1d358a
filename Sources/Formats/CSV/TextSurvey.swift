internal import Attendance

/// A first look through a whole file, before any of it is believed: is it text, and in which encoding.
///
/// UTF-8 or not is a fact of the file, not of a line: a file cut in the middle by a decision that changes half-way
/// would give half of its names wrongly.
struct TextSurvey {
    private(set) var encoding = TextEncoding.utf8
    /// Bytes of a byte order mark at the start, to be passed over.
    private(set) var markLength = 0
    /// Worth saying, though the file can be read.
    private(set) var notice: Problem?

    private var validator = UTF8Validator()
    private var firstNUL: Int?
    private var firstUndefined: Int?
    private var offset = 0

    /// Reads all of the file, and goes back to its start. Throws a ``Problem`` that says what the file is when it
    /// is not text.
    init(_ file: OpenFile) throws(Problem) {
        var piece = [UInt8]()
        try file.read(into: &piece)
        if let kind = Self.foreignKind(piece) {
            throw Problem(file: file.name, problem: "is \(kind.what), not a CSV file", remedy: kind.remedy)
        }
        (encoding, markLength) = Self.mark(piece)
        if encoding == .utf8 {
            while !piece.isEmpty {
                look(at: piece.span)
                try file.read(into: &piece)
            }
            validator.finish(at: offset)
            try settle(file)
        }
        file.rewind()
    }

    private mutating func look(at piece: Span<UInt8>) {
        validator.look(at: piece, offset: offset)
        var index = 0
        while index < piece.count {
            let byte = piece[unchecked: index]
            if byte == 0, firstNUL == nil { firstNUL = offset + index }
            if byte & 0xE0 == 0x80, firstUndefined == nil,
                Transcoder.windows1252[Int(byte) - 0x80] == 0xFFFD
            {
                firstUndefined = offset + index
            }
            index += 1
        }
        offset += piece.count
    }

    private mutating func settle(_ file: OpenFile) throws(Problem) {
        if let firstNUL {
            throw Problem(
                file: file.name, line: try Self.line(of: firstNUL, in: file),
                problem: "is not a text file: it holds bytes that are no characters",
                remedy: "Save it again as CSV, with encoding UTF-8.")
        }
        guard let firstInvalid = validator.firstInvalid else { return }
        let line = try Self.line(of: firstInvalid, in: file)
        // In Windows-1252 a pair such as É and a hard space is UTF-8 by chance, once in a while.
        guard validator.longCharacters * 10 < validator.invalidBytes else {
            throw Problem(
                file: file.name, line: line,
                problem: "a character here is not UTF-8, though others in the file are",
                remedy: "Two files may have been put together, or the end is cut off. Save it again as UTF-8."
            )
        }
        if let firstUndefined {
            throw Problem(
                file: file.name, line: try Self.line(of: firstUndefined, in: file),
                problem: "the characters are neither UTF-8 nor Windows-1252",
                remedy: "Save it again as CSV, with encoding UTF-8.")
        }
        encoding = .windows1252
        notice = Problem(
            .warning, file: file.name, line: line,
            problem: "the file is not UTF-8; it is read as Windows-1252",
            remedy: "Look at the accents in names. If they are wrong, save the file as UTF-8.")
    }

    private static func mark(_ start: [UInt8]) -> (TextEncoding, Int) {
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if start.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if start.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return (.utf8, 0)
    }

    private struct Kind {
        var what: String
        var remedy: String
    }

    /// Files that schools do send in place of a CSV, known by how they begin.
    private static func foreignKind(_ start: [UInt8]) -> Kind? {
        let asCSV = "Open it and save it as “CSV UTF-8 (comma delimited)”."
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            return Kind(what: "an Excel workbook or another ZIP archive", remedy: asCSV)
        }
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return Kind(what: "an old Excel workbook (.xls)", remedy: asCSV)
        }
        if start.starts(with: Array("%PDF".utf8)) {
            return Kind(what: "a PDF", remedy: "Export the report again and choose CSV.")
        }
        if start.starts(with: [0x1F, 0x8B]) {
            return Kind(what: "a compressed file", remedy: "Unpack it first.")
        }
        let text = start.prefix(64).drop { $0 <= 0x20 || $0 >= 0x80 }
        if text.first == UInt8(ascii: "<") {
            return Kind(
                what: "XML or a web page (some systems give these the name .xls)",
                remedy:
                    "Export the report again and choose CSV, or open it in a spreadsheet and save it as CSV.")
        }
        if text.first == UInt8(ascii: "{") {
            return Kind(what: "JSON", remedy: "Export the report again and choose CSV.")
        }
        return nil
    }

    /// The line that holds the byte, from 1.
    private static func line(of offset: Int, in file: OpenFile) throws(Problem) -> Int {
        file.rewind()
        var piece = [UInt8]()
        var line = 1
        var passed = 0
        try file.read(into: &piece)
        while !piece.isEmpty {
            for (index, byte) in piece.enumerated() {
                if passed + index == offset { return line }
                if byte == UInt8(ascii: "\n") { line += 1 }
            }
            passed += piece.count
            try file.read(into: &piece)
        }
        return line
    }
}

/// Says where a run of bytes stops being UTF-8 (RFC 3629), piece by piece.
struct UTF8Validator {
    /// The offset of the first byte that cannot be there; nil while all is well.
    private(set) var firstInvalid: Int?
    private(set) var invalidBytes = 0
    /// Sound characters of more than one byte, wherever they stand.
    private(set) var longCharacters = 0

    /// Bytes still wanted to end the character begun, and the bounds of the next of them.
    private var wanted = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF

    mutating func look(at piece: Span<UInt8>, offset: Int) {
        var index = 0
        while index < piece.count {
            let byte = piece[unchecked: index]
            if wanted == 0 {
                if byte >= 0x80 { begin(byte, at: offset + index) }
                index += 1
            } else if byte < low || byte > high {
                note(offset + index)
                wanted = 0  // and look at this byte once more, as a beginning
            } else {
                low = 0x80
                high = 0xBF
                wanted -= 1
                if wanted == 0 { longCharacters += 1 }
                index += 1
            }
        }
    }

    mutating func finish(at end: Int) {
        if wanted > 0 { note(end) }
    }

    private mutating func begin(_ byte: UInt8, at place: Int) {
        low = 0x80
        high = 0xBF
        switch byte {
        case 0xC2...0xDF: wanted = 1
        case 0xE0: (wanted, low) = (2, 0xA0)
        case 0xED: (wanted, high) = (2, 0x9F)
        case 0xE1...0xEF: wanted = 2
        case 0xF0: (wanted, low) = (3, 0x90)
        case 0xF4: (wanted, high) = (3, 0x8F)
        case 0xF1...0xF3: wanted = 3
        default: note(place)
        }
    }

    private mutating func note(_ place: Int) {
        invalidBytes += 1
        if firstInvalid == nil { firstInvalid = place }
    }
}
