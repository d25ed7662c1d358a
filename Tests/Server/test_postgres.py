"""Two servers of the program on one PostgreSQL: one of them is killed, then PostgreSQL itself, while thirty save."""

import re
import shutil
import signal
import subprocess
import time

import pytest

from asking import Asking
from conftest import OPEN
from postgres import Postgres, ServedOnPostgres, ServerBooks
from saving import Load
from served import ROOT, program, run

KILLS = 4
SECONDS_BETWEEN = 1.5


@pytest.fixture(scope="module")
def postgres():
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture
def moved(postgres, school, token, tmp_path, request) -> str:
    """The school's books, moved to a database of this test's own."""
    name = re.sub(r"[^a-z0-9]+", "_", request.node.name.lower())[:60]
    address = postgres.database(name)
    said = run("move", "--from", f"sqlite:{school.books / 'rollcall.sqlite'}", "--to", address, "--data", school.books)
    assert "Both ends are the same" in said
    return address


@pytest.fixture
def two(moved, school, tmp_path):
    """Two servers side by side, with the same keys."""
    servers = []
    try:
        for number in (1, 2):
            log = ROOT / ".artefacts/logs" / f"postgres-{tmp_path.name}-{number}.log"
            servers.append(ServedOnPostgres(school, tmp_path / f"keys-{number}", log, OPEN, moved))
            (tmp_path / f"keys-{number}" / "rollcall.sqlite").unlink()
        yield servers
    finally:
        for server in servers:
            server.stop()
    servers[0].verify()


def test_one_of_two_servers_killed_while_thirty_save(two, moved, token, capsys):
    load = Load(ServerBooks(moved), [server.port for server in two], token)
    load.begin()
    for turn in range(KILLS):
        time.sleep(SECONDS_BETWEEN)
        two[turn % 2].stop(signal.SIGKILL)
        time.sleep(0.5)
        two[turn % 2].start()
    time.sleep(SECONDS_BETWEEN)
    load.end()
    load.check(f"{KILLS} kills of one of two servers on PostgreSQL", capsys, least=30 * KILLS)


def test_postgres_itself_killed_while_thirty_save_at_two_servers(two, moved, postgres, token, capsys):
    load = Load(ServerBooks(moved), [server.port for server in two], token)
    load.begin()
    for _ in range(KILLS):
        time.sleep(SECONDS_BETWEEN)
        postgres.kill()
        time.sleep(0.5)
        postgres.start()
    time.sleep(2 * SECONDS_BETWEEN)
    load.end()
    load.check(f"{KILLS} kills of PostgreSQL under two servers", capsys, least=30)


def test_the_demo_school_goes_to_postgres_and_back_the_same(moved, school, tmp_path, capsys):
    back = tmp_path / "back"
    said = run("move", "--from", moved, "--to", f"sqlite:{back / 'rollcall.sqlite'}", "--data", school.books)
    for key in school.books.glob("*.key"):
        shutil.copy(key, back)
    words = ("figures", "--from", "2024-09-02", "--to", "2025-11-19", "--by", "pupil", "--format", "csv", "--now", OPEN)
    places = [("--data", school.books), ("--data", school.books, "--database", moved), ("--data", back)]
    figures = [run(*words, *place) for place in places]
    verified = [run("verify", *place) for place in places]
    with capsys.disabled():
        print(f"\nthere and back: {said.splitlines()[0].split(' moved')[0]}, {len(figures[0].splitlines())} lines of figures")
    assert len(figures[0].splitlines()) > 100
    assert figures[0] == figures[1] == figures[2]
    assert "head" in verified[0] and verified[0] == verified[1] == verified[2]


def test_the_pages_and_the_program_answer_the_same_as_on_a_file(two, school, token):
    asking = Asking(two[0].port, token)
    name = ServerBooks(two[0].database).registers()[0]
    sheet = asking.register(name)
    saved = asking.save(name, [{"id": sheet["pupils"][0]["id"], "code": "/"}])
    assert saved.status == 200, saved.body
    assert Asking(two[1].port, token).register(name)["pupils"][0]["code"] == "/"
    assert asking.get("/sign-in").status == 200


def test_what_cannot_be_used_says_why_and_never_the_password(postgres, tmp_path):
    empty = postgres.database("empty")
    secret = empty.split(":")[2].split("@")[0]
    cases = {
        empty: "run `rollcall migrate`",
        empty.replace(secret, "sesame"): "refused the password",
        empty.replace("/empty", "/nothing"): "does not exist",
        f"postgresql://x:{secret}@127.0.0.1:1/x": "refused",
        f"postgresql://x:{secret}@[": "cannot be read",
    }
    for address, words in cases.items():
        done = subprocess.run(
            [program(), "verify", "--data", tmp_path, "--database", address], capture_output=True, text=True, cwd=ROOT
        )
        assert done.returncode == 2
        assert words in done.stderr, done.stderr
        assert secret not in done.stdout + done.stderr and "sesame" not in done.stdout + done.stderr
