"""Hostile values in every route of the interface and every form of the pages, for a bounded time: never a 500, always
an answer of the right kind, and what was typed is only ever shown escaped.

The values are drawn from a seed, which a failure names: ROLLCALL_SEED=… tries the same again. A generator of our own,
since it must know forms as well as the interface, and a test needs no more than the standard library."""

import html.parser
import json
import os
import random
import time
from urllib.parse import quote, urlencode, urlsplit

import pytest

from asking import DAY, Asking, Books, Person
from served import ROOT

SEED = int(os.environ.get("ROLLCALL_SEED", "20251120"))
SECONDS = 18

# Looked for in what comes back: it must never stand there as it was sent.
MARKUP = '<script>alert("rollcall")</script>'
HOSTILE = [
    MARKUP, f'"><img src=x onerror=alert(1)>{MARKUP}', "'; DROP TABLE pupil; --", "' OR '1'='1", "%' OR 1=1 --", "\0", "a\0b",
    "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe\xfd", b"\xc3\x28", "../../../../etc/passwd", "{{frame.csrf}}", "${7*7}",
    "-1", "0", "1", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "1e309", "NaN", "٣",
    "2025-11-20", "2025-02-29", "2025-13-01", "0000-00-00", "9999-12-31", "0001-01-01", "-2025-11-20", "292277026596-12-04", "2025-11-22",
    "AM", "PM", "am", "N", "/", "\\", "L", "Y5", "J", "H", "25:61", "09:00", "-1:00", "", " ", "\u202e", "\u200b", "é" * 300,
    "a" * 5000, "\r\nSet-Cookie: rollcall-session=x", "true", "null", "[]", "{}", "🙂" * 100, "https://example.org/", "//example.org", "javascript:alert(1)",
]


