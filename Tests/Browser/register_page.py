"""A register on the screen, as whoever takes it reads it."""

import re

from playwright.sync_api import Locator, expect

from visitor import Visitor

# The day the fictional school was made up to, and its first class: a register in the morning and one in the afternoon.
DAY = "2025-11-20"
CLASS = "7A"


def address(half: str, register: str = CLASS, day: str = DAY) -> str:
    return f"/registers/{day}/{half}/{register}"


class RegisterPage:
    """One register, open in a visitor's window."""

    def __init__(self, visitor: Visitor):
        self.visitor = visitor
        self.page = visitor.page
        self.rows = self.page.locator(".pupil")
        self.saved = self.page.locator("[data-saved]")

    def open(self, half: str, register: str = CLASS) -> "RegisterPage":
        self.visitor.go(address(half, register))
        self.visitor.heading(re.compile(f"^{register}"))
        return self

    # Reading

    @property
    def expected(self) -> list[Locator]:
        """The rows of those who are expected, in order."""
        return [row for row in self.rows.all() if row.get_attribute("data-not-expected") is None]

    def row_of(self, name: str) -> Locator:
        return self.rows.filter(has=self.page.get_by_text(name, exact=True))

    def name(self, row: Locator) -> str:
        return row.locator(".pupil__name").inner_text()

    def radio(self, row: Locator, choice: str) -> Locator:
        return row.get_by_role("radio", name=choice)

    def stands(self, row: Locator, choice: str) -> None:
        """This is what the row says."""
        expect(self.radio(row, choice)).to_be_checked()

    def is_blank(self, row: Locator) -> None:
        expect(row.locator("input[type=radio]:checked")).to_have_count(0)

    def count(self, what: str) -> int:
        return int(self.page.locator(f'[data-count="{what}"]').inner_text())

    def counts(self, **numbers: int) -> None:
        """The numbers under the register, as `counts(present=27, absent=1)`."""
        for what, number in numbers.items():
            expect(self.page.locator(f'[data-count="{what}"]')).to_have_text(str(number))

    # Marking

    def mark(self, row: Locator, choice: str) -> None:
        """One tap."""
        row.locator("label.choice").filter(has_text=choice).click()

    def save(self) -> None:
        """Saved by itself where there is a script, by its button where there is none."""
        if not self.visitor.scripts:
            self.visitor.press("Save")
        self.is_saved()

    def is_saved(self) -> None:
        if self.visitor.scripts:
            expect(self.saved).to_contain_text("Saved at")
            expect(self.page.locator('[data-state="touched"], [data-state="saving"], [data-state="kept"]')).to_have_count(0)
        else:
            expect(self.page.get_by_role("status").first).to_contain_text("Saved")
