public import Attendance
import Foundation

/// The ids of the clauses that policies have, by the name of each policy's index.
public struct ClauseLibrary: Sendable {
    private let indexes: [String: Set<String>]
    /// Each index in the order of its file.
    private let orders: [String: [ClauseID]]

    public init(_ indexes: [String: Set<String>] = [:]) {
        self.init(orders: indexes.mapValues { ids in ids.sorted().map { ClauseID($0) } })
    }

    private init(orders: [String: [ClauseID]]) {
        self.orders = orders
        indexes = orders.mapValues { Set($0.map(\.text)) }
    }

    /// Reads every `NAME.txt` of a directory such as `Policies/clauses/`: one id a line; lines that begin with `#`
    /// are notes. An unreadable directory gives an empty library.
    public static func load(directory: String) -> ClauseLibrary {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        var orders = [String: [ClauseID]]()
        for name in names where name.hasSuffix(".txt") {
            guard case .success(let text) = TextFile.read("\(directory)/\(name)") else { continue }
            orders[String(name.dropLast(4))] = list(text)
        }
        return ClauseLibrary(orders: orders)
    }

    /// The ids of an index in the order of its file.
    public static func list(_ text: String) -> [ClauseID] {
        text.split(whereSeparator: \.isNewline)
            .map { $0.filter { !$0.isWhitespace } }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
            .map { ClauseID($0) }
    }

    public var names: [String] { indexes.keys.sorted() }

    /// The ids of one index; nil when there is no such index.
    public func ids(of name: String) -> Set<String>? { indexes[name] }

    /// The ids of one index in the order of its file, each once; nil when there is no such index.
    public func list(of name: String) -> [ClauseID]? {
        var seen = Set<ClauseID>()
        return orders[name]?.filter { seen.insert($0).inserted }
    }

    /// The ids of every index together.
    public var all: Set<String> { indexes.values.reduce(into: []) { $0.formUnion($1) } }
}
