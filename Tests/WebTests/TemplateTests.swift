import Testing

@testable import Web

/// Walks a template with a view's value as a rendering would, but into every section, and keeps what it cannot find.
private struct Watch {
    let views: Views
    /// Names that the view does not have.
    var unknown: Set<String> = []
    /// Sections the value left empty, so that what they hold was not looked at.
    var unseen: Set<String> = []
    var seen: Set<String> = []
    var templates: Set<String> = []

    mutating func watch(_ name: String, _ scopes: [ViewValue], _ blocks: [[String: [Template.Piece]]] = []) {
        templates.insert(name)
        guard let template = views[name] else { return }
        walk(template.pieces, scopes, blocks, name, "")
    }

    private mutating func walk(
        _ pieces: [Template.Piece], _ scopes: [ViewValue], _ blocks: [[String: [Template.Piece]]],
        _ template: String, _ place: String
    ) {
        for (index, piece) in pieces.enumerated() {
            let here = "\(place)/\(index)"
            switch piece {
            case .markup: break
            case .value(let name): _ = find(name, scopes, template)
            case .section(let name, let whenAbsent, let inner):
                guard let value = find(name, scopes, template) else { continue }
                let label = "\(template)\(here) \(name)"
                if whenAbsent {
                    walk(inner, scopes, blocks, template, here)
                    continue
                }
                switch value {
                case .absent: unseen.insert(label)
                case .list(let items) where items.isEmpty: unseen.insert(label)
                case .flag:
                    seen.insert(label)
                    walk(inner, scopes, blocks, template, here)
                case .list(let items):
                    seen.insert(label)
                    for item in items { walk(inner, scopes + [item], blocks, template, here) }
                case .text, .named:
                    seen.insert(label)
                    walk(inner, scopes + [value], blocks, template, here)
                }
            case .partial(let name): watch(name, scopes, blocks)
            case .layout(let name, let given): watch(name, scopes, blocks + [given])
            case .block(let name, let standard):
                walk(blocks.compactMap { $0[name] }.first ?? standard, scopes, blocks, template, here + name)
            }
        }
    }

    private mutating func find(_ name: Template.Name, _ scopes: [ViewValue], _ template: String) -> ViewValue?
    {
        guard let first = name.path.first else { return scopes.last }
        for scope in name.climbs ? scopes.reversed() : [scopes[scopes.count - 1]] {
            guard case .named(let names) = scope, var value = names[first] else { continue }
            for next in name.path.dropFirst() {
                guard case .named(let inner) = value, let found = inner[next] else {
                    unknown.insert("\(template): \(name)")
                    return nil
                }
                value = found
            }
            return value
        }
        unknown.insert("\(template): \(name)")
        return nil
    }
}

@Suite struct Templates {
    let views: Views

    init() throws {
        views = try Views(folder: TestResources.folder.templates)
    }

    @Test func everyTemplateAsksOnlyForWhatItsViewHas() {
        var watch = Watch(views: views)

        for sample in Sample.all { watch.watch(sample.template, [sample.value]) }

        #expect(watch.unknown.sorted() == [])
        #expect(watch.unseen.subtracting(watch.seen).sorted() == [], "no sample fills these sections")
        #expect(Set(views.names).subtracting(watch.templates) == [], "no sample uses these templates")
    }

    @Test(arguments: Sample.all.map(\.name)) func everySampleRenders(_ name: String) throws {
        let sample = try #require(Sample.all.first { $0.name == name })

        let html = String(decoding: try views.bytes(sample.template, with: sample.value), as: UTF8.self)

        #expect(html.hasPrefix("<!doctype html>"))
        #expect(html.hasSuffix("</html>\n"))
        #expect(!html.contains("{{"))
    }

    @Test func aRegisterTellsNothingOfHealthExclusionOrCustody() throws {
        let html = String(
            decoding: try views.bytes("register/show", with: .of(RegisterView.sample)), as: UTF8.self)

        for word in ["llness", "medical", "xclu", "uspended", "custody", "ocial worker", "SEN"] {
            #expect(!html.contains(word), "a class can read this on the wall: \(word)")
        }
        #expect(html.contains("Not expected"))
    }
}

@Suite struct TemplateReading {
    private func html(_ text: String, _ view: some Encodable, with others: [String: String] = [:]) throws
        -> String
    {
        var templates = ["page": try Template(named: "page", text)]
        for (name, text) in others { templates[name] = try Template(named: name, text) }
        var rendering = Rendering(templates: templates)
        try rendering.render("page", with: .of(view))
        return String(decoding: rendering.output, as: UTF8.self)
    }

    private struct Person: Encodable {
        var name: String
        var nickname: String?
        var isHere = true
        var friends: [Friend] = []
        struct Friend: Encodable {
            var name: String
            var nickname: String?
        }
    }

    @Test func valuesAreEscaped() throws {
        #expect(try html("<p>{{name}}</p>", Person(name: "<b>&\"'")) == "<p>&lt;b&gt;&amp;&quot;&#39;</p>")
    }

    @Test(arguments: [
        "{{{name}}}", "{{&name}}", "{{=<% %>=}}", "{{name", "{{#a}}{{/b}}", "{{#a}}", "{{/a}}", "{{}}",
    ])
    func whatIsNotATagIsRefused(_ text: String) {
        #expect(throws: TemplateFault.self) { try Template(named: "page", text) }
    }

    @Test func aNameTheViewDoesNotHaveIsAnError() {
        #expect(throws: TemplateFault.self) { try html("{{nmae}}", Person(name: "Ada")) }
        #expect(throws: TemplateFault.self) { try html("{{#nmae}}x{{/nmae}}", Person(name: "Ada")) }
    }

    @Test func aNilInTheListDoesNotFallBackToThePage() throws {
        let person = Person(
            name: "Ada", nickname: "Ad", friends: [.init(name: "Ben"), .init(name: "Cleo", nickname: "C")])

        #expect(try html("{{#friends}}{{name}}({{nickname}}){{/friends}}", person) == "Ben()Cleo(C)")
    }

    @Test func sectionsAndTheirOpposites() throws {
        let text =
            "{{#isHere}}in{{/isHere}}{{^isHere}}out{{/isHere}}{{#nickname}} as {{.}}{{/nickname}}{{^friends}} alone{{/friends}}"

        #expect(try html(text, Person(name: "Ada", nickname: "Ad")) == "in as Ad alone")
        #expect(try html(text, Person(name: "Ada", isHere: false, friends: [.init(name: "B")])) == "out")
    }

    @Test func aPageFillsTheBlocksOfItsLayout() throws {
        let layout = ["frame": "<title>{{$title}}none{{/title}}</title>{{$main}}{{/main}}"]

        let page = try html(
            "{{<frame}}\n{{$main}}<h1>{{name}}</h1>{{/main}}\n{{/frame}}", Person(name: "Ada"), with: layout)

        #expect(page == "<title>none</title><h1>Ada</h1>")
    }

    @Test func tagsAloneOnALineLeaveNoLine() throws {
        #expect(
            try html(
                "<ul>\n{{#friends}}\n  <li>{{name}}</li>\n{{/friends}}\n</ul>\n",
                Person(name: "A", friends: [.init(name: "B")])) == "<ul>\n<li>B</li>\n</ul>\n")
        #expect(try html("a {{#isHere}}b{{/isHere}} c", Person(name: "A")) == "a b c")
    }

    @Test func whatIsNotTextIsNotPrinted() {
        #expect(throws: TemplateFault.self) { try html("{{friends}}", Person(name: "Ada")) }
    }
}
