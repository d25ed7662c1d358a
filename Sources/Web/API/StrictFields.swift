import Office

/// The name of any field of a JSON object.
struct AnyField: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
}

/// The fields of an object, of which each must be known here: a misspelt one, passed over, would be a mark that is
/// silently not what was meant.
struct StrictFields<Field: CodingKey & CaseIterable> {
    private let container: KeyedDecodingContainer<AnyField>

    /// Throws `OfficeError.invalid` naming a field that is not known, and those that are. `what` has an article: a mark.
    init(_ decoder: any Decoder, of what: String) throws {
        container = try decoder.container(keyedBy: AnyField.self)
        for given in container.allKeys where Field(stringValue: given.stringValue) == nil {
            let place = decoder.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
                .joined()
            let field =
                (place.isEmpty ? "" : place.drop { $0 == "." } + ".") + given.stringValue.prefix(60)
            let names = Field.allCases.map(\.stringValue).joined(separator: ", ")
            throw OfficeError.invalid(String(field), "\(field) is not known here: \(what) may have \(names).")
        }
    }

    /// Nil when the field is not there, or null.
    func optional<T: Decodable>(_ type: T.Type, _ field: Field) throws -> T? {
        try container.decodeIfPresent(type, forKey: AnyField(stringValue: field.stringValue))
    }
}
