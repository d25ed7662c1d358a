"""Somebody comes late, and the desk notes it."""

import re

from playwright.sync_api import Locator, expect

from register_page import DAY
from visitor import Visitor


def unexplained(office: Visitor) -> Locator:
    """Those of whom nobody knows yet why they are not here."""
    office.go("/today")
    return office.page.locator("section[aria-labelledby=no-reason] tbody tr")


def arrives(office: Visitor, name: str, time: str) -> None:
    office.follow("Roll")
    office.fill("Name, UPN or admission number", name)
    office.press("Search")
    office.page.locator("#roll tbody a").first.click()
    office.follow("Note an arrival")
    office.fill("Came in at", time)
    office.press("Note it")


def test_late_is_l_or_u_by_the_published_times_and_the_time_of_arrival(either, books):
    """The morning register closes at 09:00, that minute being after it. All of this is entered at 09:35."""
    either.sign_in_as("office")
    # One marked N when the register closed, one whose register nobody took.
    first = unexplained(either).first.get_by_role("link").first.inner_text()
    untaken = either.page.locator("section[aria-labelledby=no-reason] details").first
    untaken.locator("summary").click()
    second = untaken.get_by_role("link").first.inner_text()

    arrives(either, first, "10:30")
    either.sees("10:30 on 2025-11-20 has not come yet.")
    expect(either.page.get_by_label("Came in at", exact=True)).to_have_value("10:30")
    either.fill("Came in at", "08:59")
    either.press("Note it")
    either.sees(re.compile("came in at 08:59: the mark is L"))
    either.page.locator(f'.year a[href*="session={DAY}-am"]').click()
    entries = either.page.locator("#entries .timeline li")
    expect(entries).to_have_count(2)
    expect(entries.nth(0)).to_contain_text("29 minutes")
    expect(entries.nth(0)).to_contain_text("Arrived at 08:59.")
    expect(entries.nth(0)).to_contain_text("noted on arrival")
    expect(entries.nth(1)).to_contain_text("when the register closed")
    either.look("l-in-time", widths=("phone", "desktop"))
    assert either.barriers() == []

    arrives(either, second, "09:00")
    either.sees(re.compile("came in at 09:00: the mark is U"))

    assert (books.code_of(first), books.code_of(second)) == ("L", "U")
    unexplained(either)
    names = either.page.locator("section[aria-labelledby=no-reason]").locator("a").all_text_contents()
    assert names and first not in names and second not in names
    late = either.page.locator("section[aria-labelledby=late]")
    expect(late.get_by_role("listitem").filter(has_text=first)).to_contain_text("29 minutes")
    expect(late.get_by_role("listitem").filter(has_text=second)).to_contain_text("30 minutes")
