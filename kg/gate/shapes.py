"""Holds the curated graph against the contract, told with file, line, cause and mend."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.gate.validate import Result, validate
from kg.rdf.triples import Triple
from kg.terms import short

MOST_VALUES: Final = 5


def shape_findings(gathered: Gathered, only: Severity | None = None) -> list[Finding]:
    """What the shapes say of curated files, computed values and the vocabulary they use.

    `only` is the one severity that is wanted, None for all.
    """
    triples = [*gathered.curated, *gathered.computed, *gathered.ontology.triples]
    findings = []
    for result in _once_a_cause(validate(gathered.ontology.shapes, triples, only)):
        file = gathered.places.get(result.focus)
        findings.append(
            Finding(
                path=file.path if file else "ontology",
                line=file.line_of(result.focus) if file else 1,
                rule=result.shape,
                cause=f"{short(result.focus)}: {result.cause}",
                mend=result.mend,
                severity=result.severity,
            )
        )
    return findings


def _once_a_cause(results: Iterable[Result]) -> Iterator[Result]:
    """One result for what a shape says of a node, with the values of which it says it."""
    values: dict[Result, list[str]] = {}
    for result in results:
        values.setdefault(replace(result, value=""), []).append(result.value)
    for result, found in values.items():
        listed = ", ".join(sorted(found)[:MOST_VALUES])
        more = len(found) - MOST_VALUES
        yield replace(result, value=f"{listed} and {more} more" if more > 0 else listed)


def nonconforming(shapes: str, triples: Sequence[Triple]) -> list[str]:
    """One sentence for each violation, for graphs that no file stands behind."""
    return [
        f"{short(result.focus)}: {result.cause}"
        for result in validate(shapes, triples)
        if result.severity is Severity.VIOLATION
    ]
