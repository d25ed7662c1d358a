"""Marks of registers that have closed are amended, and nothing that stood is lost."""

import re

from playwright.sync_api import expect

from register_page import CLASS, DAY, RegisterPage
from visitor import Visitor


def open_pupil(office: Visitor, name: str) -> None:
    office.follow("Roll")
    office.fill("Name, UPN or admission number", name)
    office.press("Search")
    office.page.locator("#roll tbody a").first.click()


def somebody_present(visitor: Visitor) -> str:
    """A pupil marked present this morning."""
    register = RegisterPage(visitor).open("am")
    for row in register.expected:
        if register.radio(row, "Present").is_checked():
            return register.name(row)
    raise LookupError(f"nobody of {CLASS} is present this morning")


def test_a_past_mark_is_amended_with_a_reason_and_the_original_is_kept(either, books):
    either.sign_in_as("office")
    name = somebody_present(either)
    open_pupil(either, name)
    session = f'.year a[href*="session={DAY}-am"]'
    either.page.locator(session).click()
    entries = either.page.locator("#entries .timeline li")
    expect(entries).to_have_count(1)
    original = entries.first.locator(".timeline__when").inner_text()
    either.follow("Amend this mark")

    code = either.page.get_by_label("New code", exact=True)
    code.select_option("I")
    either.fill("Note", "Sent home <at> 08:50")
    either.press("Amend")
    either.sees("Give the reason: an amendment without one is not allowed")
    expect(code).to_have_value("I")
    expect(either.page.get_by_label("Note", exact=True)).to_have_value("Sent home <at> 08:50")
    expect(either.page.get_by_label("First day", exact=True)).to_have_value(DAY)
    if either.scripts:
        expect(either.page.get_by_role("alert")).to_be_focused()
    assert books.codes("am")[name] == "/"
    either.look("refused-without-a-reason", widths=("phone", "desktop"))
    assert either.barriers() == []
    either.page.get_by_role("alert").get_by_role("link").click()
    either.page.keyboard.type("Was sick & went home; mother rang")
    either.press("Amend")

    either.sees("One mark is amended.")
    assert books.codes("am")[name] == "I"
    expect(entries).to_have_count(2)
    expect(entries.nth(0)).to_contain_text("stands")
    expect(entries.nth(0)).to_contain_text("Was sick & went home; mother rang")
    expect(entries.nth(0)).to_contain_text("Office Manager")
    expect(entries.nth(1).locator(".timeline__when")).to_have_text(original)
    expect(either.page.locator(session)).to_have_text("I")
    either.look("both-entries", widths=("phone", "desktop"))

    either.press("Undo")
    either.sees("Taken back.")
    either.page.locator(session).click()
    expect(entries).to_have_count(3)
    expect(either.page.locator(session)).to_have_text("/")
    assert books.codes("am")[name] == "/"


def test_a_mark_of_another_day_is_amended_from_that_days_board(either):
    either.sign_in_as("office")
    for back in range(1, 15):
        either.go(f"/today?on=2025-11-{20 - back:02d}&half=am")
        record = either.page.get_by_role("link", name=re.compile("^Record a reason"))
        if record.count():
            record.first.click()
            expect(either.page.get_by_label("First day", exact=True)).to_have_value(f"2025-11-{20 - back:02d}")
            expect(either.page.get_by_label("To the", exact=True)).to_have_value("am")
            return
    raise LookupError("no morning of these weeks has an absence without a reason")


def test_after_closing_a_teacher_asks_and_the_office_amends(either, arrive, books):
    teacher = either.sign_in_as("teacher")
    name = somebody_present(either)
    for choice in RegisterPage(either).page.locator(".choice input").all():
        expect(choice).to_be_disabled()
    either.follow("Ask for a change")
    either.choose("Pupil", name)
    either.page.get_by_label("What the mark should be", exact=True).select_option("L")
    either.press("Ask the office")
    either.sees("Say why the mark should change.")
    expect(either.page.get_by_label("What the mark should be", exact=True)).to_have_value("L")
    either.look("asking", widths=("phone", "desktop"))
    assert either.barriers() == []
    either.fill("Why", "Came in after the notices; I pressed the wrong key")
    either.press("Ask the office")
    either.sees("The office has your request.")
    # Nothing has changed yet.
    register = RegisterPage(either)
    register.stands(register.row_of(name), "Present")
    assert books.codes("am")[name] == "/"

    office = arrive(scripts=either.scripts)
    office.sign_in_as("office")
    asked = office.page.get_by_role("listitem").filter(has_text="I pressed the wrong key")
    expect(asked).to_contain_text("/ to L")
    asked.get_by_role("button", name="Amend").click()
    office.sees("Settled.")
    expect(asked).to_have_count(0)
    open_pupil(office, name)
    office.page.locator(f'.year a[href*="session={DAY}-am"]').click()
    entries = office.page.locator("#entries .timeline li")
    expect(entries).to_have_count(2)
    expect(entries.nth(0)).to_contain_text("I pressed the wrong key")
    expect(entries.nth(0)).to_contain_text("Office Manager")
    expect(entries.nth(1)).to_contain_text(teacher.name.split(",")[0])

    register.open("am")
    register.stands(register.row_of(name), "Late")
    assert books.codes("am")[name] == "L"


def test_a_teacher_cannot_amend(either):
    either.sign_in_as("teacher")
    either.follow("Roll")
    either.page.locator("#roll tbody a").first.click()
    expect(either.page.get_by_role("link", name="Amend marks")).to_have_count(0)
    path = either.page.url.removeprefix(either.server.address)
    either.is_refused(f"{path}/amend")
