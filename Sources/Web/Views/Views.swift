import Foundation
import Hummingbird

/// Every template, parsed when the server starts, so that a broken one stops the server and not a teacher at 08:45.
struct Views: Sendable {
    private let templates: [String: Template]
    /// Where to read the templates again before each page, while somebody works on them; nil in ordinary use.
    private let reloadsFrom: URL?

    /// Reads every `.mustache` file under a folder.
    ///
    /// Throws `TemplateFault` for a file that does not parse and for a template that names one that is not there.
    init(folder: URL, reloads: Bool = false) throws {
        templates = try Self.read(folder)
        reloadsFrom = reloads ? folder : nil
    }

    var names: [String] { templates.keys.sorted() }

    subscript(name: String) -> Template? { templates[name] }

    /// The page, or a part of it when `part` is the id of one.
    func html(_ view: some View, part: String? = nil) throws -> ByteBuffer {
        let kind = type(of: view)
        let name = part.flatMap { kind.parts[$0] } ?? kind.template
        return ByteBuffer(bytes: try bytes(name, with: ViewValue.of(view)))
    }

    func bytes(_ name: String, with value: ViewValue) throws -> [UInt8] {
        let templates = try reloadsFrom.map { try Self.read($0) } ?? self.templates
        var rendering = Rendering(templates: templates)
        try rendering.render(name, with: value)
        return rendering.output
    }

    private static func read(_ folder: URL) throws -> [String: Template] {
        var templates: [String: Template] = [:]
        let root = folder.path
        guard let files = FileManager.default.enumerator(atPath: root) else {
            throw TemplateFault(template: root, problem: "no templates here")
        }
        for case let path as String in files where path.hasSuffix(".mustache") {
            let name = String(path.dropLast(".mustache".count))
            let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
            templates[name] = try Template(named: name, text)
        }
        for (name, template) in templates {
            for reference in template.references where templates[reference] == nil {
                throw TemplateFault(template: name, problem: "names '\(reference)', which is not there")
            }
        }
        return templates
    }
}
