"""The command that puts a release together."""

import gzip
import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from kg import __version__
from kg.cli import options
from kg.cli.progress import progress
from kg.cli.publish import ontology_files
from kg.desk.changelog import changelog
from kg.desk.diff import differences
from kg.desk.revisions import states
from kg.errors import BadArgument
from kg.publish.build import build
from kg.publish.snapshot import SUMS, Snapshot, sums_of
from kg.publish.trig import trig_pieces

NOTES: Final = "NOTES.md"
CITATION: Final = "CITATION.cff"
STEPS: Final = ("build", "dumps", "ontology", "notes")


@click.command()
@click.option("--out", type=options.PATH, default="release", show_default=True, help="its folder")
@click.option("--since", metavar="REVISION", help="the release before (default: the last git tag)")
@options.var
@click.pass_obj
def release(root: Path, out: Path, since: str | None, var: Path) -> int:
    """Puts a release together, and publishes nothing: dumps, ontology, notes, citation, digests.

    The notes are the part of CHANGELOG.md about this version, and what `averment diff` tells since
    the release before. The same commit gives the same bytes.

    \b
    Example:
      averment release --since v0.1.0
    """
    folder = out / f"averment-{__version__}"
    if folder.exists():
        raise BadArgument(
            f"{folder} already exists; nothing was written. Remove it, or give another --out."
        )
    with progress(len(STEPS)) as report:
        snapshot = build(root, var)
        report(STEPS[0])
        files = dict(_dumps(snapshot))
        report(STEPS[1])
        files[f"averment-{__version__}-ontology.tar.gz"] = _packed(ontology_files(root))
        report(STEPS[2])
        files[NOTES] = _notes(root, var, since or _last_tag(root)).encode()
        report(STEPS[3])
    files[CITATION] = _citation(root, snapshot)
    _write(folder, files | {SUMS: sums_of(files)})
    for name, content in sorted(files.items()):
        print(f"{folder / name}: {len(content):,} bytes")
    return 0


def _dumps(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """All quads, each curated file and each derived step a graph, in two syntaxes."""
    name, quads = f"averment-{__version__}", snapshot.quads.read_bytes()
    yield f"{name}.nq.gz", gzip.compress(quads, mtime=0)
    trig = b"".join(trig_pieces(snapshot.quads))
    yield f"{name}.trig.gz", gzip.compress(trig, mtime=0)


def _packed(files: Mapping[str, bytes]) -> bytes:
    """An archive with one folder that holds the files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in sorted(files.items()):
            entry = tarfile.TarInfo(f"averment-{__version__}-ontology/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), mtime=0)


def _notes(root: Path, var: Path, since: str) -> str:
    """What CHANGELOG.md says of this version, then what the data say otherwise than before."""
    text = (root / "CHANGELOG.md").read_text("utf-8")
    told = re.search(
        rf"^## {re.escape(__version__)}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    if told is None:
        raise BadArgument(f"CHANGELOG.md has no section “## {__version__}”. Write it first.")
    if not since:
        return told[0]
    before, after = states(root, var, (since, "current"))
    lines = "\n".join(changelog(differences(before, after)))
    return f"{told[0].rstrip()}\n\n## In the data since {since}\n\n{lines}"


def _last_tag(root: Path) -> str:
    words = ("git", "-C", root, "describe", "--tags", "--abbrev=0")
    found = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - no shell, the user's own git
    return found.stdout.strip()


def _citation(root: Path, snapshot: Snapshot) -> bytes:
    """How to cite it, with the day of the newest curation and the snapshot's id."""
    text = (root / CITATION).read_text("utf-8")
    named = f"identifiers:\n  - type: other\n    value: {snapshot.id}\n    description: snapshot\n"
    return f"{text}date-released: {snapshot.last_curated}\n{named}".encode()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes all files, or none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".release-", dir=folder.parent) as room:
        work = Path(room) / folder.name
        work.mkdir()
        for name, content in files.items():
            (work / name).write_bytes(content)
        work.rename(folder)
