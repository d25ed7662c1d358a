"""Requests cut off in the middle, too large, or no requests at all: nothing is applied, and the server lives."""

import random
import socket
import time

import pytest

from asking import Asking, Books, Person, address


def raw(port: int, *pieces: bytes, pause: float = 0, half_close: bool = False, wait: float = 5) -> bytes:
    """Sends bytes as they are, and gives what came back until the server closed or fell silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
                time.sleep(pause)
            if half_close:
                line.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
                if b"\r\n\r\n" in answer and not half_close:
                    line.settimeout(0.3)
            return answer
        except (TimeoutError, ConnectionError):
            return locals().get("answer", b"")


def status(answer: bytes) -> int:
    """The status of an answer; 0 when there was none."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


@pytest.fixture
def put(server, token):
    """The head of a save of a whole register, and its body."""
    asking, books = Asking(server.port, token), Books(server.books)
    name = next(n for n in books.registers() if asking.register(n)["pupils"])
    pupils = [p["id"] for p in asking.register(name)["pupils"]]
    body = ('{"marks": [' + ", ".join(f'{{"id": "{pupil}", "code": "N"}}' for pupil in pupils) + "]}").encode()
    head = (
        f"PUT {address(asking.school, name)} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\n"
    ).encode()
    return head, body


def test_a_save_cut_off_in_the_middle_applies_nothing(server, asking, put):
    head, body = put
    books = Books(server.books)
    before = books.everything()
    length = f"Content-Length: {len(body)}\r\n\r\n".encode()
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n"
    chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"
    cuts = {
        "in the head": [head],
        "before the body": [head + length],
        "in the body": [head + length + body[: len(body) // 2]],
        "a byte before its end": [head + length + body[:-1]],
        "chunks without a last one": [chunked + chunk],
        "a chunk cut short": [chunked + chunk[: len(chunk) // 2]],
        "chunks that are none": [chunked + b"ZZZ\r\n" + body + b"\r\n0\r\n\r\n"],
        "a chunk of a monstrous size": [chunked + b"FFFFFFFFFFFFFFFFFF\r\n" + body],
        "two lengths": [head + b"Content-Length: 5\r\n" + length + body],
        "a length and chunks": [head + b"Transfer-Encoding: chunked\r\n" + length + chunk],
        "a length below nought": [head + b"Content-Length: -1\r\n\r\n" + body],
        "a length that is no number": [head + b"Content-Length: many\r\n\r\n" + body],
    }
    for name, pieces in cuts.items():
        answer = raw(server.port, *pieces, half_close=True)
        assert status(answer) in (0, 400, 408, 413, 422), (name, answer[:300])
        assert asking.get("/health").status == 200, name
    assert books.everything() == before

    whole = raw(server.port, head + length + body)
    assert status(whole) == 200, whole[:300]
    assert books.count("mark_entry") > len(before["mark_entry"])


def test_slow_visitors_hold_nobody_up_and_a_slow_save_is_a_save(server, asking, put):
    head, body = put
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
    for line in idle:
        line.sendall(head)
    began = time.monotonic()
    assert asking.get("/health").status == 200
    assert time.monotonic() - began < 2
    request = head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    step = len(request) // 20 + 1
    slow = raw(server.port, *(request[n : n + step] for n in range(0, len(request), step)), pause=0.05)
    assert status(slow) == 200, slow[:300]
    for line in idle:
        line.close()
    assert asking.get("/health").status == 200


def test_what_is_no_request_is_turned_away(server, asking):
    chance = random.Random(20251120)
    strange = {
        "noise": [chance.randbytes(4000)],
        "noughts": [b"\0" * 4000],
        "TLS": [bytes.fromhex("16030100a5010000a10303") + chance.randbytes(160)],
        "no version": [b"GET /\r\n\r\n"],
        "a version to come": [b"GET / HTTP/9.9\r\nHost: x\r\n\r\n"],
        "no such method": [b"FETCH / HTTP/1.1\r\nHost: x\r\n\r\n"],
        "a nought in the address": [b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"],
        "a bare line end in a header": [b"GET / HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n"],
        "out of the folder": [b"GET /assets/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"],
        "out of it in disguise": [b"GET /assets/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"],
    }
    for name, pieces in strange.items():
        answer = raw(server.port, *pieces, half_close=True)
        assert status(answer) < 500 or status(answer) in (501, 505), (name, answer[:300])
        assert b"root:" not in answer
        assert asking.get("/health").status == 200, name


@pytest.mark.parametrize(
    "head",
    [b"X-Long: " + b"a" * 200_000 + b"\r\n", b"".join(b"X-%d: a\r\n" % n for n in range(20_000)), b"Cookie: " + b"a=b; " * 40_000 + b"\r\n"],
    ids=["one long", "very many", "cookies"],
)
def test_headers_without_end_are_431(server, asking, head):
    answer = raw(server.port, b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n" + head + b"\r\n")
    assert status(answer) == 431, answer[:200]
    assert asking.get("/health").status == 200


def test_an_address_without_end_is_431(server, asking):
    answer = raw(server.port, b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert status(answer) == 431, answer[:200]
    assert asking.get("/health").status == 200


def test_bodies_that_are_too_large_are_413(server, school, asking, put):
    head, _ = put
    path = head.split(b" ")[1].decode()
    books = Books(server.books)
    entries = books.count("mark_entry")
    large = asking.ask("PUT", path, b'{"marks": [' + b" " * (2 << 20) + b"]}")
    assert large.is_problem(413), (large.status, large.body[:200])
    promised = raw(server.port, head + b"Content-Length: 999999999999\r\n\r\n")
    assert status(promised) in (413, 400), promised[:200]

    person = Person(server.port).sign_in(school.someone("office"))
    form = person.post("/settings/password", {"password": "x" * (3 << 20)})
    assert form.status == 413 and form.headers["content-type"].startswith("text/html")
    assert books.count("mark_entry") == entries


def test_binary_bodies_are_422_and_change_nothing(server, school, asking, put):
    head, body = put
    path = head.split(b" ")[1].decode()
    chance = random.Random(1)
    before = Books(server.books).everything()
    for given in [b"\0", b"\xff\xfe\0\0", chance.randbytes(5000), b"\x1f\x8b" + chance.randbytes(500), body + b"\0", b"\xff" + body]:
        answer = asking.ask("PUT", path, given)
        assert answer.is_problem(422), (given[:20], answer.status, answer.body[:200])
    assert Books(server.books).everything() == before
