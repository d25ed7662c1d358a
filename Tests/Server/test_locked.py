"""Another program holds the books: a clear answer, nothing lost, and all is well afterwards."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

from asking import Asking, Books, Person


def test_books_held_by_another_program_are_503_and_nothing_is_lost(server, school, token):
    books, asking = Books(server.books), Asking(server.port, token)
    name = next(n for n in books.registers() if asking.register(n)["pupils"])
    sheet = asking.register(name)
    marks = [{"id": pupil["id"], "code": "N"} for pupil in sheet["pupils"]]
    who = school.someone("teacher")
    visitor = Person(server.port)
    visitor.get("/sign-in")
    before = books.everything()

    other = sqlite3.connect(books.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with ThreadPoolExecutor() as together:
            saving = together.submit(asking.save, name, marks, "locked")
            signing_in = together.submit(visitor.post, "/sign-in", {"email": who.email, "password": who.password})
            reading = together.submit(Asking(server.port, token).register, name)
            saved, page, read = saving.result(), signing_in.result(), reading.result()
        held = books.everything()
    finally:
        other.execute("ROLLBACK")
        other.close()
    after = asking.save(name, marks, "locked")

    assert saved.is_problem(503), (saved.status, saved.body)
    assert page.status == 503 and page.headers["content-type"].startswith("text/html")
    for answer in (saved, page):
        assert int(answer.headers["retry-after"]) > 0
        assert b"Nothing was changed" in answer.body
    assert read == sheet, "what only looks is answered all the while"
    assert held == before
    assert after.status == 200 and after.json["stored"]
    assert visitor.sign_in(who).get("/settings").status == 200
