/// One row of a CSV file: its fields as UTF-8, without their quotes, and where each of them stands.
///
/// A row is filled by ``CSVReader/next(into:)`` and filled anew by the next call, so that reading a file costs no
/// memory per row.
public struct CSVRow: Sendable {
    /// The line on which the row begins, from 1.
    public internal(set) var line = 0
    /// All fields, end to end.
    var bytes: [UInt8] = []
    var fields: [Field] = []

    struct Field: Sendable {
        var line: Int32
        var column: Int32
        /// Where its bytes end; they begin where those of the field before end.
        var end: Int32
    }

    public init() {
        bytes.reserveCapacity(512)
        fields.reserveCapacity(32)
    }

    /// How many fields the row has.
    public var count: Int { fields.count }

    /// Line and column (from 1, in characters) at which a field begins; of the row's end for a field it lacks.
    public func place(of field: Int) -> (line: Int, column: Int) {
        guard let found = field < fields.count ? fields[field] : fields.last else { return (line, 1) }
        return (Int(found.line), Int(found.column))
    }

    /// The field's text without the white space around it; empty for a field the row lacks.
    public func text(_ field: Int) -> String {
        String(decoding: bytes[range(of: field)], as: UTF8.self)
    }

    /// Whether the field is missing or holds nothing but white space.
    public func isBlank(_ field: Int) -> Bool { range(of: field).isEmpty }

    /// Whether all of the row's fields are blank.
    public var isBlank: Bool { fields.indices.allSatisfy { isBlank($0) } }

    /// Where the field's text lies in `bytes`, without the white space around it.
    func range(of field: Int) -> Range<Int> {
        guard field < fields.count else { return 0..<0 }
        var start = field == 0 ? 0 : Int(fields[field - 1].end)
        var end = Int(fields[field].end)
        while start < end {
            let byte = bytes[start]
            if byte <= 0x20 {
                start += 1
            } else if byte >= 0xC2, let width = Self.spaceWidth(bytes, at: start, until: end) {
                start += width
            } else {
                break
            }
        }
        while end > start {
            let byte = bytes[end - 1]
            if byte <= 0x20 {
                end -= 1
            } else if byte >= 0x80, end - start >= 2, Self.spaceWidth(bytes, at: end - 2, until: end) == 2 {
                end -= 2
            } else if byte >= 0x80, end - start >= 3, Self.spaceWidth(bytes, at: end - 3, until: end) == 3 {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
    }

    /// The width in bytes of a space that cannot be seen: hard space, zero-width space, byte order mark.
    private static func spaceWidth(_ bytes: [UInt8], at index: Int, until end: Int) -> Int? {
        if index + 1 < end, bytes[index] == 0xC2, bytes[index + 1] == 0xA0 { return 2 }
        guard index + 2 < end else { return nil }
        switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
        case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0xAF), (0xEF, 0xBB, 0xBF): return 3
        default: return nil
        }
    }
}
