extension Migration {
    /// The first schema: schools, people, the roll, registers and the chained entries.
    ///
    /// Every table of a school's own begins its key with `school_id`; the installation's own are few: school,
    /// person, sign_in, sign_in_session, token. Days are ISO text, sessions `2025-11-13 AM` (which sorts), instants
    /// seconds of UTC, flags 0 or 1. `to_…` is the last day or session that still counts; null while open.
    static let foundation = Migration(number: 1, statements: installation + roll + registers + books)

    private static let installation: [Statement] = [
        .table(
            """
            CREATE TABLE school (
                id BIGINT NOT NULL PRIMARY KEY,
                slug TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                next_id BIGINT NOT NULL,
                edition BIGINT NOT NULL DEFAULT 1,
                is_fictional SMALLINT NOT NULL DEFAULT 0)
            """),
        .table(
            """
            CREATE TABLE setting (
                name TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL)
            """),
        .table(
            """
            CREATE TABLE person (
                id BIGINT NOT NULL PRIMARY KEY,
                title TEXT, forename TEXT NOT NULL, surname TEXT NOT NULL,
                email TEXT UNIQUE)
            """),
        .table(
            """
            CREATE TABLE sign_in (
                person_id BIGINT NOT NULL PRIMARY KEY REFERENCES person (id),
                name TEXT NOT NULL UNIQUE,
                password_hash TEXT,
                invitation_hash TEXT, invitation_ends_at BIGINT,
                totp_secret TEXT, totp_confirmed_at BIGINT, totp_last_step BIGINT,
                failures BIGINT NOT NULL DEFAULT 0, locked_until BIGINT,
                disabled_at BIGINT)
            """),
        .table(
            """
            CREATE TABLE sign_in_session (
                token_hash TEXT NOT NULL PRIMARY KEY,
                person_id BIGINT REFERENCES person (id),
                school_id BIGINT NOT NULL REFERENCES school (id),
                csrf TEXT NOT NULL,
                is_complete SMALLINT NOT NULL,
                only_registers TEXT, only_day TEXT, only_name TEXT,
                begun_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, ends_at BIGINT NOT NULL)
            """),
        .table(
            """
            CREATE TABLE supply_sign_in (
                code_hash TEXT NOT NULL PRIMARY KEY,
                school_id BIGINT NOT NULL REFERENCES school (id),
                registers TEXT NOT NULL, day TEXT NOT NULL, name TEXT NOT NULL,
                act_id BIGINT NOT NULL, ended_at BIGINT)
            """),
        .plain("CREATE INDEX supply_sign_in_by_day ON supply_sign_in (school_id, day)"),
        .table(
            """
            CREATE TABLE token (
                token_hash TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL, role TEXT NOT NULL,
                school_id BIGINT REFERENCES school (id),
                person_id BIGINT REFERENCES person (id),
                made_at BIGINT NOT NULL, ended_at BIGINT)
            """),
        .table(
            """
            CREATE TABLE policy_version (
                school_id BIGINT NOT NULL REFERENCES school (id),
                from_day TEXT NOT NULL, adopted_at BIGINT NOT NULL,
                file_name TEXT NOT NULL, sha256 TEXT NOT NULL, body TEXT NOT NULL,
                PRIMARY KEY (school_id, from_day, adopted_at))
            """),
        .table(
            """
            CREATE TABLE calendar_year (
                school_id BIGINT NOT NULL REFERENCES school (id),
                year BIGINT NOT NULL, added_at BIGINT NOT NULL,
                file_name TEXT NOT NULL, body TEXT NOT NULL,
                PRIMARY KEY (school_id, year, added_at))
            """),
        .table(
            """
            CREATE TABLE staff_role (
                school_id BIGINT NOT NULL REFERENCES school (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                role TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT,
                PRIMARY KEY (school_id, person_id, role, from_day))
            """),
        .table(
            """
            CREATE TABLE staff (
                school_id BIGINT NOT NULL REFERENCES school (id),
                person_id BIGINT NOT NULL REFERENCES person (id),
                staff_code TEXT, position TEXT NOT NULL,
                from_day TEXT, to_day TEXT,
                PRIMARY KEY (school_id, person_id))
            """),
        .plain("CREATE UNIQUE INDEX staff_by_code ON staff (school_id, staff_code)"),
        .plain("CREATE INDEX staff_role_by_person ON staff_role (person_id)"),
        .plain("CREATE INDEX sign_in_session_by_person ON sign_in_session (person_id)"),
    ]

