import Attendance

/// The section `lessons`.
extension PolicyParts {
    func lessons(_ node: YAMLNode?) -> [Setting<LessonTime>] {
        guard let node else { return [] }
        let lessons = report.listOfSome(node, "the lessons").compactMap { lesson($0) }
        for (place, lesson) in lessons.enumerated() {
            let twin = lessons.prefix(place).first {
                $0.value.starts == lesson.value.starts && $0.value.overlaps(lesson.value)
            }
            guard let twin else { continue }
            report.error(
                at: lesson.source.place,
                "This lesson and that of line \(twin.source.place.line) begin at once for the same pupils.",
                "Say which pupils or days each is for: year-groups or weekdays.")
        }
        return lessons
    }

    private func lesson(_ node: YAMLNode) -> Setting<LessonTime>? {
        let keys = ["period", "starts", "year-groups", "weekdays"] + Self.sourceKeys
        guard let group = YAMLGroup(node, "a lesson", keys: keys, report: report) else { return nil }
        let period = group.required("period") { report.text($0, "what the period is called") }
        let starts = group.required("starts") { report.time($0, "the start of the lesson") }
        let years = group.optional("year-groups") { report.yearGroups($0) }.map { Set($0) }
        let weekdays = group["weekdays"].map { node in
            Set(report.listOfSome(node, "the weekdays").compactMap { report.weekday($0) })
        }
        guard let period, let starts else { return nil }
        return Setting(
            LessonTime(period: period, starts: starts, yearGroups: years, weekdays: weekdays), source(group))
    }
}
