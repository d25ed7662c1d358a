"""Finding every page that someone can reach by links alone, one of each kind."""

import re
from urllib.parse import parse_qsl, urlsplit

from visitor import Visitor

# Parts of an address that only say which one: ids, days, sessions, register and group names.
WHICH = re.compile(r"^(?:\d.*|[0-9a-f-]{8,}|AM|PM|[^a-z]*[A-Z0-9][A-Za-z0-9_-]*)$")
NOT_A_PAGE = re.compile(r"\.(?:csv|json|pdf|js|css|svg|png|ico|txt|xml)$|^/(?:assets|api)/|sign-out")
# Questions in an address that make another page of it, and those that only say which one.
OTHER_PAGE = {"tab", "by"}
LIMIT = 80


def kind(address: str) -> str:
    """The address with the parts that only say which one left out: /pupils/17 and /pupils/18 are one kind."""
    parts = urlsplit(address)
    path = "/".join("*" if WHICH.match(part) else part for part in parts.path.split("/"))
    asked = dict(parse_qsl(parts.query))
    named = [f"{name}={asked[name]}" for name in sorted(OTHER_PAGE & asked.keys())]
    if "session" in asked:
        named.append("session")
    return path + ("?" + "&".join(named) if named else "")


def every_page(visitor: Visitor, start: str = "/"):
    """Goes to one page of each kind and yields its address on the server."""
    visitor.go(start)
    waiting = [own(visitor.page.url)]
    seen: set[str] = set()
    while waiting and len(seen) < LIMIT:
        address = waiting.pop(0)
        if kind(address) in seen:
            continue
        seen.add(kind(address))
        answer = visitor.page.goto(visitor.server.address + address)
        assert answer is not None and answer.status < 400, f"{address} answers {answer and answer.status}"
        if "html" not in answer.headers.get("content-type", ""):
            continue
        arrived = own(visitor.page.url)
        if kind(arrived) != kind(address):
            # Led on to another page: that one counts, once.
            if kind(arrived) in seen:
                continue
            seen.add(kind(arrived))
        yield arrived
        links = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        for link in links:
            parts = urlsplit(link)
            # A telephone number is a link too, and leads to no page.
            if not parts.scheme.startswith("http"):
                continue
            if visitor.server.address.endswith(parts.netloc) and not NOT_A_PAGE.search(parts.path):
                waiting.append(own(link))
    assert len(seen) < LIMIT, f"more than {LIMIT} kinds of page: {sorted(seen)}"


def own(link: str) -> str:
    """What follows the server's name, without the place on the page."""
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "")
