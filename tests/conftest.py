"""Worlds to test in. `root` is a small checkout (tests/world: one news item and what it names),
`snapshot` what is built from it, `store` its graph in memory; `server_url` is the service really
running on it, `client` an HTTP client for it. `checkout` is such a checkout that a test may break.
`world` is the graph of a wider world, with a case of each kind around the news item: for exact
answers; `whole_store` that of all curated files, which grows: for rows that stay.

With `--engine oxigraph` the service asks `oxigraph serve` in place of its own workers.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as px
import pytest
from hypothesis import settings

from bench.servers import native
from kg.engine.marker import marker
from kg.publish.build import build
from kg.publish.snapshot import Snapshot

ROOT = Path(__file__).parent.parent
# How long an example takes says what else the machine does, not whether it is right.
settings.register_profile("averment", deadline=None)
settings.load_profile("averment")
# A shell has what it runs in the background ignore Ctrl-C, and that is handed on to every child.
signal.signal(signal.SIGINT, signal.default_int_handler)

STARTED = re.compile(r"at (http://\S+)")


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small checkout: the curated files of tests/world with the real ontology and questions."""
    return small_checkout(tmp_path_factory.mktemp("world"))


def small_checkout(folder: Path) -> Path:
    """Copies the small world into a folder."""
    shutil.copytree(ROOT / "tests/world/kg/data", folder / "kg/data")
    for part in ("ontology", "queries"):
        shutil.copytree(ROOT / part, folder / part)
    return folder


def wide_checkout(folder: Path) -> Path:
    """Copies the small world into a folder, and around it what the questions ask about."""
    small_checkout(folder)
    shutil.copytree(ROOT / "tests/world/wider/kg/data", folder / "kg/data", dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run's snapshots are published."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def snapshot(root: Path, var: Path) -> Snapshot:
    """The small checkout, built and published once a run."""
    return build(root, var)


@pytest.fixture(scope="session")
def store(snapshot: Snapshot) -> px.Store:
    """The snapshot's graphs in memory; ask with `use_default_graph_as_union=True`."""
    return snapshot.load()


class Service:
    """A service that really runs: the supervisor, two web processes, their workers."""

    def __init__(self, var: Path, **settings: object) -> None:
        environment = {f"AVERMENT_{name.upper()}": str(value) for name, value in settings.items()}
        environment |= {"AVERMENT_VAR": str(var), "AVERMENT_PORT": "0", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api"],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            self._wait_until_it_answers()
        except BaseException:
            self.process.kill()
            raise

    def _wait_until_it_answers(self) -> None:
        assert self.process.stdout is not None
        started = STARTED.search(self.process.stdout.readline())
        assert started, "the service did not start"
        self.url = started[1]
        transport = httpx.HTTPTransport(retries=3)
        self.client = httpx.Client(base_url=self.url, timeout=30, transport=transport)
        assert self.client.get("/health").status_code == 200

    def stop(self) -> int:
        """Stops as a user does; the exit code."""
        self.client.close()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=20)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


def pytest_addoption(parser: pytest.Parser) -> None:
    """The engine that answers the service under test."""
    parser.addoption("--engine", choices=("embedded", "oxigraph"), default="embedded")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With another engine, the tests that ask the service are all that can differ.

    Those with a browser come last: it keeps an event loop running, and no other can run beside it.
    """
    if config.getoption("--engine") != "embedded":
        items[:] = [item for item in items if "service" in getattr(item, "fixturenames", ())]
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, snapshot: Snapshot) -> Iterator[str]:
    """The address of the endpoint that the service asks, "" where it asks its own workers."""
    if request.config.getoption("--engine") == "embedded":
        yield ""
        return
    with native(snapshot.quads, None, marker(snapshot.id)) as port:
        yield f"http://127.0.0.1:{port}/query"


@pytest.fixture(scope="session")
def service(snapshot: Snapshot, var: Path, engine: str) -> Iterator[Service]:
    """The service on the small checkout's snapshot."""
    running = Service(var, deadline=5, engine=engine)
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="session")
def server_url(service: Service) -> str:
    """Where the running service is reached."""
    return service.url


@pytest.fixture(scope="session")
def client(service: Service) -> httpx.Client:
    """An HTTP client of the running service; redirects are not followed."""
    return service.client


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small checkout of the test's own, to be broken."""
    return small_checkout(tmp_path)


@pytest.fixture(scope="session")
def wide_snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The wider world, which the gate has let pass, published."""
    root = wide_checkout(tmp_path_factory.mktemp("wide"))
    return build(root, tmp_path_factory.mktemp("wide-var"))


@pytest.fixture(scope="session")
def world(wide_snapshot: Snapshot) -> px.Store:
    """The graph of the wider world."""
    return wide_snapshot.load()


@pytest.fixture(scope="session")
def whole_store(tmp_path_factory: pytest.TempPathFactory) -> px.Store:
    """The graph of all curated files, as it is published; takes a while to build.

    Processes that test side by side wait for one of them to build it, and share it.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return build(ROOT, shared / "whole").load()
