internal import Attendance
internal import Foundation

/// A file to be read: named by its path, standard input, or bytes already in hand (a paste, an upload).
public struct FileInput: Sendable {
    /// As the person named it; it stands in front of every problem. Standard input is `-`.
    public let name: String
    let origin: Origin

    enum Origin: Sendable {
        case path(String)
        case standardInput
        case bytes([UInt8])
    }

    /// A file on disk; `-` is standard input. It is read in pieces and never held whole.
    public static func file(_ path: String) -> FileInput {
        FileInput(name: path, origin: path == "-" ? .standardInput : .path(path))
    }

    /// Bytes already in hand.
    /// - Parameter name: what to call them in problems, as the name of the uploaded file.
    public static func bytes(_ bytes: [UInt8], named name: String) -> FileInput {
        FileInput(name: name, origin: .bytes(bytes))
    }

    /// Text already in hand, as from a form.
    public static func text(_ text: String, named name: String) -> FileInput {
        .bytes(Array(text.utf8), named: name)
    }
}

/// An open file that is read in pieces, and can be read again from its start.
final class OpenFile {
    /// How many bytes are asked for at a time.
    static let pieceSize = 128 * 1024

    let name: String
    /// Bytes in the whole file; 0 when that is not known.
    let size: Int
    private let source: Source
    private var offset = 0

    private enum Source {
        case stream(UnsafeMutablePointer<FILE>)
        case bytes([UInt8])
    }

    /// Throws a ``Problem`` when the file cannot be opened.
    init(_ input: FileInput) throws(Problem) {
        name = input.name
        switch input.origin {
        case .bytes(let bytes):
            source = .bytes(bytes)
            size = bytes.count
        case .path(let path):
            guard let stream = fopen(path, "rb") else { throw Self.unreadable(path) }
            var facts = stat()
            guard fstat(fileno(stream), &facts) == 0 else {
                let problem = Self.unreadable(path)
                fclose(stream)
                throw problem
            }
            guard facts.st_mode & S_IFMT == S_IFREG else {
                guard facts.st_mode & S_IFMT != S_IFDIR else {
                    fclose(stream)
                    throw Problem(file: path, problem: "is a folder", remedy: "Name the file itself.")
                }
                // A pipe cannot be read twice.
                defer { fclose(stream) }
                source = .stream(try Self.copy(of: stream, named: path))
                size = 0
                return
            }
            source = .stream(stream)
            size = Int(facts.st_size)
        case .standardInput:
            let pipe = fdopen(dup(STDIN_FILENO), "rb")
            defer { if let pipe { fclose(pipe) } }
            source = .stream(try Self.copy(of: pipe, named: input.name))
            size = 0
        }
    }

    deinit {
        if case .stream(let stream) = source { fclose(stream) }
    }

    /// Replaces `piece` by the next bytes of the file; empty at its end.
    /// Throws a ``Problem`` when the disk does not answer.
    func read(into piece: inout [UInt8]) throws(Problem) {
        switch source {
        case .bytes(let bytes):
            let end = min(offset + Self.pieceSize, bytes.count)
            piece.removeAll(keepingCapacity: true)
            piece.append(contentsOf: bytes[offset..<end])
            offset = end
        case .stream(let stream):
            piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, count in
                count = fread(buffer.baseAddress, 1, Self.pieceSize, stream)
            }
            guard ferror(stream) == 0 else { throw Self.unreadable(name) }
        }
    }

    /// Goes back to the first byte.
    func rewind() {
        offset = 0
        if case .stream(let stream) = source { fseek(stream, 0, SEEK_SET) }
    }

    private static func unreadable(_ name: String) -> Problem {
        let code = errno
        let remedy =
            switch code {
            case ENOENT: "Check the name and the folder."
            case EACCES, EPERM: "Give the account that runs Rollcall leave to read it."
            default: "Copy the file again and try once more."
            }
        return Problem(
            file: name, problem: "cannot be read: \(String(cString: strerror(code)))", remedy: remedy)
    }

    /// What a pipe says, in a nameless file that is gone when it is closed.
    private static func copy(
        of pipe: UnsafeMutablePointer<FILE>?, named name: String
    ) throws(Problem) -> UnsafeMutablePointer<FILE> {
        guard let pipe, let copy = tmpfile() else { throw unreadable(name) }
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = fread(&piece, 1, pieceSize, pipe)
            guard count > 0 else { break }
            guard fwrite(piece, 1, count, copy) == count else {
                let problem = Problem(
                    file: name,
                    problem: "cannot be kept while it is read: \(String(cString: strerror(errno)))",
                    remedy: "Make room in the folder for temporary files, or give a file in place of a pipe.")
                fclose(copy)
                throw problem
            }
        }
        fseek(copy, 0, SEEK_SET)
        return copy
    }
}
