"""The graphs that are asked: the real one, and one of copies of it that is published alike."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as px

from bench.growth import copies
from kg.ask.search import Reason, Thing, Told, content_digest, text_index
from kg.contract import contract_of
from kg.index import record_index
from kg.publish.durable import write_synced
from kg.publish.history import publish
from kg.publish.snapshot import (
    MANIFEST,
    QUADS,
    RECORDS,
    SAYS,
    STATISTICS,
    SUMS,
    TEXTS,
    TEXTS_SUM,
    Snapshot,
    identity_of,
    sums_of,
)
from kg.publish.statistics import statistics_of


def enlarged(snapshot: Snapshot, var: Path, times: int) -> Snapshot:
    """Publishes in a folder so many copies of a snapshot's things, each under a name of its own."""
    quads = _quads(snapshot, times)
    made = {
        QUADS: quads,
        TEXTS: text_index(_things(snapshot.texts, times)),
        RECORDS: record_index(quads, contract_of(snapshot.ontology)),
        STATISTICS: statistics_of(px.parse(quads, format=px.RdfFormat.N_QUADS)).written(),
    }
    contents = {**_kept(snapshot), **made}
    bytes_ = {path: len(content) for path, content in contents.items() if path != TEXTS}
    told = {"quads": quads.count(b"\n"), "bytes": bytes_, SAYS: content_digest(made[TEXTS])}
    contents[MANIFEST] = json.dumps(snapshot.manifest() | told).encode()
    sums = sums_of({path: content for path, content in contents.items() if path != TEXTS})
    lists = {SUMS: sums, TEXTS_SUM: sums_of({TEXTS: made[TEXTS]})}
    identity = identity_of(sums)
    for path, content in {**contents, **lists}.items():
        write_synced(var / "snapshots" / identity / path, content)
    publish(var / "snapshots", identity)
    return Snapshot(identity, var / "snapshots" / identity)


def _quads(snapshot: Snapshot, times: int) -> bytes:
    texts = copies(snapshot.quads.read_text("utf-8"), times)
    lines = {line for text in texts for line in text.encode().splitlines(keepends=True)}
    return b"".join(sorted(lines))


def _kept(snapshot: Snapshot) -> dict[str, bytes]:
    """Files that do not grow with the graph, and those that are remade."""
    files = (path for path in snapshot.folder.rglob("*") if path.is_file())
    contents = {path.relative_to(snapshot.folder).as_posix(): path.read_bytes() for path in files}
    return {path: each for path, each in contents.items() if path not in (SUMS, TEXTS_SUM)}


def _things(index: Path, times: int) -> Iterator[Thing]:
    """What the index finds, and the copies of that."""
    with closing(sqlite3.connect(index)) as database:
        told: dict[int, list[Told]] = {}
        for number, reason, text in database.execute("SELECT thing, reason, text FROM told"):
            told.setdefault(number, []).append(Told(Reason(reason), text))
        for number, iri, class_name, label, is_record in database.execute("SELECT * FROM thing"):
            texts = tuple(told.get(number, ()))
            for copy in range(times):
                named = f"{iri}-copy-{copy}" if copy else iri
                yield Thing(named, class_name, label, bool(is_record), texts)
