"""A real PostgreSQL server for one test, and servers of the program on it."""

import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from asking import DAY
from served import ROOT, Served


class Postgres:
    """`scripts/postgres`: stopped and removed when this process ends, however it ends."""

    def __init__(self):
        self.process = subprocess.Popen(
            [ROOT / "scripts/postgres", "--durable"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("postgresql://"), "PostgreSQL did not start"

    def say(self, word: str) -> None:
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline().strip() == "done"

    def kill(self) -> None:
        """As a power cut would."""
        self.say("kill")

    def start(self) -> None:
        self.say("start")

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def database(self, name: str) -> str:
        """Makes a database; gives its address."""
        self.ask(self.address, f"CREATE DATABASE {name}")
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{name}"))

    @staticmethod
    def ask(address: str, sql: str) -> list[list[str]]:
        """Rows as psql prints them, as whoever has the server in hand reads them. The password goes by the environment,
        where `ps` does not show it."""
        parts = urlsplit(address)
        done = subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", parts.hostname, "-p", str(parts.port),
             "-U", parts.username, "-d", parts.path[1:], "-c", sql],
            env=os.environ | {"PGPASSWORD": parts.password}, capture_output=True, text=True, timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines() if line]


class ServerBooks:
    """The books on a PostgreSQL server, read beside the program."""

    def __init__(self, address: str):
        self.address = address

    def rows(self, sql: str) -> list[tuple]:
        return [tuple(int(cell) if cell.lstrip("-").isdigit() else cell for cell in row) for row in Postgres.ask(self.address, sql)]

    def count(self, table: str) -> int:
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]

    def registers(self) -> list[str]:
        return [
            str(name)
            for name, in self.rows(
                f"SELECT DISTINCT name FROM register WHERE half = 'AM' AND from_day <= '{DAY}' "
                f"AND (to_day IS NULL OR to_day >= '{DAY}') ORDER BY name"
            )
        ]


class ServedOnPostgres(Served):
    """A server of the program whose books are on PostgreSQL; its folder holds the keys alone."""

    def __init__(self, school, books: Path, log: Path, now: str, database: str):
        self.database = database
        super().__init__(school, books, log, now)
        assert database.split(":")[2].split("@")[0] not in log.read_text(), "the password is in the log"

    def command(self, name: str, *words: str) -> list[str | Path]:
        return [*super().command(name), "--database", self.database, *words]

    def verify(self) -> None:
        done = subprocess.run(self.command("verify"), capture_output=True, text=True, cwd=ROOT, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
