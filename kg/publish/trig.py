"""The quads of a snapshot as TriG, made piece by piece: no more than one is ever in memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.terms import PREFIXES

# Bytes of N-Quads that make one piece.
PIECE: Final = 1024 * 1024


def trig_pieces(quads: Path) -> Iterator[bytes]:
    """The pieces, which one after the other are one document; the same quads give the same bytes.

    Each declares the prefixes, and writes what stands in one graph together.
    """
    with quads.open("rb") as file:
        while lines := file.readlines(PIECE):
            by_graph = sorted(lines, key=_graph)
            parsed = px.parse(b"".join(by_graph), format=px.RdfFormat.N_QUADS)
            yield px.serialize(parsed, format=px.RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""


def _graph(line: bytes) -> bytes:
    """The graph of a line of N-Quads, which no literal can be taken for."""
    return line.rsplit(b" ", 2)[1]
