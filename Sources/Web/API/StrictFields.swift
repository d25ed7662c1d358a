import Office

/// The name of any field of a JSON object.
private struct AnyField: CodingKey {
    var stringValue: String
    var intValue: Int?

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
}

extension Decoder {
    /// Refuses an object with a field that is not known here: a misspelt one, passed over, would be a mark that is
    /// silently not what was meant.
    func requireKnownFields<Field: CodingKey & CaseIterable>(_ known: Field.Type, of what: String) throws {
        let names = known.allCases.map(\.stringValue)
        guard
            let stranger = try container(keyedBy: AnyField.self).allKeys
                .first(where: { !names.contains($0.stringValue) })
        else { return }
        let place = codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
        let field = (place.isEmpty ? "" : place.drop { $0 == "." } + ".") + stranger.stringValue.prefix(60)
        throw OfficeError.invalid(
            String(field), "\(field) is not known here: \(what) may have \(names.joined(separator: ", ")).")
    }
}
