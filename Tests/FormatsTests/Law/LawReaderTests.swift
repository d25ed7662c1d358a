import Attendance
import Formats
import Testing

@Suite struct LawFileProblems {
    private let instruments = """
        format: 1
        instruments:
          regs: {short: Regs, title: Some Regulations, from: 2024-08-19}

        """

    private func problems(_ text: String) -> [String] {
        LawReader.read([("i.yaml", instruments), ("law.yaml", "format: 1\n" + text)]).problems
            .filter { $0.line > 0 }.map(\.description)
    }

    @Test func aValueWithoutAReferenceIsRefused() {
        let found = problems(
            """
            figures:
              severe-absence:
                label: Severe
                unit: percent
                values:
                  2015-09-01: {value: 50}
            """)

        #expect(
            found == [
                """
                law.yaml:7:19: An entry has no 'reference'.
                  2015-09-01: {value: 50}
                Add a line reference: with its value.
                """
            ])
    }

    @Test(arguments: [
        (
            "figures: {severe-absense: {label: a, unit: percent, values: {2015-09-01: {value: 5, reference: {to: regs}}}}}",
            "Did you mean 'severe-absence'?"
        ),
        (
            "figures: {severe-absence: {label: a, unit: points, values: {2015-09-01: {value: 5, reference: {to: regs}}}}}",
            "'points' is not a unit."
        ),
        (
            "figures: {severe-absence: {label: a, unit: sessions, values: {2015-09-01: {value: 5, reference: {to: regs}}}}}",
            "'severe-absence' is counted in percent."
        ),
        (
            "figures: {severe-absence: {label: a, unit: percent, values: {2015-09-01: {value: 5, reference: {to: rags}}}}}",
            "Did you mean 'regs'?"
        ),
        (
            "figures: {severe-absence: {label: a, unit: percent, values: {2015-09: {value: 5, reference: {to: regs}}}}}",
            "'2015-09' is not a day."
        ),
        (
            "figures: {severe-absence: {label: a, unit: percent, values: {2015-09-01: {value: 5, bound: at-most, reference: {to: regs}}}}}",
            "An entry has no 'beyond'."
        ),
        (
            "sets: [{from: 2024-08-19, reference: {to: regs}, codes: [{code: 'I', name: Ill, class: unauthorised}]}]",
            "I is counted as authorised."
        ),
        (
            "sets: [{from: 2024-08-19, reference: {to: regs}, codes: [{code: 'I9', name: Ill, class: authorised}]}]",
            "'I9' is not a code of the register."
        ),
        (
            "sets: [{from: 2024-08-19, codes: [{code: 'I', name: Ill, class: authorised}]}]",
            "A set of codes has no 'reference'."
        ),
        (
            "sets: [{from: 2024-08-19, reference: {to: regs}, codes: [{code: 'I', name: Ill, class: authorised}, {code: 'I', name: Ill, class: authorised}]}]",
            "I has another entry for some of these days, from 2024-08-19."
        ),
    ])
    func whatALawFileMayNotSayIsNamed(text: String, expected: String) {
        let found = problems(text)

        #expect(found.contains { $0.contains(expected) }, "\(found)")
    }

    @Test func aLawThatLacksAFigureIsNoLaw() {
        let (law, problems) = LawReader.read([("i.yaml", instruments)])

        #expect(law == nil)
        #expect(problems.count == LawFigureName.allCases.count)
        #expect(problems.first?.problem == "The law has no 'register-open-minutes'.")
    }

    @Test func aFolderWithoutLawFilesSaysWhereToLook() {
        let (law, problems) = LawReader.load(directory: "/nowhere/at/all")

        #expect(law == nil)
        #expect(problems.map(\.problem) == ["There are no law files here."])
    }
}
