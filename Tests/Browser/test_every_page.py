"""Every page that a role can reach by links: whole, without barriers, never to be scrolled sideways, and kept as
pictures at three widths in light and dark."""

import pytest

from pages import every_page

# The larger roles reach some forty pages each, which take minutes: `make crawl` walks them, `make test` the teacher's.
ROLES = [
    "teacher",
    *(pytest.param(role, marks=pytest.mark.crawl) for role in ("office", "attendance-lead", "headteacher", "administrator")),
]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of(role, visitor):
    visitor.sign_in_as(role)

    barriers, wide, looked_at = [], [], []
    for path in every_page(visitor):
        looked_at.append(path)
        barriers += visitor.barriers()
        wide += visitor.overflow()
        name = path.strip("/").replace("/", "-") or "home"
        visitor.look(name, widths=("phone", "tablet", "desktop"), schemes=("light", "dark"))

    assert len(looked_at) > 1, f"no links lead on from the first page of a {role}"
    assert barriers == []
    assert wide == []
