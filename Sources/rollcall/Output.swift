import ArgumentParser
import Foundation

/// Where words go: answers to standard output, problems to standard error.
enum Output {
    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Says it at once, also into a pipe, which `print` would keep for later.
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Whether a person is looking at standard output.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// A table in columns, or the same as CSV.
    static func table(_ header: [String], _ rows: [[String]], as format: Format) -> String {
        if format == .csv {
            return ([header] + rows).map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\n")
        }
        let widths = header.indices.map { column in
            ([header] + rows).map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            let padded = cells.enumerated().map { column, cell in
                let space = String(repeating: " ", count: max(0, widths[column] - cell.count))
                let isNumber = cell.first.map { $0.isNumber || $0 == "-" } ?? false
                return isNumber && column > 0 ? space + cell : cell + space
            }
            return padded.joined(separator: "  ")
        }
        return ([header] + rows).map(line).joined(separator: "\n")
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return cell }
        return "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}

/// Answers as JSON.
enum JSONRows {
    static func text(_ rows: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(rows), as: UTF8.self)
    }
}

/// How an answer is written.
enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}
