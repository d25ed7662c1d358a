/// A link with its words.
struct Link: Encodable, Sendable {
    var href: String
    var label: String
}

/// One of a row of links of which one is the page itself.
struct Tab: Encodable, Sendable {
    var href: String
    var label: String
    var isCurrent = false
    /// How many things wait behind it.
    var count: String?
}

/// An attendance code as a chip: the code itself, what it means, and the class its colour stands for.
struct CodeChip: Encodable, Sendable {
    var code: String
    var name: String
    /// `attending`, `activity`, `authorised`, `unauthorised`, `not-possible`, `administrative`, `missing`, `none`.
    var kind: String
}

/// A figure with how it was reached printed beside it, so that nobody has to guess what it covers.
struct Tile: Encodable, Sendable {
    var label: String
    var value: String
    /// Smaller, after the value: `of 33`.
    var unit: String?
    /// The definition and the days it covers.
    var how: String
    var href: String?
    /// Somebody should act on it.
    var isHot = false
}

/// A word or two about a pupil or a thing. The words carry the meaning; the colour helps.
struct Badge: Encodable, Sendable {
    var text: String
    /// `good`, `info`, `warn`, `bad`, `quiet`, or empty for plain.
    var kind = ""
}

/// The day, and the session of it, that a page is about, and the way to the others.
struct DayBar: Encodable, Sendable {
    /// Where the form that picks a day is sent.
    var action: String
    var date: String
    var previous: Link?
    var next: Link?
    var halves: [Tab]
    /// The page is about one of them.
    var hasHalves = true
}

/// Numbered pages of a long list.
struct Pages: Encodable, Sendable {
    var summary: String
    var previous: Link?
    var next: Link?
}
