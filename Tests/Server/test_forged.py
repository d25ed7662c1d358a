"""Forms sent again, forms that were never on a page, and names that look like markup or SQL."""

import html
import re

import pytest

from asking import DAY, Answer, Asking, Books, Person
from served import SignIn

NAMES = [
    ("<script>alert(1)</script>", "'; DROP TABLE pupil; --"),
    ('"><img src=x onerror=alert(2)>', "Robert'); DELETE FROM mark_entry;--"),
    ("{{frame.csrf}} &amp; {{{name}}}", "% _ \\ ' OR '1'='1"),
]


@pytest.fixture
def teacher(server, school) -> Person:
    return Person(server.port).sign_in(school.someone("teacher"))


@pytest.fixture
def office(server, school) -> Person:
    return Person(server.port).sign_in(school.someone("office"))


class Sheet:
    """A teacher's own open register, as its page has it."""

    def __init__(self, person: Person):
        listed = person.get("/registers").body.decode()
        self.path = re.search(rf'href="(/registers/{DAY}/am/[^"]+)"', listed)[1]
        self.name = self.path.rsplit("/", 1)[1]
        page = person.get(self.path).body.decode()
        self.pupils = re.findall(r'data-pupil="p(\d+)"', page)
        self.blank = [p for p in self.pupils if f'name="was[p{p}]" value=""' in page and self.expects(page, p)]
        self.based = dict(re.findall(r'name="basedOn\[p(\d+)\]" value="(\d+)"', page))

    @staticmethod
    def expects(page: str, pupil: str) -> bool:
        return "data-not-expected" not in re.search(rf'<li class="pupil" id="p{pupil}"[^>]*>', page)[0]

    def form(self, marks: dict[str, str], do: str = "save") -> dict[str, str]:
        """What the page's form sends for these marks."""
        fields = {"do": do}
        for pupil, code in marks.items():
            fields |= {f"mark[p{pupil}]": code, f"was[p{pupil}]": "", f"basedOn[p{pupil}]": self.based.get(pupil, "0")}
        return fields


def is_refused(answer: Answer, *statuses: int) -> None:
    assert answer.status in statuses, (answer.status, answer.body[:300])


def kept(books: Books) -> tuple[int, int]:
    return books.count("mark_entry"), books.count("act")


def test_a_register_form_sent_again_does_nothing(server, teacher, asking):
    books, sheet = Books(server.books), Sheet(teacher)
    first, second = sheet.blank[:2]
    form = sheet.form({first: "N", second: "/"})
    assert teacher.post(sheet.path + "/marks", form).status == 303
    before = kept(books)
    for _ in range(3):
        assert teacher.post(sheet.path + "/marks", form).status == 303
    assert kept(books) == before

    # Changed since by somebody at another screen: the old form does not change it back.
    answer = asking.save(sheet.name, [{"id": first, "code": "/"}])
    assert answer.status == 200 and answer.json["stored"], answer.body
    before = kept(books)
    again = teacher.post(sheet.path + "/marks", form)
    is_refused(again, 409)
    assert kept(books) == before
    stands = {pupil["id"]: pupil["code"] for pupil in asking.register(sheet.name)["pupils"]}
    assert (stands[first], stands[second]) == ("/", "/")


def test_an_amendment_sent_again_does_nothing_and_one_without_a_reason_is_refused(server, office, asking):
    books = Books(server.books)
    upn, pupil = books.rows(
        "SELECT p.upn, p.id FROM pupil p JOIN admission a ON a.school_id = p.school_id AND a.pupil_id = p.id "
        "WHERE a.from_day < '2025-11-01' AND a.to_day IS NULL AND p.upn IS NOT NULL ORDER BY p.id"
    )[0]
    form = {
        "from": "2025-11-18", "fromHalf": "am", "to": "2025-11-18", "toHalf": "am", "code": "I", "reason": " ",
        "note": "", "grantedOn": "", "minutes": "",
    }
    office.get(f"/pupils/{pupil}/amend")
    before = kept(books)
    is_refused(office.post(f"/pupils/{pupil}/amend", form), 422)
    assert kept(books) == before
    form["reason"] = "Mother rang"
    assert office.post(f"/pupils/{pupil}/amend", form).status == 303
    amended = kept(books)
    assert amended == (before[0] + 1, before[1] + 1)
    for _ in range(3):
        assert office.post(f"/pupils/{pupil}/amend", form).status == 303
    assert kept(books) == amended
    body = f'{{"upn": "{upn}", "date": "2025-11-18", "session": "AM", "to": "I", "reason": "Mother rang"}}'.encode()
    again = asking.ask("POST", f"/api/v1/schools/{asking.school}/amendments", body)
    assert again.status in (200, 201) and again.json["entry"] is None
    assert kept(books) == amended


