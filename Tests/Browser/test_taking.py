"""A teacher takes the afternoon register."""

import re

import pytest
from playwright.sync_api import expect

from register_page import RegisterPage, address

pytestmark = pytest.mark.now("2025-11-20T12:10")


def words(**counts: int) -> str:
    """`27 present, 1 late, 1 not here, 2 not expected`, those that are none left out."""
    names = {"present": "present", "late": "late", "absent": "not here", "not_expected": "not expected"}
    return ", ".join(f"{counts[key]} {name}" for key, name in names.items() if counts.get(key))


def test_a_register_is_taken_by_keyboard_alone(either, server, books):
    """From the sign-in on. Marks by letters where there is a script, by the arrows of a radio group where there is
    none."""
    teacher = server.school.someone("teacher")
    either.sign_in_by_keyboard(teacher)
    either.tab_to(either.page.get_by_role("link", name=re.compile("^Take the register")).first)
    either.key("Enter")
    either.heading(re.compile("^7A"))
    assert either.page.url.endswith(address("pm"))
    register = RegisterPage(either)
    first, second, *others = register.expected
    absent, late = register.name(first), register.name(second)
    not_expected = register.count("notExpected")
    fill = either.page.get_by_role("button", name="Everyone else is present")

    either.key("Tab")
    expect(either.page.get_by_role("link", name="Skip to main content")).to_be_focused()
    either.key("Enter")
    either.key("Tab")
    expect(fill).to_be_focused()

    if either.scripts:
        either.tab_to(register.radio(first, "Present"))
        either.key("n")
        expect(register.radio(second, "Present")).to_be_focused()
        either.key("l")
        expect(register.radio(others[0], "Present")).to_be_focused()
        either.key("ArrowUp")
        expect(register.radio(second, "Late")).to_be_focused()
        either.key("*")
    else:
        # Into the list and onto the first pupil, then along the radio group.
        either.tab_to(register.radio(first, "Present"))
        either.key("ArrowRight", "ArrowRight")
        either.tab_to(register.radio(second, "Present"))
        either.key("ArrowRight")
        # Enter saves; it must not do what the first button on the page does.
        either.key("Enter")
        either.sees(f"Saved: {words(late=1, absent=1, not_expected=not_expected)}, {len(others)} not marked.")
        either.tab_to(fill, back=True)
        either.key("Enter")
    register.stands(first, "Not here")
    register.stands(second, "Late")
    everyone = words(present=len(others), late=1, absent=1, not_expected=not_expected)
    either.sees(f"{len(others)} marked present: {everyone}.")
    register.counts(present=len(others), late=1, absent=1, notExpected=not_expected, unmarked=0)
    either.look("everyone-else", widths=("phone", "desktop"))
    assert either.barriers() == []

    undo = either.page.get_by_role("button", name="Undo")
    if either.scripts:
        expect(undo).to_be_focused()
    else:
        either.tab_to(undo)
    either.key("Enter")
    either.sees("Taken back.")
    register.counts(present=0, late=1, absent=1, unmarked=len(others))
    register.stands(first, "Not here")

    either.tab_to(either.page.get_by_role("button", name="Submit register"), back=True)
    either.key("Enter")
    either.sees(re.compile(rf"{len(others)} pupils are not marked"))
    either.look("confirm")
    if either.scripts:
        either.tab_to(either.page.get_by_role("button", name="Go back"))
        either.key("Enter")
        expect(register.radio(others[0], "Present")).to_be_focused()
        either.key("*", "Tab", "Enter")
    else:
        either.tab_to(either.page.get_by_role("link", name="Go back and mark them"), back=True)
        either.key("Enter")
        either.tab_to(fill)
        either.key("Enter")
        either.tab_to(either.page.get_by_role("button", name="Submit register"), back=True)
        either.key("Enter")
    either.sees(re.compile(r"Submitted at 12:1\d\. Marks may still be changed until 13:05\."))
    register.counts(present=len(others), late=1, absent=1, notExpected=not_expected, unmarked=0)

    sheet, codes = books.register("pm"), books.codes("pm")
    assert sheet["submittedAt"] and not sheet["closed"]
    assert (codes.pop(absent), codes.pop(late)) == ("N", "L")
    assert list(codes.values()).count("\\") == len(others)


