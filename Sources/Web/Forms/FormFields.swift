/// What a form sent: names and values in the order of the page, nothing interpreted.
struct FormFields: Sendable {
    private(set) var pairs: [(name: String, value: String)]

    static let none = FormFields(pairs: [])

    init(pairs: [(name: String, value: String)]) {
        self.pairs = pairs
    }

    /// Reads `application/x-www-form-urlencoded` bytes; a malformed escape stands as it was typed.
    init(urlEncoded bytes: some Sequence<UInt8>) {
        var pairs: [(name: String, value: String)] = []
        var name: [UInt8]?
        var part: [UInt8] = []
        func keep() {
            if let name {
                pairs.append((Self.text(name), Self.text(part)))
            } else if !part.isEmpty {
                pairs.append((Self.text(part), ""))
            }
            name = nil
            part = []
        }
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): keep()
            case UInt8(ascii: "=") where name == nil:
                name = part
                part = []
            case UInt8(ascii: "+"): part.append(32)
            default: part.append(byte)
            }
        }
        keep()
        self.pairs = pairs
    }

    /// The first value of that name.
    subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    /// The value without blanks at its ends; empty when there is none.
    func text(_ name: String) -> String {
        var text = self[name, default: ""][...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    subscript(name: String, default standard: String) -> String { self[name] ?? standard }

    func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The values of `name[key]`, by key, the last one standing.
    func keyed(_ name: String) -> [String: String] {
        let start = name + "["
        var found: [String: String] = [:]
        for pair in pairs where pair.name.hasPrefix(start) && pair.name.hasSuffix("]") {
            found[String(pair.name.dropFirst(start.count).dropLast())] = pair.value
        }
        return found
    }

    private static func text(_ bytes: [UInt8]) -> String {
        guard bytes.contains(UInt8(ascii: "%")) else { return String(decoding: bytes, as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
            {
                plain.append(high << 4 | low)
                index += 3
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
