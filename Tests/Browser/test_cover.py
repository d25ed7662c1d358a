"""A register in other hands for a day."""

import re
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from register_page import DAY, RegisterPage, address
from visitor import Visitor

pytestmark = pytest.mark.now("2025-11-20T12:10")


def test_a_supply_teacher_takes_the_one_register_and_sees_nothing_else(either, arrive, books):
    either.sign_in_as("office")
    either.row("7A").get_by_role("link", name="Cover").click()
    either.fill("Name of the supply teacher", "Sam")
    either.press("Make a one-day sign-in")
    either.sees("Give the supply teacher's forename and surname.")
    either.fill("Name of the supply teacher", "Sam Reed")
    either.press("Make a one-day sign-in")
    either.heading("Register sign-in for Sam Reed")
    either.look("code-for-supply", widths=("phone", "desktop"))
    assert either.barriers() == []
    code = either.page.locator(".secret").inner_text()

    supply = arrive(scripts=either.scripts)
    supply.go("/")
    supply.follow("I have a one-day sign-in for cover")
    supply.fill("Code from the office", "AAAA-2222")
    supply.press("Open the register")
    supply.sees("No register is open by this code today.")
    supply.fill("Code from the office", code.lower().replace("-", " "))
    supply.press("Open the register")
    supply.heading("Registers")
    names = supply.page.get_by_role("main").get_by_role("listitem").locator(".people__name").all_inner_texts()
    assert names and all(name.startswith("7A") for name in names), names
    assert supply.page.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts() == ["Registers"]
    supply.look("what-supply-sees")

    supply.follow(re.compile("^Take the register"))
    register = RegisterPage(supply)
    pupils = len(register.expected)
    absent = register.name(register.expected[0])
    register.mark(register.expected[0], "Not here")
    supply.press("Everyone else is present")
    register.counts(present=pupils - 1, absent=1, unmarked=0)
    supply.press("Submit register")
    supply.sees(re.compile("Submitted at 12:1"))

    for path in (
        address("pm", "8A"), address("pm") + "/cover", "/today", "/pupils", "/figures", "/imports", "/staff",
        "/calendar", "/paper-set",
    ):
        supply.is_refused(path)

    either.follow("Today")
    expect(either.row("7A").get_by_role("link", name="Cover")).to_have_count(0)
    RegisterPage(either).open("pm").counts(present=pupils - 1, absent=1)
    assert books.register("pm")["takenBy"] == "Sam Reed"
    assert books.codes("pm")[absent] == "N"

    # Whose mark it is stands beside it for good.
    either.follow("Roll")
    either.fill("Name, UPN or admission number", absent)
    either.press("Search")
    either.page.locator("#roll tbody a").first.click()
    either.page.locator(f'.year a[href*="session={DAY}-pm"]').click()
    expect(either.page.locator("#entries .timeline li").first).to_contain_text(re.compile("Sam Reed, supply teacher", re.I))


def test_marks_kept_on_a_shared_computer_are_not_sent_in_another_supply_teachers_name(
    visitor, arrive, server, books
):
    office = arrive()
    office.sign_in_as("office")
    sams, jos = supply_code(office, "Sam Reed"), supply_code(office, "Jo Marsh")

    visitor.brought_about = ("ERR_CONNECTION_REFUSED",)
    sent: list[str] = []
    visitor.page.on("request", lambda request: sent.append(request.post_data or "") if "/marks" in request.url else None)
    sign_in_by_code(visitor, sams)
    register = RegisterPage(visitor).open("pm")
    first, second = (register.name(row) for row in register.expected[:2])
    key = register.row_of(first).get_attribute("data-pupil")
    # Not by the browser's own switch: what a page sends as it is left goes past that.
    server.stop()
    register.mark(register.row_of(first), "Not here")
    visitor.sees(re.compile("1 mark is kept on this device"))
    visitor.page.goto("about:blank")
    server.start()
    sign_out(visitor)

    sent.clear()
    sign_in_by_code(visitor, jos)
    register.open("pm")
    register.is_blank(register.row_of(first))
    visitor.does_not_see(re.compile("kept on this device"))
    register.mark(register.row_of(second), "Late")
    register.is_saved()
    assert sent and not any(f"[{key}]" in unquote(body) for body in sent), sent
    assert (books.codes("pm")[first], books.codes("pm")[second]) == (None, "L")
    kept = visitor.page.evaluate("JSON.stringify(localStorage)")
    assert key in kept and not re.search("Sam|Reed|Jo|Marsh", kept), kept
    sign_out(visitor)

    sign_in_by_code(visitor, sams)
    register.open("pm")
    register.is_saved()
    register.stands(register.row_of(first), "Not here")
    assert (books.codes("pm")[first], books.codes("pm")[second]) == ("N", "L")
    assert visitor.page.evaluate("localStorage.length") == 0

    # In the books each has made their own mark.
    for name, who in ((first, "Sam Reed"), (second, "Jo Marsh")):
        office.follow("Roll")
        office.fill("Name, UPN or admission number", name)
        office.press("Search")
        office.page.locator("#roll tbody a").first.click()
        office.page.locator(f'.year a[href*="session={DAY}-pm"]').click()
        expect(office.page.locator("#entries .timeline li")).to_have_count(1)
        expect(office.page.locator("#entries .timeline li")).to_contain_text(re.compile(who, re.I))


