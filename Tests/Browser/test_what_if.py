"""Hallmoor's policy tried on the registers of the demonstration school, which follows Laurence Jackson's: in the
browser and by the command, the same."""

import json
import re

from playwright.sync_api import expect

from served import ROOT, run
from visitor import Visitor

FROM, TO = "2025-10-06", "2025-11-19"
ROWS = {"Calls": ["call"], "Texts and emails": ["text", "email"], "Letters": ["letter"], "Meetings": ["meeting"],
        "Visits": ["visit"], "Referrals": ["referral"], "Tasks": ["task"], "Proposed codes": ["code"]}


def number(text: str) -> int:
    return int(text.replace(",", ""))


def row(visitor: Visitor, name: str) -> tuple[int, int]:
    """Today's policy and the one tried."""
    line = visitor.page.locator("table.compare tbody tr", has=visitor.page.get_by_role("rowheader", name=re.compile(f"^{name}"))).first
    cells = line.locator("td.number").all_inner_texts()
    return number(cells[0]), number(cells[1])


def test_another_schools_policy_is_tried_beside_todays(either):
    either.sign_in_as("attendance-lead")
    page = either.page
    either.go("/calendar")
    either.follow("Policy")
    either.follow("What if")
    either.heading("What if we had another policy?")
    either.look("asked", widths=("phone", "desktop"))
    assert either.barriers() == [] and either.overflow() == []

    # What is missing is said at once, and what was typed is kept.
    either.fill("First day", FROM)
    either.fill("Last day", TO)
    either.press("Try it")
    either.sees("Choose a policy, or a file of your own")
    expect(page.get_by_label("First day")).to_have_value(FROM)

    either.choose("The policy to try", "Hallmoor School (hallmoor.yaml)")
    either.press("Try it")
    either.heading("What if: Hallmoor School")
    expect(page.get_by_role("progressbar")).to_be_visible()
    either.look("under-way")

    # Nobody waits for it: other pages answer meanwhile.
    assert page.request.get(either.server.address + "/pupils", timeout=20_000).ok

    # It comes by itself, by script or by the page's own renewal.
    expect(page.get_by_role("heading", name="Side by side")).to_be_visible(timeout=240_000)
    either.look("side-by-side", widths=("phone", "tablet", "desktop"), schemes=("light", "dark"))
    assert either.barriers() == [] and either.overflow() == []

    told = json.loads(run(
        "what-if", "--policy", ROOT / "Policies/hallmoor.yaml", "--from", FROM, "--to", TO,
        "--data", either.server.books, "--now", either.server.now, "--format", "json"))
    now, then = told["now"], told["then"]
    assert then["steps"] > 0 and now["steps"] > 0
    for name, kinds in ROWS.items():
        expected = tuple(sum(side["byKind"].get(kind, 0) for kind in kinds) for side in (now, then))
        assert row(either, name) == expected, name
    assert row(either, "All steps") == (now["steps"], then["steps"])
    assert row(either, "Penalty notices to consider") == (now["penaltiesToConsider"], then["penaltiesToConsider"])
    assert row(either, "Staff hours") == ((now["minutes"] + 30) // 60, (then["minutes"] + 30) // 60)
    different = page.locator("section", has=page.locator("h2#differently"))
    expect(different.locator("h2 .count")).to_have_text(f"{len(told['differently']):,}")

    # One pupil, with the reasons that the policies give.
    first = told["differently"][0]
    card = different.locator(".different > li").first
    expect(card.get_by_role("link").first).to_have_attribute("href", f"/pupils/{first['pupil']['id']}/standing")
    thing = next(t for t in first["onlyThen"] + first["onlyNow"] if t["because"])
    line = card.locator("details details").filter(has_text=thing["because"]).first
    line.locator("summary").click()
    expect(line.get_by_text(thing["because"])).to_be_visible()
    expect(line).to_contain_text(thing["clauses"][0])
    either.look("reasons")

    # It is kept, and found again.
    either.follow("What if")
    expect(page.get_by_role("link", name="Hallmoor School")).to_be_visible()


def test_a_trial_can_be_stopped_and_a_file_with_mistakes_is_not_begun(visitor):
    visitor.sign_in_as("headteacher")
    page = visitor.page
    visitor.go("/what-if")
    page.get_by_text("Or a policy file of your own").click()
    page.get_by_label("The file", exact=True).set_input_files(
        {"name": "ours.yaml", "mimeType": "text/yaml", "buffer": b"format: 1\nrules: 7\n"})
    visitor.press("Try it")
    visitor.sees(re.compile("ours.yaml, line 2"))
    assert visitor.barriers() == []
    visitor.choose("The policy to try", "Nethergate Academy (nethergate.yaml)")
    visitor.press("Try it")
    visitor.press("Stop it")
    visitor.sees("It was stopped.")
