"""What those who listen hear when a snapshot is published, from a service that really runs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from kg.publish.history import publish
from kg.publish.snapshot import Snapshot
from tests.conftest import Service

pytestmark = pytest.mark.long


class Event(NamedTuple):
    name: str
    identity: str
    data: dict[str, Any]


@pytest.fixture
def service(snapshots: Path) -> Iterator[Service]:
    running = Service(snapshots.parent, processes=1)
    yield running
    assert running.stop() == 0


def events(answer: httpx.Response) -> Iterator[Event]:
    """Fields a line, an empty line ends an event (HTML, section 9.2.6)."""
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            yield Event(fields["event"], fields["id"], json.loads(fields["data"]))
            fields = {}


def test_a_listener_hears_what_is_current_and_then_what_a_snapshot_changed(
    service: Service, snapshots: Path, snapshot: Snapshot, wide_snapshot: Snapshot
) -> None:
    with service.client.stream("GET", "/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        heard = events(answer)
        assert next(heard) == Event("current", snapshot.id, {"snapshot": snapshot.id})
        publish(snapshots, wide_snapshot.id)
        told = next(heard)
    assert (told.name, told.identity) == ("published", wide_snapshot.id)
    assert told.data["before"] == snapshot.id
    before, after = told.data["classes"]["State"]
    assert before < after


def test_who_comes_back_hears_at_once_what_was_published_meanwhile(
    service: Service, snapshots: Path, snapshot: Snapshot, wide_snapshot: Snapshot
) -> None:
    publish(snapshots, wide_snapshot.id)
    known = {"Last-Event-ID": snapshot.id}
    with service.client.stream("GET", "/events", headers=known) as answer:
        assert next(events(answer)).name == "published"


@pytest.mark.parametrize("known", ["0" * 64, "not an id"])
def test_of_a_snapshot_that_is_gone_no_change_is_told(
    service: Service, snapshot: Snapshot, known: str
) -> None:
    with service.client.stream("GET", "/events", headers={"Last-Event-ID": known}) as answer:
        told = next(events(answer))
    assert told.data == {"snapshot": snapshot.id, "before": known, "classes": {}}


def test_a_service_with_listeners_stops_as_quickly_as_one_without(service: Service) -> None:
    with service.client.stream("GET", "/events") as answer:
        assert next(events(answer)).name == "current"
        service.process.terminate()
        assert service.process.wait(timeout=4) == 0


def test_only_a_get_listens(service: Service) -> None:
    answer = service.client.post("/events")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    head = service.client.head("/events")
    assert (head.status_code, head.headers["content-type"]) == (
        200,
        "text/event-stream; charset=utf-8",
    )
