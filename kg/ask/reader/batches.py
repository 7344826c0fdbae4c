"""Cuts the wants of a very wide level to texts that engines still read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.ask.reader.protocol import Want

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# The guard and other engines bound the length of a query; IRIs make nearly all of it.
MOST_CHARACTERS: Final = 150_000

Nodes = tuple[str, ...]


def batches(wants: Sequence[Want], most: int = MOST_CHARACTERS) -> Iterator[list[Want]]:
    """The wants in as few batches as hold their nodes: one, save for thousands of nodes.

    Wants for the same nodes stay together; nodes that do not fit go into a further batch.
    """
    by_nodes: dict[Nodes, list[Want]] = {}
    for want in wants:
        by_nodes.setdefault(want.iris, []).append(want)
    batch: list[Want] = []
    left = most
    for nodes, alike in by_nodes.items():
        for part in cut(nodes, most):
            length = sum(map(len, part))
            if batch and length > left:
                yield batch
                batch, left = [], most
            batch += (Want(want.sought, part) for want in alike)
            left -= length
    if batch:
        yield batch


def cut(nodes: Nodes, most: int) -> Iterator[Nodes]:
    """The nodes in as few parts as hold no more characters than that."""
    part: list[str] = []
    length = 0
    for iri in nodes:
        if part and length + len(iri) > most:
            yield tuple(part)
            part, length = [], 0
        part.append(iri)
        length += len(iri)
    yield tuple(part)
