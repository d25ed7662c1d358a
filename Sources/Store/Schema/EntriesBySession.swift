extension Migration {
    /// Entries are found by session first, then by pupil: the thirty of a register then lie on a page or two of the
    /// index, and a save writes those instead of a page for each pupil. An act's entries, which follow one another,
    /// are kept as first and last instead of one by one. Plans and reports are found by when they end, since most
    /// have. And a school's roll has an edition, so that a register's pupils can be kept in memory while it stays.
    static let entriesBySession = Migration(
        number: 3,
        statements: [
            .plain("DROP INDEX mark_entry_by_pupil"),
            .plain(
                "CREATE INDEX mark_entry_by_session ON mark_entry (school_id, year, slot, pupil_id, number)"),
            .plain("DROP INDEX mark_entry_by_act"),
            .table(
                """
                CREATE TABLE act_entries (
                    school_id BIGINT NOT NULL, act_id BIGINT NOT NULL, year BIGINT NOT NULL,
                    first BIGINT NOT NULL, last BIGINT NOT NULL,
                    PRIMARY KEY (school_id, act_id, year),
                    FOREIGN KEY (school_id, act_id) REFERENCES act (school_id, id))
                """),
            .plain(
                """
                INSERT INTO act_entries (school_id, act_id, year, first, last)
                SELECT school_id, act_id, year, min(number), max(number) FROM mark_entry
                GROUP BY school_id, act_id, year
                """),
            .plain("DROP INDEX plan_by_pupil"),
            .plain("CREATE INDEX plan_by_pupil ON plan (school_id, pupil_id, to_session)"),
            .plain("DROP INDEX report_by_pupil"),
            .plain("CREATE INDEX report_by_pupil ON report (school_id, pupil_id, to_session, from_session)"),
            .plain("ALTER TABLE school ADD COLUMN roll_edition BIGINT NOT NULL DEFAULT 1"),
        ])
}
