import Attendance
import HTTPTypes
import Hummingbird
import Office

/// The way back that is offered after an amendment, a plan, a closure or an import.
struct UndoPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        router.group(context: OfficeContext.self).post("undo", use: undo)
    }

    @Sendable private func undo(_ request: Request, _ context: OfficeContext) async throws -> Response {
        guard let act = ActID(context.form.text("act")) else {
            throw OfficeError.invalid("act", "Say which act is to be taken back.")
        }
        let done = try await office.undo(act, by: context.person)
        let left = done.left == 0 ? "" : " \(done.left.inWords) changed since by somebody else were left."
        return answers.seeOther(request.ownReferer, request, flash: .good("Taken back.\(left)"))
    }
}
