extension Migration {
    /// What people did about a pupil, the steps that rules raised, and what became of each. All three are only ever
    /// added to: what stands of a step is its last change. And since when a school's steps are written down.
    static let steps = Migration(
        number: 4,
        statements: [
            .table(
                """
                CREATE TABLE pupil_event (
                    school_id BIGINT NOT NULL, number BIGINT NOT NULL,
                    pupil_id BIGINT NOT NULL, year BIGINT NOT NULL,
                    at TEXT NOT NULL, at_instant BIGINT NOT NULL,
                    did TEXT NOT NULL, what TEXT NOT NULL, recipient TEXT, by_role TEXT,
                    outcome TEXT NOT NULL, answer TEXT NOT NULL, reason TEXT NOT NULL, about TEXT NOT NULL,
                    session TEXT, code SMALLINT, from_day TEXT, until_day TEXT, received TEXT,
                    details TEXT NOT NULL, act_id BIGINT NOT NULL,
                    PRIMARY KEY (school_id, number),
                    FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id),
                    FOREIGN KEY (school_id, act_id) REFERENCES act (school_id, id))
                """),
            .plain("CREATE INDEX pupil_event_by_pupil ON pupil_event (school_id, pupil_id, number)"),
            .appendOnly(table: "pupil_event", why: "what was done about a pupil is kept"),
            .table(
                """
                CREATE TABLE step (
                    school_id BIGINT NOT NULL REFERENCES school (id), step_key TEXT NOT NULL,
                    pupil_id BIGINT, year BIGINT NOT NULL, scope TEXT NOT NULL,
                    kind TEXT NOT NULL, what TEXT NOT NULL, recipient TEXT, by_role TEXT, decided_by TEXT,
                    raised TEXT NOT NULL, due TEXT NOT NULL, rule TEXT NOT NULL,
                    clauses TEXT NOT NULL, citation TEXT NOT NULL, because TEXT NOT NULL,
                    session TEXT, code SMALLINT, content TEXT NOT NULL, enclosed TEXT NOT NULL,
                    written_at BIGINT NOT NULL,
                    PRIMARY KEY (school_id, step_key),
                    FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
                """),
            .plain("CREATE INDEX step_by_pupil ON step (school_id, pupil_id, raised)"),
            .plain("CREATE INDEX step_by_day ON step (school_id, raised)"),
            .appendOnly(table: "step", why: "a step once raised stays raised"),
            .table(
                """
                CREATE TABLE step_change (
                    school_id BIGINT NOT NULL, number BIGINT NOT NULL,
                    step_key TEXT NOT NULL, state TEXT NOT NULL,
                    at TEXT NOT NULL, at_instant BIGINT NOT NULL, cause TEXT NOT NULL,
                    event_number BIGINT, act_id BIGINT, by_name TEXT,
                    PRIMARY KEY (school_id, number),
                    FOREIGN KEY (school_id, step_key) REFERENCES step (school_id, step_key))
                """),
            .plain("CREATE INDEX step_change_by_step ON step_change (school_id, step_key, number)"),
            .appendOnly(table: "step_change", why: "what became of a step is kept"),
            .table(
                """
                CREATE TABLE step_clock (
                    school_id BIGINT NOT NULL PRIMARY KEY REFERENCES school (id),
                    begun TEXT NOT NULL)
                """),
        ])
}
