/// A person's name that stands in one cell.
struct NameText: Hashable {
    var title = ""
    var forename: String
    var surname: String
    /// Whether the text itself says where the surname begins. `Maria del Carmen` does not.
    var isCertain: Bool

    /// Which part comes first when there is no comma.
    enum Order { case forenameFirst, surnameFirst }

    /// Reads `Okafor, Ada`, or without a comma by `order`: `Ada Okafor` is cut at its last space, `Okafor Ada` at its
    /// first, and capitals say what is surname in `VAN DER BERG Ada`. A title before the name is taken off.
    init(_ text: String, order: Order) {
        if let comma = text.firstIndex(of: ",") {
            let before = Self.trimmed(text[..<comma])
            (title, forename) = Self.withoutTitle(Self.trimmed(text[text.index(after: comma)...]))
            if title.isEmpty { (title, surname) = Self.withoutTitle(before) } else { surname = before }
            isCertain = true
            return
        }
        let rest: String
        (title, rest) = Self.withoutTitle(Self.trimmed(text[...]))
        let words = rest.split(separator: " ")
        isCertain = words.count <= 2
        let surnameWords: Int
        switch order {
        case .forenameFirst:
            surnameWords = min(1, words.count)
            forename = words.dropLast(surnameWords).joined(separator: " ")
            surname = words.suffix(surnameWords).joined(separator: " ")
        case .surnameFirst:
            let capitals = words.prefix { $0.uppercased() == $0 && $0.lowercased() != $0 }.count
            surnameWords = capitals > 0 && capitals < words.count ? capitals : min(1, words.count)
            if capitals == surnameWords, capitals > 0, words.count > capitals { isCertain = true }
            surname = words.prefix(surnameWords).joined(separator: " ")
            forename = words.dropFirst(surnameWords).joined(separator: " ")
        }
    }

    private static func withoutTitle(_ text: String) -> (title: String, rest: String) {
        let words = text.split(separator: " ")
        guard words.count > 1, let first = words.first else { return ("", text) }
        let plain = first.lowercased().filter { $0 != "." }
        guard titles.contains(plain) else { return ("", text) }
        return (String(first), words.dropFirst().joined(separator: " "))
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "lady", "dame",
        "lord",
    ]
}
