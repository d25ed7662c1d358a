import Foundation

/// A form that arrived after its sender had been signed out: marks of a half-taken register, a reason half a page long.
///
/// It waits in the sign-in page, sealed so that nobody reads it there, and is offered once they are signed in again.
struct UnsentForm: Codable, Sendable {
    /// Where it was sent.
    var path: String
    var fields: [Field]
    /// The page it was on.
    var page: String

    struct Field: Codable, Sendable {
        var name: String
        var value: String
    }

    private static let purpose = "unsent"

    /// Nil for forms that are better filled in anew: those with a password in them, and all but registers and pupils.
    init?(path: String, form: FormFields, page: String) {
        guard path.hasPrefix("/registers/") || path.hasPrefix("/pupils/"), OwnPath.of(path) == path,
            form.pairs.reduce(0, { $0 + $1.name.utf8.count + $1.value.utf8.count }) < 100_000
        else { return nil }
        self.path = path
        self.page = page
        fields = form.pairs.filter { $0.name != "csrf" }.map { Field(name: $0.name, value: $0.value) }
    }

    /// From the sign-in page; nil when it holds none, or somebody has changed it.
    init?(sealed text: String?, by seal: Seal) {
        guard let text, !text.isEmpty, let plain = seal.unlocked(text, for: Self.purpose),
            let read = try? JSONDecoder().decode(UnsentForm.self, from: Data(plain.utf8))
        else { return nil }
        self = read
    }

    func sealed(by seal: Seal) -> String? {
        guard let data = try? JSONEncoder().encode(self) else { return nil }
        return seal.locked(String(decoding: data, as: UTF8.self), for: Self.purpose)
    }

    /// Asks whether it is to be sent after all.
    func question(_ frame: Frame) -> FormView {
        FormView(
            frame: frame, title: "What you sent was not saved",
            lead:
                "You had been signed out when it arrived. It is kept: save it now. If it was not you who sent it, leave it.",
            back: Link(href: page, label: "Leave it"), action: path,
            hidden: fields.map { FormView.Hidden(name: $0.name, value: $0.value) }, sections: [],
            submit: "Save it now")
    }
}
