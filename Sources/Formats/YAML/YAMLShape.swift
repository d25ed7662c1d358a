/// The outline of a YAML file, as far as it can be told without parsing it: how deep it goes, and whether one
/// part stands for another.
struct YAMLShape {
    let lines: [Substring]

    struct Refusal {
        var line: Int
        var column: Int
        var problem: String
        var remedy: String
    }

    /// What keeps the file from being parsed at all; nil when nothing does.
    var refusal: Refusal? {
        var depth = 0
        var anchors = Set<String>()
        for (number, line) in lines.enumerated() {
            let lead = line.utf8.prefix { Self.lead.contains($0) }.count
            if lead > 2 * YAMLText.deepest { return tooDeep(number + 1, lead) }
            var quote: UInt8?
            var previous = UInt8(ascii: " ")
            var column = 0
            for byte in line.utf8 {
                column += 1
                defer { previous = byte }
                if let open = quote {
                    if byte == open { quote = nil }
                    continue
                }
                switch byte {
                case UInt8(ascii: "'"), UInt8(ascii: "\""):
                    if Self.opens.contains(previous) { quote = byte }
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    depth += 1
                    if depth > YAMLText.deepest { return tooDeep(number + 1, column) }
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
                default: break
                }
            }
            // An alias repeats the part that bears its anchor; a few lines of them unfold into billions.
            for (sign, name) in Self.signs(in: line) {
                if sign == "&" {
                    anchors.insert(name)
                } else if anchors.contains(name) {
                    return Refusal(
                        line: number + 1, column: 0, problem: "*\(name) stands for another part of the file.",
                        remedy: "Write the part out again; these files use no aliases.")
                }
            }
        }
        return nil
    }

    private static let lead: Set<UInt8> = Set(" \t-?:".utf8)
    private static let opens: Set<UInt8> = Set(" \t[{,:-".utf8)

    private func tooDeep(_ line: Int, _ column: Int) -> Refusal {
        Refusal(
            line: line, column: column, problem: "The settings are nested too deeply.",
            remedy: "Settings are at most a few levels deep; check the brackets and the indentation.")
    }

    /// Every `&name` and `*name`, wherever it stands: one too many is better than one too few.
    private static func signs(in line: Substring) -> [(sign: Character, name: String)] {
        let bytes = Array(line.utf8)
        var found = [(sign: Character, name: String)]()
        for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
            let name = bytes[(place + 1)...].prefix(while: isNameByte)
            if !name.isEmpty {
                found.append((byte == UInt8(ascii: "&") ? "&" : "*", String(decoding: name, as: UTF8.self)))
            }
        }
        return found
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
