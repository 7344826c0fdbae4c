"""The service as processes: it starts, survives the death of its parts, and stops."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from kg.publish.build import build
from kg.publish.history import publish, published
from kg.publish.snapshot import Snapshot
from tests.conftest import ROOT, Service

pytestmark = pytest.mark.long


@pytest.fixture
def running(snapshot: Snapshot, var: Path) -> Iterator[Service]:
    service = Service(var, deadline=5)
    yield service
    if service.process.poll() is None:
        service.stop()


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def tree(pid: int) -> list[int]:
    return [pid, *(below for child in children(pid) for below in tree(child))]


def web_processes(supervisor: int) -> list[int]:
    return [c for c in children(supervisor) if b"api.process.web" in command(c)]


def command(pid: int) -> bytes:
    """What a process runs; nothing where it has ended since it was listed."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def until(condition: object, seconds: float = 10) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def asked(url: str) -> int:
    query = "SELECT ?s { ?s a av:State } LIMIT 1"
    return httpx.get(f"{url}/sparql", params={"query": query}).status_code


def test_sigterm_ends_every_process(running: Service) -> None:
    assert asked(running.url) == 200
    pids = tree(running.process.pid)
    assert len(pids) >= 4
    assert running.stop() == 0
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_the_process_that_forks_has_one_thread(running: Service) -> None:
    assert len(list(Path(f"/proc/{running.process.pid}/task").iterdir())) == 1


def test_a_killed_worker_costs_nobody_more_than_one_question(running: Service) -> None:
    assert asked(running.url) == 200
    for web in web_processes(running.process.pid):
        workers = set(children(running.process.pid)) - set(web_processes(running.process.pid))
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        assert web in web_processes(running.process.pid)
    until(lambda: asked(running.url) == 200)


def sockets(pid: int) -> int:
    return sum(link.startswith("socket:") for link in links(Path(f"/proc/{pid}/fd")))


def links(folder: Path) -> Iterator[str]:
    """Where the links of a folder lead; one may be gone before it is read."""
    for each in folder.iterdir():
        with suppress(FileNotFoundError):
            yield os.readlink(each)


def test_lasting_connections_are_dealt_out_to_all_web_processes(running: Service) -> None:
    before = {web: sockets(web) for web in web_processes(running.process.pid)}
    clients = [httpx.Client(base_url=running.url) for _ in range(24)]
    assert {client.get("/health").status_code for client in clients} == {200}
    assert all(sockets(web) > held for web, held in before.items())
    for client in clients:
        client.close()


def test_a_killed_web_process_is_replaced(running: Service) -> None:
    before = web_processes(running.process.pid)
    os.kill(before[0], signal.SIGKILL)
    until(
        lambda: (
            len(web_processes(running.process.pid)) == 2
            and before[0] not in children(running.process.pid)
        )
    )
    assert asked(running.url) == 200


def test_until_a_killed_web_process_is_replaced_another_one_takes_its_connections(
    running: Service,
) -> None:
    killed, left = web_processes(running.process.pid)
    os.kill(killed, signal.SIGKILL)
    until(lambda: successors(running, {killed, left}))
    (successor,) = successors(running, {killed, left})
    os.kill(successor, signal.SIGSTOP)
    held = sockets(left)
    clients = [httpx.Client(base_url=running.url, timeout=20) for _ in range(24)]
    assert {client.get("/health").status_code for client in clients} == {200}
    assert sockets(left) >= held + len(clients)
    os.kill(successor, signal.SIGCONT)
    until(lambda: takes_connections(running.url, successor), seconds=30)
    for client in clients:
        client.close()


def successors(running: Service, before: set[int]) -> set[int]:
    return set(web_processes(running.process.pid)) - before


def takes_connections(url: str, web: int) -> bool:
    held = sockets(web)
    with httpx.Client(base_url=url) as one, httpx.Client(base_url=url) as other:
        assert one.get("/health").status_code == other.get("/health").status_code == 200
        return sockets(web) > held


def test_nothing_is_left_when_the_supervisor_is_killed(running: Service) -> None:
    assert asked(running.url) == 200
    pids = tree(running.process.pid)
    running.process.kill()
    running.process.wait()
    running.client.close()
    assert running.process.stdout is not None
    running.process.stdout.close()
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


@pytest.fixture
def damaged(snapshot: Snapshot, tmp_path: Path) -> Path:
    """A folder whose current snapshot was cut after it was published, with nothing before it."""
    folder = tmp_path / "snapshots" / snapshot.id
    shutil.copytree(snapshot.folder, folder)
    publish(tmp_path / "snapshots", snapshot.id)
    (folder / "quads.nq").write_bytes((folder / "quads.nq").read_bytes()[:-30])
    return tmp_path


def test_where_the_current_snapshot_is_damaged_the_one_before_it_is_served(
    damaged: Path, checkout: Path
) -> None:
    question = checkout / "queries/withheld.rq"
    question.write_text(question.read_text("utf-8").replace("# title: Who", "# title: Which"))
    good = build(checkout, damaged)
    refused = current_link(damaged, to=next(each for each in published(damaged) if each != good.id))
    service = Service(damaged)
    told = service.client.get("/health").json()
    answer = service.client.get("/sparql", params={"query": "ASK { ?s a av:State }"})
    assert service.stop() == 0
    assert re.fullmatch(
        r"quads\.nq is cut: [\d,]+ of [\d,]+ bytes are left", told["refused"]["cause"]
    )
    del told["refused"]["cause"]
    assert told == {"status": "degraded", "snapshot": good.id, "refused": {"id": refused}}
    assert (answer.json()["boolean"], answer.headers["averment-snapshot"]) == (True, good.id)


def current_link(var: Path, to: str) -> str:
    """Points the link at a snapshot, as its publication did."""
    publish(var / "snapshots", to)
    return to


def test_where_no_snapshot_is_whole_it_does_not_start(damaged: Path) -> None:
    ended = start(damaged)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "quads.nq is cut" in ended.stderr
    assert "No earlier snapshot is intact" in ended.stderr
    assert ended.stderr.count("\n") == 1


def start(var: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api"],
        cwd=ROOT,
        env=os.environ | {"AVERMENT_VAR": str(var), **settings},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def test_without_a_snapshot_it_says_what_to_do(tmp_path: Path) -> None:
    ended = start(tmp_path)
    assert ended.returncode == 2
    assert "averment build" in ended.stderr


def test_a_taken_port_is_named(snapshot: Snapshot, var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = start(var, AVERMENT_PORT=port)
    assert ended.returncode == 2
    assert port in ended.stderr
    assert "--port" in ended.stderr


def test_a_bad_setting_is_named(tmp_path: Path) -> None:
    ended = start(tmp_path, AVERMENT_DEADLINE="soon")
    assert ended.returncode == 2
    assert "AVERMENT_DEADLINE" in ended.stderr
