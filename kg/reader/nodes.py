"""Public ids of nodes and the IRIs that they stand for."""

from __future__ import annotations

import re
from typing import Final

from kg.terms import AVC, AVD

NODE_SPACES: Final = (AVD, AVC)
# IRIREF of the SPARQL 1.1 grammar: nothing in it can close the angle brackets.
_INSIDE_AN_IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+\Z")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def slug(iri: str) -> str:
    """`…/id/state-isr` becomes `state-isr`; an IRI of another house stays whole."""
    for space in NODE_SPACES:
        if iri.startswith(space):
            return iri[len(space) :]
    return iri


def addresses(node_id: str, spaces: tuple[str, ...] = NODE_SPACES) -> tuple[str, ...]:
    """The IRIs that an id from outside may mean; none where it cannot be part of an IRI."""
    if not _INSIDE_AN_IRI.match(node_id):
        return ()
    if _ABSOLUTE.match(node_id):
        return (node_id,)
    return tuple(f"{space}{node_id}" for space in spaces)
