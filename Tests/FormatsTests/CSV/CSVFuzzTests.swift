import Attendance
import Testing

@testable import Formats

/// Cuts sound CSV into rows the slow, obvious way: the whole text, character by character.
private func plainRows(_ text: String, separator: Unicode.Scalar) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var wasQuote = false
    func endRow() {
        row.append(field)
        let trimmed = row.map {
            String($0.trimmingPrefix(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        if trimmed.contains(where: { !$0.isEmpty }) { rows.append(trimmed) }
        (row, field) = ([], "")
    }
    for scalar in text.unicodeScalars {
        if isQuoted {
            if wasQuote {
                wasQuote = false
                if scalar == "\"" {
                    field.unicodeScalars.append(scalar)
                    continue
                }
                isQuoted = false
            } else if scalar == "\"" {
                wasQuote = true
                continue
            } else {
                field.unicodeScalars.append(scalar)
                continue
            }
        }
        switch scalar {
        case "\"": isQuoted = true
        case separator:
            row.append(field)
            field = ""
        case "\n": endRow()
        default: field.unicodeScalars.append(scalar)
        }
    }
    if !row.isEmpty || !field.isEmpty { endRow() }
    return rows
}

@Suite struct CSVFuzz {
    /// Sound files: what was written is what is read, and both readers agree.
    @Test func soundFilesAreReadAsAnObviousReaderReadsThem() throws {
        var chance = SeededGenerator(seed: 7)
        let parts = ["a", "é", "😀", ",", ";", "\"", "\n", " ", "Okafor", "12", "\t", "李"]
        for round in 0..<400 {
            let width = Int.random(in: 2...6, using: &chance)
            let separator: Character = round % 3 == 0 ? ";" : ","
            var writer = CSVWriter(separator: separator, withMark: true)
            // A header that says which separator it is.
            writer.row((0..<width).map { "column\($0)" })
            for _ in 0..<Int.random(in: 0...20, using: &chance) {
                writer.row(
                    (0..<width).map { _ in
                        (0..<Int.random(in: 0...6, using: &chance))
                            .map { _ in parts.randomElement(using: &chance)! }.joined()
                    })
            }
            let bytes = writer.take()
            let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
            var reader = try CSVReader(.bytes(bytes, named: "fuzz.csv"))
            guard reader.separator == separator else { continue }
            var row = CSVRow()
            var found: [[String]] = []
            while try reader.next(into: &row) { found.append((0..<row.count).map { row.text($0) }) }
            #expect(
                found == plainRows(text, separator: separator.unicodeScalars.first!), "seed 7, round \(round)"
            )
            #expect(reader.problems.isEmpty)
        }
    }

    /// Any bytes: an end, no crash, bounded rows, and every place within the file.
    @Test func anyBytesComeToAnEnd() throws {
        var chance = SeededGenerator(seed: 11)
        let alphabet: [UInt8] =
            Array("\"\",,;\t\r\n ab/\\-0129ADMPU".utf8) + [0xC3, 0xA9, 0xEF, 0xBB, 0xBF, 0x80, 0xA0, 0xFF]
        let limits = CSVScanner.Limits(field: 200, row: 600, fields: 40)
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(1))
        var rounds = 0
        while clock.now < end || rounds < 50 {
            rounds += 1
            var bytes = (0..<Int.random(in: 0...4000, using: &chance)).map { _ in
                alphabet.randomElement(using: &chance)!
            }
            if rounds % 4 == 0 { bytes = [0xFF, 0xFE] + bytes }
            if rounds % 5 == 0 { bytes.append(contentsOf: [UInt8](repeating: 0x22, count: 300)) }
            guard var reader = try? CSVReader(.bytes(bytes, named: "fuzz"), limits: limits) else { continue }
            var row = CSVRow()
            var count = 0
            while try reader.next(into: &row) {
                count += 1
                #expect(row.bytes.count <= limits.row && row.count <= limits.fields)
                for field in 0..<row.count {
                    let (line, column) = row.place(of: field)
                    #expect(line >= row.line && line <= bytes.count + 1 && column >= 1)
                    _ = row.text(field)
                }
            }
            #expect(count <= bytes.count)
        }
    }

    /// The same through every reader of typed rows, with headers that let it in.
    @Test func anyCellsComeToAnEnd() throws {
        var chance = SeededGenerator(seed: 13)
        let cells = [
            "", " ", "Q999100125001", "1001", "-", "/", "\\", "Y", "Y1", "C9", "AM", "PM", "P3", "2025-11-13",
            "13/11/2025",
            "45974", "99999999999999999999", "0x00", "Total", "\"", "\"\"\"", "a,b", "é", "\u{202E}", "true",
            "maybe", "1",
            "Mrs O’Neill, Zoë", "contact;collection", "7A", "Year 7", "\u{0}", "=1+1", "2025-11-13T25:99:00Z",
            "07700 900123",
        ]
        let headers = [
            "UPN,AdmissionNumber,Surname,Forename,DOB,Sex,YearGroup,Flags,EntryDate,Boarder",
            "UPN,ContactID,Order,Forename,Surname,Phone,Email,CourtOrder,LivesWith,Address",
            "UPN,Date,Session,Code,MinutesLate,Comment,Arrival,SubCode,Name,DOB",
            "UPN,WeekCommencing,MonAM,MonPM,TueAM,TuePM,WedAM,WedPM,ThuAM,ThuPM",
            "UPN,Contact1Name,Contact1Telephone,Contact1Email,Contact2Name,Contact2Mobile,Surname,Forename,DOB,Form",
        ]
        for round in 0..<150 {
            let header = headers[round % headers.count]
            var text = header + "\n"
            for _ in 0..<30 {
                let width = Int.random(in: 1...11, using: &chance)
                text +=
                    (0..<width).map { _ in cells.randomElement(using: &chance)! }.joined(separator: ",")
                    + "\n"
            }
            let input = csv(text)
            _ = try? pupils(input)
            _ = try? contacts(input)
            _ = try? marks(input)
            _ = try? staff(input)
            _ = try? registers(input)
            _ = try? classes(input)
        }
    }
}
