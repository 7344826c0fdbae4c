"""The ontology's pages, made from the documentation's model."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from api.web.render import Renderer
from api.web.views import ontology
from kg.contract.reference import Reference

PLACE: Final = "/ns"


def rendered(renderer: Renderer, reference: Reference) -> dict[str, Callable[[], bytes]]:
    """What makes each page, by address."""
    return {
        address: partial(
            renderer.fixed,
            "ontology.html.j2",
            PLACE,
            page.iri,
            page=page,
            address_of=ontology.address,
            counted=ontology.count_in_words,
            formats=ontology.FORMATS,
            kinds=ontology.KINDS,
        )
        for address, page in ontology.pages(reference)
    }
