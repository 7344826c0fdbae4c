"""Public ids of nodes and the IRIs that they stand for."""

from __future__ import annotations

import re
from typing import Final

from kg.rdf.sparql import is_iri
from kg.terms import AVC, AVD

NODE_SPACES: Final = (AVD, AVC)
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def slug(iri: str) -> str:
    """`…/id/state-isr` becomes `state-isr`; an IRI of another house stays whole."""
    for space in NODE_SPACES:
        if iri.startswith(space):
            return iri[len(space) :]
    return iri


def addresses(node_id: str, spaces: tuple[str, ...] = NODE_SPACES) -> tuple[str, ...]:
    """The IRIs that an id from outside may mean; those that are none (RFC 3987) are left out."""
    meant = (node_id,) if _ABSOLUTE.match(node_id) else (f"{space}{node_id}" for space in spaces)
    return tuple(iri for iri in meant if is_iri(iri))
