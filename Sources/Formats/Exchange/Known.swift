/// What a file says of one thing: nothing at all, that it is empty, or its value.
///
/// A column that is left out is unknown, not blank; and a blank clears nothing in the books.
public enum Known<Value> {
    /// The file has no such column.
    case unknown
    /// The column is there and the cell is empty.
    case blank
    case value(Value)

    /// Nil when unknown or blank.
    public var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    public var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }

    public func map<Other>(_ transform: (Value) -> Other) -> Known<Other> {
        switch self {
        case .unknown: .unknown
        case .blank: .blank
        case .value(let value): .value(transform(value))
        }
    }
}

extension Known: Sendable where Value: Sendable {}
extension Known: Equatable where Value: Equatable {}
extension Known: Hashable where Value: Hashable {}
