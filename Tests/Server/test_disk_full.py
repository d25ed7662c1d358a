"""The disk is full: a clear answer, nothing half-applied, and all is well once there is room."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from asking import Asking, Books
from conftest import OPEN
from served import ROOT, Served, program

MEGABYTES = 40


class SmallDisk:
    """A disk of a few megabytes that only the processes put on it see. It is gone when its keeper ends."""

    def __init__(self, at: Path, books: Path):
        self.at = at
        self.keeper = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o "size=$1m" tmpfs "$2" && cp -a "$3" "$2/books" && echo ready && exec sleep 600']
            + ["sh", str(MEGABYTES), at, books],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        if self.keeper.stdout.readline() != "ready\n":
            self.keeper.kill()
            pytest.skip(f"a disk of one's own cannot be mounted here: {self.keeper.stderr.read().strip()}")

    @property
    def seen(self) -> Path:
        """The disk as the test sees it, from outside."""
        return Path(f"/proc/{self.keeper.pid}/root{self.at}")

    def inside(self, *words) -> list:
        """The words of a command run where the disk is seen."""
        return ["nsenter", "-t", str(self.keeper.pid), "-m", "--wd=" + str(ROOT), *words]

    def fill(self, spare: int) -> None:
        """Leaves so many bytes."""
        with (self.seen / "filler").open("wb", buffering=0) as filler:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while True:
                        filler.write(b"\0" * size)
                except OSError:
                    continue
            filler.truncate(filler.tell() - spare)

    def make_room(self) -> None:
        (self.seen / "filler").unlink()

    def end(self) -> None:
        self.keeper.kill()
        self.keeper.wait()


class CopiedBooks(Books):
    """Books on the small disk, looked at in a copy: SQLite does not find its way there from outside."""

    def __init__(self, folder: Path, copies: Path):
        super().__init__(copies)
        self.folder = folder

    def rows(self, sql, *values):
        for name in ("rollcall.sqlite", "rollcall.sqlite-wal"):
            (self.file.parent / name).unlink(missing_ok=True)
            if (self.folder / name).exists():
                shutil.copy(self.folder / name, self.file.parent / name)
        return super().rows(sql, *values)


class ServedOnSmallDisk(Served):
    """A server whose books lie on a small disk."""

    def __init__(self, school, disk: SmallDisk, log: Path):
        self.disk = disk
        super().__init__(school, disk.at / "unused", log, now=OPEN)

    def command(self, name, *words):
        return self.disk.inside(program(), name, "--data", self.disk.at / "books", *words)

    def run(self, name, *words) -> subprocess.CompletedProcess:
        return subprocess.run(self.command(name, *words), capture_output=True, text=True, cwd=ROOT, timeout=120)


@pytest.fixture
def small(school, token, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk to fill")
    if not shutil.which("nsenter"):
        pytest.skip("nsenter is not installed (util-linux)")
    at = tmp_path / "disk"
    at.mkdir()
    disk = SmallDisk(at, school.books)
    served = None
    try:
        served = ServedOnSmallDisk(school, disk, ROOT / ".artefacts/logs/server-disk-full.log")
        yield served
    finally:
        if served:
            served.stop()
        disk.end()


def test_a_full_disk_is_507_half_applies_nothing_and_is_over_once_there_is_room(small, token, tmp_path, capsys):
    asking = Asking(small.port, token)
    copies = tmp_path / "copies"
    copies.mkdir()
    books = CopiedBooks(small.disk.seen / "books", copies)
    name = max(books.registers(), key=lambda n: len(asking.register(n)["pupils"]))
    pupils = [p["id"] for p in asking.register(name)["pupils"]]

    def save(code: str, key: str):
        return asking.save(name, [{"id": pupil, "code": code} for pupil in pupils], key)

    small.disk.fill(spare=400_000)
    stored, refused = [], None
    for turn in range(400):
        answer = save("/N"[turn % 2], f"save {turn}")
        if answer.status != 200:
            refused = answer
            break
        stored += answer.json["stored"]
    assert stored and refused is not None, "the disk was never full, or always"
    assert refused.is_problem(507), (refused.status, refused.body)
    assert int(refused.headers["retry-after"]) > 0
    assert "Nothing was changed" in refused.json["detail"] and "room" in refused.json["detail"]
    stands = asking.register(name)
    assert {p["entry"] for p in stands["pupils"]} >= {entry["entry"] for entry in stored[-len(pupils):]}

    acts = books.count("act")
    file = tmp_path / "pupils.csv"
    file.write_text("Surname,Forename,AdmissionNumber\n" + "".join(f"Okafor,Pupil {n},T{n}\n" for n in range(4000)))
    imported = small.run("import", "pupils", file, "--now", OPEN)
    assert imported.returncode == 2, imported.stdout + imported.stderr
    assert "the disk is full" in imported.stderr
    assert books.count("act") == acts and books.rows("SELECT 1 FROM pupil WHERE admission_number = 'T1'") == []

    small.disk.make_room()
    for turn in range(20):
        again = save("/N"[turn % 2], f"afterwards {turn}")
        if again.status == 200:
            break
        time.sleep(0.1)
    assert again.status == 200, (again.status, again.body)
    small.stop()
    verified = small.run("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    with capsys.disabled():
        print(f"\n{turn} tries after room was made; {len(stored)} marks stored before the disk was full, then 507")