def test_pupils_registers_and_tokens_that_were_never_on_the_page_are_refused(server, school, teacher, office, asking):
    books, sheet = Books(server.books), Sheet(teacher)
    mine = sheet.blank[0]
    other = next(name for name in books.registers() if name != sheet.name and asking.register(name)["pupils"])
    theirs = next(p["id"] for p in asking.register(other)["pupils"] if p["code"] is None)
    before = books.everything()

    for forged in (theirs, "999999", "0", "-1", "9223372036854775808", "1 OR 1=1", "<b>"):
        is_refused(teacher.post(sheet.path + "/marks", {f"mark[p{forged}]": "N", f"basedOn[p{forged}]": "0"}), 303, 422)
        is_refused(asking.save(sheet.name, [{"id": forged, "code": "N"}]), 422)
    for act in ("0", "1", "999999", "x", ""):
        is_refused(teacher.post(sheet.path + "/undo", {"act": act}), 400, 403, 404, 409, 422)
    # Somebody else's register, by a form that is otherwise right.
    elsewhere = sheet.path.rsplit("/", 1)[0] + f"/{other}"
    is_refused(teacher.post(elsewhere + "/marks", {f"mark[p{theirs}]": "N", f"basedOn[p{theirs}]": "0"}), 403, 404)
    # What only the office does.
    for path, form in {
        f"/pupils/{mine}/amend": {"code": "I", "reason": "x", "from": "2025-11-18", "to": "2025-11-18"},
        f"/pupils/{mine}/plan": {"code": "M", "from": DAY, "to": DAY}, f"/pupils/{mine}/arrival": {"time": "08:50"},
        f"{sheet.path}/cover/supply": {"name": "Sam Reed"},
        "/calendar/closures/new": {"what": "Y4", "reason": "x", "from": DAY, "to": DAY}, "/undo": {"act": "1"},
    }.items():
        is_refused(teacher.post(path, form), 403, 404)
    # A code that is for the office to enter.
    is_refused(teacher.post(sheet.path + "/marks", sheet.form({mine: "I"})), 422)
    is_refused(teacher.post(sheet.path + "/marks", sheet.form({mine: "#"})), 422)
    # Without the page's own token, or with another visit's.
    for csrf in ("", "x" * 43, office.csrf):
        is_refused(teacher.post(sheet.path + "/marks", sheet.form({mine: "N"}) | {"csrf": csrf}), 403)
    after = books.everything()
    assert {table for table in after if after[table] != before[table]} == set()

    assert teacher.post(sheet.path + "/marks", sheet.form({mine: "N"})).status == 303
    assert books.count("mark_entry") == len(before["mark_entry"]) + 1


def test_names_of_markup_and_sql_are_names(server, office, school, asking):
    books, sheet = Books(server.books), Sheet(Person(server.port).sign_in(school.someone("teacher")))
    group = re.search(rf'<option value="(\d+)"[^>]*>{sheet.name}<', office.get("/pupils/new").body.decode())[1]
    before = {table: books.count(table) for table in ("mark_entry", "pupil", "contact")}
    made = []
    for place, (forename, surname) in enumerate(NAMES):
        form = {
            "Surname": surname, "Forename": forename, "DOB": "2014-02-03", "Sex": "F", "EntryDate": DAY,
            "YearGroup": "7", "RegGroup": group, "AdmissionNumber": f"90000{place}",
        }
        answer = office.post("/pupils/new", form)
        assert answer.status == 303, re.findall(r'class="field__error"[^>]*>([^<]*)', answer.body.decode())
        made.append(answer.headers["location"].split("?")[0])
    assert books.count("pupil") == before["pupil"] + len(NAMES)
    assert books.rows("SELECT forename, surname FROM pupil ORDER BY id DESC LIMIT 3")[::-1] == NAMES

    pages = [sheet.path, "/today", "/pupils", "/paper-set", *made, *(path + "/amend" for path in made)]
    for path in pages:
        page = office.get(path)
        assert page.status == 200, (path, page.status)
        for forename, _ in NAMES[:2]:
            assert forename.encode() not in page.body, path
    # Shown as it was typed, once the browser has read it.
    for path, (forename, surname) in zip(made, NAMES, strict=True):
        assert f"{forename} {surname}" in html.unescape(office.get(path).body.decode())
    shown = html.unescape(office.get(sheet.path).body.decode())
    assert all(f"{forename} {surname}" in shown for forename, surname in NAMES)
    names = {pupil["name"]: pupil["id"] for pupil in asking.register(sheet.name)["pupils"]}
    assert all(f"{forename} {surname}" in names for forename, surname in NAMES)

    # Looked for by those names, and marked.
    for path, (forename, surname) in zip(made, NAMES, strict=True):
        found = office.get(office.post("/pupils", {"q": surname}).headers["location"])
        assert f'href="{path}"'.encode() in found.body, surname
        saved = asking.save(sheet.name, [{"id": names[f"{forename} {surname}"], "code": "/"}])
        assert saved.status == 200 and len(saved.json["stored"]) == 1
    assert books.count("mark_entry") == before["mark_entry"] + len(NAMES)
