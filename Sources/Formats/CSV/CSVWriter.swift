/// Writes CSV: fields are quoted where they must be, rows end as the reader of the file expects.
public struct CSVWriter: Sendable {
    /// What has been written and not yet been taken.
    public private(set) var bytes: [UInt8] = []
    private let separator: UInt8
    private let lineEnd: [UInt8]
    private var atRowStart = true

    /// - Parameters:
    ///   - separator: comma for all systems in England that we know of; a semicolon where the computer's language
    ///     asks for it.
    ///   - withMark: whether the file begins with the byte order mark, without which Excel takes UTF-8 for
    ///     Windows-1252.
    public init(separator: Character = ",", withReturns: Bool = false, withMark: Bool = false) {
        self.separator = separator.asciiValue ?? UInt8(ascii: ",")
        lineEnd = Array((withReturns ? "\r\n" : "\n").utf8)
        if withMark { bytes = [0xEF, 0xBB, 0xBF] }
    }

    /// Adds a field to the row that is being written.
    public mutating func field(_ text: some StringProtocol) {
        if !atRowStart { bytes.append(separator) }
        atRowStart = false
        let mustQuote =
            text.utf8.contains {
                $0 == separator || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
                    || $0 == UInt8(ascii: "\r")
            } || text.first == " " || text.last == " "
        guard mustQuote else {
            bytes.append(contentsOf: text.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    public mutating func endRow() {
        bytes.append(contentsOf: lineEnd)
        atRowStart = true
    }

    public mutating func row(_ fields: some Sequence<some StringProtocol>) {
        for text in fields { field(text) }
        endRow()
    }

    /// Hands over what was written since the last call.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }
}
