/// Name and password.
struct SignInView: Page {
    static let template = "sign-in/show"

    var frame: Frame
    var errors: ErrorSummary?
    var fields: [Field]
    /// Where to go afterwards: an address of this server's own.
    var next: String
    /// Why the page has come up, when it was not asked for: `You were signed out after 30 minutes …`.
    var because: String?
    /// The demonstration's names and passwords; nil in a real school.
    var demo: Demo?

    struct Demo: Encodable, Sendable {
        var lead: String
        var people: [DemoPerson]
    }
    struct DemoPerson: Encodable, Sendable {
        var role: String
        var name: String
        var password: String
    }
}

/// The six digits from the person's phone.
struct SignInCodeView: Page {
    static let template = "sign-in/code"

    var frame: Frame
    var errors: ErrorSummary?
    var fields: [Field]
    var next: String
}

/// A one-day sign-in: the code the office gave, and the name of whoever uses it.
struct SupplySignInView: Page {
    static let template = "sign-in/supply"

    var frame: Frame
    var errors: ErrorSummary?
    var fields: [Field]
    /// `Register 7B, Monday 8 September 2025, morning`.
    var opens: String?
}

/// The first password, or a new one.
struct PasswordView: Page {
    static let template = "sign-in/password"

    var frame: Frame
    var title: String
    var lead: String
    var action: String
    var errors: ErrorSummary?
    var fields: [Field]
}
