"""A copy made while the school saves can be put back, encrypted or not, and a damaged one is refused."""

import csv
import shutil
import subprocess
import threading

import pytest

from asking import Asking, Books
from served import ROOT, program, run


def refused(*words) -> str:
    done = subprocess.run([program(), *words], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode in (1, 2), done.stdout
    return done.stderr


@pytest.fixture
def key(tmp_path):
    """An age key: its file, and what others encrypt to."""
    file = tmp_path / "key.txt"
    done = subprocess.run(["age-keygen", "-o", file], capture_output=True, text=True, check=True)
    return file, done.stderr.split()[-1]


def test_a_backup_made_during_saves_is_whole_and_goes_on_elsewhere(server, asking, tmp_path, capsys):
    books = Books(server.books)
    name = books.registers()[0]
    pupils = [pupil["id"] for pupil in asking.register(name)["pupils"]]
    stop, answers = threading.Event(), []

    def save():
        client = Asking(server.port, asking.token)
        while not stop.is_set():
            answers.append(client.save(name, [{"id": p, "code": "/N"[len(answers) % 2]} for p in pupils]).status)

    saving = threading.Thread(target=save)
    saving.start()
    try:
        copies = []
        for number in range(3):
            copies.append(tmp_path / f"copy-{number}.sqlite")
            said = run("backup", copies[-1], "--data", server.books)
            assert "head" in said and "and checked" in said
            assert [file.name for file in tmp_path.glob("copy*.part*")] == []
            assert copies[-1].stat().st_mode & 0o077 == 0
    finally:
        stop.set()
        saving.join()
    assert set(answers) == {200} and len(answers) > 3
    for number, copy in enumerate(copies):
        back = tmp_path / f"back-{number}"
        assert "no signing key" in run("restore", copy, "--data", back)
        shutil.copy(server.books / "signing.key", back)
        run("verify", "--data", back)
    entries = [Books(tmp_path / f"back-{number}").count("mark_entry") for number in range(3)] + [books.count("mark_entry")]
    assert entries == sorted(entries) and entries[0] < entries[-1]
    with capsys.disabled():
        print(f"\n3 backups during {len(answers)} saves: {entries[:3]} entries in them, {entries[3]} in the end")


def test_an_encrypted_backup_opens_with_its_key_alone(school, key, tmp_path):
    file, recipient = key
    sealed = tmp_path / "copy.age"
    run("backup", sealed, "--encrypt-to", recipient, "--data", school.books)
    content = sealed.read_bytes()
    assert content.startswith(b"age-encryption.org/") and b"SQLite format" not in content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.age", "key.txt"]
    back = tmp_path / "back"
    assert "age could not" in refused("restore", sealed, "--identity", "/dev/null", "--data", back)
    assert not (back / "rollcall.sqlite").exists()
    run("restore", sealed, "--identity", file, "--data", back)
    assert Books(back).everything(steps=True) == Books(school.books).everything(steps=True)


def test_nothing_is_written_over_and_a_damaged_copy_is_not_taken(school, tmp_path):
    copy = tmp_path / "copy.sqlite"
    run("backup", copy, "--data", school.books)
    assert "is there already" in refused("backup", copy, "--data", school.books)
    back = tmp_path / "back"
    run("restore", copy, "--data", back)
    assert "There are books" in refused("restore", copy, "--data", back)

    damaged = bytearray(copy.read_bytes())
    for place in range(len(damaged) // 2, len(damaged) // 2 + 40_000):
        damaged[place] ^= 0x55
    (tmp_path / "damaged.sqlite").write_bytes(damaged)
    refused("restore", tmp_path / "damaged.sqlite", "--data", tmp_path / "other")
    assert list((tmp_path / "other").glob("rollcall.sqlite*")) == []
    assert "There is no file" in refused("restore", tmp_path / "none", "--data", tmp_path / "other")


def test_the_monthly_copy_has_every_entry_of_the_month_and_proves_itself(school, tmp_path):
    out = tmp_path / "2025-10"
    said = run("register-copy", "--month", "2025-10", "--out", out, "--data", school.books)
    assert sorted(file.name for file in out.iterdir()) == [
        "contacts.csv", "pupils.csv", "register.csv", "sha256.txt", "signed-heads.txt"]
    subprocess.run(["sha256sum", "--check", "--quiet", "sha256.txt"], cwd=out, check=True)
    with (out / "register.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) > 1000 and f"{len(lines)} entries" in said
    assert {line["Date"][:7] for line in lines} == {"2025-10"}
    assert all(line["By"] and line["MadeAt"] and line["Position"] for line in lines)
    assert (out / "signed-heads.txt").read_text().count("\n") >= 2
    assert "is there already" in refused("register-copy", "--month", "2025-10", "--out", out, "--data", school.books)
    assert "is no month" in refused("register-copy", "--month", "2025-13", "--out", tmp_path / "x", "--data", school.books)


def test_a_year_is_not_removed_before_its_time(school):
    said = refused("purge", "--year", "2024/25", "--now", "2025-11-20T09:00", "--data", school.books)
    assert "are kept until 2031-" in said
    told = run("purge", "--year", "2024/25", "--dry-run", "--now", "2032-01-02T09:00", "--data", school.books)
    assert "may be removed. Nothing was." in told
    run("verify", "--data", school.books)
