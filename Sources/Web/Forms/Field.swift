/// One question of a form, with what was typed kept and what is wrong with it said beside it.
struct Field: Encodable, Sendable {
    var id: String
    var name: String
    var label: String
    var hint: String?
    var error: String?
    /// For `aria-describedby`: the ids of hint and error; nil when there is neither.
    var describedBy: String?
    var input: Input?
    var area: Area?
    var select: Options?
    var radios: Options?
    var tick: Tick?

    struct Input: Encodable, Sendable {
        var type: String
        var value: String
        var style = ""
        var autocomplete: String?
        var inputMode: String?
        var isRequired = false
    }
    struct Area: Encodable, Sendable {
        var value: String
    }
    struct Options: Encodable, Sendable {
        var options: [Option]
    }
    struct Option: Encodable, Sendable {
        var id: String
        var value: String
        var label: String
        var hint: String?
        var isChosen: Bool
    }
    struct Tick: Encodable, Sendable {
        var value: String
        var isTicked: Bool
    }
}

extension Field {
    private init(_ name: String, _ label: String, hint: String?, errors: FieldErrors) {
        self.name = name
        self.label = label
        self.hint = hint
        id = Self.id(of: name)
        error = errors[name]
        let described = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }].compactMap(\.self)
        describedBy = described.isEmpty ? nil : described.joined(separator: " ")
    }

    /// A name may hold brackets, which do not belong in an id.
    static func id(of name: String) -> String {
        "f-" + name.map { $0 == "[" || $0 == "]" ? "-" : String($0) }.joined()
    }

    static func text(
        _ name: String, _ label: String, _ value: String = "", hint: String? = nil, type: String = "text",
        style: String = "", autocomplete: String? = nil, inputMode: String? = nil, required: Bool = false,
        errors: FieldErrors = FieldErrors()
    ) -> Field {
        var field = Field(name, label, hint: hint, errors: errors)
        field.input = Input(
            type: type, value: value, style: style, autocomplete: autocomplete, inputMode: inputMode,
            isRequired: required)
        return field
    }

    static func date(
        _ name: String, _ label: String, _ value: String = "", hint: String? = nil,
        errors: FieldErrors = FieldErrors()
    ) -> Field {
        text(name, label, value, hint: hint, type: "date", style: "input--short", errors: errors)
    }

    static func area(
        _ name: String, _ label: String, _ value: String = "", hint: String? = nil,
        errors: FieldErrors = FieldErrors()
    ) -> Field {
        var field = Field(name, label, hint: hint, errors: errors)
        field.area = Area(value: value)
        return field
    }

    /// A list to pick one from. `options` are pairs of what is sent and what is read.
    static func select(
        _ name: String, _ label: String, _ options: [(String, String)], chosen: String?, hint: String? = nil,
        errors: FieldErrors = FieldErrors()
    ) -> Field {
        var field = Field(name, label, hint: hint, errors: errors)
        field.select = Options(options: field.options(options.map { ($0.0, $0.1, nil) }, chosen: chosen))
        return field
    }

    /// One of a few, all in sight, each with a line of its own where it needs one.
    static func radios(
        _ name: String, _ label: String, _ options: [(String, String, String?)], chosen: String?,
        hint: String? = nil, errors: FieldErrors = FieldErrors()
    ) -> Field {
        var field = Field(name, label, hint: hint, errors: errors)
        field.radios = Options(options: field.options(options, chosen: chosen))
        return field
    }

    static func tick(
        _ name: String, _ label: String, _ isTicked: Bool, value: String = "yes", hint: String? = nil,
        errors: FieldErrors = FieldErrors()
    ) -> Field {
        var field = Field(name, label, hint: hint, errors: errors)
        field.tick = Tick(value: value, isTicked: isTicked)
        return field
    }

    /// The first keeps the field's own id, so that the error summary's link lands on it.
    private func options(_ options: [(String, String, String?)], chosen: String?) -> [Option] {
        options.enumerated().map { place, option in
            Option(
                id: place == 0 ? id : "\(id)-\(place + 1)", value: option.0, label: option.1, hint: option.2,
                isChosen: option.0 == chosen)
        }
    }
}
