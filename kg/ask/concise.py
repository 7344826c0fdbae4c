"""The triples that stand for one thing when it is fetched as linked data."""

from kg.errors import BadArgument
from kg.rdf.sparql import iri
from kg.terms import AVD, PROLOGUE


def concise_description(slug: str) -> str:
    """A CONSTRUCT for what is said of a thing, with its citations, and what points to it.

    Raises:
        BadArgument: the slug cannot be part of an IRI.
    """
    try:
        thing = iri(AVD + slug)
    except ValueError as error:
        raise BadArgument(f"“{slug[:80]}” cannot be part of an IRI.") from error
    return f"""{PROLOGUE}
CONSTRUCT {{ {thing} ?p ?o . ?citation ?q ?v . ?other ?link {thing} }} WHERE {{
  {{ {thing} ?p ?o }} UNION
  {{ {thing} av:hasCitation ?citation . ?citation ?q ?v }} UNION
  {{ ?other ?link {thing} }}
}}"""
