/// One rendering of a template with a view: looks names up, escapes, writes bytes.
struct Rendering {
    let templates: [String: Template]
    private(set) var output: [UInt8] = []
    /// The values a name may come from, the page first and the innermost item last.
    private var scopes: [ViewValue] = []
    private var blocks: [[String: [Template.Piece]]] = []
    private var template = ""

    init(templates: [String: Template]) {
        self.templates = templates
        output.reserveCapacity(32_768)
    }

    mutating func render(_ name: String, with value: ViewValue) throws(TemplateFault) {
        scopes = [value]
        try partial(name)
    }

    private mutating func partial(_ name: String) throws(TemplateFault) {
        guard let found = templates[name] else {
            throw TemplateFault(
                template: template.isEmpty ? name : template, problem: "no template '\(name)'")
        }
        let outer = template
        template = name
        try write(found.pieces)
        template = outer
    }

    private mutating func write(_ pieces: [Template.Piece]) throws(TemplateFault) {
        for piece in pieces {
            switch piece {
            case .markup(let bytes): output.append(contentsOf: bytes)
            case .value(let name): try print(name)
            case .section(let name, let whenAbsent, let inner):
                try section(find(name), whenAbsent: whenAbsent, inner)
            case .partial(let name): try partial(name)
            case .layout(let name, let given):
                blocks.append(given)
                try partial(name)
                blocks.removeLast()
            case .block(let name, let standard): try write(block(name) ?? standard)
            }
        }
    }

    /// The page's own block wins over the layout's.
    private func block(_ name: String) -> [Template.Piece]? {
        for given in blocks { if let pieces = given[name] { return pieces } }
        return nil
    }

    private mutating func section(
        _ value: ViewValue, whenAbsent: Bool, _ inner: [Template.Piece]
    ) throws(TemplateFault) {
        if value.isEmpty || whenAbsent {
            if value.isEmpty && whenAbsent { try write(inner) }
            return
        }
        switch value {
        case .absent: break
        case .flag: try write(inner)
        case .list(let items): for item in items { try enter(item, inner) }
        case .text, .named: try enter(value, inner)
        }
    }

    private mutating func enter(_ value: ViewValue, _ inner: [Template.Piece]) throws(TemplateFault) {
        scopes.append(value)
        try write(inner)
        scopes.removeLast()
    }

    private func find(_ name: Template.Name) throws(TemplateFault) -> ViewValue {
        guard let first = name.path.first else { return scopes.last ?? .absent }
        for scope in scopes.reversed() {
            if case .named(let names) = scope, let value = names[first] {
                return try follow(name, from: value)
            }
            if !name.climbs { break }
        }
        throw unknown(name)
    }

    private func follow(_ name: Template.Name, from value: ViewValue) throws(TemplateFault) -> ViewValue {
        var value = value
        for next in name.path.dropFirst() {
            guard case .named(let names) = value, let inner = names[next] else { throw unknown(name) }
            value = inner
        }
        return value
    }

    private mutating func print(_ name: Template.Name) throws(TemplateFault) {
        switch try find(name) {
        case .text(let text): escape(text)
        case .absent: break
        case .flag, .list, .named:
            throw TemplateFault(template: template, problem: "'\(name)' is not text")
        }
    }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
            default: output.append(byte)
            }
        }
    }

    private func unknown(_ name: Template.Name) -> TemplateFault {
        TemplateFault(template: template, problem: "the view has no '\(name)'")
    }
}
