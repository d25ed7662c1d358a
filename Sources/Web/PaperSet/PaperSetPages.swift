import Attendance
import HTTPTypes
import Hummingbird
import Office
import Store

/// What a school prints before the day begins, so that a dead server at 08:55 stops nobody.
struct PaperSetPages: Sendable {
    let office: Office
    let answers: Answers

    func addRoutes(to router: some RouterMethods<AppContext>) {
        router.group(context: PermittedContext<PrintsPaper>.self).get("paper-set", use: show)
    }

    @Sendable private func show(
        _ request: Request, _ context: PermittedContext<PrintsPaper>
    ) async throws -> Response {
        let asked = FormFields(urlEncoded: (request.uri.query ?? "").utf8).text("on")
        let day = CalendarDate(asked) ?? office.today
        let set = try await office.paperSet(on: day, by: context.person)
        let groups = Dictionary(grouping: set.onSite, by: \.register).inGroupOrder(\.key)
        let pupils = Set(set.registers.flatMap { $0.pupils.map(\.pupil) }).count
        var onPaper: Set<PupilID> = []
        let view = PaperSetView(
            frame: answers.frames.frame(context.visit, at: .today), day: day.inWords,
            dayBar: DayBar(
                action: "/paper-set", date: day.description,
                previous: Link(href: "/paper-set?on=\(day - 1)", label: "Day before"),
                next: Link(href: "/paper-set?on=\(day + 1)", label: "Day after"), halves: [],
                hasHalves: false),
            summary:
                "\(set.registers.count) registers, \(pupils.inWords) pupils, as known at \(office.moment.seen(from: day))",
            registers: set.registers.inGroupOrder(\.name).map { PaperRegister($0) },
            onSite: groups.map { name, lines in
                PaperSetView.PaperGroup(
                    name: name,
                    lines: lines.map {
                        .init(
                            name: "\($0.line.surname), \($0.line.forename)",
                            detail: $0.isSeen ? "" : "not marked yet")
                    })
            },
            onSiteCount:
                "\(set.onSite.count(where: \.isSeen).inWords) seen, \(set.onSite.count { !$0.isSeen }.inWords) not marked yet",
            contacts: set.registers.compactMap { register in
                let lines = register.pupils.filter { onPaper.insert($0.pupil).inserted }
                guard !lines.isEmpty else { return nil }
                return PaperSetView.PaperGroup(
                    name: register.name,
                    lines: lines.map {
                        .init(
                            name: "\($0.surname), \($0.forename)",
                            detail: (set.contacts[$0.pupil] ?? []).inWords)
                    })
            })
        return try answers.html(view)
    }
}

/// Whoever may print every register and contact: the office and those above it.
enum PrintsPaper: Need { static let permissions: [Permission] = [.takeAnyRegister] }

extension PaperRegister {
    fileprivate init(_ register: PaperSet.Register) {
        let times = Session.Half.allCases.compactMap { half -> String? in
            guard let sheet = register.halves[half], let opens = sheet.opens, let closes = sheet.closes else {
                return nil
            }
            return "\(half == .am ? "AM" : "PM") \(opens) to \(closes)"
        }
        func known(_ pupil: PupilID, _ half: Session.Half) -> String {
            guard let sheet = register.halves[half] else { return "×" }
            guard let line = sheet.pupils.first(where: { $0.line.pupil == pupil }) else { return "×" }
            // As a teacher's screen: never why.
            return line.planned != nil || !line.isExpected || line.isReported ? "n/e" : ""
        }
        self.init(
            name: register.name,
            takers: register.takers.isEmpty ? "The office" : register.takers.joined(separator: ", "),
            room: register.room ?? "No room given", times: times.joined(separator: " · "),
            pupils: register.pupils.enumerated().map { place, line in
                Row(
                    number: String(place + 1), name: "\(line.surname), \(line.forename)",
                    am: known(line.pupil, .am), pm: known(line.pupil, .pm))
            })
    }
}

extension [PupilContact] {
    /// The first two who may be told, and whom an order bars.
    fileprivate var inWords: String {
        let reached = filter(\.link.mayBeTold).prefix(2).map { contact in
            ([contact.name, contact.link.relationshipInWords].compactMap(\.self) + contact.phones.prefix(2))
                .joined(separator: ", ")
        }
        let barred = filter { !$0.link.bars.isEmpty }.map { contact in
            "COURT ORDER on \(contact.name): no \(contact.link.bars.map(\.rawValue).sorted().joined(separator: ", no "))"
        }
        let all = barred + reached
        return all.isEmpty ? "Nobody: look in the office's file" : all.joined(separator: " · ")
    }
}
