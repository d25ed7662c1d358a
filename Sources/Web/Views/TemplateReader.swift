/// Reads one template's text into its pieces.
struct TemplateReader {
    private let name: String
    private var rest: Substring.UTF8View
    private var line = 1
    /// Only blanks since the line began, in the pieces read so far.
    private var atLineStart = true

    private static let newline = UInt8(ascii: "\n")

    init(name: String, text: String) {
        self.name = name
        rest = text.filter { $0 != "\r" }[...].utf8
    }

    mutating func read() throws(TemplateFault) -> [Template.Piece] {
        try pieces(until: nil)
    }

    private mutating func pieces(until end: String?) throws(TemplateFault) -> [Template.Piece] {
        var pieces: [Template.Piece] = []
        var markup: [UInt8] = []
        func flush() {
            if !markup.isEmpty { pieces.append(.markup(markup)) }
            markup = []
        }
        while true {
            takeMarkup(into: &markup)
            guard let tag = try nextTag() else { break }
            if tag.standsAlone { dropBlanks(from: &markup) }
            switch tag.kind {
            case UInt8(ascii: "!"): continue
            case UInt8(ascii: "/"):
                guard tag.body == end else { throw fault("'{{/\(tag.body)}}' closes nothing that is open") }
                flush()
                return pieces
            case UInt8(ascii: "#"), UInt8(ascii: "^"):
                flush()
                let section = try lookup(tag.body)
                pieces.append(
                    .section(
                        section, whenAbsent: tag.kind == UInt8(ascii: "^"),
                        try self.pieces(until: tag.body)))
            case UInt8(ascii: "$"):
                flush()
                pieces.append(.block(tag.body, try self.pieces(until: tag.body)))
            case UInt8(ascii: "<"):
                flush()
                pieces.append(.layout(tag.body, blocks: try blocks(of: tag.body)))
            case UInt8(ascii: ">"):
                flush()
                pieces.append(.partial(tag.body))
            default:
                flush()
                pieces.append(.value(try lookup(tag.body)))
            }
        }
        if let end { throw fault("'\(end)' is never closed") }
        flush()
        return pieces
    }

    private mutating func blocks(of layout: String) throws(TemplateFault) -> [String: [Template.Piece]] {
        var blocks: [String: [Template.Piece]] = [:]
        for piece in try pieces(until: layout) {
            switch piece {
            case .block(let name, let inner):
                guard blocks.updateValue(inner, forKey: name) == nil else {
                    throw fault("block '\(name)' is given twice")
                }
            case .markup(let bytes) where bytes.allSatisfy({ $0 == Self.newline || $0 == 32 }): continue
            default: throw fault("only blocks may stand inside '{{<\(layout)}}'")
            }
        }
        return blocks
    }

    private struct Tag {
        var kind: UInt8
        var body: String
        /// Alone on its line, which then leaves no trace.
        var standsAlone: Bool
    }

    private mutating func takeMarkup(into markup: inout [UInt8]) {
        while let byte = rest.first, !rest.starts(with: "{{".utf8) {
            rest.removeFirst()
            if byte == Self.newline {
                line += 1
                atLineStart = true
                if markup.last != Self.newline { markup.append(byte) }
            } else if byte == 32 || byte == 9 {
                if !atLineStart { markup.append(byte) }
            } else {
                atLineStart = false
                markup.append(byte)
            }
        }
    }

    private mutating func nextTag() throws(TemplateFault) -> Tag? {
        guard !rest.isEmpty else { return nil }
        rest.removeFirst(2)
        guard let close = Substring(rest).firstRange(of: "}}") else { throw fault("'{{' without '}}'") }
        var body = Substring(rest)[..<close.lowerBound]
        line += body.utf8.count { $0 == Self.newline }
        rest = rest[close.upperBound...]
        let isControl = body.first.map { "#^/$<>!".contains($0) } ?? false
        let kind = isControl ? body.utf8.first ?? 0 : 0
        if isControl { body.removeFirst() }
        let name = kind == UInt8(ascii: "!") ? "" : String(body).trimmed
        guard kind == UInt8(ascii: "!") || Self.isName(name) else {
            throw fault("'{{\(body)}}' is not a tag; values are always escaped")
        }
        let standsAlone = isControl && atLineStart && restOfLineIsBlank
        if standsAlone { dropLine() } else { atLineStart = false }
        return Tag(kind: kind, body: name, standsAlone: standsAlone)
    }

    private var restOfLineIsBlank: Bool {
        for byte in rest {
            if byte == Self.newline { return true }
            if byte != 32 && byte != 9 { return false }
        }
        return true
    }

    private mutating func dropLine() {
        while let byte = rest.first {
            rest.removeFirst()
            if byte == Self.newline {
                line += 1
                return
            }
        }
    }

    private func dropBlanks(from markup: inout [UInt8]) {
        while markup.last == 32 || markup.last == 9 { markup.removeLast() }
    }

    private func lookup(_ text: String) throws(TemplateFault) -> Template.Name {
        if text == "." { return Template.Name(path: [], climbs: false) }
        let climbs = !text.hasPrefix(".")
        let path = text.split(separator: ".").map(String.init)
        guard !path.isEmpty else { throw fault("'\(text)' names nothing") }
        return Template.Name(path: path, climbs: climbs)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: "/"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    private func fault(_ problem: String) -> TemplateFault {
        TemplateFault(template: name, line: line, problem: problem)
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
