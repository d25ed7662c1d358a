import Hummingbird
import Office

/// The context of every page behind sign-in: the person is not optional.
protocol SignedInContext: ChildRequestContext where ParentContext == AppContext {
    var person: SignedIn { get }
    var visit: Visit { get }
    var form: FormFields { get }
}

/// Anyone who is signed in, both steps taken.
struct StaffContext: SignedInContext {
    var coreContext: CoreRequestContextStorage
    let person: SignedIn
    let token: String
    let visit: Visit
    let form: FormFields

    init(context: AppContext) throws {
        guard let person = context.visit.person, let token = context.visit.token else {
            throw SignInStep(isPending: context.visit.isPending)
        }
        coreContext = context.coreContext
        self.person = person
        self.token = token
        visit = context.visit
        form = context.form
    }
}

/// Something a page needs its reader to be allowed.
protocol Need: Sendable {
    /// Any one of these is enough.
    static var permissions: [Permission] { get }
}

/// Anyone signed in who is allowed what the page needs; a handler with this context cannot be reached by others.
/// What may be done with one register or pupil is for the office to say, each time.
struct PermittedContext<Needed: Need>: SignedInContext {
    var coreContext: CoreRequestContextStorage
    let person: SignedIn
    let visit: Visit
    let form: FormFields
    let files: [SentFile]

    init(context: AppContext) throws {
        let staff = try StaffContext(context: context)
        guard Needed.permissions.contains(where: staff.person.may) else { throw HTTPError(.forbidden) }
        coreContext = staff.coreContext
        person = staff.person
        visit = staff.visit
        form = staff.form
        files = context.files
    }
}

/// Those who take registers, and those who may complete and amend any.
enum TakesRegisters: Need { static let permissions: [Permission] = [.takeRegister, .takeAnyRegister] }
/// The office: enters and amends marks, records reasons, settles what is open.
enum Amends: Need { static let permissions: [Permission] = [.amend] }
enum Covers: Need { static let permissions: [Permission] = [.cover] }
enum SeesToday: Need { static let permissions: [Permission] = [.seeToday] }
enum SeesRoll: Need { static let permissions: [Permission] = [.seeRoll] }
enum SeesFigures: Need { static let permissions: [Permission] = [.seeFigures, .seeAggregates] }
enum EditsRoll: Need { static let permissions: [Permission] = [.editRoll] }
enum ImportsFiles: Need { static let permissions: [Permission] = [.importFiles] }
enum ManagesStaff: Need { static let permissions: [Permission] = [.manageStaff, .manageRegisters, .cover] }
enum ClosesSchool: Need { static let permissions: [Permission] = [.closures] }

typealias TakerContext = PermittedContext<TakesRegisters>
typealias OfficeContext = PermittedContext<Amends>
typealias CoverContext = PermittedContext<Covers>
typealias TodayContext = PermittedContext<SeesToday>
typealias RollContext = PermittedContext<SeesRoll>
typealias FiguresContext = PermittedContext<SeesFigures>
typealias RollEditContext = PermittedContext<EditsRoll>
typealias ImportContext = PermittedContext<ImportsFiles>
typealias StaffListContext = PermittedContext<ManagesStaff>
typealias ClosureContext = PermittedContext<ClosesSchool>

/// Half-way through signing in: the password was right, the code is still to come.
struct PendingContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    let token: String
    let visit: Visit
    let form: FormFields

    init(context: AppContext) throws {
        guard context.visit.isPending, let token = context.visit.token else {
            throw SignInStep(isPending: false)
        }
        coreContext = context.coreContext
        self.token = token
        visit = context.visit
        form = context.form
    }
}
