"""What every journey is given: a school, a server with books of its own, a browser."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent))

import chromium  # noqa: E402
from books import Books  # noqa: E402
from served import NOW, Served, School, knows, program, run  # noqa: E402
from visitor import ARTEFACTS, Visitor  # noqa: E402


def pytest_configure(config):
    """Pictures of an earlier run would be mistaken for this one's."""
    # Only a page that is wrong waits so long; a slow machine must not make a right one look wrong.
    expect.set_options(timeout=20_000)
    for kept in ("screenshots", "print", "logs", "traces"):
        shutil.rmtree(ARTEFACTS / kept, ignore_errors=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Leaves the outcome on the test, so that a failed journey's page is kept."""
    outcome = yield
    setattr(item, f"report_{call.when}", outcome.get_result())


@pytest.fixture(scope="session")
def school(tmp_path_factory) -> School:
    """The fictional school, made once."""
    assert program().exists(), f"{program()} is not built: swift build"
    if not (knows("serve") and knows("demo")):
        pytest.skip("the program cannot make and serve a school yet")
    return School.make(tmp_path_factory.mktemp("school") / "books")


@pytest.fixture(scope="session")
def token(school) -> str:
    """A token of the office's. Every journey's books are a copy of those that know it."""
    return run("token", "create", "--role", "office", "--name", "journeys", "--data", school.books).split()[-1]


@pytest.fixture
def books(token, server) -> Books:
    """What stands in this journey's books."""
    return Books(server.address, token)


@pytest.fixture
def server(school, token, tmp_path, request):
    """A server whose books this journey has to itself, its clock where `now` says; at the end they must verify."""
    name = journey_name(request)
    wanted = request.node.get_closest_marker("now")
    now = wanted.args[0] if wanted else NOW
    served = Served(school, tmp_path / "books", ARTEFACTS / "logs" / f"{name}.log", now)
    yield served
    served.stop()
    served.verify()


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all journeys. Without its sandbox, which root and containers cannot have."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium.path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


@pytest.fixture
def arrive(browser, server, request):
    """Makes visitors: `arrive()`, or `arrive(scripts=False)` for a browser with JavaScript off."""
    visitors: list[Visitor] = []

    def make(scripts: bool = True, **wishes) -> Visitor:
        wishes = {"viewport": {"width": 1440, "height": 900}} | wishes
        context = browser.new_context(
            java_script_enabled=scripts, locale="en-GB", timezone_id="Europe/London", **wishes
        )
        context.set_default_timeout(60_000)
        visitor = Visitor(context, server, journey_name(request), scripts)
        visitors.append(visitor)
        return visitor

    yield make
    failed = getattr(request.node, "report_call", None) and request.node.report_call.failed
    for visitor in visitors:
        if failed:
            visitor.look("as-it-failed")
        visitor.context.close()
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


@pytest.fixture
def visitor(arrive) -> Visitor:
    """Someone with an ordinary browser."""
    return arrive()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def either(request, arrive) -> Visitor:
    """Someone with JavaScript on, and once more with it off: every journey must work both ways."""
    return arrive(scripts=request.param)


def journey_name(request) -> str:
    return re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_").lower()).strip("-")
