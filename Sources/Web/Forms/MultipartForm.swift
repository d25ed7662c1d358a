import Hummingbird
import NIOCore

/// A file as a browser's form sent it.
struct SentFile: Sendable {
    /// The name of the field it was chosen in.
    var field: String
    /// As the browser gave it, a path before it in some; empty when it gave none.
    var name: String
    var bytes: [UInt8]
}

/// A form of `multipart/form-data` (RFC 7578), as browsers send it where a file is chosen.
///
/// Strict: what does not end as it began, or has a part without a name, is refused whole. A transfer that was cut
/// off in the middle of a file is therefore never taken for a shorter file.
struct MultipartForm: Sendable {
    private(set) var fields: [(name: String, value: String)] = []
    /// Those that were chosen; a field left empty sends a part without name and content, which is none.
    private(set) var files: [SentFile] = []

    private static let mostParts = 200
    private static let largestHead = 8 << 10

    /// The boundary that a content type names; nil when it is no multipart form, or names none that is allowed.
    static func boundary(of contentType: String) -> String? {
        let parts = contentType.split(separator: ";").map { $0.trimming { $0 == " " || $0 == "\t" } }
        guard parts.first?.lowercased() == "multipart/form-data" else { return nil }
        guard let given = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("boundary=") }) else {
            return nil
        }
        var boundary = given.dropFirst("boundary=".count)
        if boundary.count >= 2, boundary.first == "\"", boundary.last == "\"" {
            boundary = boundary.dropFirst().dropLast()
        }
        // RFC 2046: up to 70 characters of these.
        let isAllowed = boundary.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122: true
            default: "'()+_,-./:=? ".utf8.contains(byte)
            }
        }
        return isAllowed && (1...70).contains(boundary.utf8.count) && boundary.last != " "
            ? String(boundary) : nil
    }

    /// Throws `HTTPError(.badRequest)` for what is not whole.
    init(_ body: ByteBuffer, boundary: String) throws {
        let bytes = body.readableBytesView
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first has no line before it.
        guard bytes.starts(with: delimiter.dropFirst(2)) else { throw Self.unreadable }
        var place = bytes.startIndex + delimiter.count - 2
        for _ in 0...Self.mostParts {
            let rest = bytes[place...]
            if rest.starts(with: "--".utf8) { return }
            guard rest.starts(with: "\r\n".utf8) else { throw Self.unreadable }
            let head = place + 2
            guard let end = bytes[head...].prefix(Self.largestHead).place(of: Array("\r\n\r\n".utf8)),
                let next = bytes[(end + 4)...].place(of: delimiter)
            else { throw Self.unreadable }
            try add(PartHead(bytes[head..<end]), bytes[(end + 4)..<next])
            place = next + delimiter.count
        }
        throw Self.unreadable
    }

    private mutating func add(_ head: PartHead, _ content: ByteBufferView) throws {
        guard let name = head.name, head.isPlain else { throw Self.unreadable }
        if let file = head.file {
            if file.isEmpty && content.isEmpty { return }
            files.append(SentFile(field: name, name: file, bytes: Array(content)))
        } else {
            fields.append((name, String(decoding: content, as: UTF8.self)))
        }
    }

    static let unreadable = HTTPError(.badRequest)
}

/// The lines before a part's content.
private struct PartHead {
    var name: String?
    /// What the chosen file is called; nil for a field that is no file.
    var file: String?
    /// Sent as it is. Browsers never send another encoding, and RFC 7578 does away with it.
    var isPlain = true

    init(_ bytes: ByteBufferView) {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...]
            switch line[..<colon].lowercased() {
            case "content-disposition": read(value)
            case "content-transfer-encoding":
                let encoding = value.lowercased().trimming { $0 == " " }
                isPlain = ["7bit", "8bit", "binary"].contains(encoding)
            default: break
            }
        }
    }

    private mutating func read(_ disposition: Substring) {
        var rest = disposition.drop { $0 == " " }
        guard rest.lowercased().hasPrefix("form-data") else { return }
        rest = rest.dropFirst("form-data".count)
        while let semicolon = rest.first, semicolon == ";" || semicolon == " " {
            rest = rest.drop { $0 == ";" || $0 == " " }
            let key = rest.prefix { $0 != "=" }
            rest = rest.dropFirst(key.count + 1)
            let value: Substring
            if rest.first == "\"" {
                rest = rest.dropFirst()
                value = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(value.count + 1)
            } else {
                value = rest.prefix { $0 != ";" }
                rest = rest.dropFirst(value.count)
            }
            // As browsers write a quotation mark and a line's end in a name (WHATWG, multipart form data).
            let text = String(value).replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing(
                "%0A", with: "\n")
            switch key.lowercased() {
            case "name" where name == nil: name = text
            case "filename" where file == nil: file = text
            default: break
            }
        }
    }
}

extension ByteBufferView {
    /// Where the sought bytes first begin.
    fileprivate func place(of sought: [UInt8]) -> Int? {
        guard let first = sought.first else { return startIndex }
        var from = startIndex
        while let found = self[from...].firstIndex(of: first) {
            if self[found...].starts(with: sought) { return found }
            from = found + 1
        }
        return nil
    }
}

extension StringProtocol {
    fileprivate func trimming(_ isOutside: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isOutside(last) { text.removeLast() }
        return String(text.drop(while: isOutside))
    }
}
