"""Every page that a role can reach by links: whole, without barriers, never to be scrolled sideways, and kept as
pictures at three widths in light and dark."""

import re

import pytest

from pages import every_page, kind

# A teacher sees pages in a way of their own. Of those that the others share, the first one's are looked at in full and
# photographed; the others' are opened, followed on from, and held against the narrow widths.
ROLES = ["teacher", "headteacher", "administrator", "attendance-lead", "office", "dsl", "governor"]
LOOKED_AT: set[tuple[bool, str]] = set()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of(role, visitor):
    visitor.sign_in_as(role)

    barriers, wide, walked = [], [], []
    for address in every_page(visitor):
        walked.append(address)
        wide += visitor.overflow()
        page = (role == "teacher", kind(address))
        if page in LOOKED_AT:
            continue
        LOOKED_AT.add(page)
        barriers += visitor.barriers()
        name = re.sub(r"[^A-Za-z0-9]+", "-", address).strip("-") or "home"
        visitor.look(name, widths=("phone", "tablet", "desktop"), schemes=("light", "dark"))

    assert len(walked) > 1, f"no links lead on from the first page of a {role}"
    assert barriers == []
    assert wide == []
