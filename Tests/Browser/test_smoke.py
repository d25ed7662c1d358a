"""The server starts, shows a page to a stranger, and the page is whole."""


def test_a_stranger_is_asked_to_sign_in(visitor):
    visitor.go("/")

    visitor.heading("Sign in")
    visitor.look("sign-in", widths=("phone", "tablet", "desktop"), schemes=("light", "dark"))
    assert visitor.barriers() == []
    assert visitor.overflow() == []


def test_it_stops_when_asked_and_starts_again_on_the_same_books(server, visitor):
    visitor.go("/")
    visitor.page.goto("about:blank")
    server.stop()
    server.start()

    visitor.go("/")
    visitor.heading("Sign in")
