/// Turns a view into what a template can look up.
///
/// swift-mustache looks names up with `Mirror`, which took 13 ms for a register of thirty pupils; this takes a
/// twentieth of that, and it knows a name that is nil from a name that is not there.
final class ViewEncoder: Encoder {
    var value = ViewValue.absent
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    fileprivate var names: [String] = []
    fileprivate var values: [ViewValue] = []

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Named<Key>(encoder: self))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { Listed(encoder: self) }
    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    fileprivate static func encoded(_ part: some Encodable) throws -> ViewValue {
        if let text = part as? String { return .text(text) }
        let encoder = ViewEncoder()
        try part.encode(to: encoder)
        if !encoder.names.isEmpty {
            return .named(ViewNames(names: encoder.names, values: encoder.values))
        }
        return encoder.value
    }
}

extension ViewValue {
    /// The value of a page or a part of one.
    static func of(_ view: some Encodable) throws -> ViewValue { try ViewEncoder.encoded(view) }
}

private struct Named<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: ViewEncoder
    var codingPath: [any CodingKey] { [] }

    private func keep(_ value: ViewValue, _ key: Key) {
        encoder.names.append(key.stringValue)
        encoder.values.append(value)
    }

    func encodeNil(forKey key: Key) { keep(.absent, key) }
    func encode(_ value: Bool, forKey key: Key) { keep(.flag(value), key) }
    func encode(_ value: String, forKey key: Key) { keep(.text(value), key) }
    func encode(_ value: Int, forKey key: Key) { keep(.text(String(value)), key) }
    func encode(_ value: some Encodable, forKey key: Key) throws {
        keep(try ViewEncoder.encoded(value), key)
    }

    func encodeIfPresent(_ value: Bool?, forKey key: Key) { keep(value.map { .flag($0) } ?? .absent, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) { keep(value.map { .text($0) } ?? .absent, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) {
        keep(value.map { .text(String($0)) } ?? .absent, key)
    }
    func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws {
        keep(try value.map { try ViewEncoder.encoded($0) } ?? .absent, key)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        ViewEncoder().container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        ViewEncoder().unkeyedContainer()
    }
    func superEncoder() -> any Encoder { encoder }
    func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

private struct Listed: UnkeyedEncodingContainer {
    let encoder: ViewEncoder
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(encoder: ViewEncoder) {
        self.encoder = encoder
        encoder.value = .list([])
    }

    private mutating func keep(_ value: ViewValue) {
        guard case .list(var items) = encoder.value else { return }
        encoder.value = .absent
        items.append(value)
        encoder.value = .list(items)
        count += 1
    }

    mutating func encodeNil() { keep(.absent) }
    mutating func encode(_ value: some Encodable) throws { keep(try ViewEncoder.encoded(value)) }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        ViewEncoder().container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        ViewEncoder().unkeyedContainer()
    }
    func superEncoder() -> any Encoder { encoder }
}

private struct Single: SingleValueEncodingContainer {
    let encoder: ViewEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { encoder.value = .absent }
    func encode(_ value: Bool) { encoder.value = .flag(value) }
    func encode(_ value: String) { encoder.value = .text(value) }
    func encode(_ value: Int) { encoder.value = .text(String(value)) }
    func encode(_ value: some Encodable) throws { encoder.value = try ViewEncoder.encoded(value) }
}
