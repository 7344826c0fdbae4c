"""A walk through pages by cursor, while another snapshot is published and the service swaps."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from kg.publish.history import publish
from kg.publish.snapshot import Snapshot
from tests.conftest import Service

pytestmark = pytest.mark.long

RECORDS = """query ($first: Int!, $after: String) { records(first: $first, after: $after) {
  nodes { id } pageInfo { endCursor hasNextPage } } }"""


def asked(service: Service, first: int, after: str | None = None) -> dict[str, Any]:
    variables = {"first": first, "after": after}
    answer = service.client.post("/graphql", json={"query": RECORDS, "variables": variables})
    found: dict[str, Any] = answer.json()
    return found


def ids(page: dict[str, Any]) -> list[str]:
    return [node["id"] for node in page["data"]["records"]["nodes"]]


def test_a_walk_ends_in_the_snapshot_in_which_it_began(
    snapshots: Path, snapshot: Snapshot, wide_snapshot: Snapshot
) -> None:
    """One page before it is published, one from the old processes after, the rest from new ones."""
    service = Service(snapshots.parent, processes=1)
    whole, page = ids(asked(service, 500)), asked(service, 7)
    walked = ids(page)
    publish(snapshots, wide_snapshot.id)
    page = asked(service, 7, page["data"]["records"]["pageInfo"]["endCursor"])
    walked += ids(page)
    assert service.stop() == 0

    service = Service(snapshots.parent, processes=1)
    assert asked(service, 7)["extensions"]["snapshot"] == wide_snapshot.id
    while page["data"]["records"]["pageInfo"]["hasNextPage"]:
        last = page["data"]["records"]["pageInfo"]["endCursor"]
        page = asked(service, 50, last)
        assert page["extensions"]["snapshot"] == snapshot.id
        walked += ids(page)
    assert walked == whole
    assert len(set(walked)) == len(walked)
    assert service.stop() == 0

    shutil.rmtree(snapshots / snapshot.id)
    service = Service(snapshots.parent, processes=1)
    (error,) = asked(service, 7, last)["errors"]
    assert f"that of snapshot {snapshot.id[:12]}. It cannot be read any more" in error["message"]
    assert "begin at the first page" in error["message"]
    assert service.stop() == 0
