"""A file from the MIS is brought, its report read, mended and applied."""

import re

from playwright.sync_api import expect

from visitor import Visitor

HEADER = "UPN,AdmissionNumber,Surname,Forename,DOB,Sex,YearGroup,RegGroup,EntryDate\n"
WREN = ",900001,Wren <i>,Ivy,2014-02-03,F,7,7A,2025-11-20\n"
SWIFT = ",900002,Swift,Jo,2014-05-06,M,7,7A,2025-11-20\n"


def bring(office: Visitor, name: str, text: str | bytes, kind: str = "Pupils") -> None:
    office.follow("Import")
    office.choose("What the file holds", kind)
    raw = text.encode() if isinstance(text, str) else text
    office.page.get_by_label("The file, as your system exports it").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": raw})
    office.press("Show what it would change")


def is_on_roll(office: Visitor, name: str, wanted: bool) -> None:
    office.follow("Roll")
    office.fill("Name, UPN or admission number", name)
    office.press("Search")
    found = office.page.locator("#roll tbody tr").filter(has_text=name)
    expect(found).to_have_count(1 if wanted else 0)


def test_a_file_with_errors_applies_nothing_until_it_is_mended(either, books):
    either.sign_in_as("office")
    wrong = SWIFT.replace("2014-05-06", "6th of May")
    bring(either, "starters.csv", HEADER + WREN + wrong)
    either.heading("starters.csv")
    either.sees("Report only, nothing applied")
    either.sees(re.compile("One row cannot be taken"))
    problem = either.page.locator("section[aria-labelledby=problems] tbody tr").first
    expect(problem).to_contain_text("starters.csv:3:18")
    expect(problem).to_contain_text("6th of May")
    either.look("errors", widths=("phone", "tablet", "desktop"))
    assert either.barriers() == []
    assert either.overflow() == []
    is_on_roll(either, "Wren <i>", False)
    is_on_roll(either, "Swift", False)
    before = books.surnames()

    bring(either, "starters.csv", HEADER + WREN + SWIFT)
    either.sees("Every row can be taken. Nothing is applied yet.")
    is_on_roll(either, "Wren <i>", False)
    assert books.surnames() == before
    either.page.go_back()
    either.page.go_back()
    either.press("Apply")
    either.sees(re.compile("Applied as act"))
    either.look("applied")
    assert sorted(books.surnames()) == sorted([*before, "Wren <i>", "Swift"])
    is_on_roll(either, "Wren <i>", True)
    is_on_roll(either, "Swift", True)

    bring(either, "starters.csv", HEADER + WREN + SWIFT)
    either.sees("Nothing would change: everything in it stands here already.")
    expect(either.page.get_by_role("button", name="Apply")).to_have_count(0)
    assert len(books.surnames()) == len(before) + 2


def test_the_rest_of_a_file_may_be_applied_on_purpose(either):
    either.sign_in_as("office")
    bring(either, "starters.csv", HEADER + WREN + SWIFT.replace("2014-05-06", "6th of May"))
    either.press("Apply, leaving out 1 row")
    either.sees(re.compile("Applied as act"))
    is_on_roll(either, "Wren <i>", True)
    is_on_roll(either, "Swift", False)


def test_what_is_no_file_of_pupils_is_said_and_applies_nothing(either):
    either.sign_in_as("office")
    either.follow("Import")
    either.press("Show what it would change")
    either.sees("Choose what the file holds")
    either.sees("Choose a file, or paste its text")
    assert either.barriers() == []

    bring(either, "photo.csv", bytes(range(256)) * 40)
    either.heading("Import a file")
    expect(either.page.get_by_role("alert")).to_be_visible()
    either.look("not-a-file-of-pupils")


def test_text_is_pasted_where_there_is_no_file(either):
    either.sign_in_as("office")
    either.follow("Import")
    either.choose("What the file holds", "Pupils")
    either.page.get_by_label("Or its text").fill(HEADER + WREN)
    either.press("Show what it would change")
    either.sees("Every row can be taken. Nothing is applied yet.")
    either.press("Apply")
    either.sees(re.compile("Applied as act"))
    is_on_roll(either, "Wren <i>", True)
