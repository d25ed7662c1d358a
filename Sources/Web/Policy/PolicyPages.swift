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
        let english = PolicyInEnglish(adopted.policy, law: office.law, on: max(today, adopted.from))
        var days: [CalendarDate] = []
        for version in school.policies where days.last != version.from { days.append(version.from) }
        let view = PolicyView(
            frame: answers.frames.frame(context.visit, at: .calendar), title: english.title,
            source: "\(adopted.fileName), in force from \(adopted.from.dayAndMonth) \(adopted.from.year)",
            versions: days.map {
                Tab(
                    href: "/policy?from=\($0)", label: $0.shortWithYear, isCurrent: $0 == adopted.from)
            },
            whatIf: context.person.may(.tryPolicies) ? "/what-if" : nil,
            overridden: english.sections.flatMap(\.sentences).flatMap(\.conflicts)
                .filter { $0.treatment == .refused }.map(\.sentence),
            sections: english.sections.map { section in
                PolicyView.Section(
                    title: section.title,
                    sentences: section.sentences.map { sentence in
                        PolicyView.Sentence(
                            text: sentence.text,
                            source: (sentence.clauses.map(\.text) + [sentence.citation])
                                .filter { !$0.isEmpty }.joined(separator: ", ").nilWhenEmpty,
                            notes: [sentence.reading?.sentence].compactMap(\.self)
                                + sentence.conflicts.map(\.sentence))
                    })
            })
        return try answers.page(view, request)
    }
}
