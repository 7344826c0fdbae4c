"""All that bears on a claim, as a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.rdf.sparql import iri as term
from kg.terms import PREFIXES, short

if TYPE_CHECKING:
    from kg.contract import Contract


def bearing(contract: Contract, iri: str) -> str:
    """The query that gives who holds what of a claim, and the further claims that bear on it.

    Each row has who says so (``?who``, nobody where the content itself does), by what (``?how``, a
    stance or a property), and the claim (``?claim``).
    """
    here = term(iri)
    content, reasons = (
        " ".join(short(field.path) for field in contract.fields_in(name, "Argument"))
        for name in ("Proposition", "Position")
    )
    return f"""PREFIX av: <{PREFIXES["av"]}>
SELECT DISTINCT ?who ?how ?claim {{
  {{ ?position av:proposition {here} ; av:voice ?who ; av:stance ?how BIND({here} AS ?claim) }}
  UNION {{ VALUES ?how {{ {content} }} {{ {here} ?how ?claim }} UNION {{ ?claim ?how {here} }} }}
  UNION {{ VALUES ?how {{ {reasons} }} ?position ?how ?reason ; av:proposition ?held ; av:voice ?who
    FILTER({here} IN (?reason, ?held)) BIND(IF(?reason = {here}, ?held, ?reason) AS ?claim) }}
}} ORDER BY ?who ?how ?claim"""
