public import Attendance

extension PolicyInEnglish {
    /// Plain text, 78 columns wide.
    public var text: String {
        var lines = [title, String(repeating: "=", count: title.count)]
        for section in sections {
            lines += ["", section.title, String(repeating: "-", count: section.title.count)]
            for sentence in section.sentences {
                lines += Self.wrapped(sentence.text + sentence.marks, lead: "- ", indent: "  ")
                if let reading = sentence.reading {
                    lines += Self.wrapped(reading.sentence, lead: "    ", indent: "    ")
                }
                for conflict in sentence.conflicts {
                    lines += Self.wrapped(conflict.sentence, lead: "    ! ", indent: "      ")
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A page of its own, without anything fetched from elsewhere.
    public var html: String {
        var body = "<h1>\(Self.escaped(title))</h1>\n"
        for section in sections {
            body += "<section>\n<h2>\(Self.escaped(section.title))</h2>\n<ul>\n"
            for sentence in section.sentences { body += Self.item(sentence) }
            body += "</ul>\n</section>\n"
        }
        return """
            <!doctype html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Self.escaped(title))</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
            li { margin: 0 0 .75rem; }
            .clause, .reading { color: #555; font-size: .9em; }
            .law { border-left: .25rem solid #b00020; padding-left: .75rem; margin: .25rem 0; }
            .note { border-left: .25rem solid #777; padding-left: .75rem; margin: .25rem 0; }
            </style>
            </head>
            <body>
            <main>
            \(body)</main>
            </body>
            </html>

            """
    }

    private static func item(_ sentence: Sentence) -> String {
        var item = "<li>\(escaped(sentence.text))"
        if !sentence.marks.isEmpty { item += "<span class=\"clause\">\(escaped(sentence.marks))</span>" }
        if let reading = sentence.reading {
            item += "\n<p class=\"reading\">\(escaped(reading.sentence))</p>"
        }
        for conflict in sentence.conflicts {
            let kind = conflict.treatment == .noted ? "note" : "law"
            item += "\n<p class=\"\(kind)\">\(escaped(conflict.sentence))</p>"
        }
        return item + "</li>\n"
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    private static func wrapped(_ text: String, lead: String, indent: String) -> [String] {
        var lines = [String]()
        var line = lead
        for word in text.split(whereSeparator: \.isWhitespace) {
            if line.count + word.count > 78, line.count > indent.count {
                lines.append(line)
                line = indent
            }
            line += (line.last == " " || line.isEmpty ? "" : " ") + word
        }
        return lines + [line]
    }
}

extension PolicyInEnglish.Sentence {
    /// The clauses, or the law, in brackets; empty when there are none.
    public var marks: String {
        let named = clauses.map(\.text) + (citation.isEmpty ? [] : [citation])
        return named.isEmpty ? "" : " [\(named.joined(separator: ", "))]"
    }
}

extension Reading {
    /// `Read as X, rather than Y.`
    public var sentence: String {
        let other = ratherThan.map { ", rather than \($0)" } ?? ""
        return "Read as: \(taken)\(other)."
    }
}

extension PolicyConflict {
    /// What the law says and what runs, with both citations.
    public var sentence: String {
        let lead =
            switch treatment {
            case .refused: "The law runs instead"
            case .warned: "Beyond the law or guidance"
            case .noted: "Beside the law"
            }
        let id = check.map { " (\($0))" } ?? ""
        let from = source.clauses.map(\.text).joined(separator: ", ")
        let against = [from, citation].filter { !$0.isEmpty }.joined(separator: " against ")
        return "\(lead)\(id): \(law) \(runs)\(against.isEmpty ? "" : " [\(against)]")"
    }
}
