"""What the server's own tests are given: a school whose morning registers are open, a server, a token. No browser."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "Browser"))

from asking import Asking  # noqa: E402
from served import ROOT, Served, School, run  # noqa: E402

# A Thursday, five minutes after the morning registers opened; they close at 09:20.
OPEN = "2025-11-20T08:55"


@pytest.fixture(scope="session")
def school(tmp_path_factory) -> School:
    """The fictional school before the day begins, made once."""
    return School.make(tmp_path_factory.mktemp("school") / "books", now="2025-11-20T08:30")


@pytest.fixture(scope="session")
def token(school) -> str:
    """A token of the office's. Every test's books are a copy of those that know it."""
    return run("token", "create", "--role", "office", "--name", "tests", "--data", school.books).split()[-1]


@pytest.fixture
def server(school, token, tmp_path, request):
    """A server whose books this test has to itself; at the end they must verify."""
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_").lower()).strip("-")
    served = Served(school, tmp_path / "books", ROOT / ".artefacts/logs" / f"server-{name}.log", now=OPEN)
    yield served
    served.stop()
    served.verify()


@pytest.fixture
def asking(server, token) -> Asking:
    """Asks the server's interface for programs."""
    return Asking(server.port, token)
