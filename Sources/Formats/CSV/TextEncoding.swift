/// How the characters of a file were written as bytes.
public enum TextEncoding: Hashable, Sendable {
    case utf8, windows1252, utf16LittleEndian, utf16BigEndian

    /// `Windows-1252`, as a person would look for it in a list.
    public var name: String {
        switch self {
        case .utf8: "UTF-8"
        case .windows1252: "Windows-1252"
        case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
        }
    }
}

/// Turns pieces of a file into UTF-8. A character may be cut in two by the end of a piece.
struct Transcoder {
    let encoding: TextEncoding
    /// The first byte of a UTF-16 unit that was cut in two.
    private var half: UInt8?
    private var highSurrogate: UInt16?

    init(_ encoding: TextEncoding) {
        self.encoding = encoding
    }

    /// Adds the piece's characters to `text`.
    mutating func add(_ piece: [UInt8], to text: inout [UInt8]) {
        switch encoding {
        case .utf8: text.append(contentsOf: piece)
        case .windows1252: addWindows1252(piece, to: &text)
        case .utf16LittleEndian, .utf16BigEndian: addUTF16(piece, to: &text)
        }
    }

    private func addWindows1252(_ piece: [UInt8], to text: inout [UInt8]) {
        for byte in piece {
            if byte < 0x80 {
                text.append(byte)
            } else {
                let value = byte < 0xA0 ? Self.windows1252[Int(byte) - 0x80] : UInt16(byte)
                Self.add(UInt32(value), to: &text)
            }
        }
    }

    private mutating func addUTF16(_ piece: [UInt8], to text: inout [UInt8]) {
        for byte in piece {
            guard let first = half else {
                half = byte
                continue
            }
            half = nil
            let unit =
                encoding == .utf16LittleEndian
                ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
            switch unit {
            case 0xD800..<0xDC00:
                if highSurrogate != nil { Self.add(Self.replacement, to: &text) }
                highSurrogate = unit
            case 0xDC00..<0xE000:
                guard let high = highSurrogate else {
                    Self.add(Self.replacement, to: &text)
                    continue
                }
                highSurrogate = nil
                Self.add(0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(unit - 0xDC00), to: &text)
            default:
                if highSurrogate != nil {
                    highSurrogate = nil
                    Self.add(Self.replacement, to: &text)
                }
                Self.add(UInt32(unit), to: &text)
            }
        }
    }

    private static let replacement: UInt32 = 0xFFFD

    private static func add(_ scalar: UInt32, to text: inout [UInt8]) {
        switch scalar {
        case ..<0x80:
            text.append(UInt8(scalar))
        case ..<0x800:
            text.append(UInt8(0xC0 | scalar >> 6))
            text.append(UInt8(0x80 | scalar & 0x3F))
        case ..<0x10000:
            text.append(UInt8(0xE0 | scalar >> 12))
            text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            text.append(UInt8(0x80 | scalar & 0x3F))
        default:
            text.append(UInt8(0xF0 | scalar >> 18))
            text.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            text.append(UInt8(0x80 | scalar & 0x3F))
        }
    }

    /// Bytes 0x80 to 0x9F of Windows-1252; the rest of it is as Unicode. Five places stand for nothing.
    static let windows1252: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]
}
