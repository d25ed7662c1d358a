import Attendance
import Testing

@testable import Formats

/// Every row of a file as text, and what was wrong with it.
func rows(
    _ bytes: [UInt8], limits: CSVScanner.Limits = CSVScanner.Limits()
) throws -> (rows: [[String]], problems: [Problem]) {
    var reader = try CSVReader(.bytes(bytes, named: "a.csv"), limits: limits)
    var row = CSVRow()
    var all: [[String]] = []
    while try reader.next(into: &row) { all.append((0..<row.count).map { row.text($0) }) }
    return (all, reader.problems.kept)
}

func rows(_ text: String) throws -> [[String]] { try rows(Array(text.utf8)).rows }

@Suite struct CSVReading {
    @Test(arguments: ["\n", "\r\n", "\r"]) func rowsEndInAnyOfThreeWays(end: String) throws {
        #expect(try rows("a,b\(end)c,d\(end)") == [["a", "b"], ["c", "d"]])
        #expect(try rows("a,b\(end)c,d") == [["a", "b"], ["c", "d"]])
        #expect(try rows("a,b\(end)\(end)c,d\(end)\(end)") == [["a", "b"], ["c", "d"]])
    }

    @Test func quotesHoldSeparatorsLineBreaksAndQuotes() throws {
        let text = "a,\"Okafor, Ada\",\"says \"\"no\"\"\",\"12 High Street\r\nAnytown\"\nx,y,z,w\n"
        #expect(
            try rows(text) == [
                ["a", "Okafor, Ada", "says \"no\"", "12 High Street\nAnytown"], ["x", "y", "z", "w"],
            ])
    }

    @Test(arguments: [
        ("5' 3\",b", ["5' 3\"", "b"]),
        ("\"Ada \"Addie\" Okafor\",b", ["Ada \"Addie\" Okafor", "b"]),
        ("\"a\" ,b", ["a", "b"]),
        (" \"a,b\" , c ", ["a,b", "c"]),
        ("\"\",b", ["", "b"]),
        ("\"\"\"\",b", ["\"", "b"]),
        ("\"a\"x,b", ["a\"x", "b"]),
        ("\"Okafor, \"Addie\" Ada\",b", ["Okafor, \"Addie\" Ada", "b"]),
        ("\"a\" \"b\",c", ["a\" \"b", "c"]),
    ])
    func strayQuotesAreKept(line: String, fields: [String]) throws {
        #expect(try rows(line + "\nnext,row\n") == [fields, ["next", "row"]])
    }

    @Test(arguments: [",", ";", "\t"]) func theSeparatorIsFound(separator: String) throws {
        let lines = [["Name", "Form"], ["Okafor, Ada; eldest", "7A"], ["Lyle, Ben", "7B"]]
        let text = lines.map { $0.map { "\"\($0)\"" }.joined(separator: separator) }.joined(separator: "\n")
        #expect(try rows(text) == lines)
    }

    @Test func semicolonsWinOverCommasInsideNames() throws {
        #expect(try rows("Name;Form\nOkafor, Ada;7A\nLyle, Ben;7B\n")[1] == ["Okafor, Ada", "7A"])
    }

    @Test func excelsFirstLineNamesTheSeparator() throws {
        #expect(try rows("sep=;\na;b,c,d,e\n") == [["a", "b,c,d,e"]])
    }

    @Test func eachFieldKnowsItsPlace() throws {
        var reader = try CSVReader(.text("é,\"b\nc\",d\r\n\r\nZoë,x\n", named: "a.csv"))
        var row = CSVRow()
        #expect(try reader.next(into: &row))
        #expect(row.line == 1)
        #expect(row.place(of: 1) == (1, 3))
        #expect(row.place(of: 2) == (2, 4))
        #expect(try reader.next(into: &row))
        #expect(row.line == 4)
        #expect(row.place(of: 0) == (4, 1))
        #expect(row.place(of: 1) == (4, 5))
    }

    @Test func spacesThatCannotBeSeenAreTakenOff() throws {
        #expect(try rows(" a\u{A0},\u{200B}b\u{FEFF} ,\u{202F}\u{A0}\n") == [["a", "b", ""]])
    }

    @Test func anEmptyFileHasNoRows() throws {
        #expect(try rows("").isEmpty)
        #expect(try rows("\n\r\n,,\n \n").isEmpty)
    }
}

@Suite struct CSVEncodings {
    let names = "Surname,Forename\nŁukasz,Zoë\nO’Neill,محمد\n李,Ὀδυσσεύς\n😀,x\n"

