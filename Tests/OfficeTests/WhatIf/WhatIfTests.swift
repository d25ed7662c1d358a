import Attendance
import Foundation
import Store
import TestBooks
import Testing

@testable import Office

@Suite("What another policy would have asked for", .bothEngines)
struct WhatIfTests {
    private let days = CalendarDate("2025-11-17")!...CalendarDate("2025-11-21")!

    private func school() async throws -> DueSchool {
        let school = try await DueSchool(at: "2025-11-17T09:05")
        for day in ["2025-11-17", "2025-11-18", "2025-11-19"] { try await school.morningWithoutBen(day) }
        school.school.set("2025-11-24T08:00")
        return school
    }

    private func ofPolicy(_ totals: PolicyTotals) -> [String: Int] {
        totals.byWhat.filter { ["unexplained", "first-letter", "second-letter"].contains($0.key) }
    }

    @Test("counts the steps of both, and lists the pupils treated differently with the reason")
    func sideBySide() async throws {
        let school = try await school()
        let other = DueSchool.policy.replacingOccurrences(of: "at-least: 2", with: "at-least: 3")
            .replacingOccurrences(of: "letter: first-letter", with: "letter: second-letter")
        let answer = try await school.office.whatIf(
            SourceFile(name: "other.yaml", text: other), days, school: school.school.id)
        #expect(ofPolicy(answer.now) == ["unexplained": 3, "first-letter": 1])
        #expect(ofPolicy(answer.then) == ["unexplained": 3, "second-letter": 1])
        #expect(answer.now.byKind[.call] == answer.then.byKind[.call])
        #expect(answer.now.byClause["HAL-1.2"] == 1 && answer.then.byClause["HAL-1.2"] == 1)
        let ben = try #require(answer.differently.first { $0.pupil == school.ben })
        let then = try #require(ben.onlyThen.first)
        #expect(then.what == "second-letter" && then.first == CalendarDate("2025-11-19"))
        #expect(then.because.hasPrefix("3 sessions of N or O"))
        #expect(ben.onlyNow.map(\.what) == ["first-letter"])
    }

    @Test("the same policy against itself makes no difference")
    func sameAgainstItself() async throws {
        let school = try await school()
        let answer = try await school.office.whatIf(
            SourceFile(name: "same.yaml", text: DueSchool.policy), days, school: school.school.id)
        #expect(answer.differently.isEmpty)
        #expect(answer.now.steps == answer.then.steps && answer.now.steps > 0)
        #expect(answer.now.minutes == answer.then.minutes)
        #expect(answer.now.byDay == answer.then.byDay)
    }

    @Test("assumptions change the answer, and minutes the hours")
    func assumptionsMatter() async throws {
        let school = try await school()
        let file = SourceFile(name: "same.yaml", text: DueSchool.policy)
        var assumptions = Assumptions()
        assumptions.minutes = [.call: 7]
        let answer = try await school.office.whatIf(
            file, days, assuming: assumptions, school: school.school.id)
        #expect(answer.now.minutes == 7 * (answer.now.byKind[.call] ?? 0))
        #expect(assumptions.sentences.first == "No call, text or email reaches anybody.")
        assumptions.reached = 50
        #expect(assumptions.sentences.first == "50 of 100 calls, texts and emails reach somebody.")
    }

    @Test("nothing of it is written down")
    func writesNothing() async throws {
        let school = try await school()
        let before = try await school.office.lastChange(school: school.school.id)
        _ = try await school.office.whatIf(
            SourceFile(name: "same.yaml", text: DueSchool.policy), days, school: school.school.id)
        #expect(try await school.office.lastChange(school: school.school.id) == before)
        #expect(try await school.steps().isEmpty)
    }

    @Test("days that no calendar covers, and a file with mistakes, are errors")
    func errors() async throws {
        let school = try await school()
        let beyond = CalendarDate("2025-11-17")!...CalendarDate("2026-09-17")!
        await #expect(throws: OfficeError.self) {
            _ = try await school.office.whatIf(
                SourceFile(name: "same.yaml", text: DueSchool.policy), beyond, school: school.school.id)
        }
        await #expect(throws: Problems.self) {
            _ = try await school.office.whatIf(
                SourceFile(name: "bad.yaml", text: "format: 1\nrules: 7\n"), days, school: school.school.id)
        }
    }
}
