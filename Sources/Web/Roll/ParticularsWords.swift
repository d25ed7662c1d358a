/// What the letters of the Common Transfer File stand for, as people say it.
enum ParticularsWords {
    static let sexes = [("F", "Female"), ("M", "Male")]
    static let enrolments = [
        ("C", "Current, at this school alone"), ("M", "Main, registered at another too"),
        ("S", "Subsidiary: the other school is the main one"), ("G", "Guest"),
    ]
    static let needs = [("N", "None"), ("K", "SEN support"), ("E", "Education, health and care plan")]

    /// The words for a letter; what is none of them as it stands.
    static func said(_ letter: String?, _ words: [(String, String)]) -> String? {
        words.first { $0.0 == letter }?.1 ?? letter
    }
}
