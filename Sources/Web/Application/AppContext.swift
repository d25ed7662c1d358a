import Hummingbird
import Logging
import NIOCore
import Office

/// What is known of every request: where it came from, who is asking, and what it sent.
struct AppContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    var visit: Visit
    /// The fields of a form, read once, before the handler.
    var form = FormFields.none
    /// Those that came with the form.
    var files: [SentFile] = []

    init(source: ApplicationRequestContextSource) {
        self.init(source, Visit(peer: source.channel.remoteAddress?.ipAddress ?? ""))
    }

    init(_ source: some RequestContextSource, _ visit: Visit) {
        coreContext = CoreRequestContextStorage(source: source)
        self.visit = visit
    }
}

/// Who is asking, as far as the browser's cookies tell.
struct Visit: Sendable {
    /// The peer's address without its port; the proxy's, when there is one.
    let peer: String
    /// Nil for a stranger, and for whoever has still to enter a code.
    var person: SignedIn?
    /// The school the person is signed in for.
    var school: AtSchool?
    var hasSecondFactor = false
    /// The password was right; the code of the telephone is still to come.
    var isPending = false
    /// The browser still holds a session that is over: its person was signed out meanwhile.
    var wasSignedIn = false
    /// The session's token, as the cookie holds it.
    var token: String?
    /// What this visitor's forms carry.
    var csrf = ""
    var theme: String?
    /// What the form before this page did.
    var flash: Frame.Flash?

    struct AtSchool: Sendable {
        var name: String
        var isFictional: Bool
    }
}

/// Thrown where somebody must sign in, or take the second step of it, before going on.
struct SignInStep: Error {
    var isPending: Bool
    /// The form that was sent and not taken.
    var unsent: UnsentForm?

    var path: String { isPending ? "/sign-in/code" : "/sign-in" }
}
