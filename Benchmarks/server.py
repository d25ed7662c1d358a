"""Load on the built server: opens and saves registers as 1,000 pupils' school does, and prints each figure
beside what it must reach. Everything runs on this machine, over the loopback address.

Usage: python Benchmarks/server.py bin/rollcall [--seconds 60] [--pupils 1000] [--postgres]
"""

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# A Thursday in term; the morning registers are open, so that saves are saves and not amendments.
NOW = "2025-11-20T08:50"
DAY = NOW[:10]
YEAR = ("2025-09-01", DAY)

LOAD = """
-- Each save changes all the marks of a register: the minutes late are never those of the save before.
local bodies, count = {}, 0
local file = io.open(os.getenv("ROLLCALL_LOAD"), "r")
for line in file:lines() do
    local path, body = line:match("^(%S+)\\t(.*)$")
    bodies[#bodies + 1] = {path, body}
end
local headers = {["Authorization"] = "Bearer " .. os.getenv("ROLLCALL_TOKEN"),
                 ["Content-Type"] = "application/json"}
local threads = 0
function setup(thread) thread:set("offset", threads) threads = threads + 1 end
function request()
    count = count + 1
    local which = bodies[(count * 2 + offset) % #bodies + 1]
    local minutes = tostring(count % 25 + 1)
    return wrk.format("PUT", which[1], headers, (which[2]:gsub("MINUTES", minutes)))
end
local wrong = 0
function response(status, headers, body)
    if status ~= 200 then wrong = wrong + 1 end
end
"""


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("program", type=Path)
    words.add_argument("--seconds", type=int, default=60, help="how long the sustained load lasts")
    words.add_argument("--pupils", type=int, default=1000)
    words.add_argument("--times", type=int, default=400, help="requests for each latency")
    words.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own, not on SQLite")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="rollcall-bench-", dir=os.environ.get("TMPDIR")) as scratch:
        return Bench(chosen, Path(scratch)).run()


