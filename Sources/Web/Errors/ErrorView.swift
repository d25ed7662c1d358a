/// What is said when a request cannot be answered: what happened, and what to do.
struct ErrorView: Page {
    static let template = "errors/show"

    var frame: Frame
    var title: String
    var text: String
    var links: [Link]
    /// To be quoted to whoever looks after the server; nil when nothing went wrong there.
    var reference: String?
}
