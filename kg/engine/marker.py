"""How an engine that is not ours shows which snapshot it holds.

Beside the quads it is given one more, in a graph of its own that is named after the snapshot. No
named question meets it; whoever asks for all triples there are finds one more than in the
snapshot. It cannot be a triple that stands elsewhere too: engines are known whose union of graphs
counts such a triple twice. Whoever loads another snapshot takes the old marker out before all
else, and puts the new one in after all else.
"""

from typing import TYPE_CHECKING, Final

from kg.terms import DCTERMS, SNAPSHOT

if TYPE_CHECKING:
    from kg.ask.reader import Rows

MARKERS: Final = f"SELECT ?g {{ GRAPH ?g {{ ?g <{DCTERMS}identifier> ?id }} }}"


def marker(identity: str) -> bytes:
    """The quad that says that a snapshot is here, as a line of N-Quads."""
    name = f"<{SNAPSHOT}{identity}>"
    return f'{name} <{DCTERMS}identifier> "{identity}" {name} .\n'.encode()


def marked(rows: "Rows") -> list[str]:
    """The ids of the snapshots that an engine says it holds; `rows` answer MARKERS."""
    graphs = {row["g"]["value"] for row in rows}
    return sorted(g.removeprefix(SNAPSHOT) for g in graphs if g.startswith(SNAPSHOT))
