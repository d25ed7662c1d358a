/// What the server is told when it starts.
public struct WebSettings: Sendable {
    public var host: String
    /// 0 asks the system for a free one.
    public var port: Int
    /// Peers whose word about the visitor's own address is taken, as a reverse proxy on this machine.
    public var trustedProxies: Set<String>
    /// At least 32 bytes, the same after a restart; signs what is kept in visitors' browsers.
    public var secret: [UInt8]
    /// Printed on the sign-in page; only the demonstration has any.
    public var demoSignIns: [DemoSignIn]
    /// Reads the templates anew for each page, while somebody works on them.
    public var reloadsTemplates: Bool
    /// The largest form, in bytes; files to import have a limit of their own.
    public var largestForm: Int
    /// The largest file to import, in bytes.
    public var largestFile: Int
    /// The name over the sign-in page, before the school is known.
    public var name: String
    /// The folder of the policies that come with the program, to be tried; nil where there is none.
    public var policies: String?

    public struct DemoSignIn: Sendable {
        public var role: String
        public var email: String
        public var password: String

        public init(role: String, email: String, password: String) {
            self.role = role
            self.email = email
            self.password = password
        }
    }

    public init(
        host: String = "127.0.0.1", port: Int = 8080, secret: [UInt8], name: String = "School attendance",
        trustedProxies: Set<String> = ["127.0.0.1", "::1"], demoSignIns: [DemoSignIn] = [],
        reloadsTemplates: Bool = false
    ) {
        self.host = host
        self.port = port
        self.secret = secret
        self.name = name
        self.trustedProxies = trustedProxies
        self.demoSignIns = demoSignIns
        self.reloadsTemplates = reloadsTemplates
        largestForm = 2 << 20
        largestFile = 64 << 20
    }
}