def test_a_page_left_open_by_one_supply_teacher_sends_nothing_once_another_is_signed_in(visitor, arrive, books):
    office = arrive()
    office.sign_in_as("office")
    sams, jos = supply_code(office, "Sam Reed"), supply_code(office, "Jo Marsh")
    sign_in_by_code(visitor, sams)
    left = RegisterPage(visitor).open("pm")
    first = left.name(left.expected[0])

    # Another window of the same browser.
    other = Visitor(visitor.context, visitor.server, visitor.journey, visitor.scripts)
    other.go("/registers")
    sign_out(other)
    sign_in_by_code(other, jos)

    left.mark(left.row_of(first), "Not here")
    visitor.sees(re.compile("could not be saved. Load the page again; your marks are kept on this device."))
    assert books.codes("pm")[first] is None
    visitor.page.reload()
    left.is_blank(left.row_of(first))
    assert books.codes("pm")[first] is None
    assert other.complaints == []


def supply_code(office: Visitor, name: str) -> str:
    """A one-day sign-in for 7A."""
    office.follow("Today")
    office.row("7A").get_by_role("link", name="Cover").click()
    office.fill("Name of the supply teacher", name)
    office.press("Make a one-day sign-in")
    office.heading(f"Register sign-in for {name}")
    return office.page.locator(".secret").inner_text()


def sign_in_by_code(visitor: Visitor, code: str) -> None:
    visitor.go("/sign-in/supply")
    visitor.fill("Code from the office", code)
    visitor.press("Open the register")
    visitor.heading("Registers")


def sign_out(visitor: Visitor) -> None:
    visitor.go("/registers")
    visitor.page.locator("summary", has_text="Your account").click()
    visitor.press("Sign out")
    visitor.heading("Sign in")


def test_a_supply_teachers_code_is_good_for_its_day_only(either, server, arrive):
    either.sign_in_as("office")
    either.row("7A").get_by_role("link", name="Cover").click()
    either.fill("Name of the supply teacher", "Sam Reed")
    either.press("Make a one-day sign-in")
    code = either.page.locator(".secret").inner_text()
    supply = arrive(scripts=either.scripts)
    supply.go("/sign-in/supply")
    supply.fill("Code from the office", code)
    supply.press("Open the register")
    supply.heading("Registers")
    either.page.goto("about:blank")

    server.later("2025-11-21T08:35")
    supply.go("/registers")
    supply.heading("Sign in")
    supply.go("/sign-in/supply")
    supply.fill("Code from the office", code)
    supply.press("Open the register")
    supply.sees("No register is open by this code today.")


def test_a_register_is_given_to_a_colleague_for_the_day(either, server, arrive, books):
    dsl = server.school.someone("dsl")
    colleague = arrive(scripts=either.scripts)
    colleague.sign_in(dsl)
    colleague.is_refused(address("pm"))

    either.sign_in_as("office")
    either.row("7A").get_by_role("link", name="Cover").click()
    either.press("Give the register")
    either.sees("Choose a colleague")
    name, position = dsl.name.split(", ", 1)
    either.choose("Colleague", dsl.name)
    either.press("Give the register")
    either.sees("7A is given for the day; it is on their list now.")
    either.follow("Today")
    expect(either.row("7A").locator('[data-label="With"]')).to_contain_text(name.split()[-1])

    colleague.go("/registers")
    colleague.follow(re.compile("^Take the register"))
    register = RegisterPage(colleague)
    absent = register.name(register.expected[0])
    register.mark(register.expected[0], "Not here")
    colleague.press("Everyone else is present")
    register.counts(unmarked=0)
    colleague.press("Submit register")
    colleague.sees(re.compile("Submitted at 12:1"))
    sheet = books.register("pm")
    assert name in sheet["takenBy"], (name, position, sheet["takenBy"])
    assert books.codes("pm")[absent] == "N"