    @Test func aByteOrderMarkIsNoPartOfTheFirstHeader() throws {
        #expect(try rows([0xEF, 0xBB, 0xBF] + Array(names.utf8)).rows == rows(names))
    }

    @Test(arguments: [true, false]) func sixteenBitTextIsKnownByItsMark(littleEndian: Bool) throws {
        let units = ([0xFEFF] + Array(names.utf16)).flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return littleEndian ? [low, high] : [high, low]
        }
        #expect(try rows(units).rows == rows(names))
    }

    @Test func whatIsNotUTF8IsReadAsWindows1252AndSaidSo() throws {
        // Zoë, O’Neill, €
        let bytes: [UInt8] =
            Array("a,b\nZo".utf8) + [0xEB, 0x2C, 0x4F, 0x92] + Array("Neill ".utf8) + [0x80, 0x0A]
        let (rows, problems) = try rows(bytes)
        #expect(rows == [["a", "b"], ["Zoë", "O’Neill €"]])
        #expect(problems.map(\.severity) == [.warning])
        #expect(problems.first?.line == 2)
    }

    @Test func twoEncodingsInOneFileAreRefused() throws {
        let bytes = Array("a\nZoë\nÉlan\nZo".utf8) + [0xEB, 0x0A]
        let problem = try #require(throws: Problem.self) { try rows(bytes) }
        #expect(problem.line == 4)
    }

    @Test func aCharacterCutByTheEndOfAPieceIsWhole() throws {
        for padding in 0..<4 {
            let filler = String(repeating: "x", count: OpenFile.pieceSize - 7 - padding)
            let text = "a,b\n\(filler),😀é\nc,d\n"
            #expect(try rows(text) == [["a", "b"], [filler, "😀é"], ["c", "d"]])
        }
    }

    @Test(
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14], "Excel"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "Excel"),
            (Array("%PDF-1.7".utf8), "PDF"), (Array("\n<table><tr>".utf8), "web page"),
            (Array("a,b\nc,\0\n".utf8), "not a text file"), ([0x61, 0x81, 0x0A], "neither"),
        ] as [([UInt8], String)])
    func whatIsNotTextIsRefusedWithItsName(bytes: [UInt8], words: String) throws {
        let problem = try #require(throws: Problem.self) { try rows(bytes) }
        #expect(problem.problem.contains(words))
        #expect(!problem.remedy.isEmpty)
    }
}

@Suite struct CSVLimits {
    @Test func aFieldOfTenMillionCharactersIsRefusedAndTheNextRowIsRead() throws {
        let bytes =
            Array("a,b\nc,\"".utf8) + [UInt8](repeating: 0x78, count: 10_000_000) + Array("\"\nd,e\n".utf8)
        var reader = try CSVReader(.bytes(bytes, named: "a.csv"))
        var row = CSVRow()
        #expect(try reader.next(into: &row))
        #expect(try reader.next(into: &row))
        #expect(row.text(0) == "d")
        #expect(row.bytes.capacity < 5_000_000)
        #expect(try !reader.next(into: &row))
        #expect(reader.problems.kept.map(\.line) == [2])
        #expect(reader.problems.kept.map(\.column) == [3])
        #expect(reader.problems.errorCount == 1)
    }

    @Test func theLimitItselfIsAllowed() throws {
        let limits = CSVScanner.Limits(field: 5, row: 12, fields: 3)
        #expect(try rows(Array("12345,12345,12\n".utf8), limits: limits).problems.isEmpty)
        #expect(try rows(Array("123456\nok\n".utf8), limits: limits).rows == [["ok"]])
        #expect(try rows(Array("12345,12345,123\nok\n".utf8), limits: limits).rows == [["ok"]])
        #expect(try rows(Array("1,2,3,4\nok\n".utf8), limits: limits).rows == [["ok"]])
        #expect(try rows(Array("1,2,3\nok\n".utf8), limits: limits).rows.count == 2)
    }

    @Test func aQuoteThatIsNeverClosedNamesItsPlace() throws {
        let (found, problems) = try rows(Array("a,b\nc,\"d\ne,f\n".utf8))
        #expect(found == [["a", "b"]])
        #expect(problems.map(\.line) == [2])
        #expect(problems.map(\.column) == [3])
    }

    @Test func aFileThatIsNotThereSaysWhatToDo() throws {
        let problem = try #require(throws: Problem.self) { _ = try CSVReader(.file("/nowhere/pupils.csv")) }
        #expect(problem.description.contains("/nowhere/pupils.csv: cannot be read"))
        let folder = try #require(throws: Problem.self) { _ = try CSVReader(.file(".")) }
        #expect(folder.problem.contains("folder"))
    }
}