def text(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


class Found(html.parser.HTMLParser):
    """The links and forms of a page."""

    def __init__(self, page: bytes):
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str, dict[str, list[str]]]] = []
        self.current: str | None = None
        self.feed(page.decode("utf-8", "replace"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "form":
            self.forms.append((given.get("method", "get").upper(), given.get("action") or "", {}))
        if tag in ("input", "select", "textarea", "button") and given.get("name") and self.forms:
            self.forms[-1][2].setdefault(given["name"], []).append(given.get("value") or "")
            self.current = given["name"]
        if tag == "option" and self.forms and self.current:
            self.forms[-1][2].setdefault(self.current, []).append(given.get("value") or "")


def complaint(answer, what: str, program: bool = False) -> str | None:
    kind = answer.headers.get("content-type", "")
    if answer.status >= 500:
        return f"{answer.status} for {what}: {answer.body[:200]!r}"
    if MARKUP.encode() in answer.body and "json" not in kind:
        return f"markup as it was typed, for {what}"
    if program and answer.status >= 400 and kind not in ("application/problem+json", "application/json"):
        return f"{answer.status} of kind {kind!r} for {what}"
    if program and answer.status >= 400 and kind == "application/problem+json" and not answer.json.get("detail"):
        return f"a problem without words for {what}"
    if not program and answer.status not in (204, 301, 302, 303, 304) and answer.body and not kind.startswith(("text/", "image/", "application/")):
        return f"{answer.status} of kind {kind!r} for {what}"
    return None


def test_every_route_of_the_interface_withstands_hostile_values(server, token, capsys):
    chance = random.Random(SEED)
    asking, books = Asking(server.port, token), Books(server.books)
    described = json.loads((ROOT / "Sources/Web/Assets/openapi.json").read_text())
    registers = books.registers()
    pupils = [p for name in registers for p in asking.register(name)["pupils"]]
    routes = [(method.upper(), path, operation) for path, methods in described["paths"].items() for method, operation in methods.items()]
    assert len(routes) >= 6

    def value(name: str) -> str | bytes:
        known = {
            "school": [asking.school], "register": registers, "date": [DAY, "2025-11-21"], "half": ["AM", "PM"], "session": ["AM", "PM"],
            "on": [DAY], "from": ["2025-09-01"], "to": [DAY], "by": ["pupil", "school,day", "fsm"], "cohort": ["all", "statutory"],
        }.get(name, [])
        return chance.choice(known) if known and chance.random() < 0.6 else chance.choice(HOSTILE)

    def thing(depth: int = 0):
        """Any JSON at all."""
        made = chance.randrange(9 if depth < 3 else 6)
        if made == 0:
            return chance.choice([None, True, False, 1.5, -0.0, 1e308, 10**30, -(2**63)])
        if made == 1:
            return chance.choice([-1, 0, 1, 600, 601, 2**31, 2**53, 2**63 - 1])
        if made <= 5:
            return text(chance.choice(HOSTILE)).decode("utf-8", "replace")
        if made <= 7:
            return [thing(depth + 1) for _ in range(chance.randrange(4))]
        return {chance.choice(["marks", "code", "upn", "id", "x", ""]): thing(depth + 1) for _ in range(chance.randrange(4))}

    def mark() -> dict:
        pupil = chance.choice(pupils)
        made = {"id": pupil["id"], "code": chance.choice(["/", "N", "L", "U", "I", "C1", "K", "Y5"])}
        for field in ("id", "upn", "code", "minutesLate", "note", "basedOn"):
            if chance.random() < 0.2:
                made[field] = thing(2)
        return made

    def body(path: str) -> bytes:
        shape = chance.random()
        if shape < 0.1:
            return chance.randbytes(chance.randrange(200))
        if shape < 0.3:
            return json.dumps(thing()).encode()
        if path.endswith("amendments"):
            made = {"id": chance.choice(pupils)["id"], "date": DAY, "session": "AM", "to": "I", "reason": "Mother rang"}
            for field in list(made) + ["upn", "note", "grantedOn", "minutesLate"]:
                if chance.random() < 0.25:
                    made[field] = thing(2)
            return json.dumps(made).encode()
        return json.dumps({"marks": [mark() for _ in range(chance.randrange(5))], "submit": chance.random() < 0.05}).encode()

    complaints, statuses = [], {}
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and len(complaints) < 5:
        method, path, operation = chance.choice(routes)
        address, query = described["servers"][0]["url"] + path, {}
        headers = {}
        for parameter in operation.get("parameters", []):
            given = text(value(parameter["name"]))
            if parameter["in"] == "path":
                address = address.replace("{" + parameter["name"] + "}", quote(given, safe=""))
            elif parameter["in"] == "query" and chance.random() < 0.8:
                query[parameter["name"]] = given
            elif parameter["in"] == "header" and chance.random() < 0.3:
                headers[parameter["name"]] = given.decode("latin-1").translate({0: None, 10: None, 13: None})
        what = f"{method} {address}?{urlencode(query)}"
        sent = body(path) if "requestBody" in operation else None
        try:
            answer = asking.ask(method, address + ("?" + urlencode(query) if query else ""), sent, headers)
        except Exception as error:
            complaints.append(f"{type(error).__name__} for {what} {sent!r} (seed {SEED})")
            continue
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        if found := complaint(answer, f"{what} {sent!r} (seed {SEED})", program=True):
            complaints.append(found)
    with capsys.disabled():
        print(f"\n{sum(statuses.values())} requests to {len(routes)} routes: " + ", ".join(f"{n} times {s}" for s, n in sorted(statuses.items())))
    assert complaints == []
    assert {200, 404, 422} <= set(statuses), "the values reached too little"


# Not pressed: they end the visit itself, or lock the person out of it.
LEFT_ALONE = ("/sign-out", "/settings", "/sign-in", "/health", "/assets")


@pytest.mark.parametrize("role", ["office", "administrator"])
def test_every_form_of_the_pages_withstands_hostile_values(role, server, school, capsys):
    chance = random.Random(SEED)
    who = school.someone(role)
    person = Person(server.port).sign_in(who)
    pages, forms, complaints, statuses = {}, {}, [], {}

    def look(path: str):
        answer = person.get(path)
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        if found := complaint(answer, f"GET {path}"):
            complaints.append(found)
        return answer

    def shape(path: str) -> str:
        """The address without what tells one pupil or day from another, so that each kind of page is seen a few times."""
        return "/".join("*" if any(c.isdigit() for c in part) else part for part in urlsplit(path).path.split("/"))

    def walk(most: int):
        waiting = ["/"] + chance.sample(list(pages), len(pages))
        seen: dict[str, int] = {}
        while waiting and sum(seen.values()) < most:
            path = waiting.pop(0)
            kind = shape(path)
            if seen.get(kind, 0) >= 2 or path.startswith(LEFT_ALONE):
                continue
            seen[kind] = seen.get(kind, 0) + 1
            answer = look(path)
            for _ in range(3):
                if answer.status not in (302, 303):
                    break
                path = answer.headers["location"]
                answer = look(path)
            if answer.status != 200 or not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            pages[path] = True
            found = Found(answer.body)
            waiting += [link for link in found.links if link.startswith("/") and not link.startswith("//")]
            for method, action, fields in found.forms:
                action = action or path
                if not action.startswith(LEFT_ALONE):
                    forms.setdefault((method, shape(action), tuple(sorted(fields))), (method, action, fields))

    walk(60)
    assert len(forms) >= 8, f"too few forms were found: {list(forms)}"
    end = time.monotonic() + SECONDS / 2
    tried = 0
    while time.monotonic() < end and len(complaints) < 5:
        method, action, fields = chance.choice(list(forms.values()))
        sent = {}
        for name, values in fields.items():
            if name == "csrf":
                continue
            draw = chance.random()
            if draw < 0.45:
                sent[name] = chance.choice(values)
            elif draw < 0.95:
                sent[name] = text(chance.choice(HOSTILE))
        if chance.random() < 0.3:
            action = "/".join(
                quote(text(chance.choice(HOSTILE)), safe="") if any(c.isdigit() for c in part) and chance.random() < 0.7 else part
                for part in urlsplit(action).path.split("/")
            )
        what = f"{method} {action} {sent} (seed {SEED})"
        try:
            answer = person.post(action, sent) if method == "POST" else person.get(urlsplit(action).path + "?" + urlencode(sent))
        except Exception as error:
            complaints.append(f"{type(error).__name__} for {what}")
            continue
        tried += 1
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        if found := complaint(answer, what):
            complaints.append(found)
        if answer.status == 303 and answer.headers.get("location", "").startswith("/sign-in"):
            person = Person(server.port).sign_in(who)
        elif answer.status == 303:
            to = answer.headers["location"]
            if not to.startswith("/") or to.startswith("//"):
                complaints.append(f"sent on to {to} by {what}")
            else:
                look(to)
    walk(60)  # what was typed and kept is shown escaped
    with capsys.disabled():
        print(f"\n{role}: {tried} forms sent of {len(forms)} kinds: " + ", ".join(f"{n} times {s}" for s, n in sorted(statuses.items())))
    assert complaints == []
    assert {200, 303, 422} <= set(statuses), "the values reached too little"
