public import Hummingbird
public import Logging
import NIOCore
public import Office

/// Makes the server: reads templates and assets, so that a broken one stops it here; puts every request through the
/// same doors in the same order; knows every page.
///
/// `onReady` is told the port once connections are accepted. `run()` ends connections in good order when its service
/// group is asked to shut down.
///
/// Throws `TemplateFault` for a template that does not parse.
public func buildApplication(
    office: Office, resources: WebResources, settings: WebSettings, logger: Logger,
    onReady: @escaping @Sendable (Int) async -> Void = { _ in }
) throws -> some ApplicationProtocol {
    let router = try buildRouter(office: office, resources: resources, settings: settings)
    return Application(
        router: router,
        server: .http1(
            configuration: .init(additionalChannelHandlers: [HeaderLimit()], idleTimeout: .seconds(75))),
        configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port)),
        onServerRunning: { await onReady($0.localAddress?.port ?? settings.port) },
        logger: logger)
}

/// Serves until the process is asked to end; connections then end in good order.
public func serve(
    office: Office, resources: WebResources, settings: WebSettings, logger: Logger,
    onReady: @escaping @Sendable (Int) async -> Void
) async throws {
    let application = try buildApplication(
        office: office, resources: resources, settings: settings, logger: logger, onReady: onReady)
    try await application.runService()
}

func buildRouter(office: Office, resources: WebResources, settings: WebSettings) throws -> Router<AppContext>
{
    let views = try Views(folder: resources.templates, reloads: settings.reloadsTemplates)
    let files = try AssetFiles(folder: resources.assets)
    let cookies = VisitCookies(seal: Seal(secret: settings.secret))
    let frames = Frames(assets: try files.known, settings: settings, now: office.now)
    let answers = Answers(views: views, frames: frames, cookies: cookies)

    let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: RequestLog())
    router.add(middleware: SecurityHeaders())
    // Twice: outside for what goes wrong before it is known who asks, inside for a page in their own frame.
    router.add(middleware: ErrorPages(answers: answers))
    router.add(middleware: files)
    router.add(middleware: Visits(office: office, cookies: cookies))
    router.add(middleware: ErrorPages(answers: answers))
    router.add(middleware: FormGuard(largestForm: settings.largestForm, largestFile: settings.largestFile))

    router.get("health") { _, _ in "ok\n" }
    router.get("robots.txt") { _, _ in "User-agent: *\nDisallow: /\n" }
    router.group(context: StaffContext.self).get { request, context in
        answers.seeOther(Place.start(of: context.person), request)
    }
    SignInPages(office: office, answers: answers, limit: SignInLimit(), settings: settings)
        .addRoutes(to: router)
    SettingsPages(office: office, answers: answers, settings: settings).addRoutes(to: router)
    RolloverPages(office: office, answers: answers).addRoutes(to: router)
    PupilPages(office: office, answers: answers).addRoutes(to: router)
    PupilActPages(office: office, answers: answers).addRoutes(to: router)
    StepPages(office: office, answers: answers).addRoutes(to: router)
    RegisterPages(office: office, answers: answers).addRoutes(to: router)
    TodayPages(office: office, answers: answers).addRoutes(to: router)
    FiguresPages(office: office, answers: answers).addRoutes(to: router)
    RollPages(office: office, answers: answers).addRoutes(to: router)
    PupilFormPages(office: office, answers: answers).addRoutes(to: router)
    ContactPages(office: office, answers: answers).addRoutes(to: router)
    LeavingPages(office: office, answers: answers).addRoutes(to: router)
    PaperSetPages(office: office, answers: answers).addRoutes(to: router)
    StaffPages(office: office, answers: answers).addRoutes(to: router)
    CalendarPages(office: office, answers: answers).addRoutes(to: router)
    PolicyPages(office: office, answers: answers).addRoutes(to: router)
    WhatIfPages(office: office, answers: answers, library: PolicyLibrary(folder: settings.policies))
        .addRoutes(to: router)
    ImportPages(office: office, answers: answers).addRoutes(to: router)
    ActsPages(office: office, answers: answers).addRoutes(to: router)
    UndoPages(office: office, answers: answers).addRoutes(to: router)
    APIRoutes(office: office, openAPI: try resources.openAPI()).addRoutes(to: router)
    return router
}

extension AssetFiles {
    /// Where pages find what they need. htmx is taken at set-up; without it every link and form does the ordinary
    /// thing.
    fileprivate var known: Frame.Assets {
        get throws {
            func needed(_ name: String) throws -> String {
                guard let address = address(of: name) else {
                    throw ResourcesMissing(looked: ["Assets/" + name])
                }
                return address
            }
            return Frame.Assets(
                style: try needed("rollcall.css"), icon: try needed("icon.svg"),
                script: try needed("rollcall.js"),
                register: try needed("register.js"), htmx: address(of: "vendor/htmx-2.min.js"))
        }
    }
}
