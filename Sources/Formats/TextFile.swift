public import Attendance
import Foundation

/// A text file as it comes from a disk.
public enum TextFile {
    /// The text of a UTF-8 file; a byte order mark is left for its reader.
    public static func read(_ path: String) -> Result<String, Problem> {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            return .failure(
                Problem(
                    file: path, problem: "There is no such file.",
                    remedy: "Check the path; it is taken from the current directory, then from ROLLCALL_HOME."
                ))
        }
        guard !isDirectory.boolValue else {
            return .failure(
                Problem(file: path, problem: "This is a folder.", remedy: "Name a file in it."))
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            return .failure(
                Problem(
                    file: path, problem: "The file cannot be read.",
                    remedy: "Check that you may read it and that the disk is in order."))
        }
        return decode(Array(data), file: path)
    }

    /// The text of UTF-8 bytes.
    public static func decode(_ bytes: [UInt8], file: String) -> Result<String, Problem> {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return .failure(
                Problem(
                    file: file, problem: "The file is in UTF-16.",
                    remedy: "Save it as plain text in UTF-8."))
        }
        if let text = String(validating: bytes, as: UTF8.self) { return .success(text) }
        let sound = soundPrefix(of: bytes)
        let before = bytes[..<sound]
        let line = before.count { $0 == 0x0A } + 1
        let column =
            String(decoding: before.reversed().prefix { $0 != 0x0A }.reversed(), as: UTF8.self)
            .unicodeScalars.count + 1
        return .failure(
            Problem(
                file: file, line: line, column: column, problem: "There is a byte here that is not UTF-8.",
                remedy: "Save the file as plain text in UTF-8."))
    }

    /// How many bytes from the start are UTF-8.
    private static func soundPrefix(of bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            count += UTF8.width(scalar)
        }
        return count
    }
}
