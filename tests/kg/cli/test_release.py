"""What a release consists of."""

import gzip
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pyoxigraph as px
import pytest

from kg import __version__
from kg.publish.history import current

ROOT = Path(__file__).parents[3]
NAME = f"averment-{__version__}"


def released(folder: Path, out: str = "release") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", "--root", folder, "release"]
    options = ["--out", folder / out, "--var", folder / "var"]
    return subprocess.run(
        [*command, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture
def checked_out(checkout: Path) -> Path:
    """A small checkout that can be released."""
    for name in ("CHANGELOG.md", "CITATION.cff"):
        shutil.copy(ROOT / name, checkout / name)
    return checkout


def test_a_release_holds_the_data_the_ontology_and_how_to_cite_them(checked_out: Path) -> None:
    made = released(checked_out)
    assert made.returncode == 0, made.stderr
    folder = checked_out / "release" / NAME
    snapshot = current(checked_out / "var")
    quads = gzip.decompress((folder / f"{NAME}.nq.gz").read_bytes())
    assert quads == snapshot.quads.read_bytes()
    trig = gzip.decompress((folder / f"{NAME}.trig.gz").read_bytes())
    assert len([*px.parse(trig, format=px.RdfFormat.TRIG)]) == quads.count(b"\n")
    packed = (folder / f"{NAME}-ontology.tar.gz").read_bytes()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        names = archive.getnames()
    assert f"{NAME}-ontology/averment.ttl" in names
    assert f"{NAME}-ontology/rules/00-bounds.rq" in names
    cited = (folder / "CITATION.cff").read_text("utf-8").splitlines()
    assert f"version: {__version__}" in cited
    assert f"date-released: {snapshot.last_curated}" in cited
    assert (folder / "NOTES.md").read_text("utf-8").startswith(f"## {__version__}")


def test_every_file_has_its_digest_and_nothing_is_overwritten(checked_out: Path) -> None:
    assert released(checked_out).returncode == 0
    folder = checked_out / "release" / NAME
    digests = dict(line.split()[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    del files["SHA256SUMS"]
    assert digests == {name: hashlib.sha256(each).hexdigest() for name, each in files.items()}
    again = released(checked_out)
    assert again.returncode == 1
    assert f"{folder} already exists; nothing was written." in again.stderr
    assert [path.name for path in folder.parent.iterdir()] == [NAME]


def test_the_same_checkout_gives_the_same_bytes(checked_out: Path) -> None:
    first, second = (released(checked_out, out) for out in ("one", "two"))
    assert (first.returncode, second.returncode) == (0, 0)
    one, two = ((checked_out / out / NAME / "SHA256SUMS").read_text() for out in ("one", "two"))
    assert one == two
