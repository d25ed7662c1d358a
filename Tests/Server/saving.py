"""Teachers' programs that save over and over while something is killed, and what must be in the books afterwards."""

import itertools
import random
import threading
import time

from asking import Asking


class Client(threading.Thread):
    """A teacher's program: saves the same pupils over and over, each time otherwise, and asks again with the same key
    until it is answered, as the contract says it may: at the next of the servers it knows, if there are several."""

    def __init__(self, number: int, ports: list[int], token: str, register: str, pupils: list[str], stop: threading.Event):
        super().__init__(daemon=True)
        self.number, self.register, self.pupils, self.stop = number, register, pupils, stop
        self.askings = [Asking(port, token, timeout=30) for port in ports]
        self.answered: dict[str, list[dict]] = {}
        self.asked_again = 0
        self.wrong: list[str] = []

    def belong_to(self, school: str) -> None:
        for asking in self.askings:
            asking._school = school

    def run(self) -> None:
        chance = random.Random(self.number)
        server = self.number % len(self.askings)
        for turn in itertools.count():
            if self.stop.is_set():
                return
            code = "/N"[turn % 2]
            marks = [{"id": pupil, "code": code} for pupil in self.pupils]
            key = f"client {self.number}, save {turn}"
            answer = None
            while answer is None:
                try:
                    answer = self.askings[server].save(self.register, marks, key)
                    if answer.status == 503:  # the books cannot be reached, and it says when to try again
                        answer = None
                        raise OSError
                except Exception:
                    self.asked_again += 1
                    server = (server + 1) % len(self.askings)
                    time.sleep(0.01 + chance.random() / 50)
            if answer.status != 200:
                self.wrong.append(f"{key}: {answer.status} {answer.body[:200]!r}")
                return
            self.answered[key] = answer.json["stored"]


class Load:
    """Thirty of them at once, and the books from before they began."""

    def __init__(self, books, ports: list[int], token: str, clients: int = 30):
        self.books, self.ports, self.token = books, ports, token
        asking = Asking(ports[0], token)
        self.sheets = {name: asking.register(name) for name in books.registers()}
        places = [
            (name, [p["id"] for p in sheet["pupils"][place::6] if p["code"] is None and p["planned"] is None])
            for name, sheet in self.sheets.items() for place in range(6)
        ]
        places = [(name, pupils) for name, pupils in places if pupils][:clients]
        assert len(places) == clients, "the school has too few pupils to save"
        self.before = {number for number, in books.rows("SELECT number FROM mark_entry WHERE year = 2025")}
        self.acts_before = books.count("act")
        self.stop_sign = threading.Event()
        self.clients = [Client(n, ports, token, name, pupils, self.stop_sign) for n, (name, pupils) in enumerate(places)]
        for client in self.clients:
            client.belong_to(asking.school)

    def begin(self) -> None:
        for client in self.clients:
            client.start()

    def end(self) -> None:
        self.stop_sign.set()
        for client in self.clients:
            client.join(timeout=60)
            assert not client.is_alive(), "a save was never answered"
            assert client.wrong == []

    def check(self, what: str, capsys, least: int) -> None:
        """Every save that was answered is in the books, once, and nothing else is; what stands is what was answered last."""
        answered = [entry for client in self.clients for stored in client.answered.values() for entry in stored]
        numbers = [entry["entry"] for entry in answered]
        kept = {
            number: str(pupil)
            for number, pupil in self.books.rows("SELECT number, pupil_id FROM mark_entry WHERE year = 2025")
            if number not in self.before
        }
        saves = sum(len(client.answered) for client in self.clients)
        again = sum(client.asked_again for client in self.clients)
        acts = self.books.count("act") - self.acts_before
        with capsys.disabled():
            print(
                f"\n{what}, {len(self.clients)} clients: {saves} saves answered 200 with {len(numbers)} marks, {again} asked "
                f"again; {len(kept)} entries and {acts} acts in the books; {len(set(numbers) - set(kept))} lost, "
                f"{len(kept) - len(set(numbers))} kept without an answer, {len(numbers) - len(set(numbers))} twice"
            )
        assert saves > least and again > 0, "too little happened for this to show anything"
        assert len(numbers) == len(set(numbers)), "two answers name the same entry"
        assert {entry["entry"]: entry["id"] for entry in answered} == kept
        assert acts == sum(1 for client in self.clients for stored in client.answered.values() if stored)
        for port in self.ports:
            stand = {p["id"]: (p["code"], p["entry"]) for name in self.sheets for p in Asking(port, self.token).register(name)["pupils"]}
            for client in self.clients:
                for stored in list(client.answered.values())[-1:]:
                    for entry in stored:
                        assert stand[entry["id"]] == (entry["code"], entry["entry"])
