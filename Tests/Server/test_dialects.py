"""One school, written out as each system exports it, goes into empty books by each way and gives the same figures, to
the session. ROLLCALL_PUPILS sets how large the school is."""

import json
import os
import re

import pytest

from served import ROOT, run

NOW = "2025-11-20T17:00"
PUPILS = int(os.environ.get("ROLLCALL_PUPILS", "60"))
YEARS = [("2024-09-01", "2025-08-31"), ("2025-09-01", "2025-11-20")]
QUESTIONS = ["school", "year-group", "day,year-group", "pupil", "pupil,day", "pupil,registration-group"]


def figures(books, by: str, first: str, last: str) -> dict[tuple, dict]:
    """What is counted in each group, by what names the group whatever id these books gave a pupil."""

    def ask(by: str) -> list[dict]:
        days = ["--from", first, "--to", last]
        return json.loads(run("figures", *days, "--by", by, "--format", "json", "--data", books, "--now", NOW))

    people = {}
    if "pupil" in by:
        people = {told["group"]["key"]: f"{told['group'].get('upn')} {told['group'].get('name')}" for told in ask("pupil")}
    groups = {}
    for told in ask(by):
        parts = told["group"]["key"]
        key = tuple(people.get(part, part) for part in ([parts] if isinstance(parts, str) else parts))
        assert key not in groups, f"{key} is there twice"
        groups[key] = {name: value for name, value in told.items() if name != "group"}
    return groups


def staying(now: dict[tuple, dict], before: dict[tuple, dict]) -> set[str]:
    """Those whose group the year before follows from this year's, as 7B does from 8B. A file has only the group of now,
    so what others were in before cannot be known from it, and the import says so."""
    groups: dict[str, set[str]] = {}
    for pupil, group in now:
        groups.setdefault(pupil, set()).add(group)
    past: dict[str, set[str]] = {}
    for pupil, group in before:
        past.setdefault(pupil, set()).add(group)
    one_lower = lambda name: re.sub(r"^\d+", lambda digits: str(int(digits[0]) - 1), name)  # noqa: E731
    return {
        pupil
        for pupil in groups.keys() | past.keys()
        if len(groups.get(pupil, ())) < 2 and len(past.get(pupil, ())) < 2
        and (pupil not in past or pupil not in groups or past[pupil] == {one_lower(*groups[pupil])})
    }


@pytest.fixture(scope="session")
def truth(tmp_path_factory):
    """The books the school was made up in, and its figures there."""
    books = tmp_path_factory.mktemp("truth") / "books"
    run("demo", "--generate-only", "--pupils", str(PUPILS), "--data", books, "--now", NOW)
    return books, {(by, first): figures(books, by, first, last) for by in QUESTIONS for first, last in YEARS}


@pytest.mark.parametrize("dialect", ["rollcall", "sims", "arbor", "bromcom"])
def test_a_school_brought_from_its_old_system_has_the_same_figures(dialect, truth, tmp_path):
    files, books = tmp_path / "files", tmp_path / "books"
    run("demo", "--export-csv", dialect, files, "--pupils", str(PUPILS), "--now", NOW, "--data", tmp_path / "none")
    calendars = [word for file in sorted(files.glob("calendar-*.yaml")) for word in ("--calendar", file)]
    here = ["--data", books, "--now", NOW]
    run("school", "create", "--policy", ROOT / "Policies/laurence-jackson.yaml", *calendars, *here)
    for kind in ["staff", "pupils", "contacts", "classes", "registers", "marks"]:
        run("import", kind, files / f"{kind}.csv", *here)

    _, expected = truth
    compared = 0
    for by in QUESTIONS:
        for first, last in YEARS:
            found = figures(books, by, first, last)
            wanted = expected[by, first]
            if by == "school":
                # The one thing that is another: the school has the name its policy gives it.
                assert list(found.values()) == list(wanted.values())
                continue
            if by == "pupil,registration-group":
                known = staying(*(expected[by, year] for year, _ in reversed(YEARS)))
                pupils = {pupil for pupil, _ in wanted}
                assert len(pupils - known) < len(pupils) * 0.06
                found, wanted = (
                    {key: value for key, value in groups.items() if key[0] in known} for groups in (found, wanted)
                )
            assert found.keys() == wanted.keys(), (by, first, set(found) ^ set(wanted))
            other = {key: (found[key], wanted[key]) for key in wanted if found[key] != wanted[key]}
            assert not other, (by, first, dict(list(other.items())[:3]))
            compared += len(wanted)
    assert compared > PUPILS * 100
    run("verify", *here)
    print(f"{dialect}: {compared} groups of sessions are the same, {PUPILS} pupils")
