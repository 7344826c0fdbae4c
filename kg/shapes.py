"""Holds the curated graph against the contract: SHACL, told with file, line, cause and mend."""

from collections.abc import Iterable, Iterator
from typing import Final, cast

import pyoxigraph as px
import shacl

from kg.curated import CuratedFile
from kg.findings import Finding, Severity
from kg.gather import Gathered
from kg.terms import RDFS, SH, short
from kg.triples import Triple, n_triples

MENDS: Final = {
    "MinCountConstraintComponent": "Add the missing value.",
    "MaxCountConstraintComponent": "Keep one value; a second one is a record of its own.",
    "DatatypeConstraintComponent": "Write the value with the datatype that the shape names.",
    "ClassConstraintComponent": "Refer to a thing of the class that the shape names.",
    "NodeConstraintComponent": "Use a concept of the scheme that the shape names.",
    "PatternConstraintComponent": "Write the value in the form that the shape names.",
}


def shape_findings(gathered: Gathered) -> list[Finding]:
    """What the shapes say of curated files, computed values and the vocabulary they use."""
    triples = [*gathered.curated, *gathered.computed, *gathered.vocabulary.triples]
    return list(_findings(gathered.vocabulary.shapes, triples, gathered.places))


def nonconforming(shapes: str, triples: Iterable[Triple]) -> list[str]:
    """One sentence for each violation, for graphs that no file stands behind."""
    report = _validate(shapes, triples)
    return [
        f"{_short(result.focus_node)}: {_cause(result)}"
        for result in report.results
        if result.severity == "Violation"
    ]


def _validate(shapes: str, triples: Iterable[Triple]) -> shacl.Report:
    return shacl.Shapes.from_turtle(shapes).validate_text(n_triples(triples), format="ntriples")


def _findings(
    shapes: str, triples: Iterable[Triple], places: dict[str, CuratedFile]
) -> Iterator[Finding]:
    mends = _shape_mends(shapes)
    for result in _validate(shapes, triples).results:
        iri = result.focus_node.strip("<>")
        file = places.get(iri)
        yield Finding(
            path=file.path if file else "ontology",
            line=file.line_of(iri) if file else 1,
            rule=_rule(result),
            cause=f"{short(iri)}: {_cause(result)}",
            mend=_mend(result, mends),
            severity=Severity[result.severity.upper()],
        )


def _rule(result: shacl.Result) -> str:
    return (result.root_shape or result.component).strip("<>").rpartition("#")[2]


def _short(term: str) -> str:
    return short(term[1:-1]) if term.startswith("<") else term


def _cause(result: shacl.Result) -> str:
    path = f"{_short(result.path)} " if result.path else ""
    value = f" (found: {_short(result.value)})" if result.value else ""
    return f"{path}{result.message or result.component}{value}"


def _shape_mends(shapes: str) -> dict[str, str]:
    """What each shape advises, by the message that it gives: `rdfs:comment` beside `sh:message`."""
    store = px.Store()
    store.load(shapes.encode(), format=px.RdfFormat.TURTLE)
    advised = cast(
        px.QuerySolutions,
        store.query(
            f"SELECT ?message ?mend {{ ?shape <{SH}message> ?message ; <{RDFS}comment> ?mend }}"
        ),
    )
    return {row["message"].value: row["mend"].value for row in advised}


def _mend(result: shacl.Result, mends: dict[str, str]) -> str:
    advice = mends.get(result.message or "")
    return advice or MENDS.get(result.component, "See the shape in ontology/shapes.")
