"""Asking the server as a program does, and looking into the books beside it."""

import http.client
import json
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

DAY = "2025-11-20"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    def is_problem(self, status: int) -> bool:
        """A problem as RFC 9457 has it, with words that say what to do."""
        return (
            self.status == status
            and self.headers.get("content-type") == "application/problem+json"
            and self.json["status"] == status
            and len(self.json["detail"]) > 10
        )


class Asking:
    """One connection to the server, kept open from one question to the next."""

    def __init__(self, port: int, token: str, timeout: float = 30):
        self.port, self.token, self.timeout = port, token, timeout
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        """Throws what the connection throws: a server that is gone is for the test to deal with."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            self.connection.request(
                method, path, body, {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"} | (headers or {})
            )
            answer = self.connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def register(self, name: str) -> dict:
        answer = self.get(address(self.school, name))
        assert answer.status == 200, answer.body
        return answer.json

    def save(self, name: str, marks: list[dict], key: str | None = None, **rest) -> Answer:
        body = json.dumps({"marks": marks} | rest).encode()
        return self.ask("PUT", address(self.school, name), body, {"Idempotency-Key": key} if key else None)

    @property
    def school(self) -> str:
        if not hasattr(self, "_school"):
            self._school = self.get("/api/v1/schools").json[0]["id"]
        return self._school


def address(school: str, register: str, day: str = DAY, half: str = "AM") -> str:
    return f"/api/v1/schools/{quote(school)}/registers/{quote(register, safe='')}/{day}/{half}"


class Books:
    """The books as whoever has the file in hand reads them."""

    def __init__(self, folder: Path):
        self.file = folder / "rollcall.sqlite"

    def rows(self, sql: str, *values) -> list[tuple]:
        connection = sqlite3.connect(self.file, timeout=30)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def count(self, table: str) -> int:
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]

    def everything(self, steps=False) -> dict[str, list[tuple]]:
        """Every row of every table but the sessions of those who are signed in, and, unless asked for, the steps: a
        server's clock writes them by itself."""
        left = {"sign_in_session"} | (set() if steps else {"step", "step_change", "step_clock"})
        tables = [name for name, in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: self.rows(f"SELECT * FROM {name}") for name in tables if name not in left}

    def registers(self) -> list[str]:
        """The morning registers of the day, by name."""
        return [
            name
            for name, in self.rows(
                "SELECT DISTINCT name FROM register WHERE half = 'AM' AND from_day <= ? AND (to_day IS NULL OR to_day >= ?) ORDER BY name",
                DAY, DAY,
            )
        ]


class Person:
    """Somebody at a browser without scripts: keeps cookies, follows nothing by itself."""

    def __init__(self, port: int, timeout: float = 30):
        self.port, self.timeout = port, timeout
        self.cookies: dict[str, str] = {}
        self.csrf = ""

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, path, body, ({"Cookie": cookies} if cookies else {}) | (headers or {}))
            answer = connection.getresponse()
            content = answer.read()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    cookie, _, text = value.split(";")[0].partition("=")
                    self.cookies[cookie] = text
            if found := re.search(rb'name="csrf-token" content="([^"]+)"', content):
                self.csrf = found[1].decode()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, content)
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, fields: dict[str, str | bytes]) -> Answer:
        """A form of the last page seen."""
        return self.ask(
            "POST", path, urlencode({"csrf": self.csrf} | fields).encode(),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )

    def sign_in(self, who) -> "Person":
        self.get("/sign-in")
        answer = self.post("/sign-in", {"email": who.email, "password": who.password, "next": "/"})
        assert answer.status == 303, (answer.status, answer.body[:300])
        self.get("/settings")
        return self