def test_those_left_without_a_mark_become_n_when_a_submitted_register_closes(either, server, books):
    either.sign_in_as("teacher")
    register = RegisterPage(either).open("pm")
    left = [register.name(row) for row in register.expected[:3]]
    for row in register.expected[3:]:
        register.mark(row, "Present")

    either.press("Submit register")
    either.sees(re.compile("3 pupils are not marked.* will be recorded N, no reason yet"))
    either.page.get_by_role("button", name="Submit", exact=True).click()
    either.sees(re.compile("Submitted at 12:1"))
    register.counts(unmarked=3)
    assert [books.codes("pm")[name] for name in left] == [None] * 3
    either.go("/settings")

    server.later("2025-11-20T13:05")
    either.sign_in_as("teacher")
    register.open("pm")
    either.sees(re.compile(r"Submitted at 12:1\d by .*, and closed\."))
    for name in left:
        register.stands(register.row_of(name), "Not here")
    register.counts(absent=3, unmarked=0)
    assert [books.codes("pm")[name] for name in left] == ["N"] * 3


def test_a_note_about_a_pupil_reaches_the_office(either, arrive):
    either.sign_in_as("teacher")
    register = RegisterPage(either).open("pm")
    row = register.expected[0]
    name = register.name(row)
    register.mark(row, "Present")
    row.locator("summary").click()
    row.get_by_label(f"Note to the office about {name}").fill("Says the bus <b>never</b> came & walked")
    either.key("Enter")
    register.is_saved()

    office = arrive(scripts=either.scripts)
    office.sign_in_as("office")
    note = office.page.get_by_role("listitem").filter(has_text="Says the bus <b>never</b> came & walked")
    expect(note).to_be_visible()
    note.get_by_role("button", name="Seen").click()
    office.sees("Settled.")
    expect(note).to_have_count(0)


def test_being_away_too_long_leads_back_to_the_same_half_taken_register(either, server, arrive, books):
    teacher = either.sign_in_as("teacher")
    register = RegisterPage(either).open("pm")
    first, second, third, *_ = [register.name(row) for row in register.expected]
    register.mark(register.row_of(first), "Not here")
    register.mark(register.row_of(second), "Late")
    register.save()

    server.later("2025-11-20T12:50")
    row = register.row_of(third)
    register.mark(row, "Not here")
    row.locator("summary").click()
    row.get_by_label(f"Note to the office about {third}").fill("Seen <u>outside</u> & did not come in")
    if either.scripts:
        either.sees("You have been signed out. 1 mark is kept on this device.")
        either.follow("Sign in and carry on")
    else:
        either.press("Save")
    either.heading("Sign in")
    either.sees(re.compile("you are back where you were"))
    either.look("sign-in-again")
    either.fill("Email", teacher.email)
    either.fill("Password", teacher.password)
    either.press("Sign in")

    if not either.scripts:
        either.heading("What you sent was not saved")
        either.press("Save it now")
    either.heading(re.compile("^7A"))
    assert either.page.url.endswith(address("pm"))
    register.is_saved()
    register.stands(register.row_of(first), "Not here")
    register.stands(register.row_of(second), "Late")
    register.stands(register.row_of(third), "Not here")
    either.page.reload()
    register.stands(register.row_of(third), "Not here")
    assert [books.codes("pm")[name] for name in (first, second, third)] == ["N", "L", "N"]

    office = arrive(scripts=either.scripts)
    office.sign_in_as("office")
    office.sees("Seen <u>outside</u> & did not come in")


