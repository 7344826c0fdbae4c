"""Values on their way into a query: nothing in them can end the place where they stand."""

from collections.abc import Iterable

import pyoxigraph as px

from kg.rdf.spelling import spelled_in_query


def is_iri(text: str) -> bool:
    """Whether a text can stand between angle brackets, and nothing in it can close them."""
    try:
        px.NamedNode(text)
    except ValueError:
        return False
    return True


def iri(text: str) -> str:
    """An IRI in angle brackets; raises ValueError where the text is none (RFC 3987)."""
    return spelled_in_query(px.NamedNode(text))


def iris(many: Iterable[str]) -> str:
    """IRIs as the rows of a VALUES block, each once; what is no IRI is left out, not escaped."""
    return " ".join(iri(each) for each in dict.fromkeys(many) if is_iri(each))


def quoted(text: str, datatype: str | None = None) -> str:
    """A text without a language, or a literal of the datatype whose IRI is given."""
    kind = px.NamedNode(datatype) if datatype else None
    return spelled_in_query(px.Literal(text, datatype=kind))