    private static let roll: [Statement] = [
        .table(
            """
            CREATE TABLE address (
                school_id BIGINT NOT NULL REFERENCES school (id),
                id BIGINT NOT NULL,
                lines TEXT NOT NULL, postcode TEXT,
                PRIMARY KEY (school_id, id))
            """),
        .table(
            """
            CREATE TABLE pupil (
                school_id BIGINT NOT NULL REFERENCES school (id),
                id BIGINT NOT NULL,
                upn TEXT, admission_number TEXT, mis_id TEXT,
                surname TEXT NOT NULL, forename TEXT NOT NULL,
                preferred_surname TEXT, preferred_forename TEXT,
                plain_name TEXT NOT NULL,
                born TEXT, sex TEXT, sen TEXT, enrol_status TEXT, transport_run TEXT,
                address_id BIGINT,
                PRIMARY KEY (school_id, id),
                FOREIGN KEY (school_id, address_id) REFERENCES address (school_id, id))
            """),
        .plain("CREATE UNIQUE INDEX pupil_by_upn ON pupil (school_id, upn)"),
        .plain("CREATE UNIQUE INDEX pupil_by_admission_number ON pupil (school_id, admission_number)"),
        .plain("CREATE INDEX pupil_by_name ON pupil (school_id, plain_name)"),
        .plain("CREATE UNIQUE INDEX pupil_by_mis_id ON pupil (school_id, mis_id)"),
        .table(
            """
            CREATE TABLE admission (
                school_id BIGINT NOT NULL, pupil_id BIGINT NOT NULL,
                from_day TEXT NOT NULL,
                to_day TEXT, ground TEXT, deletion_act_id BIGINT,
                reported_leaving_day TEXT, last_school TEXT, next_school TEXT,
                PRIMARY KEY (school_id, pupil_id, from_day),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .table(
            """
            CREATE TABLE pupil_act (
                school_id BIGINT NOT NULL, pupil_id BIGINT NOT NULL, act_id BIGINT NOT NULL,
                PRIMARY KEY (school_id, pupil_id, act_id),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .table(
            """
            CREATE TABLE pupil_year (
                school_id BIGINT NOT NULL, pupil_id BIGINT NOT NULL,
                year BIGINT NOT NULL, year_group TEXT NOT NULL,
                PRIMARY KEY (school_id, pupil_id, year),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .table(
            """
            CREATE TABLE flag (
                school_id BIGINT NOT NULL, pupil_id BIGINT NOT NULL,
                flag TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT,
                PRIMARY KEY (school_id, pupil_id, flag, from_day),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .table(
            """
            CREATE TABLE contact (
                school_id BIGINT NOT NULL REFERENCES school (id),
                id BIGINT NOT NULL,
                mis_id TEXT, title TEXT, forename TEXT NOT NULL, surname TEXT NOT NULL,
                plain_name TEXT NOT NULL,
                email TEXT, language TEXT, needs_interpreter SMALLINT NOT NULL DEFAULT 0,
                address_id BIGINT,
                PRIMARY KEY (school_id, id),
                FOREIGN KEY (school_id, address_id) REFERENCES address (school_id, id))
            """),
        .plain("CREATE INDEX contact_by_name ON contact (school_id, plain_name)"),
        .plain("CREATE UNIQUE INDEX contact_by_mis_id ON contact (school_id, mis_id)"),
        .table(
            """
            CREATE TABLE contact_phone (
                school_id BIGINT NOT NULL, contact_id BIGINT NOT NULL,
                place SMALLINT NOT NULL, number TEXT NOT NULL,
                PRIMARY KEY (school_id, contact_id, place),
                FOREIGN KEY (school_id, contact_id) REFERENCES contact (school_id, id))
            """),
        .table(
            """
            CREATE TABLE pupil_contact (
                school_id BIGINT NOT NULL, pupil_id BIGINT NOT NULL, contact_id BIGINT NOT NULL,
                priority SMALLINT NOT NULL, relationship TEXT,
                has_responsibility SMALLINT, lives_with SMALLINT, gets_letters SMALLINT, may_collect SMALLINT,
                order_bars TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (school_id, pupil_id, contact_id),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id),
                FOREIGN KEY (school_id, contact_id) REFERENCES contact (school_id, id))
            """),
        .plain("CREATE INDEX pupil_contact_by_contact ON pupil_contact (school_id, contact_id)"),
        .table(
            """
            CREATE TABLE field_master (
                school_id BIGINT NOT NULL REFERENCES school (id),
                kind TEXT NOT NULL, subject_id BIGINT NOT NULL, field TEXT NOT NULL,
                master TEXT NOT NULL,
                PRIMARY KEY (school_id, kind, subject_id, field))
            """),
    ]

    private static let registers: [Statement] = [
        .table(
            """
            CREATE TABLE pupil_group (
                school_id BIGINT NOT NULL REFERENCES school (id),
                id BIGINT NOT NULL,
                name TEXT NOT NULL, kind TEXT NOT NULL, year BIGINT,
                PRIMARY KEY (school_id, id))
            """),
        .plain("CREATE INDEX pupil_group_by_name ON pupil_group (school_id, name)"),
        .table(
            """
            CREATE TABLE group_member (
                school_id BIGINT NOT NULL, group_id BIGINT NOT NULL, pupil_id BIGINT NOT NULL,
                from_session TEXT NOT NULL, to_session TEXT,
                PRIMARY KEY (school_id, group_id, pupil_id, from_session),
                FOREIGN KEY (school_id, group_id) REFERENCES pupil_group (school_id, id),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .plain("CREATE INDEX group_member_by_pupil ON group_member (school_id, pupil_id, from_session)"),
        .table(
            """
            CREATE TABLE register (
                school_id BIGINT NOT NULL REFERENCES school (id),
                id BIGINT NOT NULL,
                name TEXT NOT NULL, half TEXT NOT NULL, group_id BIGINT NOT NULL, room TEXT,
                precedence SMALLINT NOT NULL,
                from_day TEXT NOT NULL, to_day TEXT,
                PRIMARY KEY (school_id, id),
                FOREIGN KEY (school_id, group_id) REFERENCES pupil_group (school_id, id))
            """),
        .plain("CREATE INDEX register_by_name ON register (school_id, name, half)"),
        .plain("CREATE INDEX register_by_precedence ON register (school_id, half, precedence)"),
        .plain("CREATE INDEX register_by_group ON register (school_id, group_id)"),
        .table(
            """
            CREATE TABLE register_taker (
                school_id BIGINT NOT NULL, register_id BIGINT NOT NULL,
                taker TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT,
                act_id BIGINT,
                PRIMARY KEY (school_id, register_id, taker, from_day),
                FOREIGN KEY (school_id, register_id) REFERENCES register (school_id, id))
            """),
        .plain("CREATE INDEX register_taker_by_taker ON register_taker (school_id, taker)"),
        .table(
            """
            CREATE TABLE register_session (
                school_id BIGINT NOT NULL, register_id BIGINT NOT NULL, session TEXT NOT NULL,
                opened_at BIGINT, submitted_at BIGINT, taken_by TEXT, taken_by_position TEXT,
                closed_at BIGINT, entered_afterwards SMALLINT NOT NULL DEFAULT 0,
                source TEXT, reason TEXT, walker_person_id BIGINT,
                PRIMARY KEY (school_id, register_id, session),
                FOREIGN KEY (school_id, register_id) REFERENCES register (school_id, id))
            """),
        .plain("CREATE INDEX register_session_by_session ON register_session (school_id, session)"),
        .table(
            """
            CREATE TABLE plan (
                school_id BIGINT NOT NULL, id BIGINT NOT NULL, pupil_id BIGINT NOT NULL,
                from_session TEXT NOT NULL, to_session TEXT NOT NULL,
                code SMALLINT NOT NULL, weekdays TEXT, note TEXT,
                act_id BIGINT NOT NULL, ended_act_id BIGINT,
                PRIMARY KEY (school_id, id),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .plain("CREATE INDEX plan_by_pupil ON plan (school_id, pupil_id, from_session)"),
        .table(
            """
            CREATE TABLE report (
                school_id BIGINT NOT NULL, id BIGINT NOT NULL, pupil_id BIGINT NOT NULL,
                from_session TEXT NOT NULL, to_session TEXT NOT NULL,
                reason TEXT NOT NULL, code SMALLINT, told_by TEXT, channel TEXT,
                act_id BIGINT NOT NULL,
                PRIMARY KEY (school_id, id),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .plain("CREATE INDEX report_by_pupil ON report (school_id, pupil_id, from_session)"),
        .table(
            """
            CREATE TABLE closure (
                school_id BIGINT NOT NULL REFERENCES school (id),
                id BIGINT NOT NULL,
                from_session TEXT NOT NULL, to_session TEXT NOT NULL,
                code SMALLINT NOT NULL, year_groups TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL,
                act_id BIGINT NOT NULL, ended_act_id BIGINT,
                PRIMARY KEY (school_id, id))
            """),
        .table(
            """
            CREATE TABLE question (
                school_id BIGINT NOT NULL REFERENCES school (id),
                id BIGINT NOT NULL,
                kind TEXT NOT NULL, pupil_id BIGINT, session TEXT,
                ours TEXT, theirs TEXT, source TEXT, detail TEXT NOT NULL DEFAULT '',
                act_id BIGINT NOT NULL, settled_act_id BIGINT, answer TEXT,
                PRIMARY KEY (school_id, id),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .plain("CREATE INDEX question_open ON question (school_id, settled_act_id, kind)"),
        .plain("CREATE INDEX question_by_pupil ON question (school_id, pupil_id, session)"),
        .table(
            """
            CREATE TABLE answered_request (
                school_id BIGINT NOT NULL REFERENCES school (id),
                request_key TEXT NOT NULL,
                request_hash TEXT NOT NULL, status BIGINT NOT NULL, body TEXT NOT NULL, at BIGINT NOT NULL,
                PRIMARY KEY (school_id, request_key))
            """),
    ]

    private static let books: [Statement] = [
        .table(
            """
            CREATE TABLE act (
                school_id BIGINT NOT NULL REFERENCES school (id),
                id BIGINT NOT NULL,
                at BIGINT NOT NULL, kind TEXT NOT NULL,
                person_id BIGINT, name TEXT NOT NULL, position TEXT NOT NULL,
                reason TEXT, detail TEXT,
                PRIMARY KEY (school_id, id))
            """),
        .plain("CREATE INDEX act_by_time ON act (school_id, at)"),
        .appendOnly(table: "act", why: "what was done is kept"),
        .table(
            """
            CREATE TABLE chain (
                school_id BIGINT NOT NULL REFERENCES school (id),
                book TEXT NOT NULL, year BIGINT NOT NULL,
                number BIGINT NOT NULL, hash BYTEA NOT NULL,
                PRIMARY KEY (school_id, book, year))
            """),
        .table(
            """
            CREATE TABLE mark_entry (
                school_id BIGINT NOT NULL, year BIGINT NOT NULL, number BIGINT NOT NULL,
                pupil_id BIGINT NOT NULL, slot BIGINT NOT NULL, code SMALLINT NOT NULL,
                minutes_late BIGINT, note_hash BYTEA, act_id BIGINT NOT NULL, hash BYTEA NOT NULL,
                PRIMARY KEY (school_id, year, number),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id),
                FOREIGN KEY (school_id, act_id) REFERENCES act (school_id, id))
            """),
        .plain("CREATE INDEX mark_entry_by_pupil ON mark_entry (school_id, pupil_id, year, slot, number)"),
        .plain("CREATE INDEX mark_entry_by_act ON mark_entry (school_id, act_id)"),
        .appendOnly(table: "mark_entry", why: "register entries are amended by a later entry, never changed"),
        .table(
            """
            CREATE TABLE entry_note (
                school_id BIGINT NOT NULL, year BIGINT NOT NULL, number BIGINT NOT NULL,
                salt BYTEA NOT NULL, note TEXT,
                PRIMARY KEY (school_id, year, number),
                FOREIGN KEY (school_id, year, number) REFERENCES mark_entry (school_id, year, number))
            """),
        .table(
            """
            CREATE TABLE year_mark (
                school_id BIGINT NOT NULL, year BIGINT NOT NULL, pupil_id BIGINT NOT NULL,
                marks BYTEA NOT NULL,
                PRIMARY KEY (school_id, year, pupil_id),
                FOREIGN KEY (school_id, pupil_id) REFERENCES pupil (school_id, id))
            """),
        .table(
            """
            CREATE TABLE ledger (
                school_id BIGINT NOT NULL, book TEXT NOT NULL, year BIGINT NOT NULL, number BIGINT NOT NULL,
                pupil_id BIGINT, kind TEXT NOT NULL, body TEXT NOT NULL,
                act_id BIGINT NOT NULL, hash BYTEA NOT NULL,
                PRIMARY KEY (school_id, book, year, number),
                FOREIGN KEY (school_id, act_id) REFERENCES act (school_id, id))
            """),
        .appendOnly(table: "ledger", why: "decisions and things sent are kept as they were"),
        .table(
            """
            CREATE TABLE signed_head (
                school_id BIGINT NOT NULL REFERENCES school (id),
                book TEXT NOT NULL, year BIGINT NOT NULL, number BIGINT NOT NULL,
                hash BYTEA NOT NULL, signed_at BIGINT NOT NULL, signature BYTEA NOT NULL,
                PRIMARY KEY (school_id, book, year, number))
            """),
        .appendOnly(table: "signed_head", why: "a signed head is evidence"),
    ]
}
