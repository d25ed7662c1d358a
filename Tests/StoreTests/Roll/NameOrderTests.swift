import Store
import Testing

@Suite struct NameOrderTests {
    @Test func capitalsAndAccentsMakeNoDifferenceToWhereANameStands() {
        let names = ["Zieliński, Michał", "ul-Haq, Muhammad", "Scott, Ann", "Underwood, Jo", "Şahin, Ela"]

        let listed = names.inNameOrder { NameOrder(listName: $0) }

        #expect(
            listed == [
                "Şahin, Ela", "Scott, Ann", "ul-Haq, Muhammad", "Underwood, Jo", "Zieliński, Michał",
            ])
    }

    @Test func aSurnameComesBeforeALongerOneThatBeginsWithIt() {
        let names = ["Smith-Rowe, Amber", "Smith, Zara"]

        #expect(names.inNameOrder { NameOrder(listName: $0) } == ["Smith, Zara", "Smith-Rowe, Amber"])
    }

    @Test func thoseOfOneNameStayInTheOrderTheyHad() {
        let twins = [(1, "Demir, Emir"), (2, "DEMIR, Émir"), (3, "Demir, Emir")]

        #expect(twins.inNameOrder { NameOrder(listName: $0.1) }.map(\.0) == [1, 2, 3])
    }
}
