/// The order in which people look for groups: by their numbers first, so that 7A comes before 10A.
struct GroupOrder: Comparable {
    private let name: String
    private let number: Int

    init(_ name: String) {
        self.name = name
        // A name without a number, as Office, comes last.
        number =
            Int(name.drop { !$0.isASCII || !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }) ?? Int.max
    }

    static func < (a: GroupOrder, b: GroupOrder) -> Bool {
        a.number == b.number ? a.name < b.name : a.number < b.number
    }
}

extension Sequence {
    /// In the order of the groups that elements are named for; those of one group stay in the order they had.
    func inGroupOrder(_ name: (Element) -> String) -> [Element] {
        enumerated().sorted {
            let (a, b) = (GroupOrder(name($0.element)), GroupOrder(name($1.element)))
            return a == b ? $0.offset < $1.offset : a < b
        }.map(\.element)
    }
}
