/// SQL as it is written here has `?` for each value; PostgreSQL wants them numbered.
enum Placeholders {
    /// `a = ? AND b = ?` as `a = $1 AND b = $2`. A question mark between quotes is a question mark.
    static func numbered(_ sql: String) -> String {
        var numbered: [UInt8] = []
        numbered.reserveCapacity(sql.utf8.count + 32)
        var place = 0
        var quote: UInt8?
        for byte in sql.utf8 {
            if let open = quote {
                // A doubled quote closes and opens again, which comes to the same.
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "?") {
                place += 1
                numbered.append(UInt8(ascii: "$"))
                numbered.append(contentsOf: String(place).utf8)
                continue
            }
            numbered.append(byte)
        }
        return String(decoding: numbered, as: UTF8.self)
    }
}
