/// Name and password.
struct SignInView: Page {
    static let template = "sign-in/show"

    var frame: Frame
    var errors: ErrorSummary?
    var fields: [Field]
    /// Where to go afterwards: an address of this server's own.
    var next: String
    /// A form that waits, sealed.
    var unsent: String?
    /// Why the page has come up, when it was not asked for.
    var because: String?
    /// The demonstration's people; nil in a real school.
    var demo: Demo?

    struct Demo: Encodable, Sendable {
        var lead: String
        var people: [DemoPerson]
    }
    struct DemoPerson: Encodable, Sendable {
        var role: String
        var email: String
        var password: String
    }
}

/// A page of sign-in with one short form: a code, a one-day sign-in, a new password, the first administrator.
struct SignInStepView: Page {
    static let template = "sign-in/step"

    var frame: Frame
    var title: String
    var lead: String
    var action: String
    var errors: ErrorSummary?
    var fields: [Field]
    /// Where to go afterwards.
    var next: String
    var submit: String
    /// A way out for whoever is on the wrong page.
    var other: Link?
    var foot: String?
}

/// Setting up the codes from a phone: the picture to scan, the same in letters, and a first code to prove it works.
struct PhoneView: Page {
    static let template = "sign-in/phone"

    var frame: Frame
    /// The role asks for it and there is no way round.
    var isRequired: Bool
    var action: String
    var next: String
    var secret: String
    var errors: ErrorSummary?
    var fields: [Field]
    var picture: QRPicture
}

/// A QR code as one SVG path over a square of `size` modules.
struct QRPicture: Encodable, Sendable {
    var size: String
    var path: String
}
