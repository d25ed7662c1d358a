/// What the sign-in page sends.
struct SignInForm: Sendable {
    var email = ""
    var password = ""
    var next = "/"
    /// A form that waits until they are signed in, sealed.
    var unsent: String?

    init(next: String, unsent: String? = nil) {
        self.next = next
        self.unsent = unsent
    }

    init(_ form: FormFields) {
        email = form.text("email")
        password = form["password", default: ""]
        next = OwnPath.of(form["next"])
        unsent = form["unsent"]
    }

    var errors: FieldErrors {
        var errors = FieldErrors()
        if email.isEmpty { errors.add("email", "Enter your email") }
        if password.isEmpty { errors.add("password", "Enter your password") }
        return errors
    }

    /// The password is never sent back.
    func fields(_ errors: FieldErrors) -> [Field] {
        [
            .text(
                "email", "Email", email, hint: "Or the user name you were given.", autocomplete: "username",
                inputMode: "email", required: true, errors: errors),
            .text(
                "password", "Password", type: "password", autocomplete: "current-password", required: true,
                errors: errors),
        ]
    }
}

/// The six digits of the telephone.
struct CodeForm: Sendable {
    var code: String

    init(_ form: FormFields) {
        code = form.text("code").filter { !$0.isWhitespace }
    }

    var errors: FieldErrors {
        let isWhole = code.utf8.count == 6 && code.utf8.allSatisfy { (48...57).contains($0) }
        return isWhole ? FieldErrors() : FieldErrors([("code", "Enter the six digits that the app shows")])
    }

    static func fields(_ errors: FieldErrors) -> [Field] {
        [
            .text(
                "code", "Code", style: "input--code", autocomplete: "one-time-code", inputMode: "numeric",
                required: true, errors: errors)
        ]
    }
}

/// A code by which somebody chooses their password, and the password.
struct InvitationForm: Sendable {
    var name = ""
    var code = ""
    var password = ""

    init() {}

    init(_ form: FormFields) {
        name = form.text("name")
        code = form.text("code")
        password = form["password", default: ""]
    }

    var errors: FieldErrors {
        var errors = FieldErrors()
        if name.isEmpty { errors.add("name", "Enter your email, or the user name you were given") }
        if code.isEmpty { errors.add("code", "Enter the code you were given") }
        if password.isEmpty { errors.add("password", "Choose a password") }
        return errors
    }

    func fields(_ errors: FieldErrors) -> [Field] {
        [
            .text(
                "name", "Email", name, hint: "Or the user name you were given.", autocomplete: "username",
                required: true, errors: errors),
            .text("code", "Code", code, autocomplete: "off", required: true, errors: errors),
            .newPassword("password", "New password", errors: errors),
        ]
    }
}

/// The first administrator of an installation.
struct SetUpForm: Sendable {
    var code = ""
    var forename = ""
    var surname = ""
    var position = ""
    var email = ""
    var password = ""

    init() {}

    init(_ form: FormFields) {
        code = form.text("code")
        forename = form.text("forename")
        surname = form.text("surname")
        position = form.text("position")
        email = form.text("email")
        password = form["password", default: ""]
    }

    func fields(_ errors: FieldErrors) -> [Field] {
        [
            .text(
                "code", "Code from the terminal", code, hint: "The server printed it when it started.",
                autocomplete: "off", required: true, errors: errors),
            .text(
                "forename", "Forename", forename, autocomplete: "given-name", required: true, errors: errors),
            .text("surname", "Surname", surname, autocomplete: "family-name", required: true, errors: errors),
            .text(
                "position", "Position", position,
                hint: "As it is to stand beside what you do: school business manager.",
                autocomplete: "organization-title", required: true, errors: errors),
            .text(
                "email", "Email", email, type: "email", autocomplete: "username", required: true,
                errors: errors),
            .newPassword("password", "Password", errors: errors),
        ]
    }
}

extension Field {
    static func newPassword(_ name: String, _ label: String, errors: FieldErrors) -> Field {
        .text(
            name, label, hint: "Long is good: three or four words that only you would put together.",
            type: "password", autocomplete: "new-password", required: true, errors: errors)
    }
}
