/// What every page has round it: the school, the way about, who is signed in, what has just happened.
struct Frame: Encodable, Sendable {
    /// The school's name; the installation's before anybody has signed in.
    var school: String
    /// A school made by the demonstration: every page says so.
    var isFictional: Bool
    /// The school's own clock, in words: `Thursday 20 November 2025, 09:35`.
    var now: String
    /// `light` or `dark` when the person has chosen; nil follows the device.
    var theme: String?
    var themes: [Theme]
    var assets: Assets
    /// What a form must send back, so that another site's form cannot act in the person's name.
    var csrf: String
    var nav: [Place]
    var person: Person?
    var flash: Flash?

    /// A place in the main navigation.
    struct Place: Encodable, Sendable {
        var href: String
        var label: String
        var isCurrent: Bool
    }

    /// Whoever is signed in, as the top bar shows them.
    struct Person: Encodable, Sendable {
        var name: String
        var initials: String
        var position: String
    }

    struct Theme: Encodable, Sendable {
        var value: String
        var label: String
        /// For `aria-pressed`.
        var pressed: String
    }

    /// What the last form did, said once, with a way back where there is one.
    struct Flash: Codable, Sendable {
        /// `good`, `warn` or `bad`.
        var kind: String
        var text: String
        var undo: Undo?

        struct Undo: Codable, Sendable {
            var action: String
            var act: String
            var label: String
        }
    }

    /// Where the files of `Assets` are served. htmx is taken at set-up and may be missing; pages work without it.
    struct Assets: Encodable, Sendable {
        var style: String
        var icon: String
        var script: String
        var register: String
        var htmx: String?
    }
}

extension Frame.Theme {
    /// The three choices, the person's own pressed.
    static func choices(chosen: String?) -> [Frame.Theme] {
        [("auto", "Device"), ("light", "Light"), ("dark", "Dark")].map { value, label in
            Frame.Theme(value: value, label: label, pressed: value == (chosen ?? "auto") ? "true" : "false")
        }
    }
}
