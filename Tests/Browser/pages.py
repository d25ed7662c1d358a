"""Finding every page that someone can reach by links alone, one of each kind."""

import re
from urllib.parse import urlsplit

from visitor import Visitor

# Parts of an address that only say which one: ids, days, sessions, register and group names.
WHICH = re.compile(r"^(?:\d.*|[0-9a-f-]{8,}|AM|PM|[^a-z]*[A-Z0-9][A-Za-z0-9_-]*)$")
NOT_A_PAGE = re.compile(r"\.(?:csv|json|pdf|js|css|svg|png|ico|txt|xml)$|^/(?:assets|api)/|sign-out")
LIMIT = 80


def kind(path: str) -> str:
    """The address with the parts that only say which one left out: /pupils/17 and /pupils/18 are one kind."""
    return "/".join("*" if WHICH.match(part) else part for part in path.split("/"))


def every_page(visitor: Visitor, start: str = "/"):
    """Goes to one page of each kind and yields its path."""
    visitor.go(start)
    waiting = [urlsplit(visitor.page.url).path]
    seen: set[str] = set()
    while waiting and len(seen) < LIMIT:
        path = waiting.pop(0)
        if kind(path) in seen:
            continue
        seen.add(kind(path))
        answer = visitor.page.goto(visitor.server.address + path)
        assert answer is not None and answer.status < 400, f"{path} answers {answer and answer.status}"
        if "html" not in answer.headers.get("content-type", ""):
            continue
        yield path
        links = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        for link in links:
            parts = urlsplit(link)
            # A telephone number is a link too, and leads to no page.
            if not parts.scheme.startswith("http"):
                continue
            if visitor.server.address.endswith(parts.netloc) and not NOT_A_PAGE.search(parts.path):
                waiting.append(parts.path)
