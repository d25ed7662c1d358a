extension StringProtocol {
    /// A name as it is matched and searched by: small letters without accents, apostrophes left out, and one space
    /// for whatever else stands between. `O’Brien-Łukasz` gives `obrien lukasz`.
    ///
    /// Letters of other scripts stay as they are, so that a name is found as it is written.
    public var plainName: String {
        var plain = ""
        plain.reserveCapacity(utf8.count)
        var isSpaceDue = false
        func add(_ text: some StringProtocol) {
            if isSpaceDue && !plain.isEmpty { plain.append(" ") }
            isSpaceDue = false
            plain.append(contentsOf: text)
        }
        for scalar in unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": add(String(scalar))
            case "A"..."Z": add(scalar.properties.lowercaseMapping)
            case "'", "’", "‘", "`", "´", "ʼ", "ʻ": continue
            default:
                if scalar.isASCII {
                    isSpaceDue = true
                } else if (0x300...0x36F).contains(scalar.value) {
                    continue
                } else if let letters = Self.latinLetters(of: scalar) {
                    add(letters)
                } else if scalar.properties.isAlphabetic
                    || scalar.properties.generalCategory == .nonspacingMark
                    || scalar.properties.generalCategory == .spacingMark
                {
                    add(scalar.properties.lowercaseMapping)
                } else {
                    isSpaceDue = true
                }
            }
        }
        return plain
    }

    /// The plain letters under an accent, a stroke or a ligature, by the letter's own name in Unicode; nil for a
    /// letter that is not Latin.
    private static func latinLetters(of scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "ß", "ẞ": return "ss"
        case "ð", "Ð": return "d"
        case "þ", "Þ": return "th"
        case "ı": return "i"
        case "ə", "Ə": return "a"
        default: break
        }
        guard let name = scalar.properties.name else { return nil }
        for lead in ["LATIN SMALL LETTER ", "LATIN CAPITAL LETTER "] where name.hasPrefix(lead) {
            let letter = name.dropFirst(lead.count).prefix { $0 != " " }
            return letter.count <= 2 ? letter.lowercased() : nil
        }
        return nil
    }
}
