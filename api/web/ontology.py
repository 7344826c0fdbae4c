"""The ontology's pages, made from the documentation's model."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from api.web.render import Renderer
from api.web.views import ontology
from kg.contract.reference import Reference
from kg.publish.statistics import Statistics

PLACE: Final = "/ns"


def rendered(
    renderer: Renderer, statistics: Statistics, reference: Reference
) -> dict[str, Callable[[], bytes]]:
    """What makes each page, by address; `statistics` tell how often a term is used."""
    classes = {iri: each.entities for iri, each in statistics.classes.items()}
    properties = {iri: each.triples for iri, each in statistics.properties.items()}
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
            use_of=partial(ontology.use, counts={**properties, **classes}),
        )
        for address, page in ontology.pages(reference)
    }
