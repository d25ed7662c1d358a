"""The school is closed unexpectedly, in one act, and opened again."""

import re

from playwright.sync_api import expect

from register_page import DAY


ATTENDED = ("/", "L", "K", "B", "D", "P", "V", "W")


def board(office) -> list[str]:
    """The figures over the office's board."""
    office.go_to_today(f"?on={DAY}&half=am")
    return office.page.locator(".tile__value").all_inner_texts()


def not_in(office):
    return office.page.locator("section[aria-labelledby=not-in] tbody tr")


def test_the_whole_site_is_closed_in_one_act_and_the_closure_taken_back(either, books):
    either.sign_in_as("office")
    before = board(either)
    untaken = not_in(either).first.get_by_role("link").first.inner_text()
    marks, others = books.codes("am"), books.codes("am", untaken)
    assert "/" in marks.values() and None in others.values()

    either.follow("Calendar")
    either.follow("Unexpected closure")
    either.page.get_by_label("The whole site").check()
    either.choose("To the", "Morning")
    either.fill("Why", " ")
    either.press("Close the school")
    either.sees("Say why the school is closed")
    expect(either.page.get_by_label("The whole site")).to_be_checked()
    expect(either.page.get_by_label("To the", exact=True)).to_have_value("am")
    either.fill("Why", "No heating since 09:20")
    either.press("Close the school")
    either.sees("The closure is recorded and the registers filled.")
    closure = either.page.locator("section[aria-labelledby=closures]").get_by_role("listitem").filter(
        has_text="No heating since 09:20")
    expect(closure).to_contain_text("Y4")
    either.look("closed", widths=("phone", "desktop"))
    assert either.barriers() == []

    # Those who had come, here or elsewhere, keep what says so; everyone else who was expected could not come.
    for register, stood in (("7A", marks), (untaken, others)):
        filled = {name: code if code in ATTENDED else "Y4" for name, code in stood.items()}
        assert books.codes("am", register) == filled
    during = board(either)
    assert during != before
    expect(not_in(either)).to_have_count(0)

    either.follow("Calendar")
    closure.get_by_role("button", name="Take back").click()
    either.sees(re.compile("The closure is taken back: .* marks as before"))
    expect(closure).to_have_count(0)
    assert board(either) == before
    assert (books.codes("am"), books.codes("am", untaken)) == (marks, others)


def test_an_afternoon_closure_leaves_the_morning_alone(either, books):
    """Morning only and afternoon only are the same act with other ends."""
    either.sign_in_as("office")
    before, marks = board(either), books.codes("am")
    either.go("/calendar/closures/new")
    either.choose("From the", "Afternoon")
    either.fill("Why", "Snow, buses leave at noon")
    either.press("Close the school")
    either.sees("The closure is recorded and the registers filled.")

    assert board(either) == before
    assert books.codes("am") == marks
    either.go(f"/today?on={DAY}&half=pm")
    expect(not_in(either)).to_have_count(0)
    either.go(f"/registers/{DAY}/pm/7A")
    either.sees("No session is held for this register.")
