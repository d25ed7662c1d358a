/// How a family that came from somewhere names its children; enough of it that a school's list looks like one.
struct NameStock {
    /// How common it is beside the others; all together are about a thousand.
    var share: Int
    var girls: [String]
    var boys: [String]
    var surnames: [String]
    /// Spoken at home; nil where it is English.
    var language: String?
    /// Forenames by which some are known here, in their own script or in English.
    var knownAs: [(forename: String, preferred: String)] = []
    var keepsEids = false
    var style = Style.ordinary

    enum Style {
        case ordinary
        /// The wife's and daughter's form of a surname: Kowalski, Kowalska.
        case polish
        /// Singh for men and boys, Kaur for women and girls, before the family's name.
        case panjabi
        /// A forename is followed by the father's name.
        case somali
        /// One name, written in both places, as the school census asks.
        case single
        /// Two forenames that go together.
        case double
    }

    init(
        share: Int, girls: String, boys: String, surnames: String, language: String? = nil,
        knownAs: [(forename: String, preferred: String)] = [], keepsEids: Bool = false,
        style: Style = .ordinary
    ) {
        self.share = share
        self.girls = Self.list(girls)
        self.boys = Self.list(boys)
        self.surnames = Self.list(surnames)
        self.language = language
        self.knownAs = knownAs
        self.keepsEids = keepsEids
        self.style = style
    }

    /// Names apart by commas, which none has in it.
    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingSpaces }
    }

    func forenames(ofSex sex: String) -> [String] { sex == "F" ? girls : boys }

    /// The surname of one of a family, by sex.
    func surname(_ family: String, sex: String) -> String {
        switch style {
        case .polish where sex == "F":
            for (end, hers) in [("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")] where family.hasSuffix(end)
            {
                return family.dropLast(end.count) + hers
            }
            return family
        case .panjabi: return (sex == "F" ? "Kaur " : "Singh ") + family
        default: return family
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        let kept = drop { $0 == " " || $0 == "\n" }
        guard let last = kept.lastIndex(where: { $0 != " " && $0 != "\n" }) else { return "" }
        return String(kept[...last])
    }
}

extension String {
    /// Letters and digits of ASCII only, in lower case, as in an address for e-mail.
    var asAddress: String {
        var address = ""
        for character in self {
            if let plain = Self.plainLetters[character] {
                address += plain
            } else if character.isASCII, character.isLetter || character.isNumber {
                address += character.lowercased()
            }
        }
        return address
    }

    private static let plainLetters: [Character: String] = {
        var letters: [Character: String] = [:]
        for (plain, marked) in [
            ("a", "áàâäãåăąÁÀÂÄÃÅĂĄ"), ("c", "çćčÇĆČ"), ("d", "đĐ"), ("e", "éèêëęěÉÈÊËĘĚ"), ("g", "ğĞ"),
            ("i", "íìîïıİÍÎÏ"), ("l", "łŁ"), ("n", "ńñňŃÑŇ"), ("o", "óòôöõőøÓÒÔÖÕŐØ"), ("r", "řŘ"),
            ("s", "śşșšŚŞȘŠ"), ("ss", "ß"), ("t", "țţŢȚ"), ("u", "úùûüűÚÙÛÜ"), ("y", "ýÝ"), ("z", "źżžŹŻŽ"),
        ] {
            for character in marked { letters[character] = plain }
        }
        return letters
    }()
}
