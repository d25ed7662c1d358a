extension Migration {
    /// What taking a file's word would do, kept with the question, so that choosing it can do it. Null for questions
    /// of before, and for those of which nothing follows by itself.
    static let proposals = Migration(
        number: 2, statements: [.plain("ALTER TABLE question ADD COLUMN proposal TEXT")])
}
