import CPostgres

/// Where a PostgreSQL server is and who asks, as `postgresql://…` says it.
///
/// A password in it is for the server alone: nothing that prints or logs an address shows it.
public struct PostgresAddress: Sendable, CustomStringConvertible, CustomReflectable {
    /// As it was given, password and all.
    let url: String
    private let parts: [String: String]

    /// Reads an address; nil for what libpq cannot read.
    public init?(_ text: String) {
        guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://"),
            let options = PQconninfoParse(text, nil)
        else { return nil }
        defer { PQconninfoFree(options) }
        var parts: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parts[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        url = text
        self.parts = parts
    }

    /// Who, where and which database; never the password.
    public var description: String {
        var text = "postgresql://"
        if let user = parts["user"] { text += "\(user)@" }
        text += parts["host"] ?? parts["hostaddr"] ?? ""
        if let port = parts["port"] { text += ":\(port)" }
        return text + "/\(parts["dbname"] ?? "")"
    }

    public var customMirror: Mirror { Mirror(self, children: ["address": description]) }

    /// A text with the password taken out of it, whoever wrote it there.
    func withoutPassword(_ text: String) -> String {
        var clean = text
        for name in ["password", "sslpassword"] {
            guard let secret = parts[name], !secret.isEmpty else { continue }
            clean = clean.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "…")
        }
        return clean
    }
}