class Bench:
    def __init__(self, chosen, scratch: Path):
        self.chosen, self.scratch = chosen, scratch
        self.books = scratch / "books"
        self.rows: list[tuple[str, str, str, str]] = []
        self.environment = dict(os.environ)
        self.environment.pop("ROLLCALL_DATABASE", None)

    # The program

    def start_postgres(self) -> None:
        """A server with synchronous_commit on, which ends when this process does."""
        self.postgres = subprocess.Popen(
            [ROOT / "scripts/postgres", "--durable"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        address = self.postgres.stdout.readline().strip()
        if not address.startswith("postgresql://"):
            sys.exit("PostgreSQL did not start")
        self.environment["ROLLCALL_DATABASE"] = address

    def command(self, *words, **environment) -> str:
        done = subprocess.run(
            [self.chosen.program, *map(str, words)], capture_output=True, text=True, env=self.environment | environment
        )
        if done.returncode != 0:
            sys.exit(f"rollcall {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done.stdout

    def serve(self) -> subprocess.Popen:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        log = (self.scratch / "server.log").open("wb")
        server = subprocess.Popen(
            [self.chosen.program, "serve", "--data", self.books, "--port", str(self.port), "--now", NOW],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=self.environment,
        )
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return server
            except OSError:
                time.sleep(0.05)
        sys.exit("the server was not ready within 10 s:\n" + (self.scratch / "server.log").read_text())

    # Requests

    def connection(self) -> http.client.HTTPConnection:
        made = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        made.connect()
        made.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def ask(self, connection, method: str, path: str, body=None, expected=200):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        if answer.status != expected:
            sys.exit(f"{method} {path}: {answer.status} {data[:400]!r}")
        return data

    def latency(self, ask, times: int) -> tuple[float, float]:
        """Half and nineteen in twenty of the answers come within these milliseconds."""
        for _ in range(10):
            ask()
        taken = []
        for _ in range(times):
            started = time.perf_counter()
            ask()
            taken.append((time.perf_counter() - started) * 1000)
        taken.sort()
        return statistics.median(taken), taken[int(len(taken) * 0.95)]

    # What is measured

    def run(self) -> int:
        if self.chosen.postgres:
            self.start_postgres()
        print(f"a school of {self.chosen.pupils} pupils is made", flush=True)
        started = time.perf_counter()
        self.made = json.loads(
            self.command("demo", "--generate-only", "--data", self.books, "--pupils", self.chosen.pupils,
                         "--now", NOW, "--format", "json")
        )
        self.note("making the demo school", f"{time.perf_counter() - started:.1f} s")
        self.token = self.command(
            "token", "create", "--data", self.books, "--role", "office", "--name", "bench"
        ).split()[-1]
        self.note("4 kB written and fdatasync, same disk, p50", f"{self.fdatasync():.2f} ms")
        server = self.serve()
        try:
            self.measure(server)
            if self.chosen.postgres:
                self.two_servers()
        finally:
            server.terminate()
            server.wait(timeout=20)
        self.command("verify", "--data", self.books)
        self.note("verify afterwards", "passes")
        if not self.chosen.postgres:
            self.what_if()
            self.bring_marks()
        self.print_table()
        return 0

    def measure(self, server) -> None:
        connection = self.connection()
        self.school = json.loads(self.ask(connection, "GET", "/api/v1/schools"))[0]["id"]
        self.base = f"/api/v1/schools/{self.school}"
        # The clock plays everybody's time once after a start; what follows is measured with that done.
        started = time.perf_counter()
        self.ask(connection, "GET", f"{self.base}/due")
        self.note("everybody's time played after a start, until the steps due are known",
                  f"{time.perf_counter() - started:.1f} s")
        registers = self.registers(connection)
        first = registers[0]

        p50, p95 = self.latency(lambda: self.ask(connection, "GET", first["path"]), self.chosen.times)
        self.row("open a register, JSON, p50 / p95", f"{p50:.2f} / {p95:.2f} ms", "2 / 5 ms", p50 <= 2 and p95 <= 5)
        page = self.page(first["register"])
        if page:
            p50, p95 = self.latency(page, self.chosen.times)
            self.row("open a register, page, p50 / p95", f"{p50:.2f} / {p95:.2f} ms", "2 / 5 ms", p50 <= 2 and p95 <= 5)

        minutes = iter(range(10**9))
        p50, p95 = self.latency(
            lambda: self.ask(connection, "PUT", first["path"], self.body(first, next(minutes) % 25 + 1)),
            self.chosen.times,
        )
        self.row(f"save {len(first['upns'])} marks, durable, p50 / p95", f"{p50:.2f} / {p95:.2f} ms", "4 / 10 ms",
                 p50 <= 4 and p95 <= 10)
        seconds = self.at_once(registers[:33])
        self.row("33 teachers save at the same moment", f"{seconds:.3f} s", "0.08 s", seconds <= 0.08)

        for what, by, limit in (("whole school", "school", 5), ("by day and year group", "day,year-group", 20),
                                ("every pupil", "pupil", 40)):
            path = f"{self.base}/figures?from={YEAR[0]}&to={YEAR[1]}&by={by}"
            p50, p95 = self.latency(lambda: self.ask(connection, "GET", path), 100)
            self.row(f"year's figures, {what}, p50", f"{p50:.2f} ms", f"{limit} ms", p50 <= limit)

        self.sustained(registers)
        status = Path(f"/proc/{server.pid}/status").read_text()
        rss = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
        self.row("memory of the server, RSS (peak)", f"{rss:.0f} MB ({peak:.0f})", "120 MB", rss <= 120)

    def registers(self, connection) -> list[dict]:
        """Today's morning registers, with the pupils that are on them."""
        pupils = json.loads(self.ask(connection, "GET", f"{self.base}/pupils?on={DAY}"))
        names = sorted({pupil["registrationGroup"] for pupil in pupils if pupil.get("registrationGroup")})
        found = []
        for name in names:
            path = f"{self.base}/registers/{urllib.parse.quote(name)}/{DAY}/AM"
            register = json.loads(self.ask(connection, "GET", path))
            upns = [pupil["upn"] for pupil in register["pupils"] if pupil.get("upn")][:30]
            found.append({"register": name, "path": path, "upns": upns})
        return sorted(found, key=lambda register: -len(register["upns"]))

    def body(self, register: dict, minutes) -> str:
        marks = [{"upn": upn, "code": "L", "minutesLate": minutes} for upn in register["upns"]]
        return json.dumps({"marks": marks})

    def at_once(self, registers: list[dict]) -> float:
        """The seconds until all of them are answered; the best of five, since one machine plays all teachers."""
        best = 1e9
        for attempt in range(5):
            connections = [self.connection() for _ in registers]
            bodies = [self.body(register, attempt + 1) for register in registers]
            gate = threading.Barrier(len(registers) + 1)

            def save(connection, register, body):
                gate.wait()
                self.ask(connection, "PUT", register["path"], body)

            threads = [threading.Thread(target=save, args=each) for each in zip(connections, registers, bodies)]
            for thread in threads:
                thread.start()
            gate.wait()
            started = time.perf_counter()
            for thread in threads:
                thread.join()
            best = min(best, time.perf_counter() - started)
            for connection in connections:
                connection.close()
        return best

    def sustained(self, registers: list[dict]) -> None:
        if not shutil.which("wrk"):
            self.note("sustained saves", "wrk is not installed")
            return
        load, script = self.scratch / "load.tsv", self.scratch / "load.lua"
        load.write_text("".join(
            f"{register['path']}\t{self.body(register, 'MINUTES').replace(chr(34) + 'MINUTES' + chr(34), 'MINUTES')}\n"
            for register in registers
        ))
        script.write_text(LOAD)
        what = f"saves of 30 marks, all changed, 64 connections, {self.chosen.seconds} s"
        rate, trouble = self.load([self.port], load, script)
        self.row(what, f"{rate:.0f} /s {trouble}".strip(), "1500 /s, no error", rate >= 1500 and not trouble)

    def load(self, ports: list[int], load: Path, script: Path) -> tuple[float, str]:
        """Saves a second from 64 connections, spread over the servers, and what went wrong."""
        running = [
            subprocess.Popen(
                ["wrk", f"-t{2 // len(ports)}", f"-c{64 // len(ports)}", f"-d{self.chosen.seconds}s", "--latency", "-s",
                 script, f"http://127.0.0.1:{port}"],
                stdout=subprocess.PIPE, text=True,
                env=os.environ | {"ROLLCALL_LOAD": str(load), "ROLLCALL_TOKEN": self.token},
            )
            for port in ports
        ]
        rate, troubles = 0.0, []
        for each in running:
            told = each.communicate()[0]
            print(told)
            rate += float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])
            wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
            sockets = re.search(r"Socket errors: (.*)", told)
            troubles += filter(None, [wrong and f"{wrong[1]} refused", sockets and sockets[1]])
        return rate, " ".join(troubles)

    def two_servers(self) -> None:
        """The same load on two servers of the program side by side on one database."""
        load, script = self.scratch / "load.tsv", self.scratch / "load.lua"
        if not load.exists():
            return
        first = self.port
        second = self.serve()
        try:
            rate, trouble = self.load([first, self.port], load, script)
            self.row("the same on two servers of the program", f"{rate:.0f} /s {trouble}".strip(), "no error", not trouble)
        finally:
            second.terminate()
            second.wait(timeout=20)

    def page(self, register: str):
        """Opens the register's page as a signed-in person, or None where there is no way in yet."""
        people = self.made.get("signIns", [])
        person = next((person for person in people if person["role"] == "office"), None)
        if not person:
            return None
        browser = self.connection()
        cookies: dict[str, str] = {}

        def go(method: str, path: str, form=None):
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
            body = urllib.parse.urlencode(form) if form else None
            if body:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            browser.request(method, path, body, headers)
            answer = browser.getresponse()
            text = answer.read().decode()
            for value in answer.headers.get_all("Set-Cookie") or []:
                name, _, rest = value.partition("=")
                cookies[name] = rest.partition(";")[0]
            return answer.status, answer.headers.get("Location"), text

        status, where, text = go("GET", "/sign-in")
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
        status, where, text = go("POST", "/sign-in", hidden | {"email": person["email"], "password": person["password"]})
        path = f"/registers/{DAY}/am/{urllib.parse.quote(register)}"
        status, where, text = go("GET", path)
        if status != 200:
            self.note("open a register, page", f"{path} answers {status}")
            return None
        return lambda: go("GET", path)

    def what_if(self) -> None:
        """A year of the school's own registers under another policy, side by side with today's: two plays of it."""
        for policy in ("hallmoor", "serenity"):
            started = time.perf_counter()
            self.command("what-if", "--policy", ROOT / f"Policies/{policy}.yaml", "--from", "2024-09-03",
                         "--to", "2025-07-22", "--data", self.books, "--now", NOW)
            seconds = time.perf_counter() - started
            self.row(f"what-if, a year day by day, today's policy beside {policy}", f"{seconds:.1f} s", "8 s", seconds <= 8)

    def bring_marks(self) -> None:
        """The same school's file of marks, into books that know its pupils and have no mark yet."""
        files, books = self.scratch / "files", self.scratch / "brought"
        here = ["--data", books, "--now", NOW]
        self.command("demo", "--export-csv", "rollcall", files, "--pupils", self.chosen.pupils, *here)
        calendars = [word for file in sorted(files.glob("calendar-*.yaml")) for word in ("--calendar", file)]
        policy = ROOT / "Policies/laurence-jackson.yaml"
        self.command("school", "create", "--policy", policy, *calendars, *here)
        for kind in ("staff", "pupils", "classes", "registers"):
            self.command("import", kind, files / f"{kind}.csv", *here)
        rows = sum(1 for _ in (files / "marks.csv").open("rb")) - 1
        started = time.perf_counter()
        self.command("import", "marks", files / "marks.csv", *here)
        seconds = time.perf_counter() - started
        limit = 20 * rows / 380_000
        self.row(f"import of {rows:,} marks", f"{seconds:.1f} s", f"{limit:.1f} s (20 for 380,000)", seconds <= limit)

    def fdatasync(self) -> float:
        """What the disk itself takes, in this run: the least a durable save can take."""
        taken = []
        with (self.scratch / "disk").open("wb", buffering=0) as file:
            for _ in range(200):
                file.seek(0)
                started = time.perf_counter()
                file.write(os.urandom(4096))
                os.fdatasync(file.fileno())
                taken.append((time.perf_counter() - started) * 1000)
        return statistics.median(taken)

    # The table

    def row(self, what: str, measured: str, limit: str, met: bool) -> None:
        self.rows.append((what, measured, limit, "met" if met else "NOT MET"))
        print(f"{what}: {measured}", flush=True)

    def note(self, what: str, measured: str) -> None:
        self.rows.append((what, measured, "", ""))

    def print_table(self) -> None:
        heads = ("what", "measured", "must reach", "")
        widths = [max(len(row[i]) for row in [heads, *self.rows]) for i in range(4)]
        for row in [heads, tuple("─" * width for width in widths), *self.rows]:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    sys.exit(main())
