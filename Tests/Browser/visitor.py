"""Someone at a browser. Finds things as a person does: by label, by role, by what is written on them."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from served import ROOT, Served, SignIn

ARTEFACTS = ROOT / ".artefacts"
WIDTHS = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1440, 900)}
AXE_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# The scheme changes colours and nothing else, so only what looks at colours is asked a second time.
AXE_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# A long list is one line made many times: what comes after its first lines would only be measured again.
AXE_LOOKS_AT = {
    "exclude": [
        ["tbody > tr:nth-child(n + 21)"],
        [".sheet:nth-of-type(n + 3):not(:nth-last-of-type(-n + 2))"],
    ]
}
# Of a page longer than this only the beginning is kept as a picture.
LONGEST = 3000


class Visitor:
    """One person with one browser window at one server."""

    def __init__(self, context: BrowserContext, server: Served, journey: str, scripts: bool):
        self.context, self.server, self.journey, self.scripts = context, server, journey, scripts
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        # What the journey itself brings about, as a network that is gone.
        self.brought_about: tuple[str, ...] = ()
        self.pictures = 0
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script stopped: {error}"))
        self.page.on("request", self._asked)

    # What the browser itself complains of is a fault of the page: a blocked script, a missing file, an error.
    def _heard(self, message) -> None:
        # An answer of 4xx to a form is part of a journey, and the journey looks at the page it brings.
        expected = ("status of 4", *self.brought_about)
        if message.type == "error" and not any(part in message.text for part in expected):
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request) -> None:
        host = urlsplit(request.url).netloc
        if request.url.startswith("http") and host != urlsplit(self.server.address).netloc:
            self.complaints.append(f"asked another host: {request.url}")

    # Going about

    def go(self, path: str) -> None:
        self.page.goto(self.server.address + path)

    def go_to_today(self, asked: str = "") -> None:
        """Today, once everybody's time has been played: until then it does not count the steps that are due."""
        until = time.monotonic() + 300
        self.go(f"/today{asked}")
        while self.page.get_by_text(re.compile("being worked out", re.IGNORECASE)).count():
            assert time.monotonic() < until, "steps were not worked out within five minutes"
            time.sleep(0.5)
            self.go(f"/today{asked}")

    def sign_in(self, person: SignIn) -> None:
        self.go("/")
        self.fill("Email", person.email)
        self.fill("Password", person.password)
        self.press("Sign in")
        # Arrived, not only left: what comes next must not race the way there.
        self.page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/sign-in"))

    def sign_in_as(self, role: str) -> SignIn:
        person = self.server.school.someone(role)
        self.sign_in(person)
        return person

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str | re.Pattern) -> None:
        exact = isinstance(name, str)
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def is_refused(self, path: str) -> None:
        """The server does not show this page to this person."""
        answer = self.page.request.get(self.server.address + path, max_redirects=0)
        assert answer.status in (403, 404), f"{path} answers {answer.status}"

    # By keyboard

    def key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, wanted: Locator, back: bool = False, most: int = 90) -> None:
        """Goes on with the Tab key until what is wanted has the focus, as somebody without a mouse must."""
        for _ in range(most):
            self.key("Shift+Tab" if back else "Tab")
            if wanted.and_(self.page.locator(":focus")).count():
                return
        raise AssertionError(f"{wanted} was not reached within {most} presses of Tab")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def sign_in_by_keyboard(self, person: SignIn) -> None:
        self.go("/")
        for label, text in (("Email", person.email), ("Password", person.password)):
            field = self.page.get_by_label(label, exact=True)
            if not field.and_(self.page.locator(":focus")).count():
                self.tab_to(field)
            self.type(text)
        self.key("Enter")
        self.page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/sign-in"))

    def row(self, name: str) -> Locator:
        """The table row that speaks of this name."""
        return self.page.get_by_role("row").filter(has_text=name)

    def sees(self, text: str | re.Pattern) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def does_not_see(self, text: str | re.Pattern) -> None:
        expect(self.page.get_by_text(text)).to_have_count(0)

    def heading(self, text: str | re.Pattern) -> None:
        expect(self.page.get_by_role("heading", name=text).first).to_be_visible()

    # Looking

    def look(self, what: str, widths: tuple[str, ...] = ("desktop",), schemes: tuple[str, ...] = ("light",)):
        """Keeps a picture of the page as it stands, for people to look at."""
        self.pictures += 1
        folder = ARTEFACTS / "screenshots" / self.journey
        folder.mkdir(parents=True, exist_ok=True)
        before = self.page.viewport_size
        for scheme in schemes:
            # Colours that are still fading in would be measured half-way.
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for width in widths:
                self.page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width])))
                name = f"{self.pictures:02d}-{what}-{width}-{scheme}.png"
                # As high as what is pictured, or what sticks to the window's edge would stand in its middle.
                whole = self.page.locator("html").bounding_box() or {"height": 0}
                height = min(max(int(whole["height"]) + 1, WIDTHS[width][1]), LONGEST)
                self.page.set_viewport_size({"width": WIDTHS[width][0], "height": height})
                part = {"x": 0, "y": 0, "width": WIDTHS[width][0], "height": height}
                self.page.screenshot(path=folder / name, clip=part)
        self.page.emulate_media(color_scheme="light")
        if before:
            self.page.set_viewport_size(before)

    def print_view(self, what: str) -> Path:
        """Keeps the page as it would come out of the printer."""
        folder = ARTEFACTS / "print" / self.journey
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{what}.pdf"
        self.page.pdf(path=path, format="A4", prefer_css_page_size=True)
        return path

    def barriers(self) -> list[str]:
        """What axe finds on the page as it stands, in light and in dark. It is a script, so needs a page with them."""
        found = []
        if not self.scripts:
            return found
        self.page.evaluate(Axe().axe_script)
        for scheme, rules in (("light", AXE_RULES), ("dark", AXE_COLOURS)):
            # Colours that are still fading in would be measured half-way.
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            asked = rules | {"resultTypes": ["violations"]}
            run = "([where, asked]) => axe.run(where, asked).then(all => all.violations)"
            for violation in self.page.evaluate(run, [AXE_LOOKS_AT, asked]):
                for node in violation["nodes"]:
                    found.append(
                        f"{urlsplit(self.page.url).path} ({scheme}): {violation['help']}: {node['html'][:160]}"
                    )
        self.page.emulate_media(color_scheme="light")
        return found

    def overflow(self) -> list[str]:
        """The widths at which the page must be scrolled sideways, which nobody should have to."""
        wide = []
        if not self.scripts:
            return wide
        before = self.page.viewport_size
        for name, (width, height) in WIDTHS.items():
            self.page.set_viewport_size({"width": width, "height": height})
            needed = self.page.evaluate("document.documentElement.scrollWidth")
            if needed > width:
                wide.append(f"{urlsplit(self.page.url).path} at {name}: {needed} wide for {width}")
        if before:
            self.page.set_viewport_size(before)
        return wide
