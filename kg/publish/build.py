"""Builds and publishes snapshots: checks, derives, writes, reads back, renames.

The same input gives the same id and the same bytes. A snapshot is made in a temporary folder and
published by one rename; on failure nothing of what is published changes.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.ask.named import Catalogue
from kg.ask.search import content_digest, text_index
from kg.errors import AvermentError, BadSnapshot, NoSnapshot
from kg.gate.check import check
from kg.gate.consistency import contradictions
from kg.gate.curated import find
from kg.gate.findings import Findings, violations
from kg.gate.gather import Gathered, Progress
from kg.gate.moved import HEADER, TABLE
from kg.gate.shapes import nonconforming
from kg.index import record_index
from kg.publish.asked import asked
from kg.publish.derive import derive
from kg.publish.durable import locked, sync_folder, write_synced
from kg.publish.history import UNFINISHED, current, publish
from kg.publish.snapshot import (
    MANIFEST,
    MOVED,
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
    verify,
)
from kg.publish.statistics import statistics_of
from kg.publish.texts import things
from kg.rdf.triples import Triple, plain

MADE_FROM: Final = ".made-from"


class Unverified(AvermentError):
    """A finished build that does not keep its own promises; nothing was published."""


def build(root: Path, var: Path, progress: Progress = lambda step: None) -> Snapshot:
    """Checks a checkout, derives, and publishes the result; at once where nothing has changed.

    Raises:
        BadFile: a file of the ontology or a question cannot be read.
        Findings: the gate or the axioms refuse; the published snapshot stays.
        RuleUnsettled: a rule does not come to an end.
        Unverified: what was written is not what was meant.
    """
    snapshots = var / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    with locked(snapshots):
        _sweep(snapshots)
        sources = _digest_of_sources(root)
        if unchanged := _made_from(var, sources):
            return unchanged
        questions = Catalogue(root / "queries")
        beside = {**_files(questions), MOVED: _moved(root)}
        gathered, findings = check(root, progress)
        if violations(findings):
            raise Findings(findings)
        derived = derive(gathered.curated, gathered.computed, gathered.ontology, progress)
        progress("snapshot")
        _verify_derived(gathered, list(plain(derived)))
        made = _made(gathered, derived, questions)
        snapshot = _publish(snapshots, _contents(gathered, made | beside))
        write_synced(snapshots / MADE_FROM, f"{sources} {snapshot.id}\n".encode())
        return snapshot


def _digest_of_sources(root: Path) -> str:
    """SHA-256 over all that a build depends on: data, ontology, questions, this package."""
    code = Path(__file__).parents[1]
    files = [path for path in (root / "ontology").rglob("*") if path.is_file()]
    files += [*find(root), *code.rglob("*.py"), *(root / "queries").glob("*.rq")]
    files += [path for path in (root / TABLE,) if path.is_file()]
    whole = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        whole.update(f"{path}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _made_from(var: Path, sources: str) -> Snapshot | None:
    """The current snapshot, if it was built from these very sources and is whole."""
    note = var / "snapshots" / MADE_FROM
    try:
        made = current(var)
    except (NoSnapshot, BadSnapshot):
        return None
    unchanged = note.is_file() and note.read_text("utf-8") == f"{sources} {made.id}\n"
    return made if unchanged else None


def _sweep(snapshots: Path) -> None:
    """Removes what killed builds left behind; the caller holds the lock."""
    for left in snapshots.glob(f"{UNFINISHED}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:  # a link or a file that was made and not yet renamed
            left.unlink()


def _files(questions: Catalogue) -> dict[str, bytes]:
    """The files of the named questions, by path."""
    return {f"queries/{each.slug}.rq": each.text.encode() for each in questions.values()}


def _moved(root: Path) -> bytes:
    """The table of names that are given up, which the gate has read; one without lines for none."""
    table = root / TABLE
    return table.read_bytes() if table.is_file() else f"{HEADER}\n".encode()


def _made(gathered: Gathered, derived: list[px.Quad], questions: Catalogue) -> dict[str, bytes]:
    """The quads and both indexes, by path."""
    quads = _quads(gathered, [*derived, *asked(questions.values())])
    return {
        QUADS: quads,
        TEXTS: text_index(things(gathered, plain(derived))),
        RECORDS: record_index(quads, gathered.contract),
    }


def _quads(gathered: Gathered, made: list[px.Quad]) -> bytes:
    """Every quad of the default dataset as sorted N-Quads; `made` are those that no file holds."""
    graphs = gathered.ontology.graphs.items()
    quads = [t.in_graph(file.graph) for file in gathered.files for t in file.triples]
    quads += [t.in_graph(px.NamedNode(graph)) for graph, found in graphs for t in found]
    content = px.serialize([*quads, *made], format=px.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(content.splitlines(keepends=True))))


def _verify_derived(gathered: Gathered, derived: list[Triple]) -> None:
    if impossible := contradictions(gathered, derived):
        raise Findings(impossible)
    triples = [*gathered.curated, *gathered.ontology.triples, *derived]
    wrong = nonconforming(gathered.ontology.derived_shapes, triples)
    if wrong:
        shown = "\n".join(wrong[:10])
        raise Unverified(f"{len(wrong)} derived values do not match the contract:\n{shown}")


def _contents(gathered: Gathered, made: dict[str, bytes]) -> dict[str, bytes]:
    """Every file of the snapshot by path, but for the lists of digests."""
    counted = statistics_of(px.parse(made[QUADS], format=px.RdfFormat.N_QUADS)).written()
    contents = {**gathered.ontology.files, **made, STATISTICS: counted}
    manifest = {
        "quads": contents[QUADS].count(b"\n"),
        "files": len(gathered.files),
        "curatedOn": max(_curated_days(gathered), default=None),
        "bytes": {path: len(content) for path, content in _named(contents).items()},
        SAYS: content_digest(contents[TEXTS]),
    }
    return {**contents, MANIFEST: json.dumps(manifest, indent=2, sort_keys=True).encode()}


def _curated_days(gathered: Gathered) -> Iterator[str]:
    for triple in gathered.curated:
        if triple.predicate.value.endswith("#curatedOn"):
            yield triple.object.value


def _named(contents: dict[str, bytes]) -> dict[str, bytes]:
    """The files by which a snapshot is named: the same bytes wherever it is built."""
    return {path: content for path, content in contents.items() if path != TEXTS}


def _publish(snapshots: Path, contents: dict[str, bytes]) -> Snapshot:
    sums = sums_of(_named(contents))
    snapshot = Snapshot(identity_of(sums), snapshots.resolve() / identity_of(sums))
    if not _is_whole(snapshot):
        work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=snapshots))
        _write(work, {**contents, TEXTS_SUM: sums_of({TEXTS: contents[TEXTS]}), SUMS: sums})
        _verify(Snapshot(snapshot.id, work), contents[QUADS])
        _move_away(snapshot, snapshots)
        work.rename(snapshot.folder)
        sync_folder(snapshots)
    publish(snapshots, snapshot.id)
    return snapshot


def _is_whole(snapshot: Snapshot) -> bool:
    try:
        verify(snapshot.folder, snapshot.id)
    except BadSnapshot:
        return False
    return True


def _move_away(snapshot: Snapshot, snapshots: Path) -> None:
    """Makes room where a damaged snapshot stands; the next build removes it."""
    if snapshot.folder.exists():
        snapshot.folder.rename(snapshots / f"{UNFINISHED}{snapshot.id}")


def _write(work: Path, contents: dict[str, bytes]) -> None:
    for path, content in contents.items():
        write_synced(work / path, content)
    for folder in (work, *(path for path in work.rglob("*") if path.is_dir())):
        sync_folder(folder)
    work.chmod(0o755)


def _verify(written: Snapshot, quads: bytes) -> None:
    """Reads back what was written: every byte, every quad, and nothing counted twice."""
    verify(written.folder, written.id)
    store = written.load()
    count = quads.count(b"\n")
    triples = {(q.subject, q.predicate, q.object) for q in store}
    if not len(store) == len(triples) == count:
        raise Unverified(
            f"{count} quads were written, {len(store)} read back, "
            f"{len(triples)} of them different triples"
        )
