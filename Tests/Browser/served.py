"""The program under test: making a school, serving it, stopping it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# A Thursday in term, five minutes after the morning register opened to be called late. School's local time.
NOW = "2025-11-20T09:35"
PUPILS = 120
READY_WITHIN = 10.0


def program() -> Path:
    """The debug build, so that no second build is needed; ROLLCALL_PROGRAM names another."""
    return Path(os.environ.get("ROLLCALL_PROGRAM", ROOT / ".build/debug/rollcall"))


def knows(command: str) -> bool:
    """Whether the program has this command."""
    asked = subprocess.run([program(), "--help"], capture_output=True, text=True, cwd=ROOT)
    return re.search(rf"^\s+{command}\b", asked.stdout, re.MULTILINE) is not None


def run(*words: str | Path) -> str:
    """Runs the program and gives what it printed; what it complained of is in the failure."""
    done = subprocess.run([program(), *words], capture_output=True, text=True, cwd=ROOT, timeout=300)
    assert done.returncode == 0, f"rollcall {' '.join(map(str, words))}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class SignIn:
    """Someone of the fictional school, as `demo` prints them."""

    role: str
    name: str
    email: str
    password: str


@dataclass(frozen=True)
class School:
    """Books made once; each journey works on a copy of them."""

    books: Path
    sign_ins: tuple[SignIn, ...]

    @staticmethod
    def make(at: Path, now: str = NOW) -> "School":
        printed = run(
            "demo", "--generate-only", "--data", at, "--pupils", str(PUPILS), "--now", now, "--format", "json"
        )
        people = json.loads(printed)["signIns"]
        return School(at, tuple(SignIn(p["role"], p["name"], p["email"], p["password"]) for p in people))

    def someone(self, role: str) -> SignIn:
        """The first person who holds the role."""
        for person in self.sign_ins:
            if person.role == role:
                return person
        raise LookupError(f"the fictional school has no {role}: {[p.role for p in self.sign_ins]}")


class Served:
    """A running server with books of its own."""

    def __init__(self, school: School, books: Path, log: Path, now: str = NOW):
        shutil.copytree(school.books, books)
        self.school, self.books, self.now = school, books, now
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        self.process: subprocess.Popen | None = None
        self.start()

    def command(self, name: str, *words: str) -> list[str | Path]:
        """The program's words for doing something with these books."""
        return [program(), name, "--data", self.books, *words]

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command("serve", "--host", "127.0.0.1", "--port", str(self.port), "--now", self.now),
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=ROOT,
            )
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended at once:\n{self.log.read_text()}")
            if answers(self.address):
                return
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"the server was not ready within {READY_WITHIN:.0f} s:\n{self.log.read_text()}")

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """Stops the server; by SIGKILL as a power cut would."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(by)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError("the server did not stop within 15 s of being asked") from None

    def later(self, now: str) -> None:
        """The same books and address with the clock further on, as if that time had passed."""
        self.stop()
        self.now = now
        self.start()

    def verify(self) -> None:
        """The books are whole: chains, year marks, foreign keys."""
        run("verify", "--data", self.books)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=1).close()
        return True
    except urllib.error.HTTPError:
        return True  # an answer all the same
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
