"""A step that the policy asks for: seen on Today, understood in one click, done by its form, gone; and where the
pupil then stands."""

import re

import pytest
from playwright.sync_api import expect

from visitor import Visitor


def to_steps(visitor: Visitor):
    """Today with what is due now."""
    visitor.go_to_today()
    card = visitor.page.locator("section", has=visitor.page.locator("h2#steps"))
    expect(card).to_be_visible()
    return card


@pytest.mark.now("2025-11-20T10:02")
def test_a_step_is_seen_understood_done_and_gone(either):
    either.sign_in_as("office")
    page = either.page
    card = to_steps(either)
    call = card.locator("li", has=page.get_by_role("link", name=re.compile("^Log the call"))).first
    name = call.get_by_role("link").first.inner_text()
    title = call.locator(".step__title").inner_text()
    either.look("today")

    # One click says why, and under which clause.
    call.locator("summary").click()
    expect(call.locator("details p").first).to_be_visible()
    expect(call.get_by_text(re.compile(r"[A-Z]{3}-\d"))).to_be_visible()
    either.look("why")
    assert either.barriers() == [] and either.overflow() == []

    call.get_by_role("link", name=re.compile("^Log the call")).click()
    either.heading(re.compile("^Call "))
    either.sees(name)
    either.look("form", widths=("phone", "desktop"))
    assert either.barriers() == [] and either.overflow() == []
    either.press("Record it")
    either.sees("There is a problem")
    either.choose("What came of it", "No answer")
    either.press("Record it")

    either.heading(re.compile("^Today"))
    either.sees(re.compile("^Recorded: Call"))
    card = page.locator("section", has=page.locator("h2#steps"))
    # The policy may ask for the next contact now; this call is done.
    expect(card.locator("li", has_text=name).filter(has_text=title)).to_have_count(0)

    # The pupil's page knows what was done, and how near the next edges are.
    page.locator("section", has=page.locator("h2#no-reason")).get_by_role("link", name=name).first.click()
    either.heading(name)
    either.follow(re.compile("^Where they stand"))
    past = page.locator("section", has=page.locator("h2#past-steps"))
    expect(past.locator("li", has_text="Call").first).to_contain_text("Done")
    expect(page.locator("section", has=page.locator("h2#edges"))).to_contain_text("may be missed")
    either.look("standing", widths=("phone", "tablet", "desktop"), schemes=("light", "dark"))
    assert either.barriers() == [] and either.overflow() == []


@pytest.mark.now("2025-11-20T10:02")
def test_a_step_that_is_not_needed_is_dismissed_with_the_reason(visitor):
    visitor.sign_in_as("office")
    card = to_steps(visitor)
    step = card.locator("li", has=visitor.page.get_by_role("link", name=re.compile("^Log the call"))).first
    step.get_by_role("link", name=re.compile("^Log the call")).click()
    visitor.follow("Dismiss it")
    visitor.press("Dismiss it")
    visitor.sees("Say why the step is not needed")
    visitor.fill("Why it is not needed", "Seen at the gate with his sister.")
    visitor.press("Dismiss it")
    visitor.sees(re.compile("^Dismissed: Call"))


@pytest.mark.now("2025-11-20T10:02")
def test_a_teacher_sees_where_their_own_pupils_stand_and_nothing_that_is_not_theirs(visitor):
    visitor.sign_in_as("teacher")
    page = visitor.page
    visitor.go("/pupils")
    own = None
    for link in page.locator("#roll tbody a").evaluate_all("all => all.map(a => a.getAttribute('href'))"):
        answer = page.request.get(visitor.server.address + link + "/standing", max_redirects=0)
        if answer.status == 200:
            own = link
            break
        assert answer.status == 403
    assert own, "a teacher sees where nobody stands"
    visitor.go(own + "/standing")
    visitor.sees("may be missed")
    for word in ("enalty", "rosecution", "ocial worker", "afeguarding", "Past steps", "Under way"):
        visitor.does_not_see(word)
    visitor.look("standing", widths=("phone", "desktop"))
    visitor.is_refused("/what-if")
