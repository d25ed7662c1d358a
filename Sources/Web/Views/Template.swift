/// A parsed template: HTML with a strict part of Mustache in it.
///
/// What there is: `{{name}}` (always escaped), `{{.}}`, `{{#section}}`, `{{^inverted}}`, `{{>partial}}`,
/// `{{<layout}}…{{/layout}}` with `{{$block}}`, `{{!comment}}`. What there is not: unescaped values, lambdas, changed
/// delimiters. Indentation is dropped, so that pages are small; nothing may therefore hang on it.
struct Template: Sendable {
    indirect enum Piece: Sendable {
        case markup([UInt8])
        case value(Name)
        case section(Name, whenAbsent: Bool, [Piece])
        case partial(String)
        case layout(String, blocks: [String: [Piece]])
        case block(String, [Piece])
    }

    /// What a tag asks for: `entry.code` climbs to the first holder of `entry`; `.code` stays with the current item.
    struct Name: Sendable, CustomStringConvertible {
        var path: [String]
        var climbs: Bool
        var description: String { (climbs ? "" : ".") + path.joined(separator: ".") }
    }

    var name: String
    var pieces: [Piece]

    init(named name: String, _ text: String) throws(TemplateFault) {
        var reader = TemplateReader(name: name, text: text)
        self.name = name
        pieces = try reader.read()
    }

    /// Every template this one names.
    var references: Set<String> {
        func walk(_ pieces: [Piece], into found: inout Set<String>) {
            for piece in pieces {
                switch piece {
                case .markup, .value: break
                case .section(_, _, let inner), .block(_, let inner): walk(inner, into: &found)
                case .partial(let name): found.insert(name)
                case .layout(let name, let blocks):
                    found.insert(name)
                    for inner in blocks.values { walk(inner, into: &found) }
                }
            }
        }
        var found: Set<String> = []
        walk(pieces, into: &found)
        return found
    }
}

/// What is wrong with a template, or with a template and the view it was given.
struct TemplateFault: Error, CustomStringConvertible {
    var template: String
    /// From 1; 0 when the template as a whole is meant.
    var line = 0
    var problem: String

    var description: String { "\(template)\(line > 0 ? ":\(line)" : ""): \(problem)" }
}
