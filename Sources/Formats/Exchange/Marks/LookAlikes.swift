/// Letters of other alphabets, and other signs, that look like those of the code table.
///
/// Code tables are typed by hand and pasted from documents: real ones hold Cyrillic `В С Т К Е`, Greek `Υ`, `Ļ` for `L`
/// and a nought for `O`.
enum LookAlikes {
    /// The letter, digit or sign of ASCII that a character stands for; nil when it stands for none.
    static func plain(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0x21...0x7E: UInt8(scalar.value)
        // Full-width forms run beside ASCII.
        case 0xFF01...0xFF5E: UInt8(scalar.value - 0xFF01 + 0x21)
        default: table[scalar]
        }
    }

    private static let table: [Unicode.Scalar: UInt8] = {
        var table: [Unicode.Scalar: UInt8] = [:]
        for (plain, others) in pairs {
            for scalar in others.unicodeScalars {
                table[scalar] = plain
                // Small forms of the same letters.
                if let lower = scalar.properties.lowercaseMapping.unicodeScalars.first {
                    table[lower] = plain
                }
            }
        }
        return table
    }()

    private static let pairs: [(UInt8, String)] = [
        ("A", "\u{0410}\u{0391}"),  // Cyrillic, then Greek
        ("B", "\u{0412}\u{0392}"),
        ("C", "\u{0421}\u{03F9}\u{0186}"),
        ("D", "\u{0110}\u{00D0}"),
        ("E", "\u{0415}\u{0395}\u{0404}"),
        ("F", "\u{03DC}"),
        ("G", "\u{050C}"),
        ("H", "\u{041D}\u{0397}"),
        ("I", "\u{0406}\u{0399}\u{04C0}\u{0130}"),
        ("J", "\u{0408}\u{037F}"),
        ("K", "\u{041A}\u{039A}\u{212A}\u{0136}"),
        ("L", "\u{013B}\u{0141}\u{013D}\u{0139}"),
        ("M", "\u{041C}\u{039C}"),
        ("N", "\u{039D}\u{0145}"),
        ("O", "\u{041E}\u{039F}\u{00D8}"),
        ("P", "\u{0420}\u{03A1}"),
        ("Q", "\u{051A}"),
        ("R", "\u{0156}"),
        ("S", "\u{0405}\u{0218}\u{015E}"),
        ("T", "\u{0422}\u{03A4}\u{021A}\u{0162}"),
        ("U", "\u{054D}"),
        ("V", "\u{0474}\u{0476}"),
        ("W", "\u{051C}"),
        ("X", "\u{0425}\u{03A7}"),
        ("Y", "\u{0423}\u{04AE}\u{03A5}"),
        ("Z", "\u{0396}"),
        ("/", "\u{2044}\u{2215}\u{2571}\u{29F8}\u{FF0F}"),
        ("\\", "\u{2216}\u{2572}\u{29F5}\u{29F9}\u{FE68}"),
        ("#", "\u{FE5F}\u{266F}"),
        ("-", "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{FE58}\u{FE63}\u{00AD}"),
        ("?", "\u{FE56}\u{061F}"),
        ("0", "\u{2070}\u{2080}"), ("1", "\u{00B9}\u{2081}"), ("2", "\u{00B2}\u{2082}"),
        ("3", "\u{00B3}\u{2083}"), ("4", "\u{2074}\u{2084}"), ("5", "\u{2075}\u{2085}"),
        ("6", "\u{2076}\u{2086}"), ("7", "\u{2077}\u{2087}"), ("8", "\u{2078}\u{2088}"),
        ("9", "\u{2079}\u{2089}"),
    ].map { (plain: Unicode.Scalar, others: String) in (UInt8(ascii: plain), others) }
}