def test_marks_made_without_a_network_are_sent_when_it_is_back(visitor, arrive, books):
    """Only with a script: without one there is nothing on the page that could wait."""
    visitor.brought_about = ("ERR_INTERNET_DISCONNECTED",)
    visitor.sign_in_as("teacher")
    register = RegisterPage(visitor).open("pm")
    first, second, *others = [register.name(row) for row in register.expected]

    visitor.context.set_offline(True)
    register.mark(register.row_of(first), "Not here")
    visitor.sees("The server cannot be reached. 1 mark is kept on this device and sent when it can.")
    register.mark(register.row_of(second), "Late")
    visitor.press("Everyone else is present")
    visitor.press("Submit register")
    visitor.sees(re.compile("then the register is submitted"))
    visitor.look("offline", widths=("phone", "desktop"))
    assert visitor.barriers() == []
    assert set(books.codes("pm").values()) == {None}

    visitor.context.set_offline(False)
    visitor.sees(re.compile("Submitted at 12:1"))

    office = arrive()
    office.sign_in_as("office")
    seen = RegisterPage(office).open("pm")
    seen.stands(seen.row_of(first), "Not here")
    seen.stands(seen.row_of(second), "Late")
    seen.counts(present=len(others), unmarked=0)
    codes = books.codes("pm")
    assert (codes[first], codes[second], codes[others[-1]]) == ("N", "L", "\\")
    assert books.register("pm")["submittedAt"]


def test_marks_kept_on_a_shared_computer_are_not_sent_in_the_next_persons_name(visitor, server):
    visitor.brought_about = ("ERR_CONNECTION_REFUSED",)
    visitor.sign_in_as("teacher")
    register = RegisterPage(visitor).open("pm")
    first = register.name(register.expected[0])
    server.stop()
    register.mark(register.row_of(first), "Not here")
    visitor.sees(re.compile("1 mark is kept on this device"))
    visitor.page.goto("about:blank")
    server.start()
    visitor.context.clear_cookies()

    visitor.sign_in_as("office")
    register.open("pm")
    register.is_blank(register.row_of(first))

    visitor.context.clear_cookies()
    visitor.sign_in_as("teacher")
    register.open("pm")
    register.is_saved()
    register.stands(register.row_of(first), "Not here")


@pytest.mark.parametrize("kept", ["Keep mine", "Keep theirs"])
def test_two_people_on_one_register_lose_nothing(kept, either, arrive, books):
    either.sign_in_as("teacher")
    mine = RegisterPage(either).open("pm")
    other = arrive(scripts=either.scripts)
    other.sign_in_as("office")
    theirs = RegisterPage(other).open("pm")
    first, second, third, *_ = [mine.name(row) for row in mine.expected]

    theirs.mark(theirs.row_of(first), "Not here")
    theirs.mark(theirs.row_of(second), "Not here")
    theirs.save()
    mine.mark(mine.row_of(first), "Late")
    mine.mark(mine.row_of(third), "Present")
    if not either.scripts:
        either.press("Save")
    row = mine.row_of(first)
    expect(row.locator(".pupil__conflict")).to_contain_text("recorded Not here meanwhile.")
    either.look("conflict", widths=("phone", "desktop"))
    assert either.barriers() == []
    row.get_by_role("button", name=kept).click()
    expect(row.locator(".pupil__conflict")).to_have_count(0)
    if either.scripts and kept == "Keep mine":
        mine.is_saved()

    stood = "Late" if kept == "Keep mine" else "Not here"
    for register in (mine, theirs):
        register.page.goto(either.server.address + address("pm"))
        register.stands(register.row_of(first), stood)
        register.stands(register.row_of(second), "Not here")
        register.stands(register.row_of(third), "Present")
    codes = books.codes("pm")
    assert [codes[name] for name in (first, second, third)] == ["L" if kept == "Keep mine" else "N", "N", "\\"]

    # Both entries are in the books, the one that stands first.
    other.follow("Roll")
    other.fill("Name, UPN or admission number", first)
    other.press("Search")
    other.page.locator("#roll tbody a").first.click()
    other.page.locator('.year a[href*="session=2025-11-20-pm"]').click()
    entries = other.page.locator("#entries .timeline li")
    expect(entries).to_have_count(2 if kept == "Keep mine" else 1)
    expect(entries.first).to_contain_text("stands")
