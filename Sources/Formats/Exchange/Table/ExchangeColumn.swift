/// A column of one kind of file. What it is called in each system is a matter of data.
protocol ExchangeColumn: CaseIterable, Hashable, Sendable, RawRepresentable where RawValue == Int {
    /// What the file holds: `pupils`.
    static var table: String { get }
    /// Rollcall's own header.
    var header: String { get }
    /// Other headers for the same thing, best first.
    var aliases: [String] { get }
    /// Columns of which at least one must be there and none is; nil when the file has what is needed.
    /// - Parameter keys: every header's key, for the wide forms.
    static func missing(_ has: (Self) -> Bool, keys: [String]) -> [Self]?
    /// Whether a header that is no column by itself belongs to a wide form of the table: `monam`.
    static func isWide(_ key: String) -> Bool
}

extension ExchangeColumn {
    static func isWide(_ key: String) -> Bool { false }

    /// Header keys of every column, with their rank: smaller is better.
    static func keys() -> [String: (column: Self, rank: Int)] {
        var keys: [String: (column: Self, rank: Int)] = [:]
        for column in allCases {
            for (rank, header) in ([column.header] + column.aliases).enumerated() {
                keys[HeaderKey.of(header)] = (column, rank)
            }
        }
        return keys
    }
}
