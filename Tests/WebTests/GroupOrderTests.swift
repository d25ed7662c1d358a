import Testing

@testable import Web

@Test func groupsStandInTheOrderOfTheirNumbers() {
    let names = ["10x/En1", "Office", "7B", "10A", "7A", "Year 3 Oak", "Robins", "٧A"]
    #expect(
        names.inGroupOrder(\.self)
            == ["Year 3 Oak", "7A", "7B", "10A", "10x/En1", "Office", "Robins", "٧A"])
}
