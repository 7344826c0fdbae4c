"""A snapshot as TriG: the same quads, in pieces that make one document."""

from pathlib import Path

import pyoxigraph as px
import pytest

from kg.publish import trig
from kg.publish.trig import trig_pieces

LINES = [
    '<http://x/a> <http://x/p> "a text . <http://x/no> ." <http://x/one> .',
    "<http://x/a> <http://x/q> _:b <http://x/two> .",
    '_:b <http://x/p> "2"^^<http://www.w3.org/2001/XMLSchema#integer> <http://x/one> .',
    "_:b <http://x/p> _:c <http://x/two> .",
]


@pytest.mark.parametrize("size", [1, 100, 1_000_000])
def test_pieces_of_any_size_make_one_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(trig, "PIECE", size)
    quads = tmp_path / "quads.nq"
    quads.write_text("".join(f"{line}\n" for line in LINES))
    pieces = list(trig_pieces(quads))
    assert (len(pieces) == len(LINES)) is (size == 1)
    found = px.Dataset(px.parse(b"".join(pieces), format=px.RdfFormat.TRIG))
    given = px.Dataset(px.parse(quads.read_bytes(), format=px.RdfFormat.N_QUADS))
    for dataset in (found, given):
        dataset.canonicalize(px.CanonicalizationAlgorithm.UNSTABLE)
    assert found == given
    assert list(trig_pieces(quads)) == pieces
