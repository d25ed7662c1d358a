import Attendance
import Formats
import HTTPTypes
import Hummingbird
import Office

/// The policy in force, and those before and after it, for anybody on the staff.
struct PolicyPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        router.group(context: StaffContext.self).get("policy", use: show)
    }

    @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
        let school = try await office.school(context.person.school)
        let today = office.today
        let asked = request.uri.queryParameters["from"].flatMap { CalendarDate($0) }
        let adopted =
            school.policies.last { asked == $0.from } ?? school.policies.last { $0.from <= today }
            ?? school.policies.first
        guard let adopted else { throw OfficeError.notFound("The school has adopted no policy yet.") }
        // A policy to come is held against the law of its first day.
        let day = max(today, adopted.from)
        let english = PolicyInEnglish(adopted.policy, law: office.law, on: day)
        var days: [CalendarDate] = []
        for version in school.policies where days.last != version.from { days.append(version.from) }
        let list = adopted.policy.clauseIndex.flatMap { office.clauses.list(of: $0) }
        let view = PolicyView(
            frame: answers.frames.frame(context.visit, at: .calendar), english: english,
            source: "\(adopted.fileName), beside the law of \(day.dayAndMonth) \(day.year)",
            versions: days.map {
                Tab(
                    href: "/policy?from=\($0)", label: $0.shortWithYear, isCurrent: $0 == adopted.from)
            },
            whatIf: context.person.may(.tryPolicies) ? "/what-if" : nil,
            clauses: list.map { ClauseTable(adopted.policy, file: adopted.fileName, index: $0) },
            leftOpen: adopted.policy.leftOpen(under: office.law, on: day).count)
        return try answers.page(view, request)
    }
}
