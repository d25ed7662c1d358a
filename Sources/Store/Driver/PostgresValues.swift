import CPostgres

/// Values on their way into a statement: laid end to end in one piece of memory.
///
/// Integers go as text, which every integer type reads; texts and bytes go as they are, with their length.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    init(_ values: [SQLValue]) {
        for value in values {
            switch value {
            case .null: addNull()
            case .integer(let number): add(String(number).utf8, format: 0)
            case .text(let text): add(text.utf8, format: 1)
            case .bytes(let value): add(value, format: 1)
            }
        }
    }

    private mutating func add(_ value: some Collection<UInt8>, format: Int32) {
        formats.append(format)
        lengths.append(Int32(value.count))
        offsets.append(bytes.count)
        bytes.append(contentsOf: value)
        // Ends what goes as text, and gives an empty value an address, since none means null.
        bytes.append(0)
    }

    private mutating func addNull() {
        formats.append(0)
        lengths.append(0)
        offsets.append(nil)
    }

    /// Lends the values as libpq takes them: addresses, lengths, formats.
    func lent<T>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T
    ) -> T {
        bytes.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            let addresses = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
            return addresses.withUnsafeBufferPointer { addresses in
                lengths.withUnsafeBufferPointer { lengths in
                    formats.withUnsafeBufferPointer { formats in
                        body(addresses.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

/// PostgreSQL's numbers for the types that the books are made of.
enum PostgresType {
    static let bool: Oid = 16
    static let bytes: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25

    /// As what a value is declared: numbers are 64-bit and texts are texts wherever they stand, so that no constant
    /// beside them makes them smaller. What null is, its place says.
    static func of(_ value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .integer: int8
        case .text: text
        case .bytes: bytes
        }
    }
}

extension Row {
    /// The line at a place of an answer in binary form.
    init(_ result: OpaquePointer, at line: Int32) throws {
        self.init(
            try (0..<PQnfields(result)).map { column in
                if PQgetisnull(result, line, column) == 1 { return .null }
                let start = UnsafeRawPointer(PQgetvalue(result, line, column))
                let bytes = UnsafeRawBufferPointer(
                    start: start, count: Int(PQgetlength(result, line, column)))
                let type = PQftype(result, column)
                switch type {
                case PostgresType.int8, PostgresType.int4, PostgresType.int2, PostgresType.bool:
                    return .integer(Self.integer(bytes))
                case PostgresType.bytes: return .bytes(Array(bytes))
                // text, varchar, name, and what nobody gave a type.
                case PostgresType.text, 1043, 19, 705: return .text(String(decoding: bytes, as: UTF8.self))
                default: throw StoreError.statement("an answer's column \(column + 1) is of type \(type)")
                }
            })
    }

    /// A big-endian whole number of one, two, four or eight bytes.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        var number: Int64 = bytes.first.map { $0 >= 0x80 && bytes.count > 1 ? -1 : 0 } ?? 0
        for byte in bytes { number = number << 8 | Int64(byte) }
        return number
    }
}
