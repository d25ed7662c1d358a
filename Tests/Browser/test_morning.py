"""The office's morning without a mouse: Today, a late arrival, a reason for an absence, the pupil, and back."""

import re

from playwright.sync_api import Locator, expect

from visitor import Visitor

SHOWS_FOCUS = """() => {
  const at = document.activeElement;
  const style = getComputedStyle(at.matches('.choice input') ? at.nextElementSibling : at);
  const box = at.getBoundingClientRect();
  const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  // Within a field for a day the button that opens its calendar has the ring, and no script can see it there.
  if (at === document.body || !at.matches(':focus')) return '';
  return isSeen && box.bottom > 0 && box.top < innerHeight ? '' : at.outerHTML.slice(0, 160);
}"""


def walk_to(visitor: Visitor, wanted: Locator, most: int = 120) -> None:
    """Goes on with Tab, and at every step somebody who looks can see where they are."""
    for _ in range(most):
        visitor.key("Tab")
        if visitor.scripts:
            assert visitor.page.evaluate(SHOWS_FOCUS) == "", "the focus cannot be seen"
        if wanted.and_(visitor.page.locator(":focus")).count():
            return
    raise AssertionError(f"{wanted} was not reached within {most} presses of Tab")


def skip_to_content(visitor: Visitor) -> None:
    skip = visitor.page.get_by_role("link", name="Skip to main content")
    visitor.key("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.key("Enter", "Tab")
    expect(visitor.page.locator("main :focus")).to_have_count(1)


def to_today(visitor: Visitor) -> None:
    walk_to(visitor, visitor.page.get_by_role("navigation", name="Main").get_by_role("link", name="Today"))
    visitor.key("Enter")
    visitor.heading(re.compile("^Today"))


def test_the_offices_morning_by_keyboard_alone(either):
    either.sign_in_as("office")
    page = either.page
    either.heading(re.compile("^Today"))
    skip_to_content(either)

    # A late arrival, whose register was not taken.
    untaken = page.locator("details", has_text="was not taken").first
    walk_to(either, untaken.locator("summary"))
    either.key("Enter")
    late = untaken.get_by_role("link").first
    name = late.inner_text()
    register = untaken.locator("summary").inner_text().split(" was not taken")[0]
    walk_to(either, late)
    either.key("Enter")
    either.heading(f"Complete {register} late")
    expect(page.locator(".pupil:target")).to_contain_text(name)

    # Whoever had the class is still to say; who comes to the office is noted meanwhile.
    walk_to(either, page.get_by_role("navigation", name="Main").get_by_role("link", name="Roll"), most=200)
    either.key("Enter")
    either.heading("Roll")
    walk_to(either, page.get_by_label("Name, UPN or admission number", exact=True))
    page.keyboard.type(name)
    either.key("Enter")
    expect(page.locator("#roll tbody tr")).to_have_count(1)
    walk_to(either, page.locator("#roll tbody a").first)
    either.key("Enter")
    either.heading(name)
    either.look("pupil")
    skip_to_content(either)
    walk_to(either, page.get_by_role("link", name="Note an arrival"))
    either.key("Enter")
    either.heading("Note an arrival")
    walk_to(either, page.get_by_label("Came in at", exact=True))
    page.keyboard.type("08:59")
    either.key("Enter")
    either.sees(re.compile("came in at 08:59: the mark is L"))
    to_today(either)
    expect(page.locator("section[aria-labelledby=late]")).to_contain_text(name)

    # A reason for somebody of whom nobody knew yet why they are not here.
    unexplained = page.locator("section[aria-labelledby=no-reason] tbody tr")
    absent = unexplained.first.get_by_role("link").first.inner_text()
    walk_to(either, page.get_by_role("link", name=f"Record a reason for {absent}"))
    either.key("Enter")
    either.heading("Amend marks")
    walk_to(either, page.get_by_label("New code", exact=True))
    page.keyboard.type("I")
    expect(page.get_by_label("New code", exact=True)).to_have_value("I")
    walk_to(either, page.get_by_label("Reason for the amendment", exact=True))
    page.keyboard.type("Mother rang: sick since last night")
    either.look("reason")
    walk_to(either, page.get_by_role("button", name="Amend", exact=True))
    either.key("Enter")
    either.heading(absent)
    either.look("amended")
    to_today(either)
    expect(unexplained.filter(has_text=absent)).to_have_count(0)
    either.look("today-again", widths=("phone", "desktop"), schemes=("light", "dark"))
