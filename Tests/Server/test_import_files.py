"""Files that a school might well bring, at the command line: what is wrong with each is said with what to do, the exit
code is the contract's, and the books stay as they were unless the whole file goes in."""

import shutil
import subprocess

import pytest

from asking import Books
from conftest import OPEN
from served import ROOT, program

PUPILS = "UPN,Surname,Forename,DOB,YearGroup,RegGroup,EntryDate\n"
MARKS = "UPN,Date,Session,Code\n"
A, B = "A999200325500", "B999200325501"


@pytest.fixture
def bring(school, token, tmp_path):
    """Imports a file into books that no other test has; gives exit code, what was said, and what changed."""
    folder = tmp_path / "books"
    shutil.copytree(school.books, folder)
    books = Books(folder)

    def bring(kind: str, content: bytes | str, *words: str, name: str = "file.csv"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        before = books.everything()
        done = subprocess.run(
            [program(), "import", kind, file, "--data", folder, "--now", OPEN, *words],
            capture_output=True, text=True, cwd=ROOT, timeout=120,
        )
        after = books.everything()
        changed = {table for table in after if after[table] != before[table]}
        return done.returncode, done.stdout + done.stderr, changed

    bring.books = books
    upns = books.rows("SELECT upn FROM pupil WHERE upn IS NOT NULL ORDER BY id")
    bring.upn = upns[0][0]
    return bring


def test_encodings_that_spreadsheets_write_are_read_and_said(bring):
    row = f"{A},Müller,Zoë,2014-03-01,7,7A,2025-09-03\n"
    for encoding, words in [("utf-16", ""), ("cp1252", "Windows-1252"), ("utf-8-sig", "")]:
        code, said, changed = bring("pupils", (PUPILS + row).encode(encoding))
        assert code == 0 and words in said, said
        assert ("pupil" in changed) == (encoding == "utf-16"), "the same pupil again changes nothing"
    assert bring.books.rows("SELECT surname, forename FROM pupil WHERE upn = ?", A) == [("Müller", "Zoë")]


# What is in the file, the exit code (1: it has errors; 2: it cannot be read), and words of what is said.
FILES = {
    "nothing at all": ("pupils", b"", 2, "empty"),
    "only spaces": ("pupils", b"  \n \n", 2, ""),
    "another file's header": ("marks", "Colour,Size\nred,4\n", 2, "UPN"),
    "noise": ("marks", bytes(n * 37 % 256 for n in range(4000)), 2, "text"),
    "a workbook": ("pupils", b"PK\x03\x04" + bytes(500), 2, "Excel"),
    "a page": ("pupils", b"<html><body>Sign in</body></html>", 2, "web page"),
    "UTF-16 cut in half": ("pupils", (PUPILS + A).encode("utf-16")[:-1], None, ""),
    "two encodings": ("pupils", (PUPILS + "ŁŁŁŁŁŁ").encode() + b"\xe9\xff\n", 2, "UTF-8"),
    "ten million letters": ("pupils", PUPILS + f'{A},{"x" * 10_000_000},Zoë,2014-03-01,7,7A,2025-09-03\n', 1, "long"),
    "a quote left open": ("pupils", PUPILS + f'{A},"Okafor,Zoë,2014-03-01\n', 1, "quot"),
    "a UPN twice": ("pupils", PUPILS + f"{A},Okafor,Zoë,2014-03-01,7,7A,2025-09-03\n" * 2, 1, "twice"),
    "a UPN that is none": ("pupils", PUPILS + "12,Okafor,Zoë,2014-03-01,7,7A,2025-09-03\n", 1, "UPN"),
    "no such day": ("pupils", PUPILS + f"{A},Okafor,Zoë,2014-02-30,7,7A,2025-09-03\n", 1, "2014-02-30"),
    "somebody not born yet": ("pupils", PUPILS + f"{A},Okafor,Zoë,2031-02-01,7,7A,2025-09-03\n", 1, "2031"),
    "a sound row and a bad one": ("pupils", PUPILS + f"{A},Okafor,Zoë,2014-03-01,7,7A,2025-09-03\n{B},Okafor,Ada,never,7,7A,2025-09-03\n", 1, "never"),
    "a mark of nobody": ("marks", MARKS + f"{B},2025-11-19,AM,/\n", 1, B),
    "a mark before the roll": ("marks", MARKS + "{upn},2003-11-19,AM,/\n", 1, "2003-11-19"),
    "a Sunday": ("marks", MARKS + "{upn},2025-11-16,AM,/\n", 1, "no session"),
    "half-term": ("marks", MARKS + "{upn},2025-10-29,AM,/\n", 1, "no session"),
    "a day no calendar reaches": ("marks", MARKS + "{upn},2199-12-31,PM,/\n", 1, "2199-12-31"),
    "a day beyond all days": ("marks", MARKS + "{upn},9999-12-31,PM,/\n{upn},0001-01-01,AM,/\n", 1, "9999-12-31"),
    "a code that is none": ("marks", MARKS + "{upn},2025-11-18,AM,£\n", 1, "£"),
    "two marks for a session": ("marks", MARKS + "{upn},2025-11-18,AM,I\n{upn},2025-11-18,AM,/\n", 1, "second"),
    "a contact of nobody": ("contacts", f"UPN,Order,Forename,Surname\n{B},1,Ali,Khan\n", 1, B),
    "a register of nobody": ("registers", "Register,Session,StaffID,From,To,Room,Group\n7A,AM,NOBODY,2025-09-03,,,7A\n", 1, "NOBODY"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_cannot_go_in_changes_nothing_and_says_what_to_do(what, bring):
    kind, content, wanted, words = FILES[what]
    if isinstance(content, str):
        content = content.replace("{upn}", bring.upn)
    code, said, changed = bring(kind, content)
    assert code == wanted if wanted is not None else code in (0, 1, 2), said[:2000]
    assert words in said, said[:2000]
    assert "Fatal error" not in said and len(said) < 20_000
    if code != 0:
        assert changed == set(), f"{what}: {changed} changed"
    else:
        assert "pupil" not in changed
    if code == 2:
        assert "file.csv" in said


def test_a_file_with_a_header_alone_is_sound_and_changes_nothing(bring):
    for kind, header in [("pupils", PUPILS), ("marks", MARKS), ("contacts", "UPN,Order,Forename,Surname\n")]:
        code, said, changed = bring(kind, header)
        assert code == 0 and changed == set(), (kind, said)
        assert "nothing in it" in said


def test_a_code_outside_its_days_is_parked_and_the_rest_goes_in(bring):
    upn = bring.books.rows(
        "SELECT p.upn FROM pupil p JOIN admission a ON a.school_id = p.school_id AND a.pupil_id = p.id "
        "WHERE a.from_day < '2025-11-01' AND a.to_day IS NULL ORDER BY p.id"
    )[0][0]
    code, said, changed = bring("marks", MARKS + f"{upn},2025-11-18,AM,H\n")
    assert code == 0, said
    assert "parked" in said
    assert "question" in changed and "mark_entry" not in changed


def test_keep_going_takes_the_sound_rows_and_still_says_there_were_errors(bring):
    rows = f"{A},Okafor,Zoë,2014-03-01,7,7A,2025-09-03\n{B},Okafor,Ada,never,7,7A,2025-09-03\n"
    code, said, changed = bring("pupils", PUPILS + rows, "--keep-going")
    assert code == 1, said
    assert bring.books.rows("SELECT forename FROM pupil WHERE upn IN (?, ?)", A, B) == [("Zoë",)]


def test_a_file_that_is_not_there_and_a_folder_are_said_to_be(bring, tmp_path):
    for path, words in [(tmp_path / "none.csv", "Check the name"), (tmp_path, "is a folder")]:
        done = subprocess.run(
            [program(), "import", "pupils", path, "--data", bring.books.file.parent, "--now", OPEN],
            capture_output=True, text=True, cwd=ROOT, timeout=60,
        )
        assert done.returncode == 2 and words in done.stderr
