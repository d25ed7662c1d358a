"""What the office knows beforehand, on a register that a class can read."""

import re

import pytest
from playwright.sync_api import Locator, expect

from register_page import DAY, RegisterPage
from visitor import Visitor

pytestmark = pytest.mark.now("2025-11-20T12:10")

# What may stand on no page that a teacher projects, whatever the reason: the codes' names, and what was typed.
TELLING = re.compile("suspen|exclu|illness|hospital|ward 6|custody|detention|medical|dental", re.IGNORECASE)


def pupil_page(office: Visitor, name: str) -> None:
    office.follow("Roll")
    office.fill("Name, UPN or admission number", name)
    office.press("Search")
    office.page.locator("#roll tbody a").first.click()
    office.heading(name)


def plan(office: Visitor, name: str, code: str) -> None:
    """For this afternoon and tomorrow."""
    pupil_page(office, name)
    office.follow("Plan an absence")
    office.page.get_by_label("Code", exact=True).select_option(code)
    office.fill("First day", DAY)
    office.choose("From the", "Afternoon")
    office.press("Plan it")
    office.sees("Planned.")


def report(office: Visitor, name: str, words: str, code: str) -> None:
    pupil_page(office, name)
    office.follow("Log a report")
    office.fill("What was said", words)
    office.page.get_by_label("Code it comes to", exact=True).select_option(code)
    office.press("Keep it")
    office.sees("What was said is kept.")


def tells_nothing(teacher: Visitor, row: Locator) -> None:
    expect(row).to_contain_text("Not expected")
    expect(row.locator("input[type=radio]:checked")).to_have_count(0)
    assert not TELLING.search(teacher.page.content())


def test_a_reason_known_beforehand_is_never_shown_to_a_class(either, arrive, server, books):
    office = arrive(scripts=either.scripts)
    office.sign_in_as("office")
    before = RegisterPage(office).open("pm")
    suspended, ill, came_late, *others = [before.name(row) for row in before.expected]
    plan(office, suspended, "E")
    report(office, ill, "In hospital since Monday, ward 6", "I")
    pupil_page(office, came_late)
    office.follow("Note an arrival")
    office.fill("Came in at", "12:08")
    office.press("Note it")
    office.sees(re.compile("came in at 12:08: the mark is L"))
    # The office is told.
    assert {pupil["name"]: pupil["planned"] for pupil in books.register("pm")["pupils"]}[suspended] == "E"

    either.sign_in_as("teacher")
    register = RegisterPage(either).open("pm")
    for name in (suspended, ill):
        tells_nothing(either, register.row_of(name))
    register.stands(register.row_of(came_late), "Late")
    expect(register.row_of(came_late)).to_contain_text("Arrived at 12:08")
    register.counts(present=0, late=1, notExpected=2, unmarked=len(others))
    either.look("not-expected", widths=("phone", "desktop"))
    assert either.barriers() == []

    # Everyone else is neither those who are not expected, nor whoever came in at the desk.
    if either.scripts:
        with either.page.expect_response("**/marks") as answered:
            either.press("Everyone else is present")
        assert not TELLING.search(answered.value.text()) and '"E"' not in answered.value.text()
    else:
        either.press("Everyone else is present")
    either.sees(f"{len(others)} marked present: {len(others)} present, 1 late, 2 not expected.")
    # N never takes the place of an arrival.
    register.mark(register.row_of(came_late), "Not here")
    if not either.scripts:
        either.press("Save")
    expect(register.row_of(came_late)).to_contain_text("N never takes the place of a reason or an arrival")
    register.open("pm")
    # With those who are not expected, nobody is left to ask about.
    either.press("Submit register")
    either.sees(re.compile("Submitted at 12:1"))
    for name in (suspended, ill):
        tells_nothing(either, register.row_of(name))
    codes = books.codes("pm")
    assert (codes[suspended], codes[ill], codes[came_late]) == ("E", None, "L")
    assert [codes[name] for name in others] == ["\\"] * len(others)

    either.go("/settings")
    office.page.goto("about:blank")
    server.later("2025-11-20T13:05")
    either.sign_in_as("teacher")
    register.open("pm")
    tells_nothing(either, register.row_of(suspended))
    assert books.codes("pm")[suspended] == "E"
    either.follow("Roll")
    assert not TELLING.search(either.page.locator("#roll").inner_html())


def test_whoever_is_seen_in_the_room_is_present_and_the_office_is_asked(either, arrive, books):
    office = arrive(scripts=either.scripts)
    office.sign_in_as("office")
    before = RegisterPage(office).open("pm")
    planned, ill, *_ = [before.name(row) for row in before.expected]
    plan(office, planned, "E")
    report(office, ill, "A cold", "I")

    either.sign_in_as("teacher")
    register = RegisterPage(either).open("pm")
    for name in (planned, ill):
        register.mark(register.row_of(name), "Present")
    register.save()
    for name in (planned, ill):
        register.stands(register.row_of(name), "Present")
    codes = books.codes("pm")
    assert (codes[planned], codes[ill]) == ("\\", "\\")

    office.go("/today")
    asked = office.page.get_by_role("listitem").filter(has_text="reported absent").filter(has_text=ill)
    expect(asked).to_have_count(1)
    office.look("here-and-not-here")
    asked.get_by_role("button", name="Here", exact=True).click()
    office.sees("Settled.")
    expect(asked).to_have_count(0)
    assert books.codes("pm")[ill] == "\\"
