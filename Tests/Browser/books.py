"""The books, asked as another program asks them: what a journey did must stand there, not only on its page."""

import json
import urllib.request

from register_page import CLASS, DAY


class Books:
    """The server's interface for programs, with a token of the office's."""

    def __init__(self, address: str, token: str):
        self.address, self.token = address, token

    def get(self, path: str):
        asked = urllib.request.Request(
            f"{self.address}/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)

    @property
    def school(self) -> str:
        return "/schools/" + self.get("/schools")[0]["id"]

    def register(self, half: str, register: str = CLASS, day: str = DAY) -> dict:
        return self.get(f"{self.school}/registers/{register}/{day}/{half.upper()}")

    def codes(self, half: str, register: str = CLASS, day: str = DAY) -> dict[str, str | None]:
        """What stands for each pupil, by name; None for a blank."""
        return {pupil["name"]: pupil["code"] for pupil in self.register(half, register, day)["pupils"]}

    def code_of(self, name: str, half: str = "am", day: str = DAY) -> str | None:
        """What stands for one pupil, whichever registration group's register they are on."""
        pupils = self.get(f"{self.school}/pupils?on={day}")
        for group in sorted({pupil["registrationGroup"] for pupil in pupils if pupil["registrationGroup"]}):
            codes = self.codes(half, group, day)
            if name in codes:
                return codes[name]
        raise LookupError(f"nobody of that name is on a {half} register of {day}")

    def surnames(self, day: str = DAY) -> list[str]:
        """Of everyone on the roll."""
        return [pupil["surname"] for pupil in self.get(f"{self.school}/pupils?on={day}")]
