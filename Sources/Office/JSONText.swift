/// JSON written out as it goes: a whole school's figures are some 400 kB, and are asked for often.
public struct JSONText: Sendable {
    private var bytes: [UInt8] = []
    private var needsComma = false

    public init() {
        bytes.reserveCapacity(4096)
    }

    public var string: String { String(decoding: bytes, as: UTF8.self) }
    public var utf8: [UInt8] { bytes }

    /// An object; within another, under a name.
    public mutating func object(_ name: String? = nil, _ fill: (inout JSONText) throws -> Void) rethrows {
        try enclose(name, UInt8(ascii: "{"), UInt8(ascii: "}"), fill)
    }

    /// An array; within an object, under a name.
    public mutating func array(_ name: String? = nil, _ fill: (inout JSONText) throws -> Void) rethrows {
        try enclose(name, UInt8(ascii: "["), UInt8(ascii: "]"), fill)
    }

    public mutating func member(_ name: String, _ value: Int) {
        begin(name)
        bytes.append(contentsOf: String(value).utf8)
    }

    public mutating func member(_ name: String, _ value: Int64?) {
        begin(name)
        bytes.append(contentsOf: (value.map { String($0) } ?? "null").utf8)
    }

    public mutating func member(_ name: String, _ value: Bool) {
        begin(name)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    public mutating func member(_ name: String, _ value: String?) {
        begin(name)
        if let value { quote(value) } else { bytes.append(contentsOf: "null".utf8) }
    }

    /// A text in an array.
    public mutating func item(_ value: String) {
        begin(nil)
        quote(value)
    }

    private mutating func enclose(
        _ name: String?, _ open: UInt8, _ close: UInt8, _ fill: (inout JSONText) throws -> Void
    ) rethrows {
        begin(name)
        bytes.append(open)
        needsComma = false
        try fill(&self)
        bytes.append(close)
        needsComma = true
    }

    private mutating func begin(_ name: String?) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
        guard let name else { return }
        quote(name)
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
