"""A register that nobody took is completed afterwards."""

import re

from playwright.sync_api import expect

from register_page import DAY, RegisterPage


def test_an_untaken_register_is_completed_with_taker_source_and_reason(either, books):
    either.sign_in_as("office")
    row = either.page.locator("section[aria-labelledby=not-in] tbody tr").first
    name = row.get_by_role("link").first.inner_text()
    before = either.page.locator("section[aria-labelledby=not-in] tbody tr").count()
    row.get_by_role("link", name=re.compile("Complete late")).click()
    either.heading(f"Complete {name} late")

    register = RegisterPage(either)
    away, *others = register.expected
    unmarked = others.pop()
    register.mark(away, "Not here")
    for pupil in others:
        register.mark(pupil, "Present")
    absent, left, present = register.name(away), register.name(unmarked), register.name(others[0])
    blank = books.codes("am", name)
    assert [blank[pupil] for pupil in (absent, left, present)] == [None] * 3
    either.fill("Who had the class", "Mr Tom Reed")
    either.choose("From what", "A register on paper")
    # The browser itself would stop an empty field; blanks it lets through.
    either.fill("Why it was not taken in time", "   ")
    either.press("Enter the register")
    either.sees("Say why the register was not taken in time.")
    expect(either.page.get_by_label("Who had the class")).to_have_value("Mr Tom Reed")
    register.stands(register.row_of(absent), "Not here")
    register.stands(others[0], "Present")
    assert books.codes("am", name) == blank
    either.look("without-a-reason", widths=("phone", "desktop"))
    assert either.barriers() == []

    either.fill("Why it was not taken in time", "No network in the hall")
    either.press("Enter the register")
    either.sees(re.compile(r"Entered afterwards at 09:3\d by Mr Tom Reed, and closed\."))
    register.stands(register.row_of(absent), "Not here")
    register.stands(register.row_of(left), "Not here")
    sheet, codes = books.register("am", name), books.codes("am", name)
    assert sheet["takenBy"] == "Mr Tom Reed" and sheet["closed"]
    assert (codes[absent], codes[left], codes[present]) == ("N", "N", "/")

    either.follow("Today")
    expect(either.page.locator("section[aria-labelledby=not-in] tbody tr")).to_have_count(before - 1)
    either.follow(absent)
    either.page.locator(f'.year a[href*="session={DAY}-am"]').click()
    entry = either.page.locator("#entries .timeline li").first
    expect(entry).to_contain_text("entered afterwards")
    expect(entry).to_contain_text("No network in the hall")


def test_a_register_that_was_taken_cannot_be_completed_late(either):
    either.sign_in_as("office")
    either.go(f"/registers/{DAY}/am/7A/late")
    either.sees(re.compile(r"Submitted at 08:\d\d by .*, and closed\."))
    expect(either.page.get_by_role("button", name="Enter the register")).to_have_count(0)
