import Hummingbird
import Logging

/// One line for each request: method, path, status, time taken. Never a query, a form, a name or a UPN; the paths
/// hold ids only.
struct RequestLog: RouterMiddleware {
    typealias Context = AppContext

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        // Interpolation costs nothing when nobody listens at this level.
        guard context.logger.logLevel <= .info else { return try await next(request, context) }
        var answer: Result<Response, any Error>?
        let clock = ContinuousClock()
        let taken = await clock.measure {
            do {
                answer = .success(try await next(request, context))
            } catch {
                answer = .failure(error)
            }
        }
        guard let answer else { throw HTTPError(.internalServerError) }
        let status = (try? answer.get())?.status.code
        context.logger.info(
            "\(request.method) \(request.uri.path) \(status.map(String.init) ?? "failed") \(taken.milliseconds) ms"
        )
        return try answer.get()
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
