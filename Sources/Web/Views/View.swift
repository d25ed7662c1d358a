/// Something a template can print.
///
/// A view is a flat struct of stored, ready text: no numbers to format, no dates, no enums. A template sees what the
/// struct encodes, which for the compiler's own `Encodable` is exactly its stored properties.
protocol View: Encodable, Sendable {
    /// The template's path under `Templates`, without its ending.
    static var template: String { get }
    /// Elements of the page that can be asked for alone: the id of the element, and the template that makes it.
    static var parts: [String: String] { get }
}

extension View {
    static var parts: [String: String] { [:] }
}

/// A whole page, in the frame that every page shares.
protocol Page: View {
    var frame: Frame { get }
}
