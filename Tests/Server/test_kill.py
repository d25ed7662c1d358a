"""The power fails while thirty teachers save: what was answered is in the books, once, and the server starts again."""

import itertools
import os
import random
import signal
import threading
import time

from asking import Asking, Books

CLIENTS = 30
KILLS = 6
# The moments of the kills; a failure names the seed, and ROLLCALL_SEED=… tries the same again.
SEED = int(os.environ.get("ROLLCALL_SEED", random.SystemRandom().randrange(1_000_000)))
SHORTEST, LONGEST = 0.2, 2.5


class Client(threading.Thread):
    """A teacher's program: saves the same pupils over and over, each time otherwise, and asks again with the same key
    until it is answered, as the contract says it may."""

    def __init__(self, number: int, port: int, token: str, register: str, pupils: list[str], stop: threading.Event):
        super().__init__(daemon=True)
        self.number, self.register, self.pupils, self.stop = number, register, pupils, stop
        self.asking = Asking(port, token, timeout=10)
        self.answered: dict[str, list[dict]] = {}
        self.asked_again = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        chance = random.Random(self.number)
        for turn in itertools.count():
            if self.stop.is_set():
                return
            code = "/N"[turn % 2]
            marks = [{"id": pupil, "code": code} for pupil in self.pupils]
            key = f"client {self.number}, save {turn}"
            answer = None
            while answer is None:
                try:
                    answer = self.asking.save(self.register, marks, key)
                except Exception:
                    self.asked_again += 1
                    time.sleep(0.01 + chance.random() / 50)
            if answer.status != 200:
                self.wrong.append(f"{key}: {answer.status} {answer.body[:200]!r}")
                return
            self.answered[key] = answer.json["stored"]


def test_a_server_killed_while_thirty_save_loses_no_answered_save_and_keeps_none_twice(server, token, capsys):
    books = Books(server.books)
    asking = Asking(server.port, token)
    sheets = {name: asking.register(name) for name in books.registers()}
    places = [
        (name, [p["id"] for p in sheet["pupils"][place::6] if p["code"] is None and p["planned"] is None])
        for name, sheet in sheets.items() for place in range(6)
    ]
    places = [(name, pupils) for name, pupils in places if pupils][:CLIENTS]
    assert len(places) == CLIENTS, "the school has too few pupils to save"
    before = {number for number, in books.rows("SELECT number FROM mark_entry WHERE year = 2025")}
    acts_before = books.count("act")

    stop = threading.Event()
    clients = [Client(n, server.port, token, name, pupils, stop) for n, (name, pupils) in enumerate(places)]
    for client in clients:
        client.asking._school = asking.school
        client.start()
    chance = random.Random(SEED)
    moments = [chance.uniform(SHORTEST, LONGEST) for _ in range(KILLS)]
    for moment in moments:
        time.sleep(moment)
        server.stop(signal.SIGKILL)
        # As the power cut left them, before anything had the chance to put them right.
        server.verify()
        server.start()
    time.sleep(LONGEST)
    stop.set()
    for client in clients:
        client.join(timeout=30)
        assert not client.is_alive(), "a save was never answered"
        assert client.wrong == []

    answered = [entry for client in clients for stored in client.answered.values() for entry in stored]
    numbers = [entry["entry"] for entry in answered]
    kept = {
        number: str(pupil)
        for number, pupil in books.rows("SELECT number, pupil_id FROM mark_entry WHERE year = 2025")
        if number not in before
    }
    saves = sum(len(client.answered) for client in clients)
    again = sum(client.asked_again for client in clients)
    acts = books.count("act") - acts_before
    with capsys.disabled():
        print(
            f"\n{KILLS} kills, each verified (seed {SEED}, after "
            f"{', '.join(f'{moment:.2f}' for moment in moments)} s), {CLIENTS} clients: {saves} saves answered 200 with {len(numbers)} marks, {again} asked again; "
            f"{len(kept)} entries and {acts} acts in the books; {len(set(numbers) - set(kept))} lost, "
            f"{len(kept) - len(set(numbers))} kept without an answer, {len(numbers) - len(set(numbers))} twice"
        )
    assert saves > CLIENTS * KILLS and again > 0, "too little happened for this to show anything"
    assert len(numbers) == len(set(numbers)), "two answers name the same entry"
    assert {entry["entry"]: entry["id"] for entry in answered} == kept
    assert acts == sum(1 for client in clients for stored in client.answered.values() if stored)
    stand = {p["id"]: (p["code"], p["entry"]) for name in sheets for p in Asking(server.port, token).register(name)["pupils"]}
    for client in clients:
        for stored in list(client.answered.values())[-1:]:
            for entry in stored:
                assert stand[entry["id"]] == (entry["code"], entry["entry"])
